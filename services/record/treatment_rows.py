"""Lines of treatment and their cycles as the record shows and changes them, withdrawn ones too."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from services.contract.record import RecordedCycle, RecordedLine
from services.db.tables.patients import TreatmentCycle, TreatmentLine
from services.errors import not_found
from services.patients.treatments import SealedTreatment, open_note
from services.security.ciphers import Cipher
from services.security.unreadable import opened

_LINES: Final = (
    select(TreatmentLine)
    .where(TreatmentLine.patient_id == bindparam("patient_id"))
    .order_by(TreatmentLine.started_on, TreatmentLine.id)
)
_CYCLES: Final = (
    select(TreatmentCycle)
    .where(TreatmentCycle.patient_id == bindparam("patient_id"))
    .order_by(TreatmentCycle.started_on, TreatmentCycle.number, TreatmentCycle.id)
)
_LINE: Final = _LINES.where(TreatmentLine.id == bindparam("line_id"))
_CYCLES_OF_LINE: Final = _CYCLES.where(TreatmentCycle.line_id == bindparam("line_id"))
_CYCLE: Final = _CYCLES_OF_LINE.where(TreatmentCycle.id == bindparam("cycle_id"))
_FRESH: Final = {"populate_existing": True}


def lines_of(session: Session, patient_id: UUID) -> Sequence[TreatmentLine]:
    """Every line of a patient, oldest first."""
    return session.scalars(_LINES, {"patient_id": patient_id}, execution_options=_FRESH).all()


def cycles_of(session: Session, patient_id: UUID) -> Sequence[TreatmentCycle]:
    """Every cycle of a patient, oldest first."""
    return session.scalars(_CYCLES, {"patient_id": patient_id}, execution_options=_FRESH).all()


def line(session: Session, patient_id: UUID, line_id: UUID) -> TreatmentLine:
    """One line of a patient; raises 404."""
    asked = {"patient_id": patient_id, "line_id": line_id}
    row = session.scalars(_LINE, asked, execution_options=_FRESH).one_or_none()
    if row is None:
        raise not_found()
    return row


def cycles_of_line(session: Session, patient_id: UUID, line_id: UUID) -> Sequence[TreatmentCycle]:
    """Every cycle of a line, oldest first."""
    asked = {"patient_id": patient_id, "line_id": line_id}
    return session.scalars(_CYCLES_OF_LINE, asked, execution_options=_FRESH).all()


def cycle(session: Session, patient_id: UUID, line_id: UUID, cycle_id: UUID) -> TreatmentCycle:
    """One cycle of a line; raises 404."""
    asked = {"patient_id": patient_id, "line_id": line_id, "cycle_id": cycle_id}
    row = session.scalars(_CYCLE, asked, execution_options=_FRESH).one_or_none()
    if row is None:
        raise not_found()
    return row


def add(
    session: Session, table: type[TreatmentLine] | type[TreatmentCycle], columns: Mapping[str, Any]
) -> None:
    """Adds a line or a cycle."""
    session.execute(insert(table), dict(columns))


def name_of(cipher: Cipher, row: TreatmentLine) -> str | None:
    """The name of a line; None when it cannot be opened."""
    return opened(partial(SealedTreatment(row.id, row.name).opened, cipher), "treatment", row.id)


def note_of(cipher: Cipher, row: TreatmentCycle) -> str | None:
    """The note of a cycle; None without one, and when it cannot be opened."""
    return opened(partial(open_note, cipher, row.id, row.note), "cycle", row.id)


def shown_cycle(cipher: Cipher, row: TreatmentCycle) -> RecordedCycle:
    """A cycle as its readers see it."""
    note = note_of(cipher, row)
    return RecordedCycle(
        id=row.id,
        version=row.version,
        number=row.number,
        started_on=row.started_on,
        note=note,
        withdrawn_at=row.withdrawn_at,
        note_unreadable=note is None and row.note is not None,
    )


def shown_line(
    cipher: Cipher, row: TreatmentLine, cycles: Sequence[TreatmentCycle]
) -> RecordedLine:
    """A line as its readers see it, with those of some cycles that are its own."""
    return RecordedLine(
        id=row.id,
        version=row.version,
        name=name_of(cipher, row),
        number=row.number,
        started_on=row.started_on,
        ended_on=row.ended_on,
        cycles=[shown_cycle(cipher, each) for each in cycles if each.line_id == row.id],
        withdrawn_at=row.withdrawn_at,
    )
