"""Changes of a patient's record: sent, and believed only when the service has answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from console.stores.proven_act import Act
from console.stores.settled_acts import SettledActs
from services.contract.patient_changes import ContactChangeAsk, IdentityChangeAsk
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


@dataclass(frozen=True)
class Where:
    """What of a patient's record a change is about: `version` is the one that was seen, None for
    something new; `id` is a fact, a line or a cycle, and then `line_id` the line of that cycle.
    """

    patient_id: UUID
    version: int | None = None
    id: UUID | None = None
    line_id: UUID | None = None


class RecordActs(SettledActs):
    """One change of a record at a time."""

    def send(self, where: Where, change: Change) -> None:
        """Send a change; ignored while another one is not settled."""
        self.begin(_act(where, change))

    def withdraw(self, where: Where, place: str, reason: str) -> None:
        """Say that what stands at a place of the record was wrong."""
        self.begin(_withdrawal(where, place, WithdrawAsk(reason=reason)))


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
