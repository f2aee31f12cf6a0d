"""The calendar of retention on screen: counts of twelve months, and whom one of them brings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot

from console.errors import ConsoleError
from console.jobs import Jobs
from console.stores.followed_rows import FollowedRows
from console.stores.retention_reading import (
    LAST_MONTH,
    MONTHS,
    CalendarQuery,
    CalendarReading,
    Due,
    DueList,
    DueRows,
    Known,
    computed_of,
    month_of,
    months_after,
    read_calendar,
    read_more,
)
from console.stores.states import StoreState
from services.contract.retention import RetentionMonth

if TYPE_CHECKING:
    from console.session import Session

_AGAIN_MS: Final = 10 * 60 * 1000
"""A pass comes by once a day; every reading is one of records, and stands in their journal."""


class RetentionCalendarStore(FollowedRows[Due, CalendarQuery, CalendarReading]):
    """One list of one month; the other two are here as well. What is on screen is what the last
    daily pass left, so that rows come and go once a day, or when somebody asks.
    """

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(jobs, session, CalendarQuery(), parent)
        self.chosen = DueList.TO_ANNOUNCE
        self.computed_at: datetime | None = None
        self.today: date | None = None
        self.held: int | None = None
        self.sees_people = True
        self._computed: tuple[datetime | None, date] | None = None
        self._first: date | None = None
        self._counts: dict[date, RetentionMonth] = {}
        self._lists: Mapping[DueList, DueRows] = {}
        self._is_loading_more = False

    # What is shown

    @property
    def month(self) -> date | None:
        """The chosen month, None before anything was read."""
        if self._query.month is not None:
            return self._query.month
        return None if self.today is None else month_of(self.today)

    @property
    def window(self) -> tuple[date, ...]:
        """The months on screen."""
        if self._first is None:
            return ()
        return tuple(months_after(self._first, number) for number in range(MONTHS))

    def counts(self, month: date) -> RetentionMonth | None:
        """How many one month brings; None while it was not read."""
        return self._counts.get(month)

    @property
    def can_load_more(self) -> bool:
        """Whether the service has further rows of the list on screen."""
        has_more = self._lists.get(self.chosen, DueRows()).cursor is not None
        return has_more and self.is_settled and not self._is_loading_more

    # What a person asks for

    def choose(self, name: DueList, month: date) -> None:
        """Show a list of a month; another list of the same one is here already."""
        is_other, self.chosen = name is not self.chosen, name
        if month != self.month:
            self.choose_month(month)
        elif is_other:
            self.query_changed.emit()
            if self.is_settled:
                self._show_list()

    def choose_month(self, month: date) -> None:
        """Show another month, and the year that it is in where that is another one."""
        if self.today is None or self._first is None:
            return
        now = month_of(self.today)
        month = max(now, min(month, LAST_MONTH))
        while month < self._first:
            self._first = max(now, months_after(self._first, -MONTHS))
        while month >= months_after(self._first, MONTHS):
            self._first = months_after(self._first, MONTHS)
        if month != self.month:
            self._ask_anew(CalendarQuery(None if month == now else month))

    def step_month(self, by: int) -> None:
        """The month after, or before."""
        if self.month is not None:
            self.choose_month(months_after(self.month, by))

    def step_year(self, by: int) -> None:
        """Twelve months on, or back as far as the month of today."""
        if self._first is not None:
            self.choose_month(months_after(self._first, MONTHS * by))

    def go_to_today(self) -> None:
        """The month of today, with what is overdue."""
        if self.today is not None:
            self.choose_month(month_of(self.today))

    def load_more(self) -> None:
        """Read the next page of the list on screen."""
        cursor = self._lists.get(self.chosen, DueRows()).cursor
        if self.can_load_more and cursor is not None:
            self._is_loading_more = True
            query, name, session = self._query, self.chosen, self._session
            self._jobs.submit(
                self,
                lambda: read_more(session.api, query, name, cursor),
                self._append,
                self._fail_more,
                about=(query, name, cursor),
                key="more",
            )

    @Slot()
    def forget(self) -> None:
        """Show nothing of what was fetched, its counts neither."""
        self._query = CalendarQuery()
        self.computed_at = self.today = self.held = self._computed = self._first = None
        self._counts = {}
        super().forget()

    # What the service says

    def _reading(self) -> Callable[[], CalendarReading]:
        query, session, known = self._query, self._session, self._known()
        return lambda: read_calendar(session.api, query, known, session.server_now())

    def _known(self) -> Known:
        is_same = self._query == self._read_query
        rows = {name: len(each.rows) for name, each in self._lists.items()} if is_same else {}
        has_all = all(month in self._counts for month in self.window)
        return Known(self._computed, self._first, has_all, rows)

    def _learn(self, reading: CalendarReading) -> None:
        # The answer says no time of its own: the clock of the service is learned elsewhere.
        self.as_of, self.error = reading.as_of, None
        calendar = reading.calendar
        if computed_of(calendar) != self._computed:
            self._counts = {}
        self._computed = computed_of(calendar)
        self.computed_at, self.today, self.held = calendar.as_of, calendar.today, calendar.held
        self._counts |= {each.month: each for each in reading.months}
        now = month_of(calendar.today)
        self._first = now if self._first is None else max(now, self._first)
        self.sees_people = reading.lists is not None
        self._lists = reading.lists or {}

    def _place_reading(self, reading: CalendarReading) -> None:
        self._is_loading_more = False
        is_same_month = reading.query == self._read_query
        self._read_query = reading.query
        fresh = list(self._lists.get(self.chosen, DueRows()).rows)
        if not is_same_month or [each.key for each in fresh] != [each.key for each in self._rows]:
            self._reset_rows(fresh)
            return
        changed = [now.key for was, now in zip(self._rows, fresh, strict=True) if was != now]
        self._place(fresh)
        if changed:
            self.rows_changed.emit(changed)

    def _take(self, reading: CalendarReading) -> None:
        super()._take(reading)
        if self._is_shown and self.is_settled:
            self._pace.wait(_AGAIN_MS)

    def _append(self, about: tuple[CalendarQuery, DueList, str], more: DueRows) -> None:
        self._is_loading_more = False
        query, name, cursor = about
        listed = self._lists.get(name, DueRows())
        if query != self._read_query or listed.cursor != cursor:
            return
        known = {each.key for each in listed.rows}
        rows = [each for each in more.rows if each.key not in known]
        self._lists = {**self._lists, name: DueRows((*listed.rows, *rows), more.cursor)}
        if name is self.chosen:
            self._append_rows(rows)
        self.told.emit()

    def _fail_more(self, _about: object, error: ConsoleError) -> None:
        """What is here stays; reading again tells what is wrong."""
        self._is_loading_more = False
        self.error = error

    # Within

    def _show_list(self) -> None:
        self._reset_rows(list(self._lists.get(self.chosen, DueRows()).rows))
        if self.state in (StoreState.READY, StoreState.EMPTY):
            self._set_state(StoreState.READY if self._rows else StoreState.EMPTY)
        self.told.emit()

    def _clear(self) -> None:
        self._lists = {}
        self._is_loading_more = False
        super()._clear()
