"""The queue on screen: it follows the service in place and never moves under the cursor
(screens.md 1.5).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from console.errors import ConsoleError, Refused
from console.jobs import Jobs
from console.stores.filters import Filters
from console.stores.pace import REFRESH_MS, Pace
from console.stores.reading import MOST_ROWS, OnScreen, Page, Query, Reading, read, read_next
from console.stores.row_list import RowList
from console.stores.rows import (
    ON_ITS_WAY,
    Row,
    believed,
    below,
    compare,
    in_order,
    leaving,
    no_longer_listed,
    reverted,
    settled,
)
from console.stores.states import RowMark, StoreState
from services.contract.alerts import AlertDetail, WorklistCounts, WorklistRow
from services.contract.enums import WorklistSort, WorklistView
from services.contract.filters import FilterCounts

if TYPE_CHECKING:
    from console.session import Session


class WorklistStore(RowList):
    """The rows of one view, kept up to date by polling, and at once by what `hear` is told.

    Signals, beside those of the list: `state_changed(StoreState)`; `counts_changed()`;
    `filters_changed()`, also when the old ones stay; `refreshed()` after every reading;
    `new_count_changed(int)`; `urgent_arrived(AlertKind)` when a technical or critical alert came
    that nobody has, whatever view is open.
    """

    state_changed = Signal(StoreState)
    counts_changed = Signal()
    filters_changed = Signal()
    refreshed = Signal()
    new_count_changed = Signal(int)
    urgent_arrived = Signal(object)

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = StoreState.LOADING
        self.error: ConsoleError | None = None
        self.counts: WorklistCounts | None = None
        self.filtered: FilterCounts | None = None
        self.as_of: datetime | None = None
        self.new_count = 0
        self._jobs = jobs
        self._session = session
        self._query = Query()
        self._fresh: dict[UUID, WorklistRow] = {}
        self._cursor: str | None = None
        self._selected: UUID | None = None
        self._held: UUID | None = None
        self._read_query: Query | None = None
        self._is_started = False
        self._applies_next = self._is_loading_more = self._is_counting = False
        self._pace = Pace(self)
        self._pace.due.connect(self.refresh)

    # What is shown

    @property
    def view(self) -> WorklistView:
        """The tab."""
        return self._query.view

    @property
    def sort(self) -> WorklistSort:
        """The order that the service gives."""
        return self._query.sort

    @property
    def filters(self) -> Filters:
        """What the list is filtered by."""
        return self._query.filters

    @property
    def is_filtered(self) -> bool:
        """Whether rows may be absent because of a filter."""
        return self._query.filters.is_any

    @property
    def is_settled(self) -> bool:
        """Whether the rows on screen are those of what is asked for."""
        return self._query == self._read_query

    @property
    def can_load_more(self) -> bool:
        """Whether the service has further rows of what is on screen, and they may be shown."""
        # A place in one list says nothing in the list of another filter.
        is_free = self.is_settled and not self._is_loading_more
        return self._cursor is not None and is_free and len(self._rows) < MOST_ROWS

    @property
    def is_truncated(self) -> bool:
        """Whether the list ends here although the service has more; never to be left unsaid."""
        return self._cursor is not None and len(self._rows) >= MOST_ROWS

    # What a person asks for

    def start(self, view: WorklistView = WorklistView.TODO) -> None:
        """Begin to follow the queue, from one of its views."""
        self._is_started = True
        self._ask_anew(Query(view=view))
        self.filters_changed.emit()

    @Slot()
    def stop(self) -> None:
        """Forget everything: the session is over."""
        self._pace.stop()
        self._pace.end()
        self._is_started = False
        self.counts = self.as_of = self.error = None
        self._clear()

    @Slot()
    def forget(self) -> None:
        """What was fetched is too old to be read: show none of it, go on asking (decision 37)."""
        self._clear()
        self._set_state(StoreState.ERROR)

    def set_view(self, view: WorklistView) -> None:
        """Show another tab."""
        if view is not self._query.view:
            self._ask_anew(replace(self._query, view=view))

    def set_sort(self, sort: WorklistSort) -> None:
        """Ask for another order."""
        if sort is not self._query.sort:
            self._ask_anew(replace(self._query, sort=sort))

    def set_filters(self, filters: Filters) -> None:
        """Ask for some rows only; what is on screen stays until the answer."""
        if filters != self._query.filters:
            self._query = replace(self._query, filters=filters)
            self.filters_changed.emit()
            self.refresh()

    def hold(self, key: UUID | None) -> None:
        """Say who is selected: no filter takes them off the screen."""
        self._held = key

    @Slot()
    def refresh(self) -> None:
        """Read again now; what changed is shown in place, what is new is counted."""
        self._pace.stop()
        if not self._is_started:
            return
        if self._is_counting:
            self._count()
            return
        self._pace.begin()
        query, on_screen, session = self._query, self._on_screen(), self._session
        self._jobs.submit(
            self, lambda: read(session.api, query, on_screen), self._take, self._fail, key="read"
        )

    def count_only(self, is_only: bool) -> None:
        """Behind a locked screen only counts are asked for; rows are read again afterwards."""
        self._is_counting = is_only
        self.refresh()

    @Slot()
    def hear(self) -> None:
        """Something changed over there: read again soon, once, after a reading under way."""
        self._pace.hear(is_followed=self._read_query is not None)

    @Slot(bool)
    def follow_live(self, is_alive: bool) -> None:
        """Whether `hear` is told of changes: polling is slower then, and never ends."""
        self._pace.follow_live(is_alive)

    def apply_new(self) -> None:
        """Show new rows and drop greyed ones, in the service's order, then read again (F5)."""
        self._apply()
        self._applies_next = True
        self.refresh()

    def load_more(self) -> None:
        """Read the next page, up to 2 000 rows."""
        if not self.can_load_more or self._cursor is None:
            return
        self._is_loading_more = True
        query, cursor, session = self._query, self._cursor, self._session
        self._jobs.submit(
            self,
            lambda: read_next(session.api, query, cursor),
            self._append,
            self._fail_more,
            key="more",
        )

    def select(self, key: UUID | None) -> None:
        """Say where the selection is; a greyed row goes when the selection leaves it."""
        before, self._selected = self._selected, key
        if before == key:
            return
        for place in reversed(leaving(self._rows, before, key)):
            self._remove_row(place)

    # What becomes of acts

    def believe(self, alert_id: UUID, changes: Mapping[str, object]) -> None:
        """Show at once what an act on its way will do."""
        self._change_row(alert_id, lambda row: believed(row, changes))

    def set_mark(self, alert_id: UUID, mark: RowMark) -> None:
        """Say how far an act came."""
        self._change_row(alert_id, lambda row: replace(row, mark=mark))

    def revert(self, alert_id: UUID) -> None:
        """An act was refused: show what the service last told."""
        self._change_row(alert_id, reverted)

    def settle(self, alert: AlertDetail) -> None:
        """The service's answer to an act replaces what was believed; an undone row comes back to
        its place.
        """
        is_here = self.key_of_alert(alert.id) is not None
        change = self._change_row if is_here else self._bring_back
        change(alert.id, lambda row: settled(row, alert))
        self.refresh()

    # Outcomes

    def _take(self, reading: Reading) -> None:
        self._pace.end()
        if reading.query != self._query or not self._is_started:
            return
        self.as_of, self.error = reading.as_of, None
        self._session.clock.learn(reading.as_of)
        self._take_counts(reading.counts, reading.filtered)
        self._cursor = reading.cursor
        if self._read_query != reading.query:
            self._read_query, self._fresh = reading.query, reading.rows
            self._set_new_count(0)
            self._reset_rows(in_order(self._rows, reading.rows, self.row(self._held)))
        else:
            self._follow(reading)
        self._set_state(StoreState.READY if self._rows or self.new_count else StoreState.EMPTY)
        self._pace.go_on()
        self.refreshed.emit()

    def _count(self) -> None:
        session = self._session
        self._jobs.submit(
            self,
            lambda: session.api.read_worklist_counts(),
            self._take_only_counts,
            self._fail,
            key="read",
        )

    def _take_only_counts(self, counts: WorklistCounts) -> None:
        if self._is_started:
            self._take_counts(counts, self.filtered)
            self._pace.wait(REFRESH_MS)

    def _follow(self, reading: Reading) -> None:
        """Bring rows up to date where they stand."""
        self._fresh = reading.rows
        seen = compare(self._rows, reading.rows)
        changed = [key for key, row in seen.changed.items() if self._update(key, row)]
        changed += [key for key in seen.missing if self._depart(key, reading)]
        if changed:
            self.rows_changed.emit(changed)
        if self._applies_next:
            self._apply()
        else:
            self._set_new_count(len(seen.new))
        if not self._rows and self.new_count:
            self._apply()  # there is no cursor to move

    def _update(self, key: UUID, fresh: WorklistRow) -> bool:
        row = self._rows[self._places[key]]
        if row.mark in ON_ITS_WAY:
            return False
        self._put_row(key, Row(fresh, is_ours=row.is_ours, is_outside=row.is_outside))
        return True

    def _depart(self, key: UUID, reading: Reading) -> bool:
        """A row that is no longer listed: nothing goes by itself."""
        row = self._rows[self._places[key]]
        alert = reading.departed.get(row.row.alert_id)
        now = no_longer_listed(row, alert, reading.is_whole, self.is_filtered)
        self._put_row(key, now)
        return now is not row

    def _append(self, page: Page) -> None:
        self._is_loading_more = False
        if page.query != self._query:
            return
        self._cursor = page.cursor
        self._fresh.update(page.rows)
        rows = below(self._rows, page.rows)
        self._append_rows(rows[: MOST_ROWS - len(self._rows)])

    def _fail(self, error: ConsoleError) -> None:
        self._pace.end()
        if not self._is_started:
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
            self.filters_changed.emit()
        self._pace.retry(error)

    def _fail_more(self, error: ConsoleError) -> None:
        self._is_loading_more = False
        self.error = error

    # Rows

    def _ask_anew(self, query: Query) -> None:
        self._query = query
        self._clear()
        self._set_state(StoreState.LOADING)
        self.refresh()

    def _clear(self) -> None:
        self._fresh, self._cursor, self._selected = {}, None, None
        self._read_query = self.filtered = None
        self._applies_next = self._is_loading_more = False
        self._set_new_count(0)
        self._reset_rows([])

    def _apply(self) -> None:
        """Take the service's order; rows with an act on its way keep what is believed of them."""
        self._applies_next = False
        held = self.row(self._held) if self.is_filtered else None
        is_gone = held is not None and held.mark is RowMark.GONE
        self._set_new_count(0)
        self._reorder_rows(in_order(self._rows, self._fresh, None if is_gone else held))

    def _on_screen(self) -> OnScreen:
        """What is to be found again; of the rows of another filter, nothing."""
        rows = self._rows if self.is_settled else ()
        return OnScreen({row.key: row.row.alert_id for row in rows if row.mark is not RowMark.GONE})

    def _tell_urgent(self, counts: WorklistCounts) -> None:
        """A critical or technical alert that came since the last reading, whatever is on screen."""
        before, newest = self.counts, counts.newest_urgent_at
        if before is None or newest is None or counts.newest_urgent_kind is None:
            return
        if before.newest_urgent_at is None or newest > before.newest_urgent_at:
            self.urgent_arrived.emit(counts.newest_urgent_kind)

    def _take_counts(self, counts: WorklistCounts, filtered: FilterCounts | None) -> None:
        self._tell_urgent(counts)
        if (counts, filtered) != (self.counts, self.filtered):
            self.counts, self.filtered = counts, filtered
            self.counts_changed.emit()

    def _set_new_count(self, count: int) -> None:
        if count != self.new_count:
            self.new_count = count
            self.new_count_changed.emit(count)

    def _set_state(self, state: StoreState) -> None:
        if state is not self.state:
            self.state = state
            self.state_changed.emit(state)
