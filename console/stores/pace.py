"""When the queue is read again: by itself, sooner without events, and soon after one."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QElapsedTimer

REFRESH_MS: Final = 7000
LIVE_REFRESH_MS: Final = 15_000
"""While events arrive: what time alone changes is still read."""
SOON_MS: Final = 150
APART_MS: Final = 700
"""Between two readings that events ask for: in a storm they would follow each other."""


class Pace:
    """Counts from the last reading."""

    def __init__(self) -> None:
        self.usual_ms = REFRESH_MS
        self._since_asked = QElapsedTimer()
        self._since_asked.start()

    def begin(self) -> None:
        """A reading begins."""
        self._since_asked.restart()

    def follow_live(self, is_alive: bool) -> None:
        """Whether events are heard."""
        self.usual_ms = LIVE_REFRESH_MS if is_alive else REFRESH_MS

    def soon_ms(self) -> int:
        """When to read what was heard of: at once, unless the last reading is just behind."""
        return max(SOON_MS, APART_MS - self._since_asked.elapsed())
