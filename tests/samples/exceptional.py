"""The real store of exceptional accesses on a service that answers at once, fails, asks for a
proof, or does not answer.
"""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject

from console.client.http import Write
from console.errors import ConsoleError, StepUpNeeded
from console.stores.exceptional import ExceptionalAccessStore
from services.contract.enums import AccessReason
from services.contract.exceptional_access import (
    MINUTES,
    ExceptionalAccess,
    ExceptionalAccessAsk,
    ExceptionalAccessEnded,
    ExceptionalAccesses,
)
from services.contract.problems import Problem, ProblemCode
from services.contract.sessions import StepUpGrant
from tests.samples.at_once import AtOnce, Silence
from tests.samples.rows import KERMARREC, NOW


def access(
    patient: Any = KERMARREC, since: datetime = NOW, reason: AccessReason = AccessReason.EMERGENCY
) -> ExceptionalAccess:
    """An access to the first patient of the queue."""
    return ExceptionalAccess(
        id=UUID(int=0xACCE55 + patient.id.int),
        patient=patient,
        reason=reason,
        since=since,
        until=since + timedelta(minutes=MINUTES),
        ended_at=None,
    )


class SampleRecords:
    """The endpoints; a fault can be put in the place of any answer."""

    def __init__(self) -> None:
        self.faults: dict[str, ConsoleError] = {}
        self.silent: set[str] = set()
        self.needs_proof = False
        self.answer = access()
        self.asked: list[tuple[ExceptionalAccessAsk, Write]] = []
        self.ended: list[tuple[UUID, Write]] = []
        self.living: list[ExceptionalAccess] = []

    def open(self, ask: ExceptionalAccessAsk, write: Write) -> ExceptionalAccess:
        """Open it, once whoever asks has proved who they are."""
        self.asked.append((ask, write))
        if self.needs_proof:
            raise StepUpNeeded(_problem(ProblemCode.STEP_UP_NEEDED, 403))
        self._meet("open")
        self.living.append(self.answer)
        return self.answer

    def read_open(self) -> ExceptionalAccesses:
        """What is open."""
        self._meet("read")
        return ExceptionalAccesses(items=self.living)

    def end(self, access_id: UUID, write: Write) -> ExceptionalAccessEnded:
        """End it."""
        self.ended.append((access_id, write))
        self._meet("end")
        self.living = [each for each in self.living if each.id != access_id]
        return ExceptionalAccessEnded(id=access_id, ended_at=NOW)

    def _meet(self, part: str) -> None:
        if part in self.silent:
            raise Silence
        if part in self.faults:
            raise self.faults[part]


class SampleExceptional(ExceptionalAccessStore):
    """Reads `records`; `now` is the time of the service. `proofs` were typed, and are taken unless
    `proof_fault` says why not.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        self.records = SampleRecords()
        self.now = NOW
        self.is_allowed = True
        self.proofs: list[tuple[str, str]] = []
        self.proof_fault: ConsoleError | None = None
        session: Any = SimpleNamespace(
            api=SimpleNamespace(opened_records=self.records, step_up=self._prove),
            server_now=lambda: self.now,
            may=lambda _action: self.is_allowed,
        )
        jobs: Any = AtOnce()
        super().__init__(jobs, session, parent)

    def have_open(self, *accesses: ExceptionalAccess) -> None:
        """These are open already."""
        self.records.living = list(accesses)
        self.read()

    def pass_to(self, now: datetime) -> None:
        """The clock of the service shows another time, and the store looks at it."""
        self.now = now
        self._look()

    def _prove(self, password: str, code: str) -> StepUpGrant:
        self.proofs.append((password, code))
        if self.proof_fault is not None:
            raise self.proof_fault
        self.records.needs_proof = False
        return StepUpGrant(fresh_until=NOW + timedelta(minutes=5), server_time=NOW)


def _problem(code: ProblemCode, status: int) -> Problem:
    return Problem(
        type="about:blank",
        title="",
        status=status,
        code=code,
        detail="",
        request_id="0",
        current=None,
    )
