"""What a person does and how the window answers; the same for the console and for bare Qt."""

import time
from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.bench.desktop.eyes import Heartbeat, Painted, centile, rest, until

SELECTIONS = 200
HELD_ROWS = 500
REPEATS_A_SECOND = 30
CALLS, CALL_ROUNDS = 50, 10
_HELD_AT_MOST_S = 60.0
_BETWEEN_SELECTIONS_MS = 40


class Stage(Protocol):
    """A window with a list beside the detail of the selected row."""

    window: QWidget
    keys: QWidget
    """What has the keyboard."""

    def place(self) -> int:
        """The selected row."""
        ...

    def taken(self) -> int:
        """How often another row was selected."""
        ...

    def is_ready_for(self, place: int) -> bool:
        """Whether the detail of a row is at hand, so that no call stands between."""
        ...

    def shows(self, place: int) -> bool:
        """Whether the detail is that of a row."""
        ...


class HeldKey(QObject):
    """`J` held down: what is due by the clock is pressed, also when the window was deaf before."""

    def __init__(self, target: QWidget, presses: int) -> None:
        super().__init__(target)
        self.sent = 0
        self.last_sent_s = 0.0
        self._target = target
        self._presses = presses
        self._began_s = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(round(1000 / REPEATS_A_SECOND / 4))
        self._timer.timeout.connect(self._press_what_is_due)
        self._timer.start()

    @property
    def is_over(self) -> bool:
        """Whether the key was let go."""
        return self.sent == self._presses

    def _press_what_is_due(self) -> None:
        due = int((time.perf_counter() - self._began_s) * REPEATS_A_SECOND) + 1
        while self.sent < min(due, self._presses):
            self.last_sent_s = time.perf_counter()
            self.sent += 1
            press(self._target, is_repeat=self.sent > 1)
        if self.is_over:
            self._timer.stop()


def press(target: QWidget, *, is_repeat: bool) -> None:
    """Presses `J`, as the keyboard does or as it does again while the key is held."""
    plain = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(
        target, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_J, plain, "j", is_repeat)
    )


def select(stage: Stage) -> dict[str, Any]:
    """Milliseconds from a key press to the detail of the next row, drawn to the last label."""
    painted = Painted(stage.window)
    took_ms = [select_next(stage, painted) for _ in range(SELECTIONS)]
    return {f"p{each}_ms": centile(took_ms, each) for each in (50, 95, 99)}


def select_next(stage: Stage, painted: Painted) -> float:
    """Milliseconds of one such step."""
    following = stage.place() + 1
    until(lambda: stage.is_ready_for(following), "a detail in the cache")
    rest(_BETWEEN_SELECTIONS_MS)
    started_s = time.perf_counter()
    press(stage.keys, is_repeat=False)
    until(lambda: stage.shows(following), "the detail")
    return painted.settled_after(started_s)


def hold(stage: Stage) -> dict[str, Any]:
    """`J` held from the first row to the last of 500."""
    painted, beats = Painted(stage.window, stage.place), Heartbeat(stage.window)
    taken_before, last = stage.taken(), HELD_ROWS - 1
    beats.start()
    held = HeldKey(stage.keys, last)
    until(lambda: held.is_over, "the last press", _HELD_AT_MOST_S)
    beats.stop()
    reached = stage.place()
    until(lambda: stage.shows(reached), "the detail")
    follows_ms = painted.settled_after(held.last_sent_s)
    return {
        "dropped": last - (stage.taken() - taken_before),
        "undrawn": last - len(set(painted.seen) - {0}),
        "follows_ms": follows_ms,
        "gap_p99_ms": centile(beats.gaps_ms, 99),
        "gap_max_ms": max(beats.gaps_ms),
    }


def listen_during_calls(
    parent: QObject, ask: Callable[[], None], answered: Callable[[], int]
) -> dict[str, Any]:
    """How deaf the window is while fifty calls are asked for at once and answered."""
    beats, gaps_ms = Heartbeat(parent), list[float]()
    for _ in range(CALL_ROUNDS):
        beats.start()
        _ask_and_wait(ask, answered)
        beats.stop()
        gaps_ms += beats.gaps_ms
        rest(_BETWEEN_SELECTIONS_MS)
    return {"gap_p99_ms": centile(gaps_ms, 99), "gap_max_ms": max(gaps_ms)}


def _ask_and_wait(ask: Callable[[], None], answered: Callable[[], int]) -> None:
    wanted = answered() + CALLS
    for _ in range(CALLS):
        ask()
    until(lambda: answered() >= wanted, "the answers")
