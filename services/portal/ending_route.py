"""The route that ends a follow-up: what its patient has begun on their pages is seen first."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from services.archiving import acting
from services.contract.archive_enums import ArchiveReason
from services.contract.archiving import Archive, ArchiveAsk
from services.edge.body import Body, BodyOf
from services.edge.current import CurrentCaller, CurrentContext
from services.portal.unsent import judge_now
from services.record.requests import IntentHeaders, changed

router = APIRouter(prefix="/api/v1", tags=["archives"])


@router.post(
    "/patients/{patient_id}/archive", operation_id="archive_patient", response_model=Archive
)
def archive_patient(
    patient_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[ArchiveAsk], Depends(BodyOf(ArchiveAsk))],
) -> Response:
    """Ends the follow-up, with every open alert of the patient, or changes nothing.

    The patient is told half a minute later; their pages stay open.
    """
    if body.value.reason is not ArchiveReason.DEATH and acting.may_archive(
        context, caller, patient_id
    ):
        judge_now(context, caller.centre_id, patient_id)
    return changed(context, caller, "archive_patient", headers, body, patient_id, acting.archive)
