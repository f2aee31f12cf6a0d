"""Routes of an administrator: the care units of the centre."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from sqlalchemy.orm import Session

from services.centres import unit_acts
from services.contract.units import CentreUnit, CentreUnits, UnitAsk, UnitEndAsk
from services.edge.body import Body, BodyOf
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.reads import Seen, read
from services.edge.writes import Done, Headers, IntentionHeaders, write

router = APIRouter()
_Headers = Annotated[Headers, Depends(IntentionHeaders())]
_Unit = Annotated[Body[UnitAsk], Depends(BodyOf(UnitAsk))]


@router.get("/units", operation_id="list_units", response_model=CentreUnits)
def list_units(caller: CurrentCaller, context: CurrentContext) -> CentreUnits:
    """The care units of the centre, also those that have ended."""

    def _find(session: Session) -> Seen[CentreUnits]:
        return Seen(unit_acts.units_of_centre(session), object_id=caller.centre_id)

    return read(context, caller, "list_units", _find)


@router.post("/units", operation_id="create_unit", response_model=CentreUnit, status_code=201)
def create_unit(
    caller: CurrentCaller, context: CurrentContext, headers: _Headers, body: _Unit
) -> Response:
    """A new care unit, in which nobody works yet."""

    def _create(session: Session, _now: object) -> Done:
        return _done(unit_acts.create(session, caller.centre_id, body.value.name), 201)

    return write(context, caller, headers.intention("create_unit", body.raw), _create)


@router.put("/units/{unit_id}", operation_id="rename_unit", response_model=CentreUnit)
def rename_unit(
    unit_id: UUID, caller: CurrentCaller, context: CurrentContext, headers: _Headers, body: _Unit
) -> Response:
    """Calls a care unit something else."""
    intention = headers.intention("rename_unit", body.raw)
    version = intention.require_version()

    def _rename(session: Session, _now: object) -> Done:
        return _done(unit_acts.rename(session, unit_id, version, body.value.name))

    return write(context, caller, intention, _rename)


@router.post("/units/{unit_id}/end", operation_id="end_unit", response_model=CentreUnit)
def end_unit(
    unit_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: _Headers,
    body: Annotated[Body[UnitEndAsk], Depends(BodyOf(UnitEndAsk))],
) -> Response:
    """Ends a care unit in which nobody works and nobody is followed."""
    intention = headers.intention("end_unit", body.raw)
    version = intention.require_version()
    return write(
        context,
        caller,
        intention,
        lambda session, now: _done(unit_acts.end(session, unit_id, version, now)),
    )


def _done(unit: CentreUnit, status: int = 200) -> Done:
    return Done(unit, status, object_id=unit.unit_id, object_version=unit.version)
