"""The rows of one person: what they answer for and what they claimed, sorted in memory."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from services.alerts.worklist_rows import Listed, Query
from services.alerts.worklist_statements import CLAIMED_BY_ME, HELD_BY_ME
from services.contract.enums import WorklistSort
from services.db.tables.alerts import WorklistEntry

KEYS: Final[dict[WorklistSort, Callable[[Listed], tuple[Any, ...]]]] = {
    WorklistSort.LEVEL: lambda row: (
        row.top_rank,
        row.next_due_at,
        row.received_at,
        row.patient_id,
    ),
    WorklistSort.DUE: lambda row: (row.next_due_at, row.patient_id),
    WorklistSort.RECEIVED: lambda row: (row.received_at, row.patient_id),
}
KEY_KINDS: Final[dict[WorklistSort, tuple[type, ...]]] = {
    WorklistSort.LEVEL: (int, datetime, datetime, UUID),
    WorklistSort.DUE: (datetime, UUID),
    WorklistSort.RECEIVED: (datetime, UUID),
}
_STATEMENTS: Final = (HELD_BY_ME, CLAIMED_BY_ME)
_PATIENTS: Final = tuple(
    statement.with_only_columns(WorklistEntry.patient_id) for statement in _STATEMENTS
)


def my_rows(query: Query, ranks: Collection[int], sort: WorklistSort) -> list[Listed]:
    """One row a patient in an order; no rank means all.

    A filter hides neither technical, critical nor overdue rows.
    """
    together: dict[UUID, list[Listed]] = {}
    for statement in _STATEMENTS:
        for row in query.session.execute(statement, _mine(query)):
            together.setdefault(row.patient_id, []).append(Listed._make(row))
    merged = [_merged(rows) for rows in together.values()]
    if ranks:
        merged = [row for row in merged if row.top_rank in ranks or _never_filtered(row, query.now)]
    return sorted(merged, key=KEYS[sort])


def my_count(query: Query) -> int:
    """How many patients there are in one's own rows."""
    found = {
        patient_id
        for statement in _PATIENTS
        for patient_id in query.session.scalars(statement, _mine(query))
    }
    return len(found)


def _mine(query: Query) -> dict[str, Any]:
    caller = query.caller
    return {
        "centre_id": caller.centre_id,
        "unit_ids": list(caller.unit_ids),
        "person": caller.person,
        "now": query.now,
    }


def _merged(rows: Sequence[Listed]) -> Listed:
    highest = min(rows, key=KEYS[WorklistSort.LEVEL])
    return highest._replace(open_count=sum(row.open_count for row in rows))


def _never_filtered(row: Listed, now: datetime) -> bool:
    is_overdue = row.state.value == "new" and row.next_due_at < now
    return row.top_rank <= 1 or is_overdue
