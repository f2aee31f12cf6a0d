"""What changes of lines and cycles of treatment have in common: held, kept, moved on."""

from typing import Any
from uuid import UUID

from services.db.tables.patients import TreatmentCycle, TreatmentLine
from services.record import treatment_rows as rows
from services.record import versions
from services.record.moving import next_version
from services.record.versions import Snapshot
from services.record.work import Standing, Work, hold, require_current, require_writable, stale

Row = TreatmentLine | TreatmentCycle


def held_line(work: Work, line_id: UUID, version: int | None = None) -> TreatmentLine:
    """A line that may be changed, or be given a cycle; raises 404, 412, 409."""
    patient = hold(work)
    row = rows.line(work.session, work.patient_id, line_id)
    standing = _standing(work, row)
    require_current(work, standing, standing.version if version is None else version)
    require_writable(work, patient)
    return row


def held_cycle(work: Work, line_id: UUID, cycle_id: UUID, version: int) -> TreatmentCycle:
    """A cycle that may be changed; raises 404, 412, 409 also where its line was withdrawn."""
    held_line(work, line_id)
    row = rows.cycle(work.session, work.patient_id, line_id, cycle_id)
    require_current(work, _standing(work, row), version)
    return row


def moved(work: Work, row: Row, values: dict[str, Any]) -> None:
    """The next version of a line or a cycle; raises 412 when somebody was faster."""
    versions.keep_first(work, snapshot(work, row))
    if not next_version(work.session, type(row), row.id, row.version, values):
        work.session.refresh(row)
        raise stale(work, _standing(work, row))


def snapshot(work: Work, row: Row) -> Snapshot:
    """All of a line or a cycle that can be changed."""
    fields: dict[str, str | int | float | bool | None] = {
        "number": row.number,
        "started_on": row.started_on.isoformat(),
    }
    if isinstance(row, TreatmentCycle):
        sealed, clear = "note", rows.note_of(work.cipher, row)
        is_whole = clear is not None or row.note is None
    else:
        sealed, clear = "name", rows.name_of(work.cipher, row)
        is_whole = clear is not None
        fields["ended_on"] = None if row.ended_on is None else row.ended_on.isoformat()
    if is_whole:
        fields[sealed] = clear
    return Snapshot(row.id, row.version, fields, row.withdrawn_at is not None, is_whole=is_whole)


def _standing(work: Work, row: Row) -> Standing:
    kept = versions.latest(work.session, work.patient_id, row.id)
    by, at = (None, None) if kept is None else (kept.by, kept.at)
    return Standing(row.version, row.withdrawn_at is not None, by, at)
