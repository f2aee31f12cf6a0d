"""Routes of requests for help: one's own, and those of the centre for its administrators (S-17)."""

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from services.contract.support import (
    SupportAnswerAsk,
    SupportAsk,
    SupportPage,
    SupportRequest,
    SupportState,
)
from services.edge.body import Body, BodyOf
from services.edge.context import Context
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.reads import Seen, read
from services.edge.writes import Done, Headers, IntentionHeaders, write
from services.pagination import LARGEST_PAGE
from services.security.caller import Caller
from services.support import service
from services.support.service import SupportWork, Wanted

IntentHeaders = Annotated[Headers, Depends(IntentionHeaders())]
Act = Annotated[Body[SupportAnswerAsk], Depends(BodyOf(SupportAnswerAsk))]
States = Annotated[list[SupportState], Query(max_length=3)]
Limit = Annotated[int, Query(ge=1, le=LARGEST_PAGE)]
Cursor = Annotated[str | None, Query(max_length=400)]
_DEFAULT_PAGE = 50
_MINE, _ALL = "/me/support-requests", "/support-requests"

router = APIRouter(prefix="/api/v1", tags=["support"])


@router.post(
    _MINE, operation_id="make_support_request", response_model=SupportRequest, status_code=201
)
def make_support_request(
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[SupportAsk], Depends(BodyOf(SupportAsk))],
) -> Response:
    """Asks for help with the product, complains, or reports an incident, naming no patient."""
    return write(
        context,
        caller,
        headers.intention("make_support_request", body.raw),
        lambda session, now: service.make(SupportWork(session, context, caller, now), body.value),
    )


@router.get(_MINE, operation_id="list_my_support_requests", response_model=SupportPage)
def list_my_support_requests(
    caller: CurrentCaller,
    context: CurrentContext,
    state: States = [],  # noqa: B006
    limit: Limit = _DEFAULT_PAGE,
    cursor: Cursor = None,
) -> SupportPage:
    """What one has asked in this centre, what is due first at the top."""
    wanted = Wanted(caller.person, tuple(state), limit, cursor)
    return _page(context, caller, "list_my_support_requests", wanted)


@router.get(
    _MINE + "/{request_id}", operation_id="read_my_support_request", response_model=SupportRequest
)
def read_my_support_request(
    request_id: UUID, caller: CurrentCaller, context: CurrentContext
) -> SupportRequest:
    """One's own request with what was answered."""
    return _detail(context, caller, "read_my_support_request", request_id, caller.person)


@router.get(_ALL, operation_id="list_support_requests", response_model=SupportPage)
def list_support_requests(
    caller: CurrentCaller,
    context: CurrentContext,
    state: States = [],  # noqa: B006
    limit: Limit = _DEFAULT_PAGE,
    cursor: Cursor = None,
) -> SupportPage:
    """What everybody of this centre has asked, what is due first at the top."""
    wanted = Wanted(None, tuple(state), limit, cursor)
    return _page(context, caller, "list_support_requests", wanted)


@router.get(
    _ALL + "/{request_id}", operation_id="read_support_request", response_model=SupportRequest
)
def read_support_request(
    request_id: UUID, caller: CurrentCaller, context: CurrentContext
) -> SupportRequest:
    """One request of this centre, its history and its log."""
    return _detail(context, caller, "read_support_request", request_id, None)


@router.post(
    _ALL + "/{request_id}/answer",
    operation_id="answer_support_request",
    response_model=SupportRequest,
)
def answer_support_request(
    request_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Act,
) -> Response:
    """Answers whoever asked; what is closed takes no answer."""
    operation = "answer_support_request"
    return _moved(context, caller, operation, headers, body, request_id, service.answer)


@router.post(
    _ALL + "/{request_id}/close",
    operation_id="close_support_request",
    response_model=SupportRequest,
)
def close_support_request(
    request_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Act,
) -> Response:
    """Says what became of a request, and closes it for good."""
    operation = "close_support_request"
    return _moved(context, caller, operation, headers, body, request_id, service.close)


def _page(context: Context, caller: Caller, operation: str, wanted: Wanted) -> SupportPage:
    now = context.clock.now()
    return read(
        context,
        caller,
        operation,
        lambda session: Seen(service.page(SupportWork(session, context, caller, now), wanted)),
    )


def _detail(
    context: Context,
    caller: Caller,
    operation: str,
    request_id: UUID,
    requester_id: UUID | None,
) -> SupportRequest:
    now = context.clock.now()
    return read(
        context,
        caller,
        operation,
        lambda session: Seen(
            service.detail(SupportWork(session, context, caller, now), request_id, requester_id),
            request_id,
        ),
    )


def _moved(
    context: Context,
    caller: Caller,
    operation: str,
    headers: Headers,
    body: Body[SupportAnswerAsk],
    request_id: UUID,
    act: Callable[[SupportWork, UUID, int, SupportAnswerAsk], Done],
) -> Response:
    intention = headers.intention(operation, body.raw)
    version = intention.require_version()
    return write(
        context,
        caller,
        intention,
        lambda session, now: act(
            SupportWork(session, context, caller, now), request_id, version, body.value
        ),
    )
