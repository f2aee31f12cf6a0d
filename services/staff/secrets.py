"""Secrets by mail: 140 random bits, for one purpose, once, within fifteen minutes (R-AUTH-04).

Only their hash is kept, beside a mail that holds them sealed until it has left. A newer one ends
the older ones; five tries that do not fit end one as well.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

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
_KEPT: Final = timedelta(days=1)
_KINDS: Final = {
    SecretPurpose.FIRST_SIGN_IN: StaffMailKind.SECRET_FIRST_SIGN_IN,
    SecretPurpose.PASSWORD: StaffMailKind.SECRET_PASSWORD,
    SecretPurpose.FACTOR: StaffMailKind.SECRET_FACTOR,
}


def send(
    session: Session,
    context: Context,
    account: Account | None,
    purpose: SecretPurpose,
    now: datetime,
) -> None:
    """Mails a secret; without an account, or a minute after the last, the same work for nobody."""
    if account is not None and _was_just_sent(session, account, purpose, now):
        account = None
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


def living(
    session: Session, typed: str, purpose: SecretPurpose, now: datetime
) -> AccountSecret | None:
    """The secret that somebody typed, while it may be used; held where it is written to."""
    return session.scalars(
        select(AccountSecret)
        .where(
            AccountSecret.secret_hash == _hash_of(typed),
            AccountSecret.purpose == purpose,
            AccountSecret.account_id.is_not(None),
            AccountSecret.used_at.is_(None),
            AccountSecret.expires_at > now,
            AccountSecret.attempts < MOST_TRIES,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()


def use_up(session: Session, secret: AccountSecret, now: datetime) -> None:
    """The secret opens nothing any more, nor does another of the same account."""
    secret.used_at = now
    session.flush()
    end_all(session, secret.account_id, now)


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


def _was_just_sent(
    session: Session, account: Account, purpose: SecretPurpose, now: datetime
) -> bool:
    last = session.scalar(
        select(func.max(AccountSecret.made_at)).where(
            AccountSecret.account_id == account.id, AccountSecret.purpose == purpose
        )
    )
    return last is not None and last > now - _BETWEEN_MAILS


def _hash_of(typed: str) -> bytes:
    return hashlib.sha256(plain(typed).encode()).digest()
