"""What was put off in the caller's units and is not due yet, one row a patient, in memory."""

from services.alerts.my_rows import KEYS, reader, together
from services.alerts.worklist_rows import Listed, Query, Together
from services.alerts.worklist_statements import DEFERRED
from services.contract.enums import WorklistSort


def deferred_rows(query: Query, sort: WorklistSort) -> list[Together]:
    """One row a patient in an order. It is due when its time has come."""
    return sorted(together(_deferred(query)), key=lambda each: KEYS[sort](each.row))


def deferred_count(query: Query) -> int:
    """How many patients there are with something put off."""
    return len({row.patient_id for row in _deferred(query)})


def _deferred(query: Query) -> list[Listed]:
    return [Listed._make(row) for row in query.session.execute(DEFERRED, reader(query))]
