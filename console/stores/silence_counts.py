"""How many are silent, for the badge of the rail: asked now and then, without anybody's name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.errors import ConsoleError
from console.jobs import Jobs
from console.stores.silence import SilenceStore
from services.contract.non_responders import NonResponderCounts

if TYPE_CHECKING:
    from console.session import Session

_USUAL_MS: Final = 60_000
"""Silence grows by the hour: nobody waits for its number."""
_SOON_MS: Final = 5_000
_COUNTS: Final = "count_non_responders"


class SilenceCountStore(QObject):
    """Signals: `changed()` when `counts` took another value."""

    changed = Signal()

    def __init__(
        self, jobs: Jobs, session: Session, silence: SilenceStore, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.counts: NonResponderCounts | None = None
        self._jobs = jobs
        self._session = session
        self._silence = silence
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.read)
        silence.told.connect(self._learn)

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
            self, lambda: session.api.silence.read_counts(), self._take, self._fail, key="counts"
        )

    @Slot()
    def hear(self) -> None:
        """Something changed over there: count again soon."""
        if self._timer.remainingTime() > _SOON_MS:
            self._timer.start(_SOON_MS)

    def _take(self, counts: NonResponderCounts) -> None:
        self._put(counts)
        self._timer.start(_USUAL_MS)

    def _fail(self, _error: ConsoleError) -> None:
        """The number stays: how old everything is, the frame says."""
        self._timer.start(_USUAL_MS)

    def _learn(self) -> None:
        """The list was read, and with it the numbers."""
        if self._silence.counts is not None:
            self._put(self._silence.counts)

    def _put(self, counts: NonResponderCounts | None) -> None:
        if counts != self.counts:
            self.counts = counts
            self.changed.emit()
