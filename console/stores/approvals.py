"""What waits for a second person: followed while it is looked at, and counted for the rail.

A decision is believed when the service has answered; afterwards the list is read again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.errors import ConsoleError
from console.jobs import Jobs
from console.stores.connection import ConnectionStore
from console.stores.settled_acts import SettledActs
from console.stores.states import StoreState
from services.contract.approvals import Approval, ApprovalPage

if TYPE_CHECKING:
    from console.session import Session

_READS: Final = "list_approvals"
_DECIDES: Final = "approve_request"
_TREATS: Final = "read_worklist"
_EVERY_MS: Final = 60_000
_SELDOM_MS: Final = 600_000
"""Whoever treats patients is asked a few times a year, and told by mail."""
MOST: Final = 100
"""Requests lapse after a day: more than these are history."""


class ApprovalsStore(QObject):
    """Signals: `changed()`. `waiting` counts what the reader may decide, None while unknown.

    `acts` does decisions, one at a time.
    """

    changed = Signal()

    def __init__(
        self,
        jobs: Jobs,
        session: Session,
        connection: ConnectionStore,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._session = session
        self.acts = SettledActs(jobs, session, connection, self)
        self.state = StoreState.LOADING
        self.items: tuple[Approval, ...] = ()
        self.waiting: int | None = None
        self.error: ConsoleError | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.refresh)
        self.acts.done.connect(self._hear)
        self.acts.failed.connect(self._look_again)

    @property
    def may_read(self) -> bool:
        """Whether requests exist for this role."""
        return self._session.may(_READS)

    @property
    def may_decide(self) -> bool:
        """Whether this role decides on any."""
        return self._session.may(_DECIDES)

    def start(self) -> None:
        """Begin to count what waits."""
        if self.may_read:
            is_seldom = self._session.may(_TREATS)
            self._timer.start(_SELDOM_MS if is_seldom else _EVERY_MS)
            self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read again; what is on screen stays until the answer."""
        session = self._session
        self._jobs.submit(
            self,
            lambda: session.api.approvals.read_page(MOST),
            self._take,
            self._miss,
            key="approvals",
        )

    @Slot()
    def forget(self) -> None:
        """The session is over."""
        self._timer.stop()
        self.acts.forget()
        self.items, self.waiting, self.error = (), None, None
        self.state = StoreState.LOADING

    def of(self, approval_id: UUID | None) -> Approval | None:
        """A request that is on screen."""
        return next((each for each in self.items if each.id == approval_id), None)

    def approve(self, seen: Approval) -> None:
        """Exactly what is on screen; the service asks for a fresh proof."""
        self.acts.begin(lambda api, write: api.approvals.approve(seen, write))

    def refuse(self, seen: Approval, words: str) -> None:
        """Nothing of it."""
        self.acts.begin(lambda api, write: api.approvals.refuse(seen, words, write))

    def withdraw(self, seen: Approval, words: str) -> None:
        """One's own request is taken back."""
        self.acts.begin(lambda api, write: api.approvals.withdraw(seen, words, write))

    def _take(self, page: ApprovalPage) -> None:
        self.items, self.waiting, self.error = tuple(page.items), page.waiting, None
        self.state = StoreState.READY if self.items else StoreState.EMPTY
        self.changed.emit()

    def _miss(self, error: ConsoleError) -> None:
        self.error = error
        self.state = StoreState.STALE if self.items else StoreState.ERROR
        self.changed.emit()

    def _hear(self, result: object) -> None:
        """What was decided is on screen at once, the rest with the next reading."""
        if isinstance(result, Approval):
            kept = tuple(result if each.id == result.id else each for each in self.items)
            self.items = kept
            self.changed.emit()
        self.refresh()

    def _look_again(self, _error: ConsoleError) -> None:
        self.refresh()
