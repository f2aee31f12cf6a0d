"""Lines of treatment written down, amended, withdrawn; two may be open at once."""

from typing import Any
from uuid import UUID

from services.contract.record import (
    RecordVersions,
    TreatmentLineAsk,
    TreatmentLineChangeAsk,
    WithdrawAsk,
)
from services.db.tables.patients import TreatmentLine
from services.edge.writes import Done
from services.ids import new_id
from services.patients import monitoring
from services.patients.treatments import index_of, seal_name
from services.record import treatment_rows as rows
from services.record import versions
from services.record.days import happened, require_ended, whole
from services.record.treatment_acts import held_line, moved, snapshot
from services.record.work import Work, hold, invalid, require_writable


def create(work: Work, ask: TreatmentLineAsk) -> Done:
    """Writes a line down; raises 404, 409 for somebody who is followed no more, 422."""
    patient = hold(work)
    require_writable(work, patient)
    _require_days(work, ask)
    line_id = new_id()
    columns = {
        "id": line_id,
        "centre_id": patient.centre_id,
        "patient_id": patient.id,
        "version": 1,
    }
    rows.add(work.session, TreatmentLine, columns | _columns(work, line_id, ask))
    return _kept(work, line_id, None, 201)


def change(work: Work, line_id: UUID, version: int, ask: TreatmentLineChangeAsk) -> Done:
    """Amends a line; raises 404, 412, 409, 422 also where a cycle would be left outside of it."""
    row = held_line(work, line_id, version)
    _require_days(work, ask)
    for cycle in rows.cycles_of_line(work.session, work.patient_id, line_id):
        if cycle.withdrawn_at is not None:
            continue
        if cycle.started_on < ask.started_on:
            raise invalid("started_on", "leaves_a_cycle_outside")
        if ask.ended_on is not None and cycle.started_on > ask.ended_on:
            raise invalid("ended_on", "leaves_a_cycle_outside")
    moved(work, row, _columns(work, line_id, ask))
    return _kept(work, line_id, ask.reason, 200)


def withdraw(work: Work, line_id: UUID, version: int, ask: WithdrawAsk) -> Done:
    """Says that a line, with all its cycles, was wrong; raises 404, 412, 409."""
    row = held_line(work, line_id, version)
    moved(work, row, {"withdrawn_at": work.now})
    return _kept(work, line_id, ask.reason, 200)


def versions_of(work: Work, line_id: UUID) -> RecordVersions:
    """Every version of a line; raises 404."""
    monitoring.find(work.session, work.caller, work.patient_id)
    row = rows.line(work.session, work.patient_id, line_id)
    return versions.listed(work, snapshot(work, row))


def _require_days(work: Work, ask: TreatmentLineAsk) -> None:
    began = happened(work, "started_on", whole(ask.started_on))
    if ask.ended_on is not None:
        require_ended(work, began, whole(ask.ended_on))


def _columns(work: Work, line_id: UUID, ask: TreatmentLineAsk) -> dict[str, Any]:
    hashed = index_of(work.context.keys, work.caller.centre_id)
    return {
        "name": seal_name(work.cipher, line_id, ask.name),
        "name_index": hashed(ask.name),
        "number": ask.number,
        "started_on": ask.started_on,
        "ended_on": ask.ended_on,
    }


def _kept(work: Work, line_id: UUID, reason: str | None, status: int) -> Done:
    row = rows.line(work.session, work.patient_id, line_id)
    versions.keep(work, snapshot(work, row), reason)
    cycles = rows.cycles_of_line(work.session, work.patient_id, line_id)
    return Done(
        rows.shown_line(work.cipher, row, cycles),
        status,
        object_id=line_id,
        object_version=row.version,
        patient_id=work.patient_id,
    )
