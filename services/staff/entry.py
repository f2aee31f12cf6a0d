"""Somebody without a session who holds a secret by mail: whose it is, and what it offers."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.accounts import repository
from services.accounts.knocks import Knock
from services.accounts.signing_in import passwords_at
from services.audit.journal import Entry, record
from services.contract.first_sign_in import AuthenticatorOffer, SecretPurpose
from services.contract.people import PersonLabel
from services.contract.problems import FieldProblem
from services.db.scope import NO_CENTRE
from services.db.tables.accounts import Account, AccountSecret
from services.edge.context import Context
from services.security.password_rule import LONGEST, SHORTEST, PasswordRefused, require_acceptable
from services.security.second_factor import (
    enrolment_uri,
    new_secret,
    open_secret,
    seal_secret,
    step_of,
)
from services.staff import people, rights, secrets


@dataclass(frozen=True)
class Entering:
    """Somebody with a secret: where they are, and when."""

    context: Context
    knock: Knock
    operation: str

    @property
    def now(self) -> datetime:
        """The time of the service: that of a workstation says nothing."""
        return self.context.clock.now()


def known_by(entering: Entering, typed: str, purpose: SecretPurpose) -> UUID:
    """Whose secret this is; raises 401. Read first, so that a guess costs no hash of a password."""
    with entering.context.database.reading(NO_CENTRE) as session:
        account_id = secrets.owner_of(session, typed, purpose, entering.now)
    if account_id is None:
        raise secrets.refused()
    return account_id


def living(
    entering: Entering, session: Session, typed: str, purpose: SecretPurpose, account_id: UUID
) -> tuple[AccountSecret, Account]:
    """A secret of an account that may be used, both held; raises 401.

    Whoever takes memberships as well holds them before this.
    """
    account = repository.hold_account(session, account_id)
    secret = secrets.living(session, typed, purpose, entering.now)
    if secret is None or account is None or account.disabled_at is not None:
        raise secrets.refused()
    if secret.account_id != account_id:
        raise secrets.refused()
    is_first = purpose is SecretPurpose.FIRST_SIGN_IN
    if not is_first and not rights.stands_anywhere(session, account.id, entering.now):
        raise secrets.refused()
    return secret, account


def hashed_if_acceptable(entering: Entering, account_id: UUID, password: str) -> str:
    """The hash of a password that may be chosen; raises 422 with `length` or `too_easy`."""
    with entering.context.database.reading(NO_CENTRE) as session:
        account = repository.open_account(session, account_id)
        words = [] if account is None else [account.username, account.name, account.email or ""]
    try:
        require_acceptable(password, words)
    except PasswordRefused:
        is_long = SHORTEST <= len(password) <= LONGEST
        reason = "too_easy" if is_long else "length"
        raise people.refused([FieldProblem(field="password", reason=reason)]) from None
    return passwords_at(entering.context.settings.argon2).hash(password)


def offer(
    entering: Entering,
    session: Session,
    secret: AccountSecret,
    account: Account,
    centre_name: str | None = None,
) -> AuthenticatorOffer:
    """The authenticator that goes with a secret: asked again, it is the same."""
    master = entering.context.keys.master()
    if secret.totp_draft is None:
        secret.totp_draft = seal_secret(master, account.id, new_secret())
        session.flush()
    totp = open_secret(master, account.id, secret.totp_draft)
    return AuthenticatorOffer(
        person=PersonLabel(
            id=account.id, name=account.name, initials=account.initials, title=account.title
        ),
        username=account.username,
        centre_name=centre_name,
        notices=[],
        totp_secret=totp,
        totp_uri=enrolment_uri(totp, account.username),
        expires_at=secret.expires_at,
        server_time=entering.now,
    )


def set_factor(session: Session, secret: AccountSecret, account: Account, step: int) -> None:
    """The authenticator that was offered is that of the account, and this code of it is used."""
    account.totp_secret = secret.totp_draft
    account.totp_last_step = step
    session.flush()


def step(entering: Entering, secret: AccountSecret, account: Account, code: str) -> int | None:
    """The step whose code this is; None without an offer, too."""
    if secret.totp_draft is None:
        return None
    totp = open_secret(entering.context.keys.master(), account.id, secret.totp_draft)
    return step_of(totp, code, entering.now)


def note(session: Session, entering: Entering, outcome: str, account_id: UUID | None) -> None:
    record(
        session,
        Entry(
            entering.operation,
            entering.now,
            outcome,
            entering.knock.request_id,
            actor_id=account_id,
        ),
    )
