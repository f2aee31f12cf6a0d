"""The first sign-in of somebody who was invited: all of it at once, or nothing (screens.md 3.1).

A password, an authenticator that has shown a code, the notices and the confidentiality commitment
accepted, ten recovery codes: then the roles that wait are given, and signing in is as usual.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.accounts import recovery_codes
from services.accounts.right_changes import Change
from services.accounts.right_changes import note as note_change
from services.contract.accounts import RightChangeKind
from services.contract.first_sign_in import (
    AuthenticatorOffer,
    FinishFirstSignInAsk,
    OpenFirstSignInAsk,
    RecoveryCodesShown,
    SecretPurpose,
)
from services.contract.notices import NoticeProfile, NoticeTool
from services.contract.problems import FieldProblem
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.accounts import Account, Membership
from services.db.tables.centres import Centre
from services.errors import ServiceError
from services.notices.acknowledging import acknowledge, waiting
from services.notices.service import to_read
from services.staff import offers, people, secrets
from services.staff.entry import (
    Entering,
    begin_try,
    hashed_if_acceptable,
    known_by,
    living,
    note,
    note_failure,
    of_account,
    offer,
    set_factor,
    step,
)


def open_first(entering: Entering, ask: OpenFirstSignInAsk) -> AuthenticatorOffer:
    """What there is to set up and to accept; raises 401."""
    account_id = known_by(entering, ask.secret, SecretPurpose.FIRST_SIGN_IN)
    scope = _scope_of(entering, account_id)
    with entering.context.database.writing(scope) as session:
        invited = _invited(session, account_id, entering.now)
        secret, account = living(
            entering, session, ask.secret, SecretPurpose.FIRST_SIGN_IN, account_id
        )
        found = offer(entering, session, secret, account, _name_of(session, invited[0]))
        wanted = waiting(session, account.id, NoticeTool.CONSOLE, NoticeProfile.CLINICIAN)
        read = [to_read(session, entering.context, invited[0].centre_id, each) for each in wanted]
        note(session, entering, "done", account.id)
        return found.model_copy(update={"notices": read})


def finish_first(entering: Entering, ask: FinishFirstSignInAsk) -> RecoveryCodesShown:
    """Everything is set up and the roles begin; raises 401, 422 and nothing is."""
    account_id = known_by(entering, ask.secret, SecretPurpose.FIRST_SIGN_IN)
    with of_account(entering, account_id):
        hashed = hashed_if_acceptable(entering, account_id, ask.password)
        codes = recovery_codes.new_codes()
        with entering.context.database.writing(_scope_of(entering, account_id)) as session:
            refusal = _finish(entering, session, ask, _Chosen(account_id, hashed, codes))
        if refusal is not None:
            raise refusal
    return RecoveryCodesShown(codes=codes, server_time=entering.now)


@dataclass(frozen=True)
class _Chosen:
    """Whose first sign-in it is, with the hash of their password and their recovery codes."""

    account_id: UUID
    hashed: str
    codes: list[str]


def _finish(
    entering: Entering, session: Session, ask: FinishFirstSignInAsk, chosen: _Chosen
) -> ServiceError | None:
    """Sets everything up, or says why nothing was: to be raised after the transaction."""
    attempt = begin_try(entering, session, chosen.account_id)
    invited = _invited(session, chosen.account_id, entering.now)
    secret, account = living(
        entering, session, ask.secret, SecretPurpose.FIRST_SIGN_IN, chosen.account_id
    )
    _require_accepted(session, account, ask)
    shown = step(entering, secret, account, ask.code)
    if shown is None:
        return note_failure(session, entering, secret, attempt)
    set_factor(session, secret, account, shown)
    account.password_hash = chosen.hashed
    secrets.use_up(session, secret, entering.now)
    recovery_codes.give(entering.context, session, account.id, chosen.codes, entering.now)
    _accept(session, account, ask, entering.now)
    _begin(entering, session, account, invited)
    note(session, entering, "done", account.id)
    return None


def _scope_of(entering: Entering, account_id: UUID) -> Scope:
    """The centre that invited first: its key seals what is written down; raises 401 without one."""
    with entering.context.database.reading(NO_CENTRE) as session:
        found = offers.first_invitation(session, account_id, entering.now)
    if found is None:
        raise secrets.refused()
    return Scope(found)


def _invited(session: Session, account_id: UUID, now: datetime) -> list[Membership]:
    """The roles that wait in the centre that invited first, held; those of others are offered at
    the next sign-in. Raises 401 when they were taken back meanwhile.
    """
    invited = offers.invitations_of(session, account_id, now)
    if not invited:
        raise secrets.refused()
    return [each for each in invited if each.centre_id == invited[0].centre_id]


def _name_of(session: Session, invited: Membership) -> str:
    return session.scalars(select(Centre.name).where(Centre.id == invited.centre_id)).one()


def _require_accepted(session: Session, account: Account, ask: FinishFirstSignInAsk) -> None:
    """Raises 422 while a notice in force was not accepted."""
    wanted = waiting(session, account.id, NoticeTool.CONSOLE, NoticeProfile.CLINICIAN)
    if any(f"{each.name} {each.version}" not in ask.notices for each in wanted):
        raise people.refused([FieldProblem(field="notices", reason="not_accepted")])


def _accept(session: Session, account: Account, ask: FinishFirstSignInAsk, now: datetime) -> None:
    for each in waiting(session, account.id, NoticeTool.CONSOLE, NoticeProfile.CLINICIAN):
        acknowledge(session, account.id, each, ask.language, now)


def _begin(
    entering: Entering, session: Session, account: Account, invited: list[Membership]
) -> None:
    """The roles are given; the history of their centre says so."""
    offers.begin(session, invited, entering.now)
    change = Change(RightChangeKind.JOINED, "", account.id, entering.now)
    note_change(session, entering.context, invited[0].centre_id, account.id, change)
