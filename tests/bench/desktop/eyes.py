"""What a measurement sees of a window: when it was painted, and how long its thread was deaf."""

import math
import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

_LOOK_EVERY_MS = 5
_QUIET_MS = 60
_WITHIN_S = 20.0
BEAT_MS = 10


class NeverHappened(RuntimeError):
    """What a measurement waits for did not come."""


class Painted(QObject):
    """Notes when each painting of a window was over, and what `look` saw then; some gestures need
    more than one.
    """

    def __init__(self, window: QWidget, look: Callable[[], int] | None = None) -> None:
        super().__init__(window)
        self._is_inside = False
        self._look = look
        self.at_s: list[float] = []
        self.seen: list[int] = []
        window.installEventFilter(self)

    def first_after(self, started_s: float) -> float:
        """Milliseconds from an instant to the end of the next painting."""
        until(lambda: bool(self.at_s) and self.at_s[-1] > started_s, "painting")
        return (next(at_s for at_s in self.at_s if at_s > started_s) - started_s) * 1000

    def settled_after(self, started_s: float) -> float:
        """Milliseconds from an instant to the last painting before the window came to rest."""
        until(lambda: self._is_quiet_since(started_s), "painting")
        return (self.at_s[-1] - started_s) * 1000

    def _is_quiet_since(self, started_s: float) -> bool:
        if not self.at_s or self.at_s[-1] < started_s:
            return False
        return time.perf_counter() - self.at_s[-1] > _QUIET_MS / 1000

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._is_inside or event.type() is not QEvent.Type.UpdateRequest:
            return False
        self._is_inside = True
        QCoreApplication.sendEvent(watched, event)
        self._is_inside = False
        self.at_s.append(time.perf_counter())
        if self._look is not None:
            self.seen.append(self._look())
        return True


class Heartbeat(QObject):
    """Beats every 10 ms and notes how long it took from one beat to the next."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.gaps_ms: list[float] = []
        self._last_s = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Forget what was, and beat."""
        self.gaps_ms = []
        self._last_s = time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        """The gap that is open counts too."""
        self._beat()
        self._timer.stop()

    def _beat(self) -> None:
        now_s = time.perf_counter()
        self.gaps_ms.append((now_s - self._last_s) * 1000)
        self._last_s = now_s


def until(condition: Callable[[], bool], what: str, within_s: float = _WITHIN_S) -> None:
    """Lets the event loop run until something is true."""
    loop, timer, deadline_s = QEventLoop(), QTimer(), time.perf_counter() + within_s

    def _look() -> None:
        if condition() or time.perf_counter() > deadline_s:
            loop.quit()

    timer.setInterval(_LOOK_EVERY_MS)
    timer.timeout.connect(_look)
    timer.start()
    loop.exec()
    timer.stop()
    if not condition():
        raise NeverHappened(what)


def rest(duration_ms: int) -> None:
    """Lets the event loop run for a while."""
    loop = QEventLoop()
    QTimer.singleShot(duration_ms, loop.quit)
    loop.exec()


def centile(values: Sequence[float], percent: float) -> float:
    """The value that this share of the others does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]
