"""Routes of what takes two people for a whole centre."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from sqlalchemy.orm import Session

from services.centres.setting_acts import SettingWork
from services.contract.centre_settings import SectionState
from services.contract.safeguards import (
    ResponseTimesAsk,
    ResponseTimesAsked,
    ResponseTimesPage,
    ResponseTimesUndoAsk,
)
from services.edge.body import Body, BodyOf
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.reads import Seen, read
from services.edge.writes import Headers, IntentionHeaders, write
from services.safeguards import response_times

router = APIRouter(prefix="/api/v1", tags=["centre"])
_Headers = Annotated[Headers, Depends(IntentionHeaders())]
_PATH = "/centre/response-times"


@router.get(_PATH, operation_id="read_response_times", response_model=ResponseTimesPage)
def read_response_times(caller: CurrentCaller, context: CurrentContext) -> ResponseTimesPage:
    """In how many opening minutes alerts are to be answered: now, planned, and before."""

    def _find(session: Session) -> Seen[ResponseTimesPage]:
        work = SettingWork(session, context.settings, caller, context.clock.now())
        return Seen(response_times.page(work), object_id=caller.centre_id)

    return read(context, caller, "read_response_times", _find)


@router.post(
    _PATH, operation_id="ask_for_response_times", response_model=ResponseTimesAsked, status_code=202
)
def ask_for_response_times(
    caller: CurrentCaller,
    context: CurrentContext,
    headers: _Headers,
    body: Annotated[Body[ResponseTimesAsk], Depends(BodyOf(ResponseTimesAsk))],
) -> Response:
    """Asks a second person for other response times; `If-Match` names the revision."""
    intention = headers.intention("ask_for_response_times", body.raw)
    revision = intention.require_version()
    return write(
        context,
        caller,
        intention,
        lambda session, now: response_times.ask(
            SettingWork(session, context.settings, caller, now), context, revision, body.value
        ),
    )


@router.post(_PATH + "/undo", operation_id="undo_response_times", response_model=SectionState)
def undo_response_times(
    caller: CurrentCaller,
    context: CurrentContext,
    headers: _Headers,
    body: Annotated[Body[ResponseTimesUndoAsk], Depends(BodyOf(ResponseTimesUndoAsk))],
) -> Response:
    """Takes back a planned version, where nothing waits longer by it; `If-Match`: its revision."""
    intention = headers.intention("undo_response_times", body.raw)
    revision = intention.require_version()
    return write(
        context,
        caller,
        intention,
        lambda session, now: response_times.undo(
            SettingWork(session, context.settings, caller, now), revision, body.value
        ),
    )
