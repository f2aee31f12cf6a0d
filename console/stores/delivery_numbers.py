"""How many deliveries need somebody, for the badge of the rail: asked now and then, no names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.errors import ConsoleError
from console.jobs import Jobs
from console.stores.deliveries import DeliveryListStore
from services.contract.delivery import DeliveryNumbers

if TYPE_CHECKING:
    from console.session import Session

_USUAL_MS: Final = 120_000
"""A document is tried for days: nobody waits for its number."""
_COUNTS: Final = "count_deliveries"


class DeliveryNumberStore(QObject):
    """Signals: `changed()` when `numbers` took another value."""

    changed = Signal()

    def __init__(
        self, jobs: Jobs, session: Session, listed: DeliveryListStore, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.numbers: DeliveryNumbers | None = None
        self._jobs = jobs
        self._session = session
        self._listed = listed
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.read)
        listed.told.connect(self._learn)

    @Slot()
    def start(self) -> None:
        """Begin to count, where this role may."""
        if self._session.may(_COUNTS):
            self.read()

    @Slot()
    def stop(self) -> None:
        """The session is over."""
        self._timer.stop()
        self._put(None)

    @Slot()
    def read(self) -> None:
        """Count now."""
        session = self._session
        self._jobs.submit(
            self, lambda: session.api.deliveries.read_numbers(), self._take, self._fail,
            key="numbers",
        )  # fmt: skip

    def _take(self, numbers: DeliveryNumbers) -> None:
        self._put(numbers)
        self._timer.start(_USUAL_MS)

    def _fail(self, _error: ConsoleError) -> None:
        """The number stays: how old everything is, the frame says."""
        self._timer.start(_USUAL_MS)

    def _learn(self) -> None:
        """The list was read, and with it the numbers."""
        if self._listed.numbers is not None:
            self._put(self._listed.numbers)

    def _put(self, numbers: DeliveryNumbers | None) -> None:
        if numbers != self.numbers:
            self.numbers = numbers
            self.changed.emit()
