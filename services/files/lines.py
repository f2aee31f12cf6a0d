"""Lines of treatment with their cycles; a name that cannot be opened is said to be missing."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from uuid import UUID

from sqlalchemy import Row, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from services.contract.patients import Treatment
from services.contract.record import RecordedCycle, RecordedLine
from services.db.tables.patients import TreatmentCycle, TreatmentLine
from services.patients.monitoring import KnownTreatment, SealedTreatment
from services.security.ciphers import Cipher, Place
from services.security.keystore import open_json
from services.security.unreadable import opened

_LINES = (
    select(TreatmentLine, TreatmentCycle)
    .outerjoin(
        TreatmentCycle,
        and_(
            TreatmentCycle.line_id == TreatmentLine.id,
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
    rows: Sequence[Row[TreatmentLine, TreatmentCycle | None]] = session.execute(_LINES, asked).all()
    lines = {line.id: line for line, _ in rows}
    cycles = [cycle for _, cycle in rows if cycle is not None]
    shown = [_shown(cipher, line, cycles) for line in lines.values()]
    is_whole = all(line.name is not None for line in shown) and _notes_are_whole(shown, cycles)
    return shown, is_whole


def in_force(lines: Sequence[RecordedLine], today: date) -> KnownTreatment | None:
    """The treatment of a day among lines that touch it, the oldest first, as a header has it; None
    when its name cannot be opened, which the header has to say for itself.
    """
    running = [
        line
        for line in lines
        if line.started_on <= today and (line.ended_on is None or line.ended_on >= today)
    ]
    if not running:
        return KnownTreatment(None)
    begun = [cycle for cycle in running[-1].cycles if cycle.started_on <= today]
    if running[-1].name is None:
        return None
    return KnownTreatment(
        Treatment(
            name=running[-1].name,
            cycle=begun[-1].number if begun else None,
            day=(today - begun[-1].started_on).days + 1 if begun else None,
        )
    )


def _shown(cipher: Cipher, line: TreatmentLine, cycles: Iterable[TreatmentCycle]) -> RecordedLine:
    return RecordedLine(
        id=line.id,
        version=line.version,
        name=name_of(cipher, line),
        number=line.number,
        started_on=line.started_on,
        ended_on=line.ended_on,
        cycles=[_cycle(cipher, cycle) for cycle in cycles if cycle.line_id == line.id],
    )


def _cycle(cipher: Cipher, cycle: TreatmentCycle) -> RecordedCycle:
    return RecordedCycle(
        id=cycle.id,
        version=cycle.version,
        number=cycle.number,
        started_on=cycle.started_on,
        note=note_of(cipher, cycle),
    )


def name_of(cipher: Cipher, line: TreatmentLine) -> str | None:
    """The name of a line; None when it cannot be opened."""
    sealed = SealedTreatment(line.id, line.name)
    return opened(partial(sealed.opened, cipher), "line", line.id)


def note_of(cipher: Cipher, cycle: TreatmentCycle) -> str | None:
    """What was changed at a cycle; None without a change, or when it cannot be opened."""
    if cycle.note is None:
        return None
    place = Place("treatment_cycle", "note", cycle.id)
    words = opened(partial(open_json, cipher, place, cycle.note), "cycle", cycle.id)
    return None if words is None else words["note"]


def _notes_are_whole(lines: Sequence[RecordedLine], cycles: Sequence[TreatmentCycle]) -> bool:
    sealed = {cycle.id for cycle in cycles if cycle.note is not None}
    return all(
        cycle.note is not None or cycle.id not in sealed for line in lines for cycle in line.cycles
    )
