"""Reads the queue: a page of a view in an order, and the counts beside it (decision 20)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Generic, Protocol, TypeAlias, TypeVar
from uuid import UUID

from services.alerts import closed_today, cursors, my_rows
from services.alerts.deferred_rows import deferred_count, deferred_rows
from services.alerts.escalated_rows import (
    ESCALATED_KEY_KINDS,
    ESCALATED_KEYS,
    Escalated,
    escalated_counts,
    escalated_rows,
    traits_of_escalated,
)
from services.alerts.filters import Filters, Sifted, Traits, sift, traits_of
from services.alerts.life_cycle import LEVEL_OF_RANK, TECHNICAL_RANK
from services.alerts.worklist_rows import Listed, Query, Together, all_to_do, rows_shown
from services.alerts.worklist_statements import NEWEST_URGENT, TODO_COUNTS, todo_page
from services.contract.alerts import WorklistCounts, WorklistPage, WorklistRow
from services.contract.enums import AlertKind, AlertLevel, WorklistSort, WorklistView
from services.contract.filters import FilterCounts

# Whoever comes back later than that is shown again what no filter may hide.
_OLDEST_CURSOR: Final = timedelta(days=1)


class _Row(Protocol):
    """What pages need of a row of any view: whose it is, and since when it is what it is."""

    @property
    def patient_id(self) -> UUID: ...

    @property
    def received_at(self) -> datetime: ...


Listing = TypeVar("Listing", bound=_Row)
Entry = TypeVar("Entry")
_Shown: TypeAlias = tuple[list[WorklistRow], str | None, FilterCounts | None]
_Sieved: TypeAlias = tuple[list[Sifted[Listing]], FilterCounts | None]


def _as_it_is(key: tuple[Any, ...]) -> tuple[Any, ...]:
    return key


@dataclass(frozen=True)
class _Order(Generic[Listing]):
    """The key of a row, what it is made of, and in which form keys are compared."""

    key: Callable[[Listing], tuple[Any, ...]]
    kinds: tuple[type, ...]
    as_sorted: Callable[[tuple[Any, ...]], tuple[Any, ...]] = _as_it_is


_LEVELS: Final = (AlertKind.TECHNICAL.value, *(level.value for level in AlertLevel))


@dataclass(frozen=True)
class Wanted:
    """Which page of the queue, and what it is filtered by."""

    view: WorklistView
    sort: WorklistSort
    filters: Filters
    limit: int
    cursor: str | None

    @property
    def purpose(self) -> str:
        """What a cursor of this query is good for: each filter puts other rows first."""
        order = f"{self.view.value}.{self.sort.value}"
        return f"{order}.{self.filters.mark}" if self.filters else order


def page(query: Query, wanted: Wanted) -> WorklistPage:
    """A page of the queue; raises 422 for a cursor that is not of this view and order, and for a
    filter by what the caller may not read.
    """
    match wanted.view:
        case WorklistView.TODO:
            items, cursor, filtered = _todo(query, wanted)
        case WorklistView.MINE:
            items, cursor, filtered = _shown(
                query, wanted, lambda at: my_rows.my_rows(at, wanted.sort)
            )
        case WorklistView.DEFERRED:
            items, cursor, filtered = _shown(
                query, wanted, lambda at: deferred_rows(at, wanted.sort)
            )
        case WorklistView.ESCALATED:
            items, cursor, filtered = _escalated(query, wanted)
        case WorklistView.CLOSED:
            items, cursor, filtered = _closed(query, wanted)
    return WorklistPage(items=items, next_cursor=cursor, as_of=query.now, filtered=filtered)


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


def _todo(query: Query, wanted: Wanted) -> _Shown:
    """One walk along an index; a filter looks at every row instead."""
    if wanted.filters:
        return _shown(query, wanted, lambda at: sorted(all_to_do(at), key=_key_of(wanted)))
    listed, cursor = _walked(query, wanted)
    return rows_shown(query, listed), cursor, None


def _walked(query: Query, wanted: Wanted) -> tuple[list[Listed], str | None]:
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
    statement = todo_page(wanted.sort, len(units), continues=bool(after))
    rows = [Listed._make(row) for row in query.session.execute(statement, parameters)]
    return _first(rows, wanted, my_rows.KEYS[wanted.sort])


def _key_of(wanted: Wanted) -> Callable[[Together], tuple[Any, ...]]:
    key = my_rows.KEYS[wanted.sort]
    return lambda each: key(each.row)


def _shown(query: Query, wanted: Wanted, read: Callable[[Query], Sequence[Together]]) -> _Shown:
    def sieve(at: Query) -> _Sieved[Together]:
        return _sifted(at, wanted, read(at), lambda each: traits_of(each.parts, at.now))

    order = _Order(_key_of(wanted), my_rows.KEY_KINDS[wanted.sort])
    listed, cursor, filtered = _cut(query, wanted, order, sieve)
    return _marked(rows_shown(query, [each.row.row for each in listed]), listed), cursor, filtered


def _closed(query: Query, wanted: Wanted) -> _Shown:
    def sieve(at: Query) -> _Sieved[closed_today.Closed]:
        rows = closed_today.closed_today(at, wanted.sort)
        since = closed_today.midnight_of(at)
        return _sifted(at, wanted, rows, closed_today.traits_of, closed_since=since)

    order = _Order(
        closed_today.KEYS[wanted.sort],
        closed_today.KEY_KINDS[wanted.sort],
        closed_today.newest_first,
    )
    closed, cursor, filtered = _cut(query, wanted, order, sieve)
    items = closed_today.closed_rows(query, [each.row for each in closed])
    return _marked(items, closed), cursor, filtered


def _escalated(query: Query, wanted: Wanted) -> _Shown:
    def sieve(at: Query) -> _Sieved[Escalated]:
        rows = escalated_rows(at, wanted.sort)
        return _sifted(at, wanted, rows, lambda each: traits_of_escalated(each, at.now))

    order = _Order(ESCALATED_KEYS[wanted.sort], ESCALATED_KEY_KINDS[wanted.sort])
    listed, cursor, filtered = _cut(query, wanted, order, sieve)
    to_me = {each.row.patient_id for each in listed if each.row.is_to_me}
    items = rows_shown(query, [each.row.row for each in listed])
    told = [
        row.model_copy(update={"is_to_me": True}) if row.patient.id in to_me else row
        for row in items
    ]
    return _marked(told, listed), cursor, filtered


def _sifted(
    query: Query,
    wanted: Wanted,
    rows: Sequence[Listing],
    traits: Callable[[Listing], Sequence[Traits]],
    *,
    closed_since: datetime | None = None,
) -> _Sieved[Listing]:
    """What is shown, rows outside the filter first; all of it where nothing is filtered."""
    if not wanted.filters:
        return [Sifted(False, row) for row in rows], None
    found, filtered = sift(query, wanted.filters, rows, traits, closed_since=closed_since)
    return sorted(found, key=lambda each: not each.is_outside), filtered


def _cut(
    query: Query,
    wanted: Wanted,
    order: _Order[Listing],
    sieve: Callable[[Query], _Sieved[Listing]],
) -> tuple[list[Sifted[Listing]], str | None, FilterCounts | None]:
    """The page after the cursor out of rows that are all in memory."""

    def key(each: Sifted[Listing]) -> tuple[Any, ...]:
        own = order.key(each.row)
        return (query.now, not each.is_outside, *own) if wanted.filters else own

    def place(key: Sequence[Any]) -> tuple[Any, ...]:
        return order.as_sorted(tuple(key[1:] if wanted.filters else key))

    rows, filtered = sieve(query)
    kinds = (datetime, bool, *order.kinds) if wanted.filters else order.kinds
    if wanted.cursor is not None:
        last = cursors.unpack(wanted.purpose, wanted.cursor, kinds)
        fresh = _newly_outside(rows, sieve, query, last[0]) if wanted.filters else set()
        rows = [
            each for each in rows if place(key(each)) > place(last) or each.row.patient_id in fresh
        ]
    return *_first(rows, wanted, key), filtered


def _newly_outside(
    rows: Sequence[Sifted[Listing]],
    sieve: Callable[[Query], _Sieved[Listing]],
    query: Query,
    read_at: datetime,
) -> set[UUID]:
    """Whose rows no page before can have shown: a filter hid them until they became overdue, were
    asked of the reader or rose, and now they stand before the cursor.
    """
    outside = {each.row.patient_id for each in rows if each.is_outside}
    if query.now - read_at > _OLDEST_CURSOR:
        return outside
    before, _ = sieve(query._replace(now=min(read_at, query.now)))
    return outside - {
        each.row.patient_id
        for each in before
        if each.is_outside and each.row.received_at <= read_at
    }


def _marked(items: Sequence[WorklistRow], listed: Sequence[Sifted[Any]]) -> list[WorklistRow]:
    """The rows of a page, with what stands outside the filter told."""
    return [
        row.model_copy(update={"outside_filter": True}) if each.is_outside else row
        for row, each in zip(items, listed, strict=True)
    ]


def _first(
    rows: list[Entry], wanted: Wanted, key: Callable[[Entry], tuple[Any, ...]]
) -> tuple[list[Entry], str | None]:
    """At most a page, and the cursor of what is left."""
    if len(rows) <= wanted.limit:
        return rows, None
    return rows[: wanted.limit], cursors.pack(wanted.purpose, key(rows[wanted.limit - 1]))
