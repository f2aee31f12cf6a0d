"""Routes of messages: what was written to a patient, how they prefer it, in whose name."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from services.contract.messages import (
    MessagePage,
    MessagePreference,
    MessagePreferenceAsk,
    PatientMessage,
    ResendAsk,
)
from services.edge.body import Body, BodyOf
from services.edge.current import CurrentCaller, CurrentContext
from services.notifications import acts, reading
from services.record.requests import IntentHeaders, added, changed, seen

router = APIRouter(prefix="/api/v1", tags=["messages"])

_PREFERENCE = "/patients/{patient_id}/message-preference"


@router.get(
    "/patients/{patient_id}/messages",
    operation_id="list_patient_messages",
    response_model=MessagePage,
)
def list_patient_messages(
    patient_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> MessagePage:
    """What was written to a patient, the newest first; never the words or the code."""
    return seen(
        context, caller, "list_patient_messages", patient_id,
        lambda work: reading.messages_of(work, limit, cursor),
    )  # fmt: skip


@router.get(_PREFERENCE, operation_id="read_message_preference", response_model=MessagePreference)
def read_message_preference(
    patient_id: UUID, caller: CurrentCaller, context: CurrentContext, response: Response
) -> MessagePreference:
    """How a patient prefers to be written to, and whether the last message arrived."""
    found = seen(context, caller, "read_message_preference", patient_id, reading.preference_read)
    response.headers["ETag"] = f'"{found.version}"'
    return found


@router.put(_PREFERENCE, operation_id="change_message_preference", response_model=MessagePreference)
def change_message_preference(
    patient_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[MessagePreferenceAsk], Depends(BodyOf(MessagePreferenceAsk))],
) -> Response:
    """Writes down how a patient prefers to be written to."""
    return changed(
        context, caller, "change_message_preference", headers, body, patient_id,
        acts.change_preference,
    )  # fmt: skip


@router.post(
    "/patients/{patient_id}/messages/{message_id}/resend",
    operation_id="resend_message",
    response_model=PatientMessage,
    status_code=201,
)
def resend_message(
    patient_id: UUID,
    message_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[ResendAsk], Depends(BodyOf(ResendAsk))],
) -> Response:
    """Sends a message again that did not arrive, once, on the channel that works now."""
    return added(
        context, caller, "resend_message", headers, body, patient_id,
        lambda work, ask: acts.send_again(work, message_id, ask),
    )  # fmt: skip
