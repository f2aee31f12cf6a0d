"""The list of patients on screen: read by pages ahead of the eye, followed in place, and never
moved under the cursor (screens.md 1.5, 3.4).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.errors import ConsoleError, Refused
from console.jobs import Jobs
from console.stores.keyed_rows import KeyedRows
from console.stores.pace import Pace
from console.stores.patient_reading import (
    Listed,
    PatientQuery,
    PatientReading,
    PatientWish,
    Sheet,
    compare_sheets,
    count_of,
    read_again,
    read_from_top,
)
from console.stores.states import StoreState
from services.contract.enums import Monitoring, PatientSort
from services.contract.patient_list import PatientCounts, PatientFilters

if TYPE_CHECKING:
    from console.session import Session

RETRY_MS = 5000


class PatientListStore(KeyedRows[Listed]):
    """The patients of one state, kept up to date while the screen is in front.

    Signals, beside those of the rows: `state_changed(StoreState)`; `told()` after every reading,
    with counts and the time of the copy; `query_changed()`, also when the old one stays;
    `choices_changed()`; `news_changed(int)` when rows would come or stand elsewhere;
    `end_reached()` after `read_to_end`.
    """

    state_changed = Signal(StoreState)
    told = Signal()
    query_changed = Signal()
    choices_changed = Signal()
    news_changed = Signal(int)
    end_reached = Signal()

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = StoreState.LOADING
        self.error: ConsoleError | None = None
        self.counts: PatientCounts | None = None
        self.matching = 0
        self.is_by_name = True
        self.as_of: datetime | None = None
        self.news = 0
        self.choices: PatientFilters | None = None
        self._jobs = jobs
        self._session = session
        self._query = PatientQuery()
        self._read_query: PatientQuery | None = None
        self._pages: list[tuple[int, str | None]] = []
        self._cursor: str | None = None
        self._in_sight = (0, 0)
        self._is_shown = self._is_reading = self._is_outdated = False
        self._is_loading_more = self._goes_to_end = False
        self._pace = Pace()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.refresh)

    # What is shown

    @property
    def query(self) -> PatientQuery:
        """What is asked for."""
        return self._query

    @property
    def all_of_state(self) -> int | None:
        """How many patients there are of the state, filtered or not."""
        return None if self.counts is None else count_of(self.counts, self._query.monitoring)

    @property
    def is_settled(self) -> bool:
        """Whether the rows on screen are those of what is asked for."""
        return self._query == self._read_query

    @property
    def can_load_more(self) -> bool:
        """Whether the service has further rows of what is on screen."""
        return self._cursor is not None and self.is_settled and not self._is_loading_more

    @property
    def is_whole(self) -> bool:
        """Whether every row of what is asked for is here."""
        return self.is_settled and self._cursor is None

    # What a person asks for

    def set_shown(self, is_shown: bool) -> None:
        """Whether somebody looks at the list: it is read only then."""
        if is_shown is self._is_shown:
            return
        self._is_shown = is_shown
        self.refresh()

    def set_monitoring(self, monitoring: Monitoring) -> None:
        """Show the patients of another state; the filters stay."""
        if monitoring is not self._query.monitoring:
            self._query = replace(self._query, monitoring=monitoring)
            self._clear()
            self._set_state(StoreState.LOADING)
            self.query_changed.emit()
            self.refresh()

    def set_sort(self, sort: PatientSort) -> None:
        """Ask for another order."""
        self._ask(replace(self._query, sort=sort))

    def set_wish(self, wish: PatientWish, value: str | None) -> None:
        """Filter, or no longer; what is on screen stays until the answer."""
        self._ask(self._query.with_wish(wish, value))

    def clear_wishes(self) -> None:
        """All patients of this state."""
        self._ask(PatientQuery(self._query.monitoring, self._query.sort))

    @Slot()
    def refresh(self) -> None:
        """Read again now: what changed is shown in place, what would move is counted."""
        self._timer.stop()
        if not self._is_shown:
            return
        self._is_reading, self._is_outdated = True, False
        self._pace.begin()
        query, session, starts = self._query, self._session, self._starts_in_sight()

        def call() -> PatientReading:
            if not starts:
                return read_from_top(session.api, query, 1)
            return read_again(session.api, query, starts)

        self._jobs.submit(self, call, self._take, self._fail, key="read")

    def apply_news(self) -> None:
        """Put the list in the service's order, as far as it was looked at (F5)."""
        if not self._is_shown:
            return
        self._timer.stop()
        self._is_reading, self._is_outdated = True, False
        self._pace.begin()
        query, session, rows = self._query, self._session, self._in_sight[1] + 1
        self._jobs.submit(
            self,
            lambda: read_from_top(session.api, query, rows),
            self._take,
            self._fail,
            key="read",
        )

    def load_more(self) -> None:
        """Read the next page."""
        if self.can_load_more:
            self._is_loading_more = True
            query, session, start = self._query, self._session, self._cursor
            self._jobs.submit(
                self,
                lambda: read_again(session.api, query, [start]),
                self._append,
                self._fail_more,
                key="more",
            )

    def read_to_end(self) -> None:
        """Read every page that is left, then say so."""
        self._goes_to_end = True
        if self.is_whole:
            self._arrive_at_end()
        else:
            self.load_more()

    def look_at(self, first: int, last: int) -> None:
        """Say which rows are in sight: these are followed."""
        self._in_sight = (max(0, first), max(0, first, last))

    def read_choices(self) -> None:
        """Ask what there is to filter by now."""
        session = self._session
        self._jobs.submit(
            self,
            lambda: session.api.patient_lists.read_filters(),
            self._take_choices,
            self._keep_choices,
            key="choices",
        )

    @Slot()
    def hear(self) -> None:
        """Something changed over there: read again soon, once, after a reading under way."""
        if self._is_reading:
            self._is_outdated = True
        elif self._is_shown and self._read_query is not None:
            left_ms, soon_ms = self._timer.remainingTime(), self._pace.soon_ms()
            self._timer.start(min(left_ms, soon_ms) if left_ms >= 0 else soon_ms)

    @Slot(bool)
    def follow_live(self, is_alive: bool) -> None:
        """Whether `hear` is told of changes: polling is slower then, and never ends."""
        self._pace.follow_live(is_alive)
        if self._timer.remainingTime() > self._pace.usual_ms:
            self._timer.start(self._pace.usual_ms)

    @Slot()
    def forget(self) -> None:
        """The session is over, or what was fetched is too old to be read: show none of it."""
        self._timer.stop()
        self.counts = self.as_of = self.choices = None
        self._clear()
        self._set_state(StoreState.ERROR)
        if self._is_shown:
            self._timer.start(RETRY_MS)

    # Outcomes

    def _take(self, reading: PatientReading) -> None:
        self._is_reading = False
        if reading.query != self._query or not self._is_shown:
            return
        self._learn(reading)
        if reading.is_from_top:
            self._read_query = reading.query
            self._put(reading.sheets)
            self._set_news(0)
        else:
            self._follow(reading.sheets)
        self._set_state(StoreState.READY if self._rows else StoreState.EMPTY)
        self._timer.start(self._pace.soon_ms() if self._is_outdated else self._pace.usual_ms)
        self.told.emit()

    def _learn(self, reading: PatientReading) -> None:
        self.as_of, self.error = reading.as_of, None
        self._session.clock.learn(reading.as_of)
        self.counts, self.matching = reading.counts, reading.matching
        self.is_by_name = reading.is_by_name

    def _put(self, sheets: Sequence[Sheet]) -> None:
        """The beginning of the list, as it stands now."""
        listed: dict[UUID, Listed] = {}
        pages = []
        for sheet in sheets:
            pages.append((len(listed), sheet.start))
            for row in sheet.rows:
                listed.setdefault(row.patient.id, Listed(row))
        self._pages, self._cursor = pages, sheets[-1].end
        self._goes_to_end = False
        self._reset_rows(list(listed.values()))

    def _follow(self, sheets: Sequence[Sheet]) -> None:
        """Bring rows up to date where they stand."""
        read = {sheet.start for sheet in sheets}
        shown: list[Listed] = []
        for number, (first, start) in enumerate(self._pages):
            if start in read:
                shown += self._rows[first : self._end_of(number)]
        found = compare_sheets(shown, sheets, set(self._places))
        for key, listed in found.now.items():
            self._put_row(key, listed)
        if found.now:
            self.rows_changed.emit(list(found.now))
        self._set_news(found.news)

    def _append(self, reading: PatientReading) -> None:
        self._is_loading_more = False
        (sheet,) = reading.sheets
        if not self.is_settled or reading.query != self._query or sheet.start != self._cursor:
            return
        self._learn(reading)
        self._pages.append((len(self._rows), sheet.start))
        self._cursor = sheet.end
        known = self._places
        self._append_rows([Listed(row) for row in sheet.rows if row.patient.id not in known])
        self.told.emit()
        if self._goes_to_end:
            self.read_to_end()

    def _fail(self, error: ConsoleError) -> None:
        self._is_reading = False
        if not self._is_shown:
            return
        self.error = error
        if isinstance(error, Refused) and error.problem.status == 403:
            self._clear()
            self._set_state(StoreState.NO_RIGHT)
            return
        if self._read_query is None:
            self._set_state(StoreState.ERROR)
        else:
            self._query = self._read_query  # what is said is of what is on screen
            self._set_state(StoreState.STALE)
            self.query_changed.emit()
        self._timer.start(max(RETRY_MS, int((error.retry_after_s or 0) * 1000)))

    def _fail_more(self, error: ConsoleError) -> None:
        self._is_loading_more = self._goes_to_end = False
        self.error = error

    def _take_choices(self, choices: PatientFilters) -> None:
        self.choices = choices
        self.choices_changed.emit()

    def _keep_choices(self, _error: ConsoleError) -> None:
        """What was known before can still be chosen."""
        self.choices_changed.emit()

    # Within

    def _ask(self, query: PatientQuery) -> None:
        if query != self._query:
            self._query = query
            self.query_changed.emit()
            self.refresh()

    def _starts_in_sight(self) -> list[str | None]:
        """Where the pages in sight begin; of the rows of another filter, nothing."""
        if not self.is_settled:
            return []
        first, last = self._in_sight
        return [
            start
            for number, (begins, start) in enumerate(self._pages)
            if begins <= last and self._end_of(number) > first
        ]

    def _end_of(self, number: int) -> int:
        is_last = number + 1 >= len(self._pages)
        return len(self._rows) if is_last else self._pages[number + 1][0]

    def _arrive_at_end(self) -> None:
        self._goes_to_end = False
        self.end_reached.emit()

    def _clear(self) -> None:
        self._read_query = self._cursor = None
        self._pages, self._in_sight = [], (0, 0)
        self._is_loading_more = self._goes_to_end = False
        self._set_news(0)
        self._reset_rows([])

    def _set_news(self, news: int) -> None:
        if news != self.news:
            self.news = news
            self.news_changed.emit(news)

    def _set_state(self, state: StoreState) -> None:
        # Another error is told, too.
        if state is not self.state or self.error is not None:
            self.state = state
            self.state_changed.emit(state)
