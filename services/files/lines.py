"""Lines of treatment with their cycles; a name that cannot be opened is said to be missing."""

from collections import namedtuple
from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session

from services.contract.record import RecordedLine
from services.db.plain import columns_of
from services.db.tables.patients import TreatmentCycle, TreatmentLine
from services.record.treatment_rows import shown_line
from services.security.ciphers import Cipher

_CYCLE: Final = columns_of(TreatmentCycle)
_Cycle = namedtuple("_Cycle", [each.key for each in _CYCLE])  # type: ignore[misc]
# A row for each cycle: all of it is one read of columns.
_LINES: Final = (
    select(*columns_of(TreatmentLine), *_CYCLE)
    .outerjoin(
        TreatmentCycle,
        and_(
            TreatmentCycle.line_id == TreatmentLine.id,
            TreatmentCycle.patient_id == TreatmentLine.patient_id,
            TreatmentCycle.withdrawn_at.is_(None),
        ),
    )
    .where(
        TreatmentLine.patient_id == bindparam("patient_id"),
        TreatmentLine.withdrawn_at.is_(None),
        TreatmentLine.started_on <= bindparam("until"),
        or_(TreatmentLine.ended_on.is_(None), TreatmentLine.ended_on >= bindparam("since")),
    )
    .order_by(
        TreatmentLine.started_on,
        TreatmentLine.id,
        TreatmentCycle.started_on,
        TreatmentCycle.number,
        TreatmentCycle.id,
    )
)


def touching(
    session: Session, cipher: Cipher, patient_id: UUID, since: date, until: date
) -> tuple[list[RecordedLine], bool]:
    """The lines that touch a period and stand, the oldest first, each with all its cycles; and
    whether everything could be opened.
    """
    asked = {"patient_id": patient_id, "since": since, "until": until}
    rows: Sequence[Any] = session.execute(_LINES, asked).all()
    of_cycles = [row[-len(_CYCLE) :] for row in rows]
    cycles: list[Any] = [_Cycle(*each) for each in of_cycles if each[0] is not None]
    lines = {row.id: row for row in rows}
    shown = [shown_line(cipher, line, cycles) for line in lines.values()]
    is_whole = all(
        line.name is not None and not any(cycle.note_unreadable for cycle in line.cycles)
        for line in shown
    )
    return shown, is_whole
