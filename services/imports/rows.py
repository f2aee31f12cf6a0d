"""The rows of an import: what was imported before, and what is added."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from services.db.tables.centres import Centre, Unit
from services.db.tables.patients import Patient, TreatmentCycle, TreatmentLine
from services.db.tables.record import RecordEntry

_ENTRY: Final = select(RecordEntry).where(
    RecordEntry.patient_id == bindparam("patient_id"),
    RecordEntry.external_index == bindparam("external_index"),
)
_LINE: Final = select(TreatmentLine).where(
    TreatmentLine.patient_id == bindparam("patient_id"),
    TreatmentLine.external_index == bindparam("external_index"),
)
_IDENTITY: Final = select(Patient.identity).where(Patient.id == bindparam("patient_id"))
_CYCLE: Final = select(TreatmentCycle).where(
    TreatmentCycle.patient_id == bindparam("patient_id"),
    TreatmentCycle.external_index == bindparam("external_index"),
)
_CYCLES: Final = (
    select(TreatmentCycle)
    .where(
        TreatmentCycle.line_id == bindparam("line_id"),
        TreatmentCycle.patient_id == bindparam("patient_id"),
    )
    .order_by(TreatmentCycle.number)
)
# Held until the patient is there: no unit ends meanwhile.
_UNIT: Final = (
    select(Unit.id)
    .where(Unit.id == bindparam("unit_id"), Unit.synthetic.is_(False), Unit.ended_at.is_(None))
    .with_for_update(read=True, key_share=True)
)
_CENTRE: Final = select(Centre.demonstration).where(Centre.id == bindparam("centre_id"))


def is_unit(session: Session, unit_id: UUID) -> bool:
    """Whether a unit of the centre is one of patients."""
    return session.scalar(_UNIT, {"unit_id": unit_id}) is not None


def is_demonstration(session: Session, centre_id: UUID) -> bool:
    """Whether a centre holds invented patients."""
    return bool(session.scalar(_CENTRE, {"centre_id": centre_id}))


def identity(session: Session, patient_id: UUID) -> bytes:
    """The sealed identity of a patient."""
    return session.scalars(_IDENTITY, {"patient_id": patient_id}).one()


def entry(session: Session, patient_id: UUID, external_index: bytes) -> RecordEntry | None:
    """The fact that was imported under an identifier."""
    asked = {"patient_id": patient_id, "external_index": external_index}
    return session.scalars(_ENTRY, asked).first()


def line(session: Session, patient_id: UUID, external_index: bytes) -> TreatmentLine | None:
    """The line of treatment that was imported under an identifier."""
    asked = {"patient_id": patient_id, "external_index": external_index}
    return session.scalars(_LINE, asked).first()


def cycle(session: Session, patient_id: UUID, external_index: bytes) -> TreatmentCycle | None:
    """The cycle that was imported under an identifier."""
    asked = {"patient_id": patient_id, "external_index": external_index}
    return session.scalars(_CYCLE, asked).first()


def cycles(session: Session, patient_id: UUID, line_id: UUID) -> Sequence[TreatmentCycle]:
    """The cycles of a line, withdrawn ones too."""
    return session.scalars(_CYCLES, {"patient_id": patient_id, "line_id": line_id}).all()


def add(session: Session, table: type, columns: dict[str, Any]) -> None:
    """Adds one row."""
    session.execute(insert(table), columns)


def begin_episode(session: Session, patient_id: UUID, at: datetime) -> None:
    """Has the episode of a patient who was just enrolled begin with the first answer of theirs."""
    session.execute(
        update(Patient)
        .where(Patient.id == patient_id)
        .values(episode_started_at=at)
        .execution_options(synchronize_session=False)
    )
