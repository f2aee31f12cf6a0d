"""What a badge of the rail counts: asked now and then, and learnt from a list that was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.errors import ConsoleError
from console.jobs import Jobs

if TYPE_CHECKING:
    from console.client.api import Api
    from console.session import Session

_SOON_MS: Final = 5_000
CountsT = TypeVar("CountsT")


class BadgeCounts(QObject, Generic[CountsT]):
    """Signals: `changed()` when `counts` took another value; None: not known, or not to be."""

    changed = Signal()

    def __init__(
        self,
        operation: str,
        usual_ms: int,
        jobs: Jobs,
        session: Session,
        parent: QObject | None = None,
    ) -> None:
        """`operation` is that which a role has to be allowed, every `usual_ms` milliseconds."""
        super().__init__(parent)
        self.counts: CountsT | None = None
        self._operation = operation
        self._usual_ms = usual_ms
        self._jobs = jobs
        self._session = session
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.read)

    @Slot()
    def start(self) -> None:
        """Begin to count, where this role may."""
        if self._session.may(self._operation):
            self.read()

    @Slot()
    def stop(self) -> None:
        """The session is over."""
        self._timer.stop()
        self._put(None)

    @Slot()
    def read(self) -> None:
        """Count now."""
        api = self._session.api
        self._jobs.submit(self, lambda: self._asked(api), self._take, self._fail, key="counts")

    @Slot()
    def hear(self) -> None:
        """Something changed over there: count again soon."""
        if self._timer.remainingTime() > _SOON_MS:
            self._timer.start(_SOON_MS)

    def learn(self, counts: CountsT | None) -> None:
        """A list was read, and with it the numbers."""
        if counts is not None:
            self._put(counts)

    def _asked(self, api: Api) -> CountsT:
        """Counts, outside of the thread that paints."""
        raise NotImplementedError

    def _take(self, counts: CountsT) -> None:
        self._put(counts)
        self._timer.start(self._usual_ms)

    def _fail(self, _error: ConsoleError) -> None:
        """The number stays: how old everything is, the frame says."""
        self._timer.start(self._usual_ms)

    def _put(self, counts: CountsT | None) -> None:
        if counts != self.counts:
            self.counts = counts
            self.changed.emit()
