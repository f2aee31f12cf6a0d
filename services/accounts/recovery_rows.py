"""All statements on recovery codes."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from services.db.tables.accounts import RecoveryCode


def has_recovery_code(session: Session, code_hash: bytes) -> bool:
    """Whether this is an unused recovery code; its hash says of whom."""
    unused = select(RecoveryCode.account_id).where(
        RecoveryCode.code_hash == code_hash, RecoveryCode.used_at.is_(None)
    )
    return session.scalar(unused) is not None


def use_recovery_code(session: Session, code_hash: bytes, now: datetime) -> bool:
    """Uses a recovery code up; False when it was used before."""
    used = session.execute(
        update(RecoveryCode)
        .where(RecoveryCode.code_hash == code_hash, RecoveryCode.used_at.is_(None))
        .values(used_at=now)
        .returning(RecoveryCode.account_id)
    )
    return used.one_or_none() is not None


def recovery_codes_left(session: Session, account_id: UUID) -> tuple[int, datetime | None]:
    """How many unused recovery codes somebody has, and when they were made."""
    row = session.execute(
        select(func.count(), func.max(RecoveryCode.made_at)).where(
            RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None)
        )
    ).one()
    return row[0], row[1]


def replace_recovery_codes(
    session: Session, account_id: UUID, hashes: Sequence[bytes], now: datetime
) -> None:
    """Gives somebody new recovery codes; the old ones open nothing any more."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
    session.add_all(
        [RecoveryCode(code_hash=each, account_id=account_id, made_at=now) for each in hashes]
    )
