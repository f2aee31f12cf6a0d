"""An act that weighs most: sent, and when the service asks for a fresh proof of who one is, proved
and sent once more (R-AUTH-08).

One object for each place that has such an act; `ui.proof` shows what it asks.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from console.client.http import Write
from console.errors import ConsoleError, SignInNeeded, StepUpNeeded
from console.jobs import Job, Jobs
from console.server_clock import steady_s
from console.stores.error_words import wait_s

if TYPE_CHECKING:
    from console.client.api import Api
    from console.session import Session

Act = Callable[["Api", Write], Any]


class ProofState(StrEnum):
    """How far an act came.

    SENDING: it is on its way. ASKED: it waits for a proof. PROVING: the proof is on its way.
    """

    IDLE = "idle"
    SENDING = "sending"
    ASKED = "asked"
    PROVING = "proving"


class ProvenAct(QObject):
    """Holds one act until it is done, refused or given up; a proof is handed on and never kept.

    Signals: `changed()` at every step; `done(result)`; `failed(ConsoleError)` when the act itself
    was not done, or nobody knows. A proof that was not taken leaves the act waiting, with
    `proof_error`.
    """

    changed = Signal()
    done = Signal(object)
    failed = Signal(ConsoleError)

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
        self._act: Act | None = None
        self._write = Write()
        self._is_proved = False
        self._job: Job | None = None
        self._wait_until_s = 0.0
        self.state = ProofState.IDLE
        self.proof_error: ConsoleError | None = None
        self.may_be_done = False
        """Whether an answer to the act was lost, so that `again` finds out."""

    @property
    def seconds_left(self) -> int:
        """How long another proof has to wait; 0 when it may come now."""
        return max(0, math.ceil(self._wait_until_s - self._steady()))

    def begin(self, act: Act) -> None:
        """Send an act under a key of its own; ignored while another one is not settled."""
        if self.state is ProofState.IDLE:
            self._act, self._write, self.may_be_done = act, Write(), False
            self.again()

    def again(self) -> None:
        """Send the last act once more under the same key, after its answer was lost: it is done
        once, and the answer says so.
        """
        if self.state is ProofState.IDLE and self._act is not None:
            self._is_proved = False
            self.proof_error = None
            self._send(self._act)

    def prove(self, password: str, code: str) -> None:
        """Answer the question, exactly as typed; ignored while the service asks to wait."""
        if self.state is not ProofState.ASKED or self.seconds_left:
            return
        session = self._session
        self.proof_error = None
        self._put(ProofState.PROVING)
        self._job = self._jobs.submit(
            self, lambda: session.api.step_up(password, code), self._go_on, self._ask_again
        )

    def cancel(self) -> None:
        """Give the act up while it waits; one whose answer was lost before may go again."""
        if self.state in (ProofState.ASKED, ProofState.PROVING):
            self._drop()

    @Slot()
    def forget(self) -> None:
        """Drop everything, as when the session is over."""
        self.may_be_done = False
        self._drop()

    def _drop(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job = self.proof_error = None
        if not self.may_be_done:
            self._act = None
        self._put(ProofState.IDLE)

    def _send(self, act: Act) -> None:
        session, write = self._session, self._write
        self._put(ProofState.SENDING)
        self._job = self._jobs.submit(
            self, lambda: act(session.api, write), self._finish, self._fail
        )

    def _go_on(self, _grant: object) -> None:
        self._is_proved = True
        if self._act is not None:
            self._send(self._act)

    def _ask_again(self, error: ConsoleError) -> None:
        if isinstance(error, SignInNeeded):
            self._fail(error)
            return
        # The call on its way held what was typed.
        self._job, self.proof_error = None, error
        self._wait_until_s = self._steady() + (wait_s(error) or 0)
        self._put(ProofState.ASKED)

    def _finish(self, result: object) -> None:
        self._act = self._job = None
        self._put(ProofState.IDLE)
        self.done.emit(result)

    def _fail(self, error: ConsoleError) -> None:
        """A second question would go on for ever: a service that takes no proof is told of."""
        if isinstance(error, StepUpNeeded) and not self._is_proved:
            self._put(ProofState.ASKED)
            return
        self.may_be_done = self.may_be_done or error.outcome_unknown
        self._drop()
        self.failed.emit(error)

    def _put(self, state: ProofState) -> None:
        self.state = state
        self.changed.emit()
