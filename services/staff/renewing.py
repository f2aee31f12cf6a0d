"""A secret by mail, and what it renews: a password, or an authenticator (R-AUTH-04).

Nothing is half done: one transaction each. No secret skips the other factor: a new password asks
for a code, a new authenticator for the password.
"""

from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import true
from sqlalchemy.orm import Session

from services.accounts import factors, recovery_codes, repository, session_rows, throttling
from services.accounts.names import username_key
from services.accounts.session_rows import Whose
from services.accounts.signing_in import passwords_at
from services.contract.accounts import StaffMailKind
from services.contract.first_sign_in import (
    SECRET_LIVES_S,
    AuthenticatorOffer,
    FinishFactorAsk,
    NewPasswordAsk,
    OpenFactorAsk,
    PasswordSet,
    RecoveryCodesShown,
    SecretAsk,
    SecretAsked,
    SecretPurpose,
)
from services.contract.sessions import SignInStep
from services.db.scope import NO_CENTRE
from services.db.tables.accounts import Account, AccountSecret
from services.errors import ServiceError
from services.staff import mails, offers, rights, secrets
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
    refused,
    set_factor,
    step,
)
from services.staff.mails import Letter

_BY_ITSELF: Final = frozenset({SecretPurpose.FIRST_SIGN_IN, SecretPurpose.PASSWORD})
"""A new factor is begun by an administrator alone."""
_NOBODY: Final = UUID(int=0)


def ask_for_secret(entering: Entering, ask: SecretAsk) -> SecretAsked:
    """Mails a secret where one may be had; the answer and the work are the same anyway.

    Raises 429 when this name, or this origin, has to wait.
    """
    context, now = entering.context, entering.now
    username = username_key(ask.username)
    with context.database.reading(NO_CENTRE) as session:
        signing_in = throttling.attempt_at(context, session, entering.knock, username)
    # Asking for mails, however often, keeps nobody on this network from signing in.
    attempt = replace(signing_in, origin=f"secret {signing_in.origin}")
    with of_account(entering, attempt.account_id), context.database.writing(NO_CENTRE) as session:
        throttling.take_turns(session, attempt)
        throttling.require_patience(session, context.settings, attempt, now)
        throttling.remember(session, attempt, now)
        account = repository.account_named(session, username)
        may = _may_have(session, account, ask.purpose, now)
        secrets.send_where_asked(session, context, account if may else None, ask.purpose, now)
        note(session, entering, "done", None if account is None else account.id)
    return SecretAsked(lives_s=SECRET_LIVES_S, server_time=now)


def _may_have(
    session: Session, account: Account | None, purpose: SecretPurpose, now: datetime
) -> bool:
    """Whether somebody may have such a secret; the same is asked of nobody."""
    account_id = _NOBODY if account is None else account.id
    is_invited = bool(offers.invitations_of(session, account_id, now))
    stands = rights.stands_anywhere(session, account_id, now)
    if account is None or account.disabled_at is not None or account.email is None:
        return False
    if purpose not in _BY_ITSELF:
        return False
    if purpose is SecretPurpose.FIRST_SIGN_IN:
        return account.totp_secret is None and is_invited
    return account.totp_secret is not None and stands


def open_factor(entering: Entering, ask: OpenFactorAsk) -> AuthenticatorOffer:
    """The new authenticator, for whoever knows the password; raises 401."""
    account_id = _require_password(entering, ask.secret, ask.password)
    with entering.context.database.writing(NO_CENTRE) as session:
        secret, account = living(entering, session, ask.secret, SecretPurpose.FACTOR, account_id)
        offered = offer(entering, session, secret, account)
        note(session, entering, "done", account.id)
        return offered


def finish_factor(entering: Entering, ask: FinishFactorAsk) -> RecoveryCodesShown:
    """The new authenticator counts, the old one and its recovery codes do not; raises 401."""
    account_id = _require_password(entering, ask.secret, ask.password)
    codes = recovery_codes.new_codes()
    with of_account(entering, account_id):
        with entering.context.database.writing(NO_CENTRE) as session:
            refusal = _finish_factor(entering, session, ask, account_id, codes)
        if refusal is not None:
            raise refusal
    return RecoveryCodesShown(codes=codes, server_time=entering.now)


def _finish_factor(
    entering: Entering,
    session: Session,
    ask: FinishFactorAsk,
    account_id: UUID,
    codes: list[str],
) -> ServiceError | None:
    attempt = begin_try(entering, session, account_id)
    secret, account = living(entering, session, ask.secret, SecretPurpose.FACTOR, account_id)
    shown = step(entering, secret, account, ask.code)
    if shown is None:
        return note_failure(session, entering, secret, attempt)
    set_factor(session, secret, account, shown)
    recovery_codes.give(entering.context, session, account.id, codes, entering.now)
    _renewed(entering, session, secret, account, StaffMailKind.FACTOR_CHANGED)
    return None


def set_password(entering: Entering, ask: NewPasswordAsk) -> PasswordSet:
    """A new password, with a code of the factor that stands; raises 401, 422, 429."""
    account_id = known_by(entering, ask.secret, SecretPurpose.PASSWORD)
    with of_account(entering, account_id):
        hashed = hashed_if_acceptable(entering, account_id, ask.password)
        with entering.context.database.writing(NO_CENTRE) as session:
            refusal = _set_password(entering, session, ask, account_id, hashed)
        if refusal is not None:
            raise refusal
    return PasswordSet(server_time=entering.now)


def _set_password(
    entering: Entering, session: Session, ask: NewPasswordAsk, account_id: UUID, hashed: str
) -> ServiceError | None:
    now = entering.now
    attempt = begin_try(entering, session, account_id)
    secret, account = living(entering, session, ask.secret, SecretPurpose.PASSWORD, account_id)
    factor = factors.offered(entering.context, session, account, ask.code, now)
    if factor is None or not factors.spend(session, factor, now):
        return note_failure(session, entering, secret, attempt)
    account.password_hash = hashed
    if factor.is_recovery:
        note(session, replace(entering, operation="use_recovery_code"), "done", account.id)
    _renewed(entering, session, secret, account, StaffMailKind.PASSWORD_CHANGED)
    return None


def _require_password(entering: Entering, typed: str, password: str) -> UUID:
    """Whose secret it is; raises 401 for a password that is not theirs, 429.

    A try is counted before the password is looked at, and given back where it was right: those that
    come at once would all be looked at otherwise.
    """
    context = entering.context
    account_id = known_by(entering, typed, SecretPurpose.FACTOR)
    with of_account(entering, account_id):
        with context.database.writing(NO_CENTRE) as session:
            attempt = begin_try(entering, session, account_id)
            secret, account = living(entering, session, typed, SecretPurpose.FACTOR, account_id)
            secret.attempts += 1
            stored = account.password_hash
        is_right = passwords_at(context.settings.argon2).matches(stored, password)
        with context.database.writing(NO_CENTRE) as session:
            if is_right:
                secrets.give_try_back(session, typed)
                return account_id
            throttling.remember(session, attempt, entering.now, step=SignInStep.SECRET)
            refusal = refused(session, entering, account_id)
        raise refusal


def _renewed(
    entering: Entering,
    session: Session,
    secret: AccountSecret,
    account: Account,
    kind: StaffMailKind,
) -> None:
    """Every session ends, every secret is used up, and the owner is told (ASVS 6.3.7)."""
    now = entering.now
    secrets.use_up(session, secret, now)
    session_rows.end_of(session, Whose(account.id), true(), now)
    letter = Letter(kind, account.id, account.email)
    mails.write(session, entering.context, letter, now)
    note(session, entering, "done", account.id)
