"""Enrolments in the database."""

from collections.abc import Collection, Sequence
from typing import Any, Final, cast
from uuid import UUID

from sqlalchemy import CursorResult, bindparam, insert, select, update
from sqlalchemy.orm import Session

from services.db.tables.enrolment import Enrolment

MOST_LISTED: Final = 200
_ONE: Final = select(Enrolment).where(Enrolment.patient_id == bindparam("patient_id"))
_OPEN: Final = (
    select(Enrolment)
    .where(
        Enrolment.unit_id.in_(bindparam("unit_ids", expanding=True)),
        Enrolment.stop.is_(None),
        Enrolment.finished_at.is_(None),
    )
    .order_by(Enrolment.changed_at.desc(), Enrolment.patient_id)
    .limit(MOST_LISTED)
)


def find(session: Session, patient_id: UUID) -> Enrolment | None:
    """The enrolment of a patient, as it stands now: it does not follow what is written later."""
    row = session.scalars(
        _ONE, {"patient_id": patient_id}, execution_options={"populate_existing": True}
    ).one_or_none()
    if row is not None:
        session.expunge(row)
    return row


def open_in(session: Session, unit_ids: Collection[UUID]) -> Sequence[Enrolment]:
    """The open ones of some units, the one that was changed last first."""
    return session.scalars(_OPEN, {"unit_ids": list(unit_ids)}).all()


def add(session: Session, columns: dict[str, Any]) -> None:
    """Writes an enrolment down."""
    session.execute(insert(Enrolment), columns)


def move(session: Session, patient_id: UUID, version: int, values: dict[str, Any]) -> bool:
    """Makes the next version; False, and nothing, where that version stands no longer."""
    result = session.execute(
        update(Enrolment)
        .where(Enrolment.patient_id == patient_id, Enrolment.version == version)
        .values(**values, version=version + 1)
        .execution_options(synchronize_session=False)
    )
    return cast("CursorResult[Any]", result).rowcount == 1
