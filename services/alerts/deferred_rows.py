"""What was put off in the caller's units and is not due yet, one row a patient, in memory."""

from uuid import UUID

from services.alerts.my_rows import KEYS, reader
from services.alerts.worklist_rows import Listed, Query
from services.alerts.worklist_statements import DEFERRED
from services.contract.enums import WorklistSort


def deferred_rows(query: Query, sort: WorklistSort) -> list[Listed]:
    """One row a patient in an order. It is due when its time has come."""
    highest: dict[UUID, Listed] = {}
    for row in _deferred(query):
        known = highest.get(row.patient_id)
        if known is None or KEYS[WorklistSort.LEVEL](row) < KEYS[WorklistSort.LEVEL](known):
            highest[row.patient_id] = row
    return sorted(highest.values(), key=KEYS[sort])


def deferred_count(query: Query) -> int:
    """How many patients there are with something put off."""
    return len({row.patient_id for row in _deferred(query)})


def _deferred(query: Query) -> list[Listed]:
    return [Listed._make(row) for row in query.session.execute(DEFERRED, reader(query))]
