"""The route by which an archived patient is followed again."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from services.contract.archiving import RestoreAsk, Restored
from services.edge.body import Body, BodyOf
from services.edge.current import CurrentCaller, CurrentContext
from services.enrolment.restoring import restore
from services.record.requests import IntentHeaders, changed

router = APIRouter(tags=["archives"])


@router.post(
    "/patients/{patient_id}/restore", operation_id="restore_patient", response_model=Restored
)
def restore_patient(
    patient_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[RestoreAsk], Depends(BodyOf(RestoreAsk))],
) -> Response:
    """Follows somebody again: at once with a consent that holds, else through a new enrolment."""
    return changed(context, caller, "restore_patient", headers, body, patient_id, restore)
