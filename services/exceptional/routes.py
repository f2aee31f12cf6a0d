"""Routes of exceptional access: open, see and end one's own, and the privacy officer's view."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from services.contract.exceptional_access import (
    ExceptionalAccess,
    ExceptionalAccessAsk,
    ExceptionalAccessEndAsk,
    ExceptionalAccessEnded,
    ExceptionalAccesses,
    ExceptionalAccessPage,
)
from services.edge.body import Body, BodyOf
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.reads import read
from services.edge.writes import Headers, IntentionHeaders, write
from services.exceptional import service
from services.pagination import LARGEST_PAGE, id_after

_DEFAULT_PAGE = 50
IntentHeaders = Annotated[Headers, Depends(IntentionHeaders())]
Limit = Annotated[int, Query(ge=1, le=LARGEST_PAGE)]
Cursor = Annotated[str | None, Query(max_length=200)]

router = APIRouter(prefix="/api/v1", tags=["exceptional access"])


@router.post(
    "/exceptional-accesses",
    operation_id="open_exceptional_access",
    response_model=ExceptionalAccess,
    status_code=201,
)
def open_exceptional_access(
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[ExceptionalAccessAsk], Depends(BodyOf(ExceptionalAccessAsk))],
) -> Response:
    """Opens one patient of the centre, by their exact identity, to this session for 60 minutes.

    Their record can be read, their alerts answered for, but not closed or reopened. The privacy
    officer sees who opened whom and why. Nobody, two people of the same name and birth date, and a
    patient of another centre all answer 404.
    """
    return write(
        context,
        caller,
        headers.intention("open_exceptional_access", body.raw),
        lambda session, now: service.open_access(session, context, caller, body.value, now),
    )


@router.get(
    "/exceptional-accesses",
    operation_id="list_exceptional_accesses",
    response_model=ExceptionalAccesses,
)
def list_exceptional_accesses(
    caller: CurrentCaller, context: CurrentContext
) -> ExceptionalAccesses:
    """What this session has open, and until when."""
    return read(
        context,
        caller,
        "list_exceptional_accesses",
        lambda session: service.live_ones(session, context.keys, caller),
    )


@router.get(
    "/exceptional-accesses/journal",
    operation_id="read_exceptional_access_journal",
    response_model=ExceptionalAccessPage,
)
def read_exceptional_access_journal(
    caller: CurrentCaller,
    context: CurrentContext,
    limit: Limit = _DEFAULT_PAGE,
    cursor: Cursor = None,
) -> ExceptionalAccessPage:
    """Who opened whom in this centre, when and for which reason, newest first."""
    after = id_after(cursor)
    return read(
        context,
        caller,
        "read_exceptional_access_journal",
        lambda session: service.journal_page(session, limit, after),
    )


@router.post(
    "/exceptional-accesses/{access_id}/end",
    operation_id="end_exceptional_access",
    response_model=ExceptionalAccessEnded,
)
def end_exceptional_access(
    access_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[ExceptionalAccessEndAsk], Depends(BodyOf(ExceptionalAccessEndAsk))],
) -> Response:
    """Ends an access of this session before its hour is over."""
    return write(
        context,
        caller,
        headers.intention("end_exceptional_access", body.raw),
        lambda session, now: service.end_access(session, caller, access_id, now),
    )
