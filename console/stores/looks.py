"""How long open alerts are in front of a nurse, told to the service once each has left the screen.

It measures the work that alerts make, for the statistics of a centre: a look that cannot be told is
lost, and nobody waits for one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QObject, Slot

from console.client.http import Write
from console.errors import ConsoleError
from console.jobs import Jobs
from console.server_clock import steady_s
from services.contract.alert_looks import LONGEST_LOOK_S, LookAsk

if TYPE_CHECKING:
    from console.session import Session

_TELL: Final = "record_look"
MOST_WAITING: Final = 20


class LooksStore(QObject):
    """Counts on a clock that nobody sets; a look of less than a second is none.

    One is told at a time, so that a slow network is left to those who wait for an alert.
    """

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
        self._alert_id: UUID | None = None
        self._since_s = 0.0
        self._waiting: deque[tuple[UUID, int]] = deque(maxlen=MOST_WAITING)
        self._is_telling = False

    def look_at(self, alert_id: UUID | None) -> None:
        """This open alert is in the foreground now; None: none is."""
        if alert_id == self._alert_id:
            return
        now = self._steady()
        left, seconds = self._alert_id, int(now - self._since_s)
        self._alert_id, self._since_s = alert_id, now
        if left is not None and seconds and self._session.may(_TELL):
            self._waiting.append((left, min(seconds, LONGEST_LOOK_S)))
            self._tell()

    @Slot()
    def stop(self) -> None:
        """The session is over, and what was not told is told no more."""
        self._alert_id = None
        self._waiting.clear()

    def _tell(self) -> None:
        if self._is_telling or not self._waiting:
            return
        self._is_telling = True
        alert_id, seconds = self._waiting.popleft()
        ask, write, session = LookAsk(seconds=seconds), Write(), self._session
        self._jobs.submit(
            self, lambda: session.api.record_look(alert_id, ask, write), self._go_on, self._lose
        )

    def _go_on(self, _kept: object) -> None:
        self._is_telling = False
        self._tell()

    def _lose(self, _error: ConsoleError) -> None:
        """What waits would be refused, or lost, as well: nothing on the screen depends on it."""
        self._is_telling = False
        self._waiting.clear()
