"""One's own sessions: which ones live, and ending them (R-SES-05)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from console.client.http import Write
from console.errors import ConsoleError
from console.jobs import Jobs
from console.stores.states import StoreState
from services.contract.sessions import FailureLabel, SessionLabel, SessionPage, SessionsEnded

if TYPE_CHECKING:
    from console.client.api import Api
    from console.session import Session


class OwnSessionsStore(QObject):
    """The sessions of whoever is signed in, this one first.

    Signals: `changed()`; `ended(int)` with how many sessions an act ended: none when they were over
    already.
    """

    changed = Signal()
    ended = Signal(int)

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._session = session
        self.state = StoreState.LOADING
        self.items: list[SessionLabel] = []
        self.failures: list[FailureLabel] = []
        self.failures_since = 0
        """How many of them came after the sign-in before this one."""
        self.error: ConsoleError | None = None
        self.act_error: ConsoleError | None = None
        self.is_ending = False
        self.copied_at: datetime | None = None
        """When a spent token of this account came back since the sign-in before (R-SES-03)."""
        if session.grant is not None:
            self.copied_at = session.grant.refresh_reused_at

    @property
    def others(self) -> list[SessionLabel]:
        """Those but this one."""
        return [each for each in self.items if not each.is_current]

    def read(self) -> None:
        """Ask what lives; what was known stays until the answer."""
        session = self._session
        self._jobs.submit(
            self, lambda: _read_all(session.api), self._take, self._miss, key="own-sessions"
        )
        if not self.items:
            self._put(StoreState.LOADING)

    def end(self, session_id: UUID) -> None:
        """End one from its next request on."""
        self._act(lambda api, write: api.end_my_session(session_id, write))

    def end_others(self) -> None:
        """End all but this one."""
        self._act(lambda api, write: api.end_my_other_sessions(write))

    @Slot()
    def forget(self) -> None:
        """The session is over."""
        self.items, self.failures, self.failures_since = [], [], 0
        self.copied_at = None

    def _act(self, act: Callable[[Api, Write], SessionsEnded]) -> None:
        if self.is_ending:
            return
        session, write = self._session, Write()
        self.is_ending, self.act_error = True, None
        self._jobs.submit(self, lambda: act(session.api, write), self._finish, self._fail)
        self.changed.emit()

    def _take(self, found: SessionPage) -> None:
        self.items = sorted(found.items, key=lambda each: not each.is_current)
        self.failures, self.failures_since = found.failures, found.failures_since
        self.error = None
        self._put(StoreState.READY)

    def _miss(self, error: ConsoleError) -> None:
        self.error = error
        self._put(StoreState.STALE if self.items else StoreState.ERROR)

    def _finish(self, told: SessionsEnded) -> None:
        self.is_ending = False
        self.read()
        self.changed.emit()
        self.ended.emit(told.count)

    def _fail(self, error: ConsoleError) -> None:
        """Whatever became of it, the list tells."""
        self.is_ending, self.act_error = False, error
        self.read()
        self.changed.emit()

    def _put(self, state: StoreState) -> None:
        self.state = state
        self.changed.emit()


def _read_all(api: Api) -> SessionPage:
    """The first page, with the sessions of all."""
    first = page = api.list_my_sessions()
    found = list(page.items)
    while page.next_cursor is not None:
        page = api.list_my_sessions(page.next_cursor)
        found += page.items
    return first.model_copy(update={"items": found})
