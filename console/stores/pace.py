"""When a list is read again: by itself, sooner without events, and soon after one."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from console.errors import ConsoleError

REFRESH_MS: Final = 7000
LIVE_REFRESH_MS: Final = 15_000
"""While events arrive: what time alone changes is still read."""
SOON_MS: Final = 150
APART_MS: Final = 700
"""Between two readings that events ask for: in a storm they would follow each other."""
RETRY_MS: Final = 5000


class Pace(QObject):
    """Counts from the last reading. Signals: `due()` when the next one is to begin."""

    due = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._usual_ms = REFRESH_MS
        self._is_reading = self._is_outdated = False
        self._since_asked = QElapsedTimer()
        self._since_asked.start()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.due)

    @property
    def wait_ms(self) -> int | None:
        """How long the wait for the next reading is as a whole; None when none is waited for."""
        return self._timer.interval() if self._timer.isActive() else None

    def begin(self) -> None:
        """A reading begins: what is heard from now on asks for another one."""
        self._timer.stop()
        self._is_reading, self._is_outdated = True, False
        self._since_asked.restart()

    def end(self) -> None:
        """The reading is over, however it went."""
        self._is_reading = False

    def stop(self) -> None:
        """Wait for no reading."""
        self._timer.stop()

    def hear(self, *, is_followed: bool) -> None:
        """Something changed over there: read again soon, once, after a reading under way. Without
        rows to follow there is nothing to hurry for.
        """
        if self._is_reading:
            self._is_outdated = True
        elif is_followed:
            left_ms, soon_ms = self._timer.remainingTime(), self._soon_ms()
            self._timer.start(min(left_ms, soon_ms) if left_ms >= 0 else soon_ms)

    def follow_live(self, is_alive: bool) -> None:
        """Whether events are heard: polling is slower then, and never ends."""
        self._usual_ms = LIVE_REFRESH_MS if is_alive else REFRESH_MS
        if self._timer.remainingTime() > self._usual_ms:
            self._timer.start(self._usual_ms)

    def go_on(self) -> None:
        """Wait for the next reading: at once when something was heard during the last one."""
        self._timer.start(self._soon_ms() if self._is_outdated else self._usual_ms)

    def wait(self, wait_ms: int) -> None:
        """Wait that long for the next reading, whatever was heard."""
        self._timer.start(wait_ms)

    def retry(self, error: ConsoleError | None = None) -> None:
        """Nothing came: try again, no sooner than the service asks."""
        asked_s = (error.retry_after_s or 0) if error is not None else 0
        self._timer.start(max(RETRY_MS, int(asked_s * 1000)))

    def _soon_ms(self) -> int:
        """When to read what was heard of: at once, unless the last reading is just behind."""
        return max(SOON_MS, APART_MS - self._since_asked.elapsed())
