"""Facts of the record written down, amended, withdrawn: each a version, none deleted (S-14)."""

from typing import Any, Final
from uuid import UUID

from services.contract.enums import DatePrecision, EntryKind, EntrySource, EventType
from services.contract.problems import ProblemCode
from services.contract.record import (
    EntryAsk,
    EntryChangeAsk,
    EntryContent,
    EventContent,
    RecordVersions,
    WithdrawAsk,
)
from services.db.tables.record import RecordEntry
from services.edge.writes import Done
from services.errors import ServiceError
from services.ids import new_id
from services.patients import monitoring
from services.record import entries, versions
from services.record.days import Span, span
from services.record.moving import next_version
from services.record.versions import Snapshot
from services.record.work import (
    Standing,
    Work,
    hold,
    invalid,
    require_current,
    require_writable,
    stale,
)

# What lasts has an end; the others are of one day, which must be known.
_LASTING: Final = frozenset({EntryKind.DIAGNOSIS, EntryKind.EVENT, EntryKind.WORK_STATUS})


def create(work: Work, ask: EntryAsk) -> Done:
    """Writes a fact down; raises 404, 409 for somebody who is followed no more, 422."""
    patient = hold(work)
    require_writable(work, patient, is_note=ask.content.kind is EntryKind.NOTE)
    when = _when(work, ask)
    entry_id = new_id()
    entries.add(
        work.session,
        {
            "id": entry_id,
            "centre_id": patient.centre_id,
            "patient_id": patient.id,
            "kind": ask.content.kind,
            "source": EntrySource.CONSOLE,
            "recorded_by": work.caller.person,
            "recorded_at": work.now,
            "version": 1,
            "changed_by": work.caller.person,
            "changed_at": work.now,
        }
        | _columns(work, entry_id, ask.content, when),
    )
    return _kept(work, entry_id, None, 201)


def change(work: Work, entry_id: UUID, version: int, ask: EntryChangeAsk) -> Done:
    """Amends a fact; raises 404, 412, 409 when it was withdrawn, 403 for another's note, 422."""
    row = _held(work, entry_id, version)
    if ask.content.kind is not row.kind:
        raise invalid("content", "kind_is_fixed")
    when = _when(work, ask)
    return _move(work, row, _columns(work, entry_id, ask.content, when), ask.reason)


def withdraw(work: Work, entry_id: UUID, version: int, ask: WithdrawAsk) -> Done:
    """Says that a fact was wrong; raises 404, 412, 409 when it was said already, 403.

    A fact that cannot be opened is withdrawn as it is.
    """
    row = _held(work, entry_id, version)
    values: dict[str, Any] = {"withdrawn_at": work.now}
    content = entries.content_of(work.cipher, row)
    if content is not None:
        values["content"] = entries.seal_content(work.cipher, entry_id, content, ask.reason)
    return _move(work, row, values, ask.reason)


def versions_of(work: Work, entry_id: UUID) -> RecordVersions:
    """Every version of a fact; raises 404."""
    monitoring.find(work.session, work.caller, work.patient_id)
    row = entries.find(work.session, work.patient_id, entry_id)
    return versions.listed(work, _snapshot(work, row))


def _held(work: Work, entry_id: UUID, version: int) -> RecordEntry:
    patient = hold(work)
    row = entries.find(work.session, work.patient_id, entry_id)
    require_current(work, _standing(row), version)
    is_note = row.kind is EntryKind.NOTE
    require_writable(work, patient, is_note=is_note)
    if is_note and row.recorded_by != work.caller.person:
        raise ServiceError(403, ProblemCode.FORBIDDEN, "Only its author amends a note.")
    return row


def _when(work: Work, ask: EntryAsk | EntryChangeAsk) -> Span:
    kind = ask.content.kind
    is_lasting = kind in _LASTING
    if not is_lasting and ask.ended_on is not None:
        raise invalid("ended_on", "unexpected")
    when = span(work, ask.began_on, ask.ended_on, may_last_on=kind is EntryKind.WORK_STATUS)
    if not is_lasting and when.began.precision is not DatePrecision.DAY:
        raise invalid("began_on", "day_required")
    return when


def _columns(work: Work, entry_id: UUID, content: EntryContent, when: Span) -> dict[str, Any]:
    return {
        "event": _event(content),
        "began_on": when.began.day,
        "precision": when.began.precision,
        "ended_on": None if when.ended is None else when.ended.day,
        "ended_precision": None if when.ended is None else when.ended.precision,
        "content": entries.seal_content(work.cipher, entry_id, content),
    }


def _event(content: EntryContent) -> EventType | None:
    return content.event if isinstance(content, EventContent) else None


def _move(work: Work, row: RecordEntry, values: dict[str, Any], reason: str | None) -> Done:
    versions.keep_first(work, _snapshot(work, row))
    by = {"changed_by": work.caller.person, "changed_at": work.now}
    if not next_version(work.session, RecordEntry, row.id, row.version, values | by):
        raise stale(work, _standing(entries.find(work.session, work.patient_id, row.id)))
    return _kept(work, row.id, reason, 200)


def _kept(work: Work, entry_id: UUID, reason: str | None, status: int) -> Done:
    row = entries.find(work.session, work.patient_id, entry_id)
    versions.keep(work, _snapshot(work, row), reason)
    shown = entries.shown_all(work.session, work.cipher, [row])[0]
    return Done(
        shown,
        status,
        object_id=entry_id,
        object_version=row.version,
        patient_id=work.patient_id,
    )


def _snapshot(work: Work, row: RecordEntry) -> Snapshot:
    content = entries.content_of(work.cipher, row)
    fields: dict[str, str | int | float | bool | None] = {
        "began_on": entries.began(row),
        "ended_on": entries.ended(row),
        "kind": row.kind.value,
    }
    if content is not None:
        fields |= content.model_dump(mode="json")
    return Snapshot(
        row.id,
        row.version,
        fields,
        row.withdrawn_at is not None,
        row.changed_by,
        row.changed_at,
        is_whole=content is not None,
    )


def _standing(row: RecordEntry) -> Standing:
    return Standing(row.version, row.withdrawn_at is not None, row.changed_by, row.changed_at)
