"""What the service says of the calendar of retention, read as far as it was looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from uuid import UUID

from services.contract.retention import (
    RetentionCalendar,
    RetentionList,
    RetentionMonth,
    RetentionRow,
)

if TYPE_CHECKING:
    from console.client.api import Api

MONTHS: Final = 12
PAGE_ROWS: Final = 100
LAST_MONTH: Final = date(2099, 12, 1)
"""The last one that the service knows of."""


class DueList(StrEnum):
    """The lists of a month, by their names in the contract."""

    TO_ANNOUNCE = "to_announce"
    TO_ARCHIVE = "to_archive"
    TO_ERASE = "to_erase"


@dataclass(frozen=True, slots=True)
class CalendarQuery:
    """Whose month is asked for; None is that of today, whatever day it is."""

    month: date | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """A patient of a list."""

    row: RetentionRow

    @property
    def key(self) -> UUID:
        """The patient."""
        return self.row.patient_id


@dataclass(frozen=True)
class DueRows:
    """The rows of one list so far, and where the next page begins."""

    rows: tuple[Due, ...] = ()
    cursor: str | None = None


@dataclass(frozen=True)
class Known:
    """What is on screen: the state of the last daily pass that the counts are of, the first month
    of the window, the months of it whose counts are missing here, and how many rows of each list
    were looked at.
    """

    computed: tuple[datetime | None, date] | None = None
    first: date | None = None
    has_all_counts: bool = False
    rows: Mapping[DueList, int] = field(default_factory=dict)


@dataclass(frozen=True)
class CalendarReading:
    """What the service said of one month. `lists` is None for whoever sees counts alone."""

    query: CalendarQuery
    as_of: datetime
    calendar: RetentionCalendar
    months: tuple[RetentionMonth, ...]
    lists: Mapping[DueList, DueRows] | None


def month_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def months_after(month: date, count: int) -> date:
    """The month so many months later, or earlier."""
    years, place = divmod(month.month - 1 + count, MONTHS)
    return date(month.year + years, place + 1, 1)


def list_of(calendar: RetentionCalendar, name: DueList) -> RetentionList | None:
    """One of the three lists."""
    found: RetentionList | None = getattr(calendar, name.value)
    return found


def computed_of(calendar: RetentionCalendar) -> tuple[datetime | None, date]:
    """What counts are of: other counts come with another daily pass, or another day."""
    return calendar.as_of, calendar.today


def read_calendar(api: Api, query: CalendarQuery, known: Known, as_of: datetime) -> CalendarReading:
    """A month with as many rows as were looked at, and the counts of the whole window; runs in a
    worker.
    """
    calendar = api.retention.read_calendar(query.month, PAGE_ROWS)
    months = tuple(calendar.months)
    first = known.first
    is_known = known.has_all_counts and known.computed == computed_of(calendar)
    if first is not None and first != months[0].month and not is_known:
        # The service gives counts from a month on; of its lists the fewest rows that it may.
        months = (*api.retention.read_calendar(first, 1).months, *months)
    lists = None
    if calendar.to_archive is not None:
        lists = {name: _rows(api, query, calendar, name, known) for name in DueList}
    return CalendarReading(query, as_of, calendar, months, lists)


def read_more(api: Api, query: CalendarQuery, name: DueList, cursor: str) -> DueRows:
    """The next page of a list; runs in a worker."""
    page = list_of(api.retention.read_calendar(query.month, PAGE_ROWS, cursor), name)
    return DueRows() if page is None else _as_rows(page)


def _rows(
    api: Api, query: CalendarQuery, calendar: RetentionCalendar, name: DueList, known: Known
) -> DueRows:
    first = list_of(calendar, name)
    found = DueRows() if first is None else _as_rows(first)
    while found.cursor is not None and len(found.rows) < known.rows.get(name, 0):
        more = read_more(api, query, name, found.cursor)
        found = DueRows((*found.rows, *more.rows), more.cursor)
    return found


def _as_rows(page: RetentionList) -> DueRows:
    return DueRows(tuple(Due(row) for row in page.items), page.next_cursor)
