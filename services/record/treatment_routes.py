"""Lines of treatment and their cycles: written down, amended, withdrawn, their versions."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from services.contract.record import (
    RecordedCycle,
    RecordedLine,
    RecordVersions,
    TreatmentCycleAsk,
    TreatmentCycleChangeAsk,
    TreatmentLineAsk,
    TreatmentLineChangeAsk,
    WithdrawAsk,
)
from services.edge.body import Body, BodyOf
from services.edge.current import CurrentCaller, CurrentContext
from services.record import cycle_acts, line_acts
from services.record.requests import IntentHeaders, added, changed, seen

router = APIRouter()

_LINES = "/patients/{patient_id}/treatments"
_LINE = _LINES + "/{line_id}"
_CYCLE = _LINE + "/cycles/{cycle_id}"


@router.post(
    _LINES, operation_id="create_treatment_line", response_model=RecordedLine, status_code=201
)
def create_treatment_line(
    patient_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[TreatmentLineAsk], Depends(BodyOf(TreatmentLineAsk))],
) -> Response:
    """Writes a line of treatment down."""
    return added(
        context, caller, "create_treatment_line", headers, body, patient_id,
        line_acts.create,
    )  # fmt: skip


@router.put(_LINE, operation_id="change_treatment_line", response_model=RecordedLine)
def change_treatment_line(
    patient_id: UUID,
    line_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[TreatmentLineChangeAsk], Depends(BodyOf(TreatmentLineChangeAsk))],
) -> Response:
    """Amends a line; its cycles stay within it."""
    return changed(
        context, caller, "change_treatment_line", headers, body, patient_id,
        lambda work, version, ask: line_acts.change(work, line_id, version, ask),
    )  # fmt: skip


@router.post(
    _LINE + "/withdraw", operation_id="withdraw_treatment_line", response_model=RecordedLine
)
def withdraw_treatment_line(
    patient_id: UUID,
    line_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[WithdrawAsk], Depends(BodyOf(WithdrawAsk))],
) -> Response:
    """Says that a line was wrong, with all its cycles."""
    return changed(
        context, caller, "withdraw_treatment_line", headers, body, patient_id,
        lambda work, version, ask: line_acts.withdraw(work, line_id, version, ask),
    )  # fmt: skip


@router.get(
    _LINE + "/versions", operation_id="list_treatment_line_versions", response_model=RecordVersions
)
def list_treatment_line_versions(
    patient_id: UUID,
    line_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
) -> RecordVersions:
    """What a line was in each of its versions, by whom and why."""
    return seen(
        context, caller, "list_treatment_line_versions", patient_id,
        lambda work: line_acts.versions_of(work, line_id), line_id,
    )  # fmt: skip


@router.post(
    _LINE + "/cycles",
    operation_id="create_treatment_cycle",
    response_model=RecordedCycle,
    status_code=201,
)
def create_treatment_cycle(
    patient_id: UUID,
    line_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[TreatmentCycleAsk], Depends(BodyOf(TreatmentCycleAsk))],
) -> Response:
    """Writes the start of a cycle down."""
    return added(
        context, caller, "create_treatment_cycle", headers, body, patient_id,
        lambda work, ask: cycle_acts.create(work, line_id, ask),
    )  # fmt: skip


@router.put(_CYCLE, operation_id="change_treatment_cycle", response_model=RecordedCycle)
def change_treatment_cycle(
    patient_id: UUID,
    line_id: UUID,
    cycle_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[TreatmentCycleChangeAsk], Depends(BodyOf(TreatmentCycleChangeAsk))],
) -> Response:
    """Amends a cycle."""
    return changed(
        context, caller, "change_treatment_cycle", headers, body, patient_id,
        lambda work, version, ask: cycle_acts.change(work, line_id, cycle_id, version, ask),
    )  # fmt: skip


@router.post(
    _CYCLE + "/withdraw", operation_id="withdraw_treatment_cycle", response_model=RecordedCycle
)
def withdraw_treatment_cycle(
    patient_id: UUID,
    line_id: UUID,
    cycle_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[WithdrawAsk], Depends(BodyOf(WithdrawAsk))],
) -> Response:
    """Says that a cycle was wrong."""
    return changed(
        context, caller, "withdraw_treatment_cycle", headers, body, patient_id,
        lambda work, version, ask: cycle_acts.withdraw(work, line_id, cycle_id, version, ask),
    )  # fmt: skip


@router.get(
    _CYCLE + "/versions",
    operation_id="list_treatment_cycle_versions",
    response_model=RecordVersions,
)
def list_treatment_cycle_versions(
    patient_id: UUID,
    line_id: UUID,
    cycle_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
) -> RecordVersions:
    """What a cycle was in each of its versions, by whom and why."""
    return seen(
        context, caller, "list_treatment_cycle_versions", patient_id,
        lambda work: cycle_acts.versions_of(work, line_id, cycle_id), cycle_id,
    )  # fmt: skip
