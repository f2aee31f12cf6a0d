"""Routes of an administrator: in whose name the centre writes, and what patients call."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from sqlalchemy.orm import Session

from services.contract.messages import (
    MessageSettings,
    MessageSettingsAsk,
    UnitPhone,
    UnitPhoneAsk,
)
from services.edge.body import Body, BodyOf
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.reads import Seen, read
from services.edge.writes import Done, write
from services.notifications import centre_words
from services.record.requests import IntentHeaders

router = APIRouter()


@router.get(
    "/centre/message-settings",
    operation_id="read_message_settings",
    response_model=MessageSettings,
)
def read_message_settings(
    caller: CurrentCaller, context: CurrentContext, response: Response
) -> MessageSettings:
    """In whose name the centre writes to its patients."""

    def _find(session: Session) -> Seen[MessageSettings]:
        found = centre_words.settings_of(session, context.settings, caller.centre_id)
        return Seen(found, object_id=caller.centre_id)

    found = read(context, caller, "read_message_settings", _find)
    response.headers["ETag"] = f'"{found.version}"'
    return found


@router.put(
    "/centre/message-settings",
    operation_id="change_message_settings",
    response_model=MessageSettings,
)
def change_message_settings(
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[MessageSettingsAsk], Depends(BodyOf(MessageSettingsAsk))],
) -> Response:
    """Writes the public name of the centre and what its patients call."""
    intention = headers.intention("change_message_settings", body.raw)
    version = intention.require_version()

    def _change(session: Session, _now: object) -> Done:
        settings, centre_id = context.settings, caller.centre_id
        changed = centre_words.change_centre(session, settings, centre_id, version, body.value)
        return Done(changed, object_id=centre_id, object_version=changed.version)

    return write(context, caller, intention, _change)


@router.put(
    "/units/{unit_id}/message-phone",
    operation_id="change_unit_phone",
    response_model=UnitPhone,
)
def change_unit_phone(
    unit_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[UnitPhoneAsk], Depends(BodyOf(UnitPhoneAsk))],
) -> Response:
    """Writes what the patients of a unit call."""
    intention = headers.intention("change_unit_phone", body.raw)
    version = intention.require_version()

    def _change(session: Session, _now: object) -> Done:
        changed = centre_words.change_unit(session, unit_id, version, body.value)
        return Done(changed, object_id=unit_id, object_version=changed.version)

    return write(context, caller, intention, _change)
