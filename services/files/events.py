"""The lane of events: of the record, and the calls and escalations of the team."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from sqlalchemy import Row

from services.contract.enums import ActionKind, DatePrecision
from services.contract.patient_file import FileEvent
from services.contract.record import EventContent
from services.contract.record import RecordEntry as Entry
from services.db.tables.record import RecordEntry
from services.files.period import Period
from services.record.entries import last_possible

_REACHED: Final = (ActionKind.CALL, ActionKind.ESCALATE)


def events(
    rows: Iterable[RecordEntry],
    entries: Iterable[Entry],
    acts: Iterable[Row[*tuple[Any, ...]]],
    period: Period,
) -> list[FileEvent]:
    """What happened in the period, the oldest first; `rows` and `entries` are the same facts."""
    found = [
        _of_record(row, entry)
        for row, entry in zip(rows, entries, strict=True)
        if row.event is not None
    ]
    found += [_of_team(act, period.day(act.at)) for act in acts if act.kind in _REACHED]
    return sorted(found, key=lambda each: (each.on, each.id))


def _of_team(act: Row[*tuple[Any, ...]], on: date) -> FileEvent:
    return FileEvent(on=on, event=None, act=act.kind, label=None, id=act.id, last=on)


def _of_record(row: RecordEntry, entry: Entry) -> FileEvent:
    is_day = row.precision is DatePrecision.DAY
    return FileEvent(
        on=row.began_on,
        event=row.event,
        act=None,
        label=entry.content.label if isinstance(entry.content, EventContent) else None,
        id=row.id,
        last=last_possible(row),
        known=None if is_day else entry.began_on,
        until=entry.ended_on,
    )
