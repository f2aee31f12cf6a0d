"""Invitations in the database. They are of no scoped table: a code is looked up before anybody
knows of which centre it is, and everything else names the patient.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from services.db.tables.portal import Invitation

_BY_CODE: Final = select(Invitation).where(Invitation.code_hash == bindparam("code_hash"))
_OF_PATIENT: Final = (
    select(Invitation)
    .where(Invitation.patient_id == bindparam("patient_id"))
    .order_by(Invitation.made_at.desc(), Invitation.id.desc())
)


def with_code(session: Session, code_hash: bytes) -> Invitation | None:
    """The invitation of a code, of whatever centre."""
    return session.scalars(_BY_CODE, {"code_hash": code_hash}).one_or_none()


def of_patient(session: Session, patient_id: UUID) -> Sequence[Invitation]:
    """The invitations of a patient, the newest first."""
    return session.scalars(_OF_PATIENT, {"patient_id": patient_id}).all()


def add(session: Session, columns: dict[str, Any]) -> None:
    """Writes an invitation down."""
    session.execute(insert(Invitation), columns)


def change(session: Session, invitation_id: UUID, values: dict[str, Any]) -> None:
    """Writes values over an invitation."""
    session.execute(
        update(Invitation)
        .where(Invitation.id == invitation_id)
        .values(values)
        .execution_options(synchronize_session=False)
    )


def mark_once(session: Session, invitation_id: UUID, column: str, now: datetime) -> None:
    """Writes an instant where there is none yet."""
    session.execute(
        update(Invitation)
        .where(Invitation.id == invitation_id, getattr(Invitation, column).is_(None))
        .values({column: now})
        .execution_options(synchronize_session=False)
    )


def count_failure(session: Session, invitation_id: UUID, most: int, now: datetime) -> None:
    """Counts a wrong birth date, and locks the invitation at the last one that is allowed."""
    session.execute(
        update(Invitation)
        .where(Invitation.id == invitation_id)
        .values(failures=Invitation.failures + 1)
        .execution_options(synchronize_session=False)
    )
    session.execute(
        update(Invitation)
        .where(
            Invitation.id == invitation_id,
            Invitation.failures >= most,
            Invitation.locked_at.is_(None),
        )
        .values(locked_at=now)
        .execution_options(synchronize_session=False)
    )


def not_activated(session: Session, patient_id: UUID) -> list[UUID]:
    """The invitations of a patient that have not ended and opened nothing so far."""
    found = session.scalars(
        select(Invitation.id).where(
            Invitation.patient_id == patient_id,
            Invitation.ended_at.is_(None),
            Invitation.activated_at.is_(None),
        )
    )
    return list(found)


def not_ended(session: Session, invitation_ids: Iterable[UUID]) -> None:
    """Takes back that invitations have ended."""
    session.execute(
        update(Invitation)
        .where(Invitation.id.in_(list(invitation_ids)))
        .values(ended_at=None)
        .execution_options(synchronize_session=False)
    )


def end_all(session: Session, patient_id: UUID, now: datetime, *, keep_activated: bool) -> None:
    """Ends the invitations of a patient that have not ended yet."""
    statement = update(Invitation).where(
        Invitation.patient_id == patient_id, Invitation.ended_at.is_(None)
    )
    if keep_activated:
        statement = statement.where(Invitation.activated_at.is_(None))
    session.execute(statement.values(ended_at=now).execution_options(synchronize_session=False))
