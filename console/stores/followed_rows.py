"""Rows of a list that is read while somebody looks at it, followed in place, and never moved under
the cursor (screens.md 1.5).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from console.errors import ConsoleError, Refused
from console.jobs import Jobs
from console.stores.keyed_rows import KeyedRows, RowT
from console.stores.pace import Pace
from console.stores.states import StoreState

if TYPE_CHECKING:
    from console.session import Session


class Reading(Protocol):
    """What the service said of one query."""

    @property
    def query(self) -> object:
        """What was asked for."""

    @property
    def as_of(self) -> datetime:
        """When the service said it, by its own clock."""


QueryT = TypeVar("QueryT")
ReadingT = TypeVar("ReadingT", bound=Reading)


class FollowedRows(KeyedRows[RowT], Generic[RowT, QueryT, ReadingT]):
    """What does not depend on whose list it is: a list says what it reads and where rows stand.

    Signals, beside those of the rows: `state_changed(StoreState)`; `told()` after every reading,
    with the time of the copy; `query_changed()`, also when the old one stays; `news_changed(int)`
    when rows would come, go or stand elsewhere.
    """

    state_changed = Signal(StoreState)
    told = Signal()
    query_changed = Signal()
    news_changed = Signal(int)

    def __init__(
        self, jobs: Jobs, session: Session, query: QueryT, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.state = StoreState.LOADING
        self.error: ConsoleError | None = None
        self.as_of: datetime | None = None
        self.news = 0
        self._jobs = jobs
        self._session = session
        self._query = query
        self._read_query: QueryT | None = None
        self._is_shown = False
        self._pace = Pace(self)
        self._pace.due.connect(self.refresh)

    @property
    def query(self) -> QueryT:
        """What is asked for."""
        return self._query

    @property
    def is_settled(self) -> bool:
        """Whether the rows on screen are those of what is asked for."""
        return self._query == self._read_query

    def set_shown(self, is_shown: bool) -> None:
        """Whether somebody looks at the list: it is read only then."""
        if is_shown is not self._is_shown:
            self._is_shown = is_shown
            self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read again now: what changed is shown in place, what would move is counted."""
        self._pace.stop()
        if self._is_shown:
            self._submit(self._reading())

    @Slot()
    def hear(self) -> None:
        """Something changed over there: read again soon, once, after a reading under way."""
        self._pace.hear(is_followed=self._is_shown and self._read_query is not None)

    @Slot(bool)
    def follow_live(self, is_alive: bool) -> None:
        """Whether `hear` is told of changes: polling is slower then, and never ends."""
        self._pace.follow_live(is_alive)

    @Slot()
    def forget(self) -> None:
        """The session is over, or what was fetched is too old to be read: show none of it."""
        self._pace.stop()
        self.as_of = None
        self._clear()
        self._set_state(StoreState.ERROR)
        if self._is_shown:
            self._pace.retry()

    # What each list says of itself

    def _reading(self) -> Callable[[], ReadingT]:
        """How what is asked for is read again; runs in a worker."""
        raise NotImplementedError

    def _place_reading(self, reading: ReadingT) -> None:
        """Bring rows up to date where they stand, or put them anew."""
        raise NotImplementedError

    def _learn(self, reading: ReadingT) -> None:
        """Keep what the reading says beside its rows."""
        self.as_of, self.error = reading.as_of, None
        self._session.clock.learn(reading.as_of)

    def _clear(self) -> None:
        """Show no row, and remember none."""
        self._read_query = None
        self._set_news(0)
        self._reset_rows([])

    # What is the same for all

    def _ask(self, query: QueryT) -> None:
        """Ask for something else; what is on screen stays until the answer."""
        if query != self._query:
            self._query = query
            self.query_changed.emit()
            self.refresh()

    def _ask_anew(self, query: QueryT) -> None:
        """Ask for others: nobody who is on screen is among them."""
        self._query = query
        self._clear()
        self._set_state(StoreState.LOADING)
        self.query_changed.emit()
        self.refresh()

    def _submit(self, call: Callable[[], ReadingT]) -> None:
        self._pace.begin()
        self._jobs.submit(self, call, self._take, self._fail, key="read")

    def _take(self, reading: ReadingT) -> None:
        self._pace.end()
        if reading.query != self._query or not self._is_shown:
            return
        self._learn(reading)
        self._place_reading(reading)
        self._set_state(StoreState.READY if self._rows else StoreState.EMPTY)
        self._pace.go_on()
        self.told.emit()

    def _fail(self, error: ConsoleError) -> None:
        self._pace.end()
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
        self._pace.retry(error)

    def _set_news(self, news: int) -> None:
        if news != self.news:
            self.news = news
            self.news_changed.emit(news)

    def _set_state(self, state: StoreState) -> None:
        # Another error is told, too.
        if state is not self.state or self.error is not None:
            self.state = state
            self.state_changed.emit(state)
