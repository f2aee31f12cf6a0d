"""Routes of deliveries: how documents leave, for administrators, and what became of each, for those
who treat.
"""

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from sqlalchemy.orm import Session

from services.contract.delivery import (
    Delivery,
    DeliveryAsk,
    DeliveryDetail,
    DeliveryNumbers,
    DeliveryPage,
    DeliverySettings,
    DeliverySettingsAsk,
    DeliveryTrial,
)
from services.delivery import rows, service, setting_acts, trying
from services.delivery.setting_acts import SettingWork
from services.delivery.shown import DeliveryWork
from services.edge.body import Body, BodyOf
from services.edge.context import Context
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.reads import Seen, read
from services.edge.writes import Done, Headers, IntentionHeaders, write
from services.pagination import LARGEST_PAGE
from services.security.caller import Caller

IntentHeaders = Annotated[Headers, Depends(IntentionHeaders())]
Act = Annotated[Body[DeliveryAsk], Depends(BodyOf(DeliveryAsk))]
Limit = Annotated[int, Query(ge=1, le=LARGEST_PAGE)]
Cursor = Annotated[str | None, Query(max_length=400)]
_USUAL_PAGE = 50
_SETTINGS = "/delivery/settings"

router = APIRouter(prefix="/api/v1", tags=["deliveries"])


@router.get(_SETTINGS, operation_id="read_delivery_settings", response_model=DeliverySettings)
def read_delivery_settings(
    caller: CurrentCaller, context: CurrentContext, response: Response
) -> DeliverySettings:
    """How documents reach the record of the hospital, and how many wait; its version as ETag."""
    now = context.clock.now()

    def _find(session: Session) -> Seen[DeliverySettings]:
        found = setting_acts.read(SettingWork(session, context, caller, now))
        return Seen(found, object_id=caller.centre_id)

    found = read(context, caller, "read_delivery_settings", _find)
    response.headers["ETag"] = f'"{found.version}"'
    return found


@router.put(_SETTINGS, operation_id="change_delivery_settings", response_model=DeliverySettings)
def change_delivery_settings(
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[DeliverySettingsAsk], Depends(BodyOf(DeliverySettingsAsk))],
) -> Response:
    """Changes that at once; `If-Match` names the version that was seen."""
    intention = headers.intention("change_delivery_settings", body.raw)
    version = intention.require_version()
    return write(
        context,
        caller,
        intention,
        lambda session, now: setting_acts.change(
            SettingWork(session, context, caller, now), version, body.value
        ),
    )


@router.post("/delivery/trial", operation_id="try_delivery", response_model=DeliveryTrial)
def try_delivery(caller: CurrentCaller, context: CurrentContext) -> DeliveryTrial:
    """Tries the endpoint without any patient. No key, for it changes nothing here."""
    return trying.try_out(context, caller)


@router.get("/deliveries", operation_id="list_deliveries", response_model=DeliveryPage)
def list_deliveries(
    caller: CurrentCaller,
    context: CurrentContext,
    patient_id: UUID | None = None,
    troubled: bool = False,
    waiting: bool = False,
    limit: Limit = _USUAL_PAGE,
    cursor: Cursor = None,
) -> DeliveryPage:
    """Documents of one's patients for the record, newest first.

    `troubled`: only those that failed, are blocked, or were never acknowledged. `waiting`: only
    those that have not left.
    """
    now = context.clock.now()

    def _find(session: Session) -> Seen[DeliveryPage]:
        work = DeliveryWork(session, context, caller, now)
        found = service.page(
            work, limit, cursor, patient_id, is_troubled=troubled, is_waiting=waiting
        )
        return Seen(found, shown=tuple({each.patient_id: None for each in found.items}))

    return read(context, caller, "list_deliveries", _find)


@router.get("/deliveries/counts", operation_id="count_deliveries", response_model=DeliveryNumbers)
def count_deliveries(caller: CurrentCaller, context: CurrentContext) -> DeliveryNumbers:
    """How many of one's patients' deliveries need somebody: numbers to look at, nobody's name."""
    return read(
        context, caller, "count_deliveries", lambda session: Seen(rows.numbers(session, caller))
    )


@router.get(
    "/deliveries/{delivery_id}", operation_id="read_delivery", response_model=DeliveryDetail
)
def read_delivery(
    delivery_id: UUID, caller: CurrentCaller, context: CurrentContext
) -> DeliveryDetail:
    """One document with all that happened to it."""
    now = context.clock.now()

    def _find(session: Session) -> Seen[DeliveryDetail]:
        found = service.detail(DeliveryWork(session, context, caller, now), delivery_id)
        return Seen(found, object_id=delivery_id, patient_id=found.delivery.patient_id)

    return read(context, caller, "read_delivery", _find)


@router.post(
    "/deliveries/{delivery_id}/resend", operation_id="resend_delivery", response_model=Delivery
)
def resend_delivery(
    delivery_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Act,
) -> Response:
    """Sends a document again, which the record knows by the same identifier."""
    operation = "resend_delivery"
    return _acted(context, caller, operation, headers, body, delivery_id, service.resend)


@router.post(
    "/deliveries/{delivery_id}/cancel", operation_id="cancel_delivery", response_model=Delivery
)
def cancel_delivery(
    delivery_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Act,
) -> Response:
    """Cancels a document that has not left, or was never acknowledged and is not kept any more."""
    operation = "cancel_delivery"
    return _acted(context, caller, operation, headers, body, delivery_id, service.cancel)


def _acted(
    context: Context,
    caller: Caller,
    operation: str,
    headers: Headers,
    body: Body[DeliveryAsk],
    delivery_id: UUID,
    act: Callable[[DeliveryWork, UUID], Done],
) -> Response:
    return write(
        context,
        caller,
        headers.intention(operation, body.raw),
        lambda session, now: act(DeliveryWork(session, context, caller, now), delivery_id),
    )
