"""Somebody without a session who holds a secret by mail: whose it is, and what it offers."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.accounts import before_session, repository, throttling
from services.accounts.knocks import Knock
from services.accounts.signing_in import passwords_at
from services.accounts.throttling import Attempt
from services.audit.journal import Entry, refused_as
from services.contract.first_sign_in import AuthenticatorOffer, SecretPurpose
from services.contract.people import PersonLabel
from services.contract.problems import FieldProblem
from services.contract.sessions import SignInStep
from services.db.scope import NO_CENTRE
from services.db.tables.accounts import Account, AccountSecret
from services.edge.context import Context
from services.errors import ServiceError
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

    def entry(self, outcome: str) -> Entry:
        """What the journal says of it."""
        return Entry(self.operation, self.now, outcome, self.knock.request_id)


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
    before_session.note(session, entering.entry(outcome), account_id)


def begin_try(entering: Entering, session: Session, account_id: UUID) -> Attempt:
    """Somebody tries a code or a password with a secret: slowed as at signing in; raises 429.

    Before anything of the account is held: whoever waits for their turn holds nothing.
    """
    username = session.scalar(select(Account.username).where(Account.id == account_id))
    attempt = throttling.attempt_at(entering.context, session, entering.knock, username)
    throttling.take_turns(session, attempt)
    throttling.require_patience(session, entering.context.settings, attempt, entering.now)
    return attempt


def note_failure(
    session: Session, entering: Entering, secret: AccountSecret, attempt: Attempt
) -> ServiceError:
    """Counts what did not fit, against the secret and whoever tries; to be raised afterwards."""
    secret.attempts += 1
    throttling.remember(session, attempt, entering.now, step=SignInStep.SECRET)
    return refused(session, entering, secret.account_id)


def refused(session: Session, entering: Entering, account_id: UUID | None) -> ServiceError:
    """One answer for what did not fit, written down; to be raised after the transaction."""
    refusal = secrets.refused()
    note(session, entering, refused_as(refusal.code), account_id)
    refusal.is_journalled = True
    return refusal


@contextmanager
def of_account(entering: Entering, account_id: UUID | None) -> Iterator[None]:
    """What is refused meanwhile is a line of the centres of this account."""
    try:
        yield
    except ServiceError as refusal:
        entry = entering.entry("")
        raise before_session.refused(entering.context, entry, account_id, refusal) from None
