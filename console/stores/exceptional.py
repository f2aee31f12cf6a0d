"""Records that this session opened outside one's units: until when, and that it is over (R-AZ-09).

The hour is counted by the service's clock. The service judges every request by itself; here it is
counted so that nothing of such a file stays on the screen or in memory a minute longer.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.client.http import Write
from console.errors import ConsoleError, Refused
from console.jobs import Jobs
from console.stores.proven_act import ProofState, ProvenAct
from console.stores.states import StoreState
from services.contract.exceptional_access import (
    ExceptionalAccess,
    ExceptionalAccessAsk,
    ExceptionalAccessEnded,
    ExceptionalAccesses,
)

if TYPE_CHECKING:
    from console.session import Session

OPENS: Final = "open_exceptional_access"
LISTS: Final = "list_exceptional_accesses"
_NOT_FOUND: Final = 404
# A clock may be set and a workstation may sleep: nobody relies on one long wait.
_LONGEST_WAIT_MS: Final = 20_000


class Asking(StrEnum):
    """What became of the last asking. UNKNOWN: its answer was lost, it may be open."""

    NONE = "none"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Over(StrEnum):
    """Why a record is not open any more."""

    RAN_OUT = "ran_out"
    BY_HAND = "by_hand"


class ExceptionalAccessStore(QObject):
    """What is open, the oldest first; `act` is the opening, which needs a fresh proof.

    Signals: `changed()`; `opened(ExceptionalAccess)` when a record is open; `over(patient id)` when
    it is not any more, whatever ended it.
    """

    changed = Signal()
    opened = Signal(object)
    over = Signal(object)

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._session = session
        self.act = ProvenAct(jobs, session, self)
        self.items: tuple[ExceptionalAccess, ...] = ()
        self.state = StoreState.LOADING
        self.error: ConsoleError | None = None
        self.asking = Asking.NONE
        self.asking_error: ConsoleError | None = None
        self.ending: UUID | None = None
        self.end_errors: dict[UUID, ConsoleError] = {}
        """Why a patient's access could not be ended; its answer may also have been lost."""
        self._ends: dict[UUID, Write] = {}
        self._over: dict[UUID, Over] = {}
        self._steps = 0
        self.was_left = False
        """Whether nobody waits any more for the opening that is on its way, or came last."""
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._look)
        self.act.changed.connect(self.changed)
        self.act.done.connect(self._open)
        self.act.failed.connect(self._miss_opening)

    @property
    def is_offered(self) -> bool:
        """Whether this role may open a record outside its units."""
        return self._session.may(OPENS)

    @property
    def is_listed(self) -> bool:
        """Whether this role may see what it has open."""
        return self._session.may(LISTS)

    def of(self, patient_id: UUID | None) -> ExceptionalAccess | None:
        """The access by which a patient's file is open now."""
        for each in self.items:
            if each.patient.id == patient_id and each.until > self._session.server_now():
                return each
        return None

    def until(self, patient_id: UUID | None) -> datetime | None:
        """When it ends; None where the file needs none, or has none."""
        found = self.of(patient_id)
        return None if found is None else found.until

    def why_over(self, patient_id: UUID | None) -> Over | None:
        """Why a file that was open by an access is closed."""
        return None if patient_id is None else self._over.get(patient_id)

    # Opening

    def ask(self, ask: ExceptionalAccessAsk) -> None:
        """Open a record for an hour."""
        if self.act.state is ProofState.IDLE:
            self.was_left = False
            self._settle_asking(Asking.NONE)
            self.act.begin(lambda api, write: api.opened_records.open(ask, write))

    def find_out(self) -> None:
        """Ask what became of an opening whose answer was lost: the same intention, done once."""
        self.act.again()

    def give_up(self) -> None:
        """Nobody asks any more; what is on its way may still be done."""
        if self.act.state is ProofState.SENDING:
            self.was_left = True
        else:
            self.act.forget()
        self._settle_asking(Asking.NONE)

    # Reading and ending

    def read(self) -> None:
        """Ask what is open; what was known stays until the answer."""
        session = self._session
        self._jobs.submit(
            self,
            lambda: session.api.opened_records.read_open(),
            self._take,
            self._miss,
            about=self._steps,
            key="exceptional",
        )

    def end(self, access_id: UUID) -> None:
        """End one now; the same intention again when its answer was lost."""
        if self.ending is not None:
            return
        session, write = self._session, self._ends.setdefault(access_id, Write())
        self.ending = access_id
        self.end_errors.pop(access_id, None)
        self._jobs.submit(
            self,
            lambda: session.api.opened_records.end(access_id, write),
            self._finish,
            self._miss_ending,
            about=access_id,
        )
        self.changed.emit()

    @Slot()
    def forget(self) -> None:
        """The session is over, and every access with it."""
        self._clock.stop()
        self.act.forget()
        self._steps += 1
        self.items = ()
        self.ending = self.error = self.asking_error = None
        self.asking, self.state = Asking.NONE, StoreState.LOADING
        for known in (self.end_errors, self._ends, self._over):
            known.clear()
        self.changed.emit()

    # What came of it

    def _open(self, access: ExceptionalAccess) -> None:
        self._over.pop(access.patient.id, None)
        others = [each for each in self.items if each.patient.id != access.patient.id]
        self.state = StoreState.READY
        self._settle_asking(Asking.NONE)
        self._put([*others, access])
        self.opened.emit(access)

    def _miss_opening(self, error: ConsoleError) -> None:
        """What was left meanwhile says nothing to who asks for somebody else now."""
        if self.was_left:
            self.act.forget()
            self._settle_asking(Asking.NONE)
            return
        self._settle_asking(Asking.UNKNOWN if self.act.may_be_done else Asking.FAILED, error)

    def _settle_asking(self, asking: Asking, error: ConsoleError | None = None) -> None:
        self.asking, self.asking_error = asking, error
        self.changed.emit()

    def _take(self, step: int, told: ExceptionalAccesses) -> None:
        """An answer that was asked for before something changed here says nothing of it."""
        if step != self._steps:
            return
        self.state, self.error = StoreState.READY, None
        gone = {each.patient.id for each in self.items} - {each.patient.id for each in told.items}
        self._put(told.items)
        self._lose(gone, Over.RAN_OUT)

    def _miss(self, _step: int, error: ConsoleError) -> None:
        self.error = error
        self.state = StoreState.STALE if self.items else StoreState.ERROR
        self.changed.emit()

    def _finish(self, access_id: UUID, _told: ExceptionalAccessEnded | None) -> None:
        self.ending = None
        self._ends.pop(access_id, None)
        ended = {each.patient.id for each in self.items if each.id == access_id}
        self._put([each for each in self.items if each.id != access_id])
        self._lose(ended, Over.BY_HAND)

    def _miss_ending(self, access_id: UUID, error: ConsoleError) -> None:
        """What the service does not know any more is over."""
        if isinstance(error, Refused) and error.problem.status == _NOT_FOUND:
            self._finish(access_id, None)
            return
        self.ending = None
        self.end_errors[access_id] = error
        self.changed.emit()

    # Time

    @Slot()
    def _look(self) -> None:
        now = self._session.server_now()
        late = {each.patient.id for each in self.items if each.until <= now}
        if not late:
            self._wait()
            return
        self._put([each for each in self.items if each.until > now])
        self._lose(late, Over.RAN_OUT)

    def _put(self, items: Iterable[ExceptionalAccess]) -> None:
        self._steps += 1
        self.items = tuple(items)
        self._wait()
        self.changed.emit()

    def _lose(self, patients: Iterable[UUID], why: Over) -> None:
        for patient_id in patients:
            self._over[patient_id] = why
            self.over.emit(patient_id)

    def _wait(self) -> None:
        if not self.items:
            self._clock.stop()
            return
        left = min(each.until for each in self.items) - self._session.server_now()
        wait_ms = int(left.total_seconds() * 1000) + 1
        self._clock.start(min(max(wait_ms, 1), _LONGEST_WAIT_MS))
