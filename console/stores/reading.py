"""Reading the queue in a worker: as many pages as are on screen, and what became of rows that
left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from console.stores.filters import NO_FILTER, Filters
from services.contract.alerts import AlertDetail, WorklistCounts, WorklistRow
from services.contract.enums import WorklistSort, WorklistView
from services.contract.filters import FilterCounts

if TYPE_CHECKING:
    from console.client.api import Api

MOST_ROWS = 2000
PAGE_ROWS = 200

_LOOKED_UP_AT_ONCE = 50
_MOST_LOOKED_UP = 100


@dataclass(frozen=True)
class Query:
    """What the list asks for."""

    view: WorklistView = WorklistView.TODO
    sort: WorklistSort = WorklistSort.LEVEL
    filters: Filters = NO_FILTER


@dataclass(frozen=True)
class OnScreen:
    """What the list showed when a reading began."""

    alerts: dict[UUID, UUID] = field(default_factory=dict)
    """The alert of each patient that is not greyed."""


@dataclass(frozen=True)
class Reading:
    """What the service said; `cursor` is None when this is the whole list."""

    query: Query
    rows: dict[UUID, WorklistRow]
    cursor: str | None
    as_of: datetime
    counts: WorklistCounts
    departed: dict[UUID, AlertDetail] = field(default_factory=dict)
    filtered: FilterCounts | None = None

    @property
    def is_whole(self) -> bool:
        """Whether no row was left out."""
        return self.cursor is None


@dataclass(frozen=True)
class Page:
    """The next rows of the same query."""

    query: Query
    rows: dict[UUID, WorklistRow]
    cursor: str | None


def read(api: Api, query: Query, on_screen: OnScreen) -> Reading:
    """Read pages until every row on screen was found again, or one page beyond; then ask what
    became of the rest.
    """
    rows: dict[UUID, WorklistRow] = {}
    enough = min(MOST_ROWS, len(on_screen.alerts) + PAGE_ROWS)
    cursor: str | None = None
    while True:
        page = api.read_worklist(
            query.view, query.sort, query.filters.parameters(), PAGE_ROWS, cursor
        )
        rows.update((row.patient.id, row) for row in page.items)
        cursor = page.next_cursor
        if cursor is None or len(rows) >= enough or on_screen.alerts.keys() <= rows.keys():
            break
    missing = [alert for patient, alert in on_screen.alerts.items() if patient not in rows]
    departed = look_up(api, missing[:_MOST_LOOKED_UP])
    counts = api.read_worklist_counts()
    return Reading(query, rows, cursor, page.as_of, counts, departed, page.filtered)


def read_next(api: Api, query: Query, cursor: str) -> Page:
    """Read the page after a cursor."""
    page = api.read_worklist(query.view, query.sort, query.filters.parameters(), PAGE_ROWS, cursor)
    return Page(query, {row.patient.id: row for row in page.items}, page.next_cursor)


def look_up(api: Api, alert_ids: Sequence[UUID]) -> dict[UUID, AlertDetail]:
    """The present state of some alerts; one that this person may no longer see is absent."""
    found: dict[UUID, AlertDetail] = {}
    for start in range(0, len(alert_ids), _LOOKED_UP_AT_ONCE):
        batch = api.prefetch_alerts(alert_ids[start : start + _LOOKED_UP_AT_ONCE])
        found.update((alert.id, alert) for alert in batch.items)
    return found
