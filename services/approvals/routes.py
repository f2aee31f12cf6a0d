"""Routes of what waits for a second person."""

from collections.abc import Callable
from typing import Annotated, TypeVar
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from sqlalchemy.orm import Session

from services.approvals import requests
from services.approvals.kinds import Kinds
from services.approvals.requests import Desk
from services.contract.approvals import (
    Approval,
    ApprovalPage,
    ApprovalState,
    ApproveAsk,
    DeclineAsk,
)
from services.contract.base import Ask
from services.edge.body import Body, BodyOf
from services.edge.context import Context
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.reads import Seen, read
from services.edge.writes import Done, Headers, IntentionHeaders, write
from services.pagination import LARGEST_PAGE, id_after
from services.security.caller import Caller

Asked = TypeVar("Asked", bound=Ask)
_Headers = Annotated[Headers, Depends(IntentionHeaders())]
_Approve = Annotated[Body[ApproveAsk], Depends(BodyOf(ApproveAsk))]
_Decline = Annotated[Body[DeclineAsk], Depends(BodyOf(DeclineAsk))]
_PATH = "/approvals/{approval_id}"


async def _kinds(request: Request) -> Kinds:
    """What can be asked for: the application puts it together of all who ask."""
    kinds: Kinds = request.app.state.approval_kinds
    return kinds


_CurrentKinds = Annotated[Kinds, Depends(_kinds)]
router = APIRouter(prefix="/api/v1", tags=["approvals"])


@router.get("/approvals", operation_id="list_approvals", response_model=ApprovalPage)
def list_approvals(
    caller: CurrentCaller,
    context: CurrentContext,
    kinds: _CurrentKinds,
    state: ApprovalState | None = None,
    limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = 50,
    cursor: Annotated[str | None, Query(max_length=400)] = None,
) -> ApprovalPage:
    """What I asked a second person for, and what my role decides; the newest first."""
    before, now = id_after(cursor), context.clock.now()

    def _find(session: Session) -> Seen[ApprovalPage]:
        desk = Desk(session, context, caller, now, kinds)
        page = requests.page(desk, state, limit, before)
        return Seen(page, shown=tuple(each.id for each in page.items))

    return read(context, caller, "list_approvals", _find)


@router.get(_PATH, operation_id="read_approval", response_model=Approval)
def read_approval(
    approval_id: UUID, caller: CurrentCaller, context: CurrentContext, kinds: _CurrentKinds
) -> Approval:
    """One request with exactly what was asked."""
    now = context.clock.now()
    return read(
        context,
        caller,
        "read_approval",
        lambda session: Seen(
            requests.one(Desk(session, context, caller, now, kinds), approval_id), approval_id
        ),
    )


@router.post(_PATH + "/approve", operation_id="approve_request", response_model=Approval)
def approve_request(
    approval_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    kinds: _CurrentKinds,
    headers: _Headers,
    body: _Approve,
) -> Response:
    """Carries out what was seen; answers a void request where that is not possible any more."""
    deciding = _Deciding(context, caller, kinds, "approve_request", headers, approval_id)
    return deciding.by(body, requests.approve)


@router.post(_PATH + "/refuse", operation_id="refuse_request", response_model=Approval)
def refuse_request(
    approval_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    kinds: _CurrentKinds,
    headers: _Headers,
    body: _Decline,
) -> Response:
    """Nothing of it is done."""
    deciding = _Deciding(context, caller, kinds, "refuse_request", headers, approval_id)
    return deciding.by(body, requests.refuse)


@router.post(_PATH + "/withdraw", operation_id="withdraw_request", response_model=Approval)
def withdraw_request(
    approval_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    kinds: _CurrentKinds,
    headers: _Headers,
    body: _Decline,
) -> Response:
    """Takes back what I asked."""
    deciding = _Deciding(context, caller, kinds, "withdraw_request", headers, approval_id)
    return deciding.by(body, requests.withdraw)


class _Deciding:
    """One decision on one request."""

    def __init__(
        self,
        context: Context,
        caller: Caller,
        kinds: Kinds,
        operation: str,
        headers: Headers,
        approval_id: UUID,
    ) -> None:
        self._context = context
        self._caller = caller
        self._kinds = kinds
        self._operation = operation
        self._headers = headers
        self._id = approval_id

    def by(self, body: Body[Asked], act: Callable[[Desk, UUID, int, Asked], Done]) -> Response:
        """What the act answers."""
        intention = self._headers.intention(self._operation, body.raw)
        version = intention.require_version()
        return write(
            self._context,
            self._caller,
            intention,
            lambda session, now: act(
                Desk(session, self._context, self._caller, now, self._kinds),
                self._id,
                version,
                body.value,
            ),
        )
