"""A page of closed months on screen: one request for each choice, and what came of the last."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from console.errors import ConsoleError, Refused
from console.jobs import Job, Jobs
from console.stores.states import StoreState

if TYPE_CHECKING:
    from console.client.api import Api
    from console.session import Session

_NO_RIGHT: Final = 403
QueryT = TypeVar("QueryT")
PageT = TypeVar("PageT")


class ClosedMonths(QObject, Generic[QueryT, PageT]):
    """Signals: `changed()`. `page` is that of `query`, None while it is unknown.

    A closed month never changes: a page that was read is shown at once when it is chosen again, and
    read anew behind it, because another month may have been closed.
    """

    changed = Signal()

    def __init__(
        self, first: QueryT, jobs: Jobs, session: Session, parent: QObject | None = None
    ) -> None:
        """`first` is what is asked for before somebody chooses."""
        super().__init__(parent)
        self._first = first
        self._jobs = jobs
        self._session = session
        self._job: Job | None = None
        self._kept: dict[QueryT, tuple[PageT, datetime]] = {}
        self._is_shown = False
        self.query = first
        self.state = StoreState.LOADING
        self.error: ConsoleError | None = None

    @property
    def page(self) -> PageT | None:
        """What the service said of the choice that is on screen."""
        found = self._kept.get(self.query)
        return None if found is None else found[0]

    @property
    def as_of(self) -> datetime | None:
        """When it said so."""
        found = self._kept.get(self.query)
        return None if found is None else found[1]

    @property
    def is_shown(self) -> bool:
        """Whether somebody looks."""
        return self._is_shown

    def set_shown(self, is_shown: bool) -> None:
        """Whether somebody looks: nothing is read for a screen behind others."""
        if is_shown is self._is_shown:
            return
        self._is_shown = is_shown
        if is_shown:
            self.refresh()
        else:
            self.changed.emit()

    @Slot()
    def refresh(self) -> None:
        """Read what is chosen; what is known of it stays on screen until the answer."""
        self._cancel()
        if self.page is None:
            self.state = StoreState.LOADING
        self.changed.emit()
        query, session = self.query, self._session
        self._job = self._jobs.submit(
            self, lambda: self._read(session.api, query), self._take, self._miss, about=query
        )

    @Slot()
    def give_up(self) -> None:
        """Wait no longer."""
        self._cancel()
        self.state = StoreState.ERROR if self.page is None else StoreState.STALE
        self.changed.emit()

    @Slot()
    def forget(self) -> None:
        """The session is over, or the copy is too old to be read."""
        self._cancel()
        self._kept.clear()
        self.query, self.error = self._first, None
        self.state = StoreState.LOADING
        self._is_shown = False
        self.changed.emit()

    def _ask_for(self, wanted: QueryT) -> None:
        """What is chosen from now on; the same again is no choice."""
        if wanted != self.query:
            self.query, self.error = wanted, None
            self.refresh()

    def _read(self, api: Api, query: QueryT) -> PageT:
        """One request; in any thread."""
        raise NotImplementedError

    def _is_empty(self, page: PageT) -> bool:
        """Whether too few months are closed for a page to hold anything."""
        raise NotImplementedError

    def _cancel(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.cancel()

    def _take(self, query: QueryT, page: PageT) -> None:
        self._kept[query] = (page, self._session.server_now())
        if query == self.query:
            self.error = None
            self.state = StoreState.EMPTY if self._is_empty(page) else StoreState.READY
            self.changed.emit()

    def _miss(self, query: QueryT, error: ConsoleError) -> None:
        if query != self.query:
            return
        self.error = error
        if isinstance(error, Refused) and error.problem.status == _NO_RIGHT:
            self._kept.clear()
            self.state = StoreState.NO_RIGHT
        else:
            self.state = StoreState.ERROR if self.page is None else StoreState.STALE
        self.changed.emit()
