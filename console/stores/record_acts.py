"""Changes of a patient's record: sent, and believed only when the service has answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from console.errors import ConsoleError, Refused
from console.jobs import Jobs
from console.stores.connection import ConnectionStore
from console.stores.proven_act import Act, ProofState, ProvenAct
from services.contract.patient_changes import ContactChangeAsk, IdentityChangeAsk
from services.contract.problems import CurrentState, FieldProblem
from services.contract.record import (
    EntryAsk,
    EntryChangeAsk,
    TreatmentCycleAsk,
    TreatmentCycleChangeAsk,
    TreatmentLineAsk,
    TreatmentLineChangeAsk,
    WithdrawAsk,
)

if TYPE_CHECKING:
    from console.client.patient_records import PatientRecords
    from console.session import Session

Change = (
    EntryAsk
    | EntryChangeAsk
    | TreatmentLineAsk
    | TreatmentLineChangeAsk
    | TreatmentCycleAsk
    | TreatmentCycleChangeAsk
    | IdentityChangeAsk
    | ContactChangeAsk
)
_SETTLING: Final = frozenset({403, 404, 409, 412, 422})


@dataclass(frozen=True)
class Where:
    """What of a patient's record a change is about: `version` is the one that was seen, None for
    something new; `id` is a fact, a line or a cycle, and then `line_id` the line of that cycle.
    """

    patient_id: UUID
    version: int | None = None
    id: UUID | None = None
    line_id: UUID | None = None


class RecordActs(QObject):
    """One change at a time.

    Signals: `changed()` at every step; `done()` when the service has written it; `failed(error)`
    when it was not written, or nobody knows: then `is_unsettled`, and `ask_again` finds out.
    """

    changed = Signal()
    done = Signal()
    failed = Signal(ConsoleError)

    def __init__(
        self,
        jobs: Jobs,
        session: Session,
        connection: ConnectionStore,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.proof = ProvenAct(jobs, session, self)
        self._connection = connection
        self.proof.changed.connect(self.changed)
        self.proof.done.connect(self._finish)
        self.proof.failed.connect(self._fail)
        connection.changed.connect(self._follow_contact)

    @property
    def is_busy(self) -> bool:
        """Whether a change is on its way, or waits for a proof of who one is."""
        return self.proof.state is not ProofState.IDLE

    @property
    def is_unsettled(self) -> bool:
        """Whether an answer was lost: the change may be written or not."""
        return self.proof.may_be_done and not self.is_busy

    @property
    def can_act(self) -> bool:
        """Whether there is contact."""
        return not self._connection.shows_offline

    def send(self, where: Where, change: Change) -> None:
        """Send a change; ignored while another one is not settled."""
        if not self.is_unsettled:
            self.proof.begin(_act(where, change))

    def withdraw(self, where: Where, place: str, reason: str) -> None:
        """Say that what stands at a place of the record was wrong."""
        if not self.is_unsettled:
            self.proof.begin(_withdrawal(where, place, WithdrawAsk(reason=reason)))

    def ask_again(self) -> None:
        """Send what was lost once more, under its own key: it is written once."""
        self.proof.again()

    @Slot()
    def forget(self) -> None:
        """The session is over."""
        self.proof.forget()

    @Slot()
    def _follow_contact(self) -> None:
        if self.is_unsettled and self._connection.is_online:
            self.ask_again()

    def _finish(self, _result: object) -> None:
        self.proof.may_be_done = False
        self.done.emit()

    def _fail(self, error: ConsoleError) -> None:
        """A no to the same key is the answer that was lost: nothing was written."""
        if isinstance(error, Refused) and error.problem.status in _SETTLING:
            self.proof.may_be_done = False
        self.failed.emit(error)


def refused_fields(error: ConsoleError) -> list[FieldProblem]:
    """The fields that the service refused, by the last part of their path."""
    if not isinstance(error, Refused):
        return []
    return [
        FieldProblem(field=each.field.rsplit(".", 1)[-1], reason=each.reason)
        for each in error.problem.errors or []
    ]


def standing(error: ConsoleError) -> CurrentState | None:
    """What somebody faster has written, when that is why a change was refused."""
    is_stale = isinstance(error, Refused) and error.code == "version_stale"
    return error.problem.current if is_stale and isinstance(error, Refused) else None


def _act(where: Where, change: Change) -> Act:
    return lambda api, write: _call(api.patient_records, where, change)(
        replace(write, version=where.version)
    )


def _call(records: PatientRecords, where: Where, change: Change) -> Callable[[Any], object]:
    patient_id, fact = where.patient_id, where.id
    match change:
        case IdentityChangeAsk():
            return lambda write: records.change_identity(patient_id, change, write)
        case ContactChangeAsk():
            return lambda write: records.change_contact(patient_id, change, write)
        case EntryChangeAsk() if fact is not None:
            return lambda write: records.change_entry(patient_id, fact, change, write)
        case EntryAsk():
            return lambda write: records.add_entry(patient_id, change, write)
        case _:
            return _treatment_call(records, where, change)


def _treatment_call(
    records: PatientRecords, where: Where, change: Change
) -> Callable[[Any], object]:
    patient_id, fact, line_id = where.patient_id, where.id, where.line_id
    match change:
        case TreatmentLineChangeAsk() if fact is not None:
            return lambda write: records.change_line(patient_id, fact, change, write)
        case TreatmentLineAsk():
            return lambda write: records.add_line(patient_id, change, write)
        case TreatmentCycleChangeAsk() if fact is not None and line_id is not None:
            return lambda write: records.change_cycle(patient_id, line_id, fact, change, write)
        case TreatmentCycleAsk() if line_id is not None:
            return lambda write: records.add_cycle(patient_id, line_id, change, write)
        case _:
            raise LookupError(type(change).__name__)


def _withdrawal(where: Where, place: str, ask: WithdrawAsk) -> Act:
    return lambda api, write: api.patient_records.withdraw(
        where.patient_id, place, ask, replace(write, version=where.version)
    )
