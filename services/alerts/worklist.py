"""Reads the queue: a page of a view in an order, and the counts beside it (decision 20)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from services.alerts import closed_today, cursors, my_rows
from services.alerts.deferred_rows import deferred_count, deferred_rows
from services.alerts.escalated_rows import (
    ESCALATED_KEY_KINDS,
    ESCALATED_KEYS,
    escalated_counts,
    escalated_rows,
)
from services.alerts.life_cycle import LEVEL_OF_RANK, RANKS, TECHNICAL_RANK
from services.alerts.worklist_rows import Listed, Query, rows_shown
from services.alerts.worklist_statements import NEWEST_URGENT, TODO_COUNTS, todo_page
from services.contract.alerts import WorklistCounts, WorklistPage, WorklistRow
from services.contract.enums import AlertKind, AlertLevel, WorklistSort, WorklistView

Listing = TypeVar("Listing")
_LEVELS: Final = (AlertKind.TECHNICAL.value, *(level.value for level in AlertLevel))


@dataclass(frozen=True)
class Wanted:
    """Which page of the queue; no level means all of them."""

    view: WorklistView
    sort: WorklistSort
    levels: frozenset[AlertLevel]
    limit: int
    cursor: str | None

    @property
    def purpose(self) -> str:
        """What a cursor of this query is good for."""
        return f"{self.view.value}.{self.sort.value}"

    @property
    def ranks(self) -> list[int]:
        """The ranks of the levels asked for."""
        return sorted(RANKS[level] for level in self.levels)


def page(query: Query, wanted: Wanted) -> WorklistPage:
    """A page of the queue; raises 422 for a cursor that is not of this view and order."""
    match wanted.view:
        case WorklistView.TODO:
            listed, cursor = _todo(query, wanted)
            items = rows_shown(query, listed)
        case WorklistView.MINE:
            items, cursor = _shown(query, wanted, my_rows.my_rows(query, wanted.ranks, wanted.sort))
        case WorklistView.DEFERRED:
            items, cursor = _shown(query, wanted, deferred_rows(query, wanted.ranks, wanted.sort))
        case WorklistView.ESCALATED:
            items, cursor = _escalated(query, wanted)
        case WorklistView.CLOSED:
            items, cursor = _closed(query, wanted)
    return WorklistPage(items=items, next_cursor=cursor, as_of=query.now)


def counts(query: Query) -> WorklistCounts:
    """Live counts of rows; `levels` are those of the to-do view, technical alerts apart."""
    caller = query.caller
    units = {"centre_id": caller.centre_id, "unit_ids": list(caller.unit_ids), "now": query.now}
    levels = dict.fromkeys(_LEVELS, 0)
    alerts = overdue = 0
    for row in query.session.execute(TODO_COUNTS, units):
        is_technical = row.top_rank == TECHNICAL_RANK
        level = AlertKind.TECHNICAL.value if is_technical else LEVEL_OF_RANK[row.top_rank].value
        levels[level] += row.patients
        alerts += int(row.alerts)
        overdue += row.overdue
    escalated, escalated_to_me = escalated_counts(query)
    urgent = query.session.execute(NEWEST_URGENT, my_rows.reader(query)).first()
    return WorklistCounts(
        todo=sum(levels.values()),
        mine=my_rows.my_count(query),
        deferred=deferred_count(query),
        escalated=escalated,
        escalated_to_me=escalated_to_me,
        closed=closed_today.closed_count(query),
        levels=levels,
        alerts=alerts,
        overdue=overdue,
        as_of=query.now,
        newest_urgent_at=None if urgent is None else urgent.received_at,
        newest_urgent_kind=None if urgent is None else urgent.kind,
    )


def _todo(query: Query, wanted: Wanted) -> tuple[list[Listed], str | None]:
    units = sorted(query.caller.unit_ids)
    kinds = my_rows.KEY_KINDS[wanted.sort]
    after = [] if wanted.cursor is None else cursors.unpack(wanted.purpose, wanted.cursor, kinds)
    if not units:
        return [], None
    parameters: dict[str, Any] = {
        "centre_id": query.caller.centre_id,
        "limit": wanted.limit + 1,
        "now": query.now,
    }
    parameters |= {f"unit_{place}": unit for place, unit in enumerate(units)}
    parameters |= {f"after_{place}": value for place, value in enumerate(after)}
    if wanted.levels:
        parameters["ranks"] = wanted.ranks
    statement = todo_page(
        wanted.sort, len(units), continues=bool(after), filtered=bool(wanted.levels)
    )
    rows = [Listed._make(row) for row in query.session.execute(statement, parameters)]
    return _first(rows, wanted, my_rows.KEYS[wanted.sort])


def _shown(
    query: Query, wanted: Wanted, rows: Sequence[Listed]
) -> tuple[list[WorklistRow], str | None]:
    key, kinds = my_rows.KEYS[wanted.sort], my_rows.KEY_KINDS[wanted.sort]
    listed, cursor = _cut(rows, wanted, key, kinds, _as_it_is)
    return rows_shown(query, listed), cursor


def _closed(query: Query, wanted: Wanted) -> tuple[list[WorklistRow], str | None]:
    today = closed_today.closed_today(query, wanted.levels, wanted.sort)
    key, kinds = closed_today.KEYS[wanted.sort], closed_today.KEY_KINDS[wanted.sort]
    closed, cursor = _cut(today, wanted, key, kinds, closed_today.newest_first)
    return closed_today.closed_rows(query, closed), cursor


def _escalated(query: Query, wanted: Wanted) -> tuple[list[WorklistRow], str | None]:
    rows = escalated_rows(query, wanted.ranks, wanted.sort)
    key, kinds = ESCALATED_KEYS[wanted.sort], ESCALATED_KEY_KINDS[wanted.sort]
    found, cursor = _cut(rows, wanted, key, kinds, _as_it_is)
    to_me = {each.row.patient_id for each in found if each.is_to_me}
    items = rows_shown(query, [each.row for each in found])
    return [
        row.model_copy(update={"is_to_me": True}) if row.patient.id in to_me else row
        for row in items
    ], cursor


def _cut(
    rows: Sequence[Listing],
    wanted: Wanted,
    key: Callable[[Listing], tuple[Any, ...]],
    kinds: Sequence[type],
    order: Callable[[tuple[Any, ...]], tuple[Any, ...]],
) -> tuple[list[Listing], str | None]:
    """The page after the cursor out of rows that are all in memory."""
    if wanted.cursor is not None:
        last = order(tuple(cursors.unpack(wanted.purpose, wanted.cursor, kinds)))
        rows = [row for row in rows if order(key(row)) > last]
    return _first(list(rows), wanted, key)


def _first(
    rows: list[Listing], wanted: Wanted, key: Callable[[Listing], tuple[Any, ...]]
) -> tuple[list[Listing], str | None]:
    """At most a page, and the cursor of what is left."""
    if len(rows) <= wanted.limit:
        return rows, None
    return rows[: wanted.limit], cursors.pack(wanted.purpose, key(rows[wanted.limit - 1]))


def _as_it_is(key: tuple[Any, ...]) -> tuple[Any, ...]:
    return key
