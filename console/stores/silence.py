"""The silent patients on screen: read whole, followed in place, never moved under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.errors import ConsoleError, Refused
from console.jobs import Jobs
from console.stores.keyed_rows import KeyedRows
from console.stores.pace import Pace
from console.stores.states import StoreState
from services.contract.non_responders import NonResponder, NonResponderCounts, Silence

if TYPE_CHECKING:
    from console.client.api import Api
    from console.session import Session

RETRY_MS: Final = 5000
_PAGE_ROWS: Final = 200
_MOST_ROWS: Final = 2000
"""As many as triage shows; what is cut is said."""


@dataclass(frozen=True, slots=True)
class SilenceQuery:
    """What the list asks for."""

    silence: Silence = Silence.ONE_OR_MORE
    unit: str | None = None

    def parameters(self) -> list[tuple[str, str]]:
        """The query of the service."""
        told = [("silence", self.silence.value)]
        return told if self.unit is None else [*told, ("unit", self.unit)]


@dataclass(frozen=True, slots=True)
class Silent:
    """A patient of the list. `has_left`: the service no longer has them in it, for example because
    they answered.
    """

    row: NonResponder
    has_left: bool = False

    @property
    def key(self) -> UUID:
        """The patient."""
        return self.row.patient.id


@dataclass(frozen=True)
class SilenceReading:
    """What the service said of one query."""

    query: SilenceQuery
    rows: Sequence[NonResponder]
    counts: NonResponderCounts
    is_cut: bool
    as_of: datetime


class SilenceStore(KeyedRows[Silent]):
    """Read while somebody looks at it.

    Signals, beside those of the rows: `state_changed(StoreState)`; `told()` after every reading;
    `query_changed()`, also when the old one stays; `news_changed(int)` when rows would come, go or
    stand elsewhere.
    """

    state_changed = Signal(StoreState)
    told = Signal()
    query_changed = Signal()
    news_changed = Signal(int)

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = StoreState.LOADING
        self.error: ConsoleError | None = None
        self.counts: NonResponderCounts | None = None
        self.is_cut = False
        self.as_of: datetime | None = None
        self.news = 0
        self._jobs = jobs
        self._session = session
        self._query = SilenceQuery()
        self._read_query: SilenceQuery | None = None
        self._is_shown = self._is_reading = self._is_outdated = self._is_put = False
        self._pace = Pace()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.refresh)

    @property
    def query(self) -> SilenceQuery:
        """What is asked for."""
        return self._query

    def set_shown(self, is_shown: bool) -> None:
        """Whether somebody looks at the list."""
        if is_shown is not self._is_shown:
            self._is_shown = is_shown
            self.refresh()

    def set_silence(self, silence: Silence) -> None:
        """Show others of the silent; the unit stays."""
        if silence is not self._query.silence:
            self._query = replace(self._query, silence=silence)
            self._clear()
            self._set_state(StoreState.LOADING)
            self.query_changed.emit()
            self.refresh()

    def set_unit(self, unit: str | None) -> None:
        """Those of one unit; what is on screen stays until the answer."""
        if unit != self._query.unit:
            self._query = replace(self._query, unit=unit)
            self.query_changed.emit()
            self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read again now: what changed is shown in place, what would move is counted."""
        self._timer.stop()
        if self._is_shown:
            self._is_reading, self._is_outdated = True, False
            self._pace.begin()
            query, session = self._query, self._session
            self._jobs.submit(
                self, lambda: read_silence(session.api, query), self._take, self._fail, key="read"
            )

    def apply_news(self) -> None:
        """Put the list in the service's order (F5)."""
        self._is_put = True
        self.refresh()

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
        self.counts = self.as_of = None
        self._clear()
        self._set_state(StoreState.ERROR)
        if self._is_shown:
            self._timer.start(RETRY_MS)

    def _take(self, reading: SilenceReading) -> None:
        self._is_reading = False
        if reading.query != self._query or not self._is_shown:
            return
        self.as_of, self.error = reading.as_of, None
        self._session.clock.learn(reading.as_of)
        self.counts, self.is_cut = reading.counts, reading.is_cut
        if self._is_put or reading.query != self._read_query or not self._rows:
            self._is_put = False
            self._read_query = reading.query
            self._reset_rows([Silent(row) for row in reading.rows])
            self._set_news(0)
        else:
            self._follow(reading.rows)
        self._set_state(StoreState.READY if self._rows else StoreState.EMPTY)
        self._timer.start(self._pace.soon_ms() if self._is_outdated else self._pace.usual_ms)
        self.told.emit()

    def _follow(self, rows: Sequence[NonResponder]) -> None:
        """Bring rows up to date where they stand, and count what would move."""
        fresh = {row.patient.id: row for row in rows}
        changed = []
        for place, silent in enumerate(self._rows):
            row = fresh.get(silent.key)
            now = Silent(silent.row, has_left=True) if row is None else Silent(row)
            if now != silent:
                self._rows[place] = now
                changed.append(silent.key)
        if changed:
            self.rows_changed.emit(changed)
        kept = [silent.key for silent in self._rows if silent.key in fresh]
        in_order = [key for key in fresh if key in self._places]
        moved = sum(here != there for here, there in zip(kept, in_order, strict=True))
        gone = len(self._rows) - len(kept)
        self._set_news(gone + len(fresh) - len(kept) + moved)

    def _fail(self, error: ConsoleError) -> None:
        self._is_reading = self._is_put = False
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

    def _clear(self) -> None:
        self._read_query = None
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


def read_silence(api: Api, query: SilenceQuery) -> SilenceReading:
    """The whole list, as far as it is ever shown; runs in a worker."""
    rows: dict[UUID, NonResponder] = {}
    cursor: str | None = None
    while True:
        page = api.silence.read_page(query.parameters(), _PAGE_ROWS, cursor)
        for row in page.items:
            rows.setdefault(row.patient.id, row)
        cursor = page.next_cursor
        if cursor is None or len(rows) >= _MOST_ROWS:
            is_cut = cursor is not None
            return SilenceReading(query, list(rows.values()), page.counts, is_cut, page.as_of)
