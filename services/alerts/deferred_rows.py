"""What was put off in the caller's units and is not due yet, one row a patient, in memory."""

from collections.abc import Collection
from uuid import UUID

from services.alerts.my_rows import KEYS, is_never_filtered, reader
from services.alerts.worklist_rows import Listed, Query
from services.alerts.worklist_statements import DEFERRED
from services.contract.enums import WorklistSort


def deferred_rows(query: Query, ranks: Collection[int], sort: WorklistSort) -> list[Listed]:
    """One row a patient in an order; no rank means all. It is due when its time has come."""
    highest: dict[UUID, Listed] = {}
    for row in _deferred(query):
        known = highest.get(row.patient_id)
        if known is None or KEYS[WorklistSort.LEVEL](row) < KEYS[WorklistSort.LEVEL](known):
            highest[row.patient_id] = row
    rows = [
        row
        for row in highest.values()
        if not ranks or row.top_rank in ranks or is_never_filtered(row, query.now)
    ]
    return sorted(rows, key=KEYS[sort])


def deferred_count(query: Query) -> int:
    """How many patients there are with something put off."""
    return len({row.patient_id for row in _deferred(query)})


def _deferred(query: Query) -> list[Listed]:
    return [Listed._make(row) for row in query.session.execute(DEFERRED, reader(query))]
