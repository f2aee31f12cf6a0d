"""The record of a patient: read whole, facts written down, amended, withdrawn, their versions."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from services.contract.record import (
    EntryAsk,
    EntryChangeAsk,
    PatientRecord,
    RecordEntry,
    RecordVersions,
    WithdrawAsk,
)
from services.edge.body import Body, BodyOf
from services.edge.current import CurrentCaller, CurrentContext
from services.record import entry_acts, treatment_routes
from services.record.reading import record_of
from services.record.requests import IntentHeaders, added, changed, seen

router = APIRouter(prefix="/api/v1", tags=["record"])
router.include_router(treatment_routes.router)

_ENTRY = "/patients/{patient_id}/entries/{entry_id}"


@router.get(
    "/patients/{patient_id}/record",
    operation_id="read_patient_record",
    response_model=PatientRecord,
)
def read_patient_record(
    patient_id: UUID, caller: CurrentCaller, context: CurrentContext
) -> PatientRecord:
    """Every fact and treatment of a patient, withdrawn ones too."""
    return seen(context, caller, "read_patient_record", patient_id, record_of)


@router.post(
    "/patients/{patient_id}/entries",
    operation_id="create_record_entry",
    response_model=RecordEntry,
    status_code=201,
)
def create_record_entry(
    patient_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[EntryAsk], Depends(BodyOf(EntryAsk))],
) -> Response:
    """Writes a fact down: a diagnosis, an event, a measurement, a note."""
    return added(
        context, caller, "create_record_entry", headers, body, patient_id, entry_acts.create
    )


@router.put(_ENTRY, operation_id="change_record_entry", response_model=RecordEntry)
def change_record_entry(
    patient_id: UUID,
    entry_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[EntryChangeAsk], Depends(BodyOf(EntryChangeAsk))],
) -> Response:
    """Amends a fact; what it said before stays readable."""
    return changed(
        context, caller, "change_record_entry", headers, body, patient_id,
        lambda work, version, ask: entry_acts.change(work, entry_id, version, ask),
    )  # fmt: skip


@router.post(_ENTRY + "/withdraw", operation_id="withdraw_record_entry", response_model=RecordEntry)
def withdraw_record_entry(
    patient_id: UUID,
    entry_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[WithdrawAsk], Depends(BodyOf(WithdrawAsk))],
) -> Response:
    """Says that a fact was wrong; it stays readable and counts nowhere."""
    return changed(
        context, caller, "withdraw_record_entry", headers, body, patient_id,
        lambda work, version, ask: entry_acts.withdraw(work, entry_id, version, ask),
    )  # fmt: skip


@router.get(
    _ENTRY + "/versions", operation_id="list_record_entry_versions", response_model=RecordVersions
)
def list_record_entry_versions(
    patient_id: UUID, entry_id: UUID, caller: CurrentCaller, context: CurrentContext
) -> RecordVersions:
    """What a fact said in each of its versions, by whom and why."""
    return seen(
        context, caller, "list_record_entry_versions", patient_id,
        lambda work: entry_acts.versions_of(work, entry_id), entry_id,
    )  # fmt: skip
