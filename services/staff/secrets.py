"""Secrets by mail: 140 random bits, for one purpose, once, within fifteen minutes (R-AUTH-04).

Only their hash is kept, beside a mail that holds them sealed until it has left. A newer one ends
the older ones; five tries that do not fit end one as well. Whoever asks without a session ends none
that is young, or that somebody has begun to use: knowing a name would be enough to keep its owner
out for good.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from services.accounts import repository
from services.contract.accounts import StaffMailKind
from services.contract.first_sign_in import SECRET_LIVES_S, SecretPurpose
from services.contract.problems import ProblemCode
from services.db.tables.accounts import Account, AccountSecret
from services.edge.context import Context
from services.errors import ServiceError
from services.ids import new_id
from services.security.letters import new_letters, plain
from services.staff import mails
from services.staff.mails import Letter

MOST_TRIES: Final = 5
_LETTERS: Final = 28
_BETWEEN_MAILS: Final = timedelta(minutes=1)
_YOUNG: Final = timedelta(minutes=5)
_MOST_AN_HOUR: Final = 4
"""Mails that replace a living secret; after so many, one is sent only where none lives."""
_NOBODY: Final = UUID(int=0)
_KEPT: Final = timedelta(days=1)
_KINDS: Final = {
    SecretPurpose.FIRST_SIGN_IN: StaffMailKind.SECRET_FIRST_SIGN_IN,
    SecretPurpose.PASSWORD: StaffMailKind.SECRET_PASSWORD,
    SecretPurpose.FACTOR: StaffMailKind.SECRET_FACTOR,
}


def send_where_asked(
    session: Session,
    context: Context,
    account: Account | None,
    purpose: SecretPurpose,
    now: datetime,
) -> None:
    """Mails a secret to somebody whom anybody may have named; without an account, or while the last
    mail is what counts, the same work for nobody.
    """
    account_id = _NOBODY if account is None else account.id
    repository.hold_account(session, account_id)
    may_replace = _may_replace(session, account_id, purpose, now)
    send(session, context, account if may_replace else None, purpose, now)


def send(
    session: Session,
    context: Context,
    account: Account | None,
    purpose: SecretPurpose,
    now: datetime,
) -> None:
    """Mails a secret, and ends the older ones; without an account the same work for nobody."""
    repository.hold_account(session, _NOBODY if account is None else account.id)
    session.execute(delete(AccountSecret).where(AccountSecret.expires_at < now - _KEPT))
    session.execute(
        update(AccountSecret)
        .where(
            AccountSecret.account_id == (None if account is None else account.id),
            AccountSecret.purpose == purpose,
            AccountSecret.expires_at > now,
        )
        .values(expires_at=now),
        execution_options={"synchronize_session": False},
    )
    code, expires_at = new_letters(_LETTERS), now + timedelta(seconds=SECRET_LIVES_S)
    session.add(
        AccountSecret(
            id=new_id(),
            account_id=None if account is None else account.id,
            purpose=purpose,
            secret_hash=_hash_of(code),
            totp_draft=None,
            attempts=0,
            made_at=now,
            expires_at=expires_at,
            used_at=None,
        )
    )
    letter = Letter(
        _KINDS[purpose],
        None if account is None else account.id,
        None if account is None else account.email,
        secret=code,
        expires_at=expires_at,
    )
    mails.write(session, context, letter, now)


def owner_of(session: Session, typed: str, purpose: SecretPurpose, now: datetime) -> UUID | None:
    """Whose secret this is, while it may be used."""
    return session.scalars(
        select(AccountSecret.account_id).where(*_is_good(typed, purpose, now))
    ).one_or_none()


def living(
    session: Session, typed: str, purpose: SecretPurpose, now: datetime
) -> AccountSecret | None:
    """The secret that somebody typed, while it may be used, held."""
    return session.scalars(
        select(AccountSecret)
        .where(*_is_good(typed, purpose, now))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()


def _is_good(typed: str, purpose: SecretPurpose, now: datetime) -> list[ColumnElement[bool]]:
    return [
        AccountSecret.secret_hash == _hash_of(typed),
        AccountSecret.purpose == purpose,
        AccountSecret.account_id.is_not(None),
        AccountSecret.used_at.is_(None),
        AccountSecret.expires_at > now,
        AccountSecret.attempts < MOST_TRIES,
    ]


def use_up(session: Session, secret: AccountSecret, now: datetime) -> None:
    """The secret opens nothing any more, nor does another of the same account."""
    secret.used_at = now
    session.flush()
    end_all(session, secret.account_id, now)


def give_try_back(session: Session, typed: str) -> None:
    """A try that was counted beforehand was right."""
    session.execute(
        update(AccountSecret)
        .where(AccountSecret.secret_hash == _hash_of(typed))
        .values(attempts=AccountSecret.attempts - 1),
        execution_options={"synchronize_session": False},
    )


def end_all(session: Session, account_id: object, now: datetime) -> None:
    """No secret that was mailed to an account opens anything any more."""
    session.execute(
        update(AccountSecret)
        .where(AccountSecret.account_id == account_id, AccountSecret.expires_at > now)
        .values(expires_at=now),
        execution_options={"synchronize_session": False},
    )


def refused() -> ServiceError:
    """One answer for whatever did not fit."""
    return ServiceError(401, ProblemCode.SIGN_IN_REFUSED, "The secret or the code was refused.")


def _may_replace(session: Session, account_id: UUID, purpose: SecretPurpose, now: datetime) -> bool:
    """Whether another mail may leave, by those of the last hour.

    A secret that lives is not ended while it is young, nor once somebody has opened it, nor after
    so many mails: whoever waits for one always has one that is good, and a mailbox is not filled.
    """
    sent = session.scalars(
        select(AccountSecret)
        .where(
            AccountSecret.account_id == account_id,
            AccountSecret.purpose == purpose,
            AccountSecret.made_at > now - timedelta(hours=1),
        )
        .order_by(AccountSecret.made_at.desc())
    ).all()
    if not sent:
        return True
    last = sent[0]
    if last.made_at > now - _BETWEEN_MAILS:
        return False
    lives = last.used_at is None and last.expires_at > now and last.attempts < MOST_TRIES
    is_young, is_begun = last.made_at > now - _YOUNG, last.totp_draft is not None
    return not lives or not (is_young or is_begun or len(sent) >= _MOST_AN_HOUR)


def _hash_of(typed: str) -> bytes:
    return hashlib.sha256(plain(typed).encode()).digest()
