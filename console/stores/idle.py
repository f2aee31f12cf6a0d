"""Notices that nobody works at this workstation any more; only what a hand does counts (R-DSK-05).

Qt tells no program on any system that the session of the desktop was locked or that the machine
goes to sleep. What can be seen is that it slept: the steady clock goes on and our ticks do not.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QWindow

from console.server_clock import steady_s

WARNED_BEFORE_S = 30
LEAST_MIN, MOST_MIN, USUAL_MIN = 1, 15, 5
SLEPT_S = 30.0
_TICK_MS = 1000
_PRESSES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
    }
)


def _bounded_s(minutes: int) -> int:
    return max(LEAST_MIN, min(MOST_MIN, minutes)) * 60


class IdleWatch(QObject):
    """Counts the time since somebody last touched a key, the mouse or the screen of one window.

    Signals: `warned(bool)` 30 s before the end, and False when somebody came back or it ended;
    `idle()` at the end, also at once after the machine slept.
    """

    warned = Signal(bool)
    idle = Signal()

    def __init__(
        self, parent: QObject | None = None, steady: Callable[[], float] = steady_s
    ) -> None:
        super().__init__(parent)
        self._steady = steady
        self._limit_s = USUAL_MIN * 60
        self._touched_s = self._ticked_s = 0.0
        self._is_warned = False
        self._pointer = QPointF()
        self._window: QWindow | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.look)

    def watch(self, window: QWindow | None) -> None:
        """Follow what a hand does in this window; None ends that, before the window goes."""
        if self._window is window:
            return
        if self._window is not None:
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)

    def start(self, minutes: int) -> None:
        """Count from now on; the centre's figure is bounded, and there is no way to say never."""
        self._limit_s = _bounded_s(minutes)
        self._touched_s = self._ticked_s = self._steady()
        self._warn(False)
        self._timer.start()

    def limit(self, minutes: int) -> None:
        """Another figure of the centre while somebody works: what passed since the last touch
        counts.
        """
        self._limit_s = _bounded_s(minutes)
        if self._timer.isActive():
            self.look()

    def stop(self) -> None:
        """Nobody is signed in, or the screen is locked already."""
        self._timer.stop()
        self._warn(False)

    def touch(self) -> None:
        """Somebody is there."""
        self._touched_s = self._steady()
        self._warn(False)

    def look(self) -> None:
        """Time went on."""
        now = self._steady()
        has_slept = now - self._ticked_s >= SLEPT_S
        self._ticked_s = now
        left = self._limit_s - (now - self._touched_s)
        if has_slept or left <= 0:
            self.stop()
            self.idle.emit()
        else:
            self._warn(left <= WARNED_BEFORE_S)

    def _warn(self, is_warned: bool) -> None:
        if is_warned is not self._is_warned:
            self._is_warned = is_warned
            self.warned.emit(is_warned)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # What a program sends itself is no hand; nor is a pointer that lies still under a new
        # window.
        if event.spontaneous() and self._timer.isActive():
            if event.type() in _PRESSES:
                self.touch()
            elif isinstance(event, QMouseEvent) and event.type() is QEvent.Type.MouseMove:
                self._follow(event.globalPosition())
        return super().eventFilter(watched, event)

    def _follow(self, pointer: QPointF) -> None:
        if pointer != self._pointer:
            self._pointer = pointer
            self.touch()
