"""What the alert routes call to read: the queue, its counts, alerts and their details."""

from collections.abc import Sequence
from uuid import UUID

from services.alerts import alert_pages, filter_choices, repository, worklist
from services.alerts.details import details
from services.alerts.worklist_rows import Query
from services.contract.alerts import (
    AlertBatch,
    AlertDetail,
    AlertPage,
    WorklistCounts,
    WorklistPage,
)
from services.contract.filters import WorklistFilters
from services.edge.reads import Seen
from services.errors import not_found


def worklist_page(query: Query, wanted: worklist.Wanted) -> Seen[WorklistPage]:
    """A page of the queue."""
    found = worklist.page(query, wanted)
    return Seen(found, shown=tuple(row.patient.id for row in found.items))


def worklist_counts(query: Query) -> Seen[WorklistCounts]:
    """The counts beside the queue; they name nobody."""
    return Seen(worklist.counts(query))


def worklist_filters(query: Query) -> Seen[WorklistFilters]:
    """What the queue can be filtered by now."""
    return filter_choices.choices(query)


def alert_list(query: Query, wanted: alert_pages.AlertsWanted) -> Seen[AlertPage]:
    """A page of alerts."""
    found = alert_pages.alert_page(query, wanted)
    return Seen(found, shown=tuple(found.patients))


def one(query: Query, alert_id: UUID) -> Seen[AlertDetail]:
    """One alert; raises 404 when the caller may not see it."""
    alerts = repository.visible(query.session, query.caller, [alert_id])
    if not alerts:
        raise not_found()
    alert = alerts[0]
    found = details(query.session, query.context, query.caller, alerts, query.now)[0]
    return Seen(found, object_id=alert.id, patient_id=alert.patient_id)


def several(query: Query, alert_ids: Sequence[UUID]) -> Seen[AlertBatch]:
    """Details fetched ahead; one that is not visible refuses them all (R-AZ-02)."""
    wanted = list(dict.fromkeys(alert_ids))
    alerts = repository.visible(query.session, query.caller, wanted)
    if len(alerts) != len(wanted):
        raise not_found()
    items = details(query.session, query.context, query.caller, alerts, query.now)
    return Seen(AlertBatch(items=items), shown=tuple({alert.patient_id: None for alert in alerts}))


def opening(query: Query, alert_id: UUID) -> Seen[None]:
    """That an alert stayed on the screen: the journal entry of this read is its record."""
    alerts = repository.visible(query.session, query.caller, [alert_id])
    if not alerts:
        raise not_found()
    return Seen(None, object_id=alerts[0].id, patient_id=alerts[0].patient_id)
