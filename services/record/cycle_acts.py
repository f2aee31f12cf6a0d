"""Cycles of a line written down, amended, withdrawn: numbers of their own, in order of days."""

from typing import Any
from uuid import UUID

from services.contract.record import (
    RecordVersions,
    TreatmentCycleAsk,
    TreatmentCycleChangeAsk,
    WithdrawAsk,
)
from services.db.tables.patients import TreatmentCycle, TreatmentLine
from services.edge.writes import Done
from services.ids import new_id
from services.patients import monitoring
from services.patients.treatments import seal_note
from services.record import treatment_rows as rows
from services.record import versions
from services.record.days import happened, whole
from services.record.treatment_acts import held_cycle, held_line, moved, snapshot
from services.record.work import Work, invalid


def create(work: Work, line_id: UUID, ask: TreatmentCycleAsk) -> Done:
    """Writes the start of a cycle down; raises 404, 409 for a line that was withdrawn, 422."""
    line = held_line(work, line_id)
    _require_place(work, line, ask, None)
    cycle_id = new_id()
    columns = {
        "id": cycle_id,
        "line_id": line_id,
        "centre_id": line.centre_id,
        "patient_id": line.patient_id,
        "version": 1,
    }
    rows.add(work.session, TreatmentCycle, columns | _columns(work, cycle_id, ask))
    return _kept(work, line_id, cycle_id, None, 201)


def change(
    work: Work, line_id: UUID, cycle_id: UUID, version: int, ask: TreatmentCycleChangeAsk
) -> Done:
    """Amends a cycle; raises 404, 412, 409, 422."""
    row = held_cycle(work, line_id, cycle_id, version)
    line = rows.line(work.session, work.patient_id, line_id)
    _require_place(work, line, ask, cycle_id)
    moved(work, row, _columns(work, cycle_id, ask))
    return _kept(work, line_id, cycle_id, ask.reason, 200)


def withdraw(work: Work, line_id: UUID, cycle_id: UUID, version: int, ask: WithdrawAsk) -> Done:
    """Says that a cycle was wrong; raises 404, 412, 409."""
    row = held_cycle(work, line_id, cycle_id, version)
    moved(work, row, {"withdrawn_at": work.now})
    return _kept(work, line_id, cycle_id, ask.reason, 200)


def versions_of(work: Work, line_id: UUID, cycle_id: UUID) -> RecordVersions:
    """Every version of a cycle; raises 404."""
    monitoring.find(work.session, work.caller, work.patient_id)
    row = rows.cycle(work.session, work.patient_id, line_id, cycle_id)
    return versions.listed(work, snapshot(work, row))


def _require_place(
    work: Work, line: TreatmentLine, ask: TreatmentCycleAsk, this: UUID | None
) -> None:
    """Raises 422 unless it starts within its line, and stands among the others by its number."""
    on = happened(work, "started_on", whole(ask.started_on)).day
    if on < line.started_on or (line.ended_on is not None and on > line.ended_on):
        raise invalid("started_on", "outside_its_line")
    for other in rows.cycles_of_line(work.session, work.patient_id, line.id):
        if other.id == this or other.withdrawn_at is not None:
            continue
        if other.number == ask.number:
            raise invalid("number", "taken")
        if (other.number < ask.number) is not (other.started_on < on):
            raise invalid("started_on", "out_of_order")


def _columns(work: Work, cycle_id: UUID, ask: TreatmentCycleAsk) -> dict[str, Any]:
    return {
        "number": ask.number,
        "started_on": ask.started_on,
        "note": None if ask.note is None else seal_note(work.cipher, cycle_id, ask.note),
    }


def _kept(work: Work, line_id: UUID, cycle_id: UUID, reason: str | None, status: int) -> Done:
    row = rows.cycle(work.session, work.patient_id, line_id, cycle_id)
    versions.keep(work, snapshot(work, row), reason)
    return Done(
        rows.shown_cycle(work.cipher, row),
        status,
        object_id=cycle_id,
        object_version=row.version,
        patient_id=work.patient_id,
    )
