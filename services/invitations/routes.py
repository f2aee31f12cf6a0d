"""Routes of invitations: made, which sends or prints them, and listed."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from services.contract.invitations import InvitationAsk, InvitationMade, Invitations
from services.edge.body import Body, BodyOf
from services.edge.current import CurrentCaller, CurrentContext
from services.invitations import inviting
from services.record.requests import IntentHeaders, added, seen

router = APIRouter(prefix="/api/v1", tags=["enrolment"])
_PATH = "/patients/{patient_id}/invitations"


@router.post(
    _PATH, operation_id="create_invitation", response_model=InvitationMade, status_code=201
)
def create_invitation(
    patient_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[InvitationAsk], Depends(BodyOf(InvitationAsk))],
) -> Response:
    """Invites a patient to their pages, which ends every earlier invitation.

    The code of a printed sheet is in this answer and nowhere else; that of a message is in the
    message alone.
    """
    return added(context, caller, "create_invitation", headers, body, patient_id, inviting.invite)


@router.get(_PATH, operation_id="list_invitations", response_model=Invitations)
def list_invitations(
    patient_id: UUID, caller: CurrentCaller, context: CurrentContext
) -> Invitations:
    """The invitations of a patient and what became of them, the newest first."""
    return seen(context, caller, "list_invitations", patient_id, inviting.read)
