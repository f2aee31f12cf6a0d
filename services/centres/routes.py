"""Routes of care units: who is asked when nobody answers."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from sqlalchemy.orm import Session

from services.centres import setting_routes, unit_routes
from services.centres.escalation_lists import change_escalation_list as change
from services.centres.escalation_lists import escalation_list
from services.contract.enums import Role
from services.contract.units import EscalationList, EscalationListAsk
from services.edge import exceptional
from services.edge.body import Body, BodyOf
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.reads import Seen, read
from services.edge.writes import Done, Headers, IntentionHeaders, write
from services.errors import not_found
from services.security.caller import Caller

router = APIRouter(prefix="/api/v1", tags=["units"])
router.include_router(setting_routes.router)
router.include_router(unit_routes.router)


@router.get(
    "/units/{unit_id}/escalation-list",
    operation_id="read_escalation_list",
    response_model=EscalationList,
)
def read_escalation_list(
    unit_id: UUID, caller: CurrentCaller, context: CurrentContext, response: Response
) -> EscalationList:
    """The oncologists of a unit, and who of them is asked one after the other."""

    def _find(session: Session) -> Seen[EscalationList]:
        _require_reach(session, caller, unit_id)
        return Seen(escalation_list(session, unit_id), object_id=unit_id)

    found = read(context, caller, "read_escalation_list", _find)
    response.headers["ETag"] = f'"{found.version}"'
    return found


@router.put(
    "/units/{unit_id}/escalation-list",
    operation_id="change_escalation_list",
    response_model=EscalationList,
)
def change_escalation_list(
    unit_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: Annotated[Headers, Depends(IntentionHeaders())],
    body: Annotated[Body[EscalationListAsk], Depends(BodyOf(EscalationListAsk))],
) -> Response:
    """Writes who is asked in a unit, and in which order."""
    intention = headers.intention("change_escalation_list", body.raw)
    version = intention.require_version()

    def _change(session: Session, _now: object) -> Done:
        changed = change(session, unit_id, version, body.value.people)
        return Done(changed, object_id=unit_id, object_version=changed.version)

    return write(context, caller, intention, _change)


def _require_reach(session: Session, caller: Caller, unit_id: UUID) -> None:
    """Somebody who treats reaches their own units and that of a patient whom they opened.

    An administrator reaches those of the centre.
    """
    is_within = caller.role is Role.ADMIN or unit_id in caller.unit_ids
    if not is_within and not exceptional.opens_unit(session, caller, unit_id):
        raise not_found()
