"""Collects Python's garbage on the GUI thread only.

Python collects in whichever thread happens to allocate. A widget or a timer that dies in a worker
takes Qt down with it, so automatic collection is switched off and done here between events.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

LOOK_EVERY_MS = 500
_LOOKS_BETWEEN_OLDEST = 60


class GarbageCollector(QObject):
    """Looks twice a second; the oldest generation, which is slow, at most every 30 seconds."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._looks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """From now on nobody else collects; what is here already is here to stay."""
        gc.disable()
        gc.freeze()
        self._timer.start()

    def keep(self) -> None:
        """What was loaded meanwhile stays too: no collection goes through it any more."""
        gc.freeze()

    @Slot()
    def look(self) -> None:
        """Collect what has grown past its threshold."""
        self._looks += 1
        thresholds, counts = gc.get_threshold(), gc.get_count()
        if counts[2] > thresholds[2] and self._looks >= _LOOKS_BETWEEN_OLDEST:
            self._looks = 0
            gc.collect(2)
        elif counts[1] > thresholds[1]:
            gc.collect(1)
        elif counts[0] > thresholds[0]:
            gc.collect(0)

    def stop(self) -> None:
        """Back to Python's own way."""
        self._timer.stop()
        gc.enable()
