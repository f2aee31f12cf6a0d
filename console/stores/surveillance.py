"""Whether answers are watched, as this console can tell: by proofs, and by a clock of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.errors import ConsoleError
from console.jobs import Job, Jobs
from console.server_clock import steady_s
from services.contract.surveillance import (
    DOWN_AFTER_S,
    LATE_AFTER_S,
    PartHealth,
    SurveillanceHealth,
    SurveillanceState,
)

if TYPE_CHECKING:
    from console.session import Session

POLL_MS = 15_000
_TICK_MS = 1000


class Verdict(StrEnum):
    """What may be said of the surveillance.

    AWAITED: nothing was proved yet, and not for long. INCOMPLETE: the proof is fresh, but a part is
    not at work. LATE and DOWN: the proof is 2 or 5 minutes old. GAP: something was found missing
    that nobody has looked at.
    """

    AWAITED = "awaited"
    PROVED = "proved"
    INCOMPLETE = "incomplete"
    LATE = "late"
    DOWN = "down"
    GAP = "gap"


class SurveillanceStore(QObject):
    """The proofs that the service gave, each believed once.

    Signals: `changed()` when the verdict, the gaps or the parts took another value. The service's
    word makes a verdict worse, never better: an answer that is repeated, however cheerful, brings
    no proof, so that a service that is frozen, replayed or silent turns red here by time alone.
    """

    changed = Signal()

    def __init__(
        self,
        jobs: Jobs,
        session: Session,
        parent: QObject | None = None,
        steady: Callable[[], float] = steady_s,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._session = session
        self._steady = steady
        self._told: SurveillanceHealth | None = None
        self._since_s = steady()
        self._proved_s: float | None = None
        self._believed: set[datetime] = set()
        self._said: tuple[object, ...] = ()
        self._job: Job | None = None
        self._poll = QTimer(self)
        self._poll.setSingleShot(True)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self.ask)
        self._ticks = QTimer(self)
        self._ticks.setInterval(_TICK_MS)
        self._ticks.timeout.connect(self.look)

    @property
    def verdict(self) -> Verdict:
        """What may be said now."""
        age_s, told = self._age_s(), self._told
        if told is not None and told.open_gaps:
            return Verdict.GAP
        if age_s >= DOWN_AFTER_S or (told is not None and told.state is SurveillanceState.DOWN):
            return Verdict.DOWN
        if told is None or self._proved_s is None:
            return Verdict.AWAITED
        if age_s >= LATE_AFTER_S:
            return Verdict.LATE
        is_whole = told.state is SurveillanceState.OK
        return Verdict.PROVED if is_whole else Verdict.INCOMPLETE

    @property
    def is_proved(self) -> bool:
        """Whether this console ever saw a proof; else its age is that of waiting for one."""
        return self._proved_s is not None

    @property
    def open_gaps(self) -> int:
        """How much was found missing that nobody has looked at."""
        return 0 if self._told is None else self._told.open_gaps

    @property
    def parts(self) -> list[PartHealth]:
        """How each part stood when the service answered last."""
        return [] if self._told is None else self._told.parts

    def age(self) -> timedelta:
        """How old the last proof is, or how long one has been waited for, by this machine."""
        return timedelta(seconds=self._age_s())

    def start(self) -> None:
        """Begin to ask."""
        self._since_s = self._steady()
        self._ticks.start()
        self.ask()

    @Slot()
    def stop(self) -> None:
        """Forget everything: the session is over."""
        self._poll.stop()
        self._ticks.stop()
        if self._job is not None:
            self._job.cancel()
        self._told = self._proved_s = None
        self._believed.clear()
        self.look()

    @Slot()
    def ask(self) -> None:
        """Ask the service now; a newer question takes the place of one under way."""
        self._job = self._jobs.submit(
            self, self._read, self._take, self._miss, about=self._steady(), key="surveillance"
        )

    @Slot()
    def look(self) -> None:
        """Say what changed; time alone changes it."""
        says = (self.verdict, self.open_gaps, tuple(self.parts))
        if says != self._said:
            self._said = says
            self.changed.emit()

    def _read(self) -> SurveillanceHealth:
        return self._session.api.read_surveillance()

    def _take(self, asked_s: float, told: SurveillanceHealth) -> None:
        """The age counts from when it was asked: what the answer took on its way is age too."""
        self._told = told
        proof_at, age_s = told.last_proof_at, told.age_s
        if proof_at is not None and age_s is not None and proof_at not in self._believed:
            self._believed.add(proof_at)
            proved_s = asked_s - max(0, age_s)
            self._proved_s = max(proved_s, proved_s if self._proved_s is None else self._proved_s)
        self._next()

    def _miss(self, _asked_s: float, _error: ConsoleError) -> None:
        """No answer is no proof, and takes none away."""
        self._next()

    def _next(self) -> None:
        if self._ticks.isActive():
            self._poll.start()
        self.look()

    def _age_s(self) -> float:
        since_s = self._since_s if self._proved_s is None else self._proved_s
        return max(0.0, self._steady() - since_s)
