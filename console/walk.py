"""Steps played one after the other inside the event loop, each timed until its state is reached."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.logs import place_of

_LOOK_EVERY_MS = 20
_STEP_DEADLINE_S = 20.0
_PAINTED_AFTER_LOOKS = 3


class Lost(RuntimeError):
    """The walk is not where it thought it was."""


@dataclass(frozen=True)
class Step:
    """What is done, and what must be true soon after."""

    name: str
    says: str
    act: Callable[[], None]
    reached: Callable[[], bool]


class Walk(QObject):
    """Plays steps, says what each did and how long it took, and fails with the first that fails.

    `save` keeps a picture under a name and returns its file; `where` names what has the focus;
    `say` takes one line.
    Signals: `ended(ok)`.
    """

    ended = Signal(bool)

    def __init__(
        self,
        steps: list[Step],
        save: Callable[[str], str],
        where: Callable[[], str],
        say: Callable[[str], None],
        parent: QObject | None = None,
        *,
        deadline_s: float = _STEP_DEADLINE_S,
    ) -> None:
        super().__init__(parent)
        self._steps = steps
        self._save = save
        self._where = where
        self._say = say
        self._deadline_s = deadline_s
        self._place = 0
        self._began_s: float | None = None
        self._took_s: float | None = None
        self._looks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._go_on)

    def start(self) -> None:
        """Begin with the first step."""
        self._timer.start()

    def abort(
        self, kind: type[BaseException], _fault: BaseException, trace: TracebackType | None
    ) -> None:
        """Something failed elsewhere: the step is lost, and where is said."""
        if self._timer.isActive():
            self._fail(self._steps[self._place], f"{kind.__name__} at {place_of(trace)}")

    @Slot()
    def _go_on(self) -> None:
        step = self._steps[self._place]
        try:
            if self._began_s is None:
                self._began_s = time.monotonic()
                step.act()
            elif self._took_s is None and step.reached():
                self._took_s = time.monotonic() - self._began_s
        except Lost as lost:
            self._fail(step, str(lost))
            return
        if self._took_s is not None:
            self._looks += 1
            if self._looks >= _PAINTED_AFTER_LOOKS:
                self._finish(step, self._took_s)
        elif time.monotonic() - self._began_s > self._deadline_s:
            self._fail(step, f"not reached within {self._deadline_s:g} s")

    def _finish(self, step: Step, took_s: float) -> None:
        number = self._place + 1
        picture = self._save(f"{number:02}-{step.name}")
        self._say(f"{number:2}. {step.says:<58} {took_s * 1000:6.0f} ms  {picture}")
        self._place += 1
        self._began_s = self._took_s = None
        self._looks = 0
        if self._place == len(self._steps):
            self._timer.stop()
            self.ended.emit(True)

    def _fail(self, step: Step, why: str) -> None:
        self._timer.stop()
        number = self._place + 1
        self._say(f"{number:2}. {step.says}: FAILED, {why} (focus on {self._where()})")
        self._save(f"{number:02}-{step.name}-failed")
        self.ended.emit(False)
