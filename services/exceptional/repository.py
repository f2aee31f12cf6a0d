"""Accesses in the database."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, bindparam, insert, select, update
from sqlalchemy.orm import Session

from services.contract.enums import Role
from services.db.tables.accounts import Membership, SignInSession
from services.db.tables.record import ExceptionalAccess
from services.edge.exceptional import LIVE_ACCESSES, asked_by
from services.security.caller import Caller

_PAGE: Final = (
    select(ExceptionalAccess, Membership.role)
    .join(SignInSession, SignInSession.id == ExceptionalAccess.session_id)
    .join(Membership, Membership.id == SignInSession.membership_id)
    .order_by(ExceptionalAccess.id.desc())
    .limit(bindparam("limit"))
)
_HELD: Final = (
    select(SignInSession.id).where(SignInSession.id == bindparam("session_id")).with_for_update()
)


def add(session: Session, columns: dict[str, Any]) -> None:
    """Writes an access down."""
    session.execute(insert(ExceptionalAccess), columns)


def hold(session: Session, caller: Caller) -> None:
    """One opening of a session at a time; on SQLite there is one writer anyway."""
    session.execute(_HELD, {"session_id": caller.session_id})


def live(session: Session, caller: Caller) -> Sequence[ExceptionalAccess]:
    """What the caller has open in this session, the oldest first."""
    return session.scalars(LIVE_ACCESSES, asked_by(caller)).all()


def close(session: Session, caller: Caller, patient_id: UUID, now: datetime) -> None:
    """Ends whatever opens a patient in this session, now or when the clock has caught up."""
    session.execute(
        update(ExceptionalAccess)
        .where(
            ExceptionalAccess.account_id == caller.account_id,
            ExceptionalAccess.session_id == caller.session_id,
            ExceptionalAccess.patient_id == patient_id,
            ExceptionalAccess.ended_at.is_(None),
            ExceptionalAccess.until > now,
        )
        .values(ended_at=now)
        .execution_options(synchronize_session=False)
    )


def newest(
    session: Session, limit: int, after: UUID | None
) -> Sequence[Row[ExceptionalAccess, Role]]:
    """Accesses of the centre and the role they were opened in, newest first."""
    wanted = _PAGE if after is None else _PAGE.where(ExceptionalAccess.id < after)
    return session.execute(wanted, {"limit": limit}).all()
