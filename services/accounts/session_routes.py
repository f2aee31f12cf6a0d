"""Routes of sessions: one's own, and as an admin those of an account in their centre."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from sqlalchemy.orm import Session

from services.accounts import session_list
from services.contract.sessions import SessionPage, SessionsEnded
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.reads import Seen, read
from services.edge.writes import Headers, IntentionHeaders, write
from services.pagination import LARGEST_PAGE, id_after

IntentHeaders = Annotated[Headers, Depends(IntentionHeaders())]
Limit = Annotated[int, Query(ge=1, le=LARGEST_PAGE)]
Cursor = Annotated[str | None, Query(max_length=200)]
_DEFAULT_PAGE = 50

router = APIRouter(tags=["sessions"])


@router.get("/me/sessions", operation_id="list_my_sessions", response_model=SessionPage)
def list_my_sessions(
    caller: CurrentCaller,
    context: CurrentContext,
    limit: Limit = _DEFAULT_PAGE,
    cursor: Cursor = None,
) -> SessionPage:
    """My living sessions, newest first: device, start, last act, roughly where, and which is this.

    The last failures to sign in to my account are told with them. A network is told as an IPv4 /24
    or an IPv6 /48.
    """
    now = context.clock.now()
    alive = session_list.alive_at(now, context.settings)
    after = id_after(cursor)

    def _find(session: Session) -> Seen[SessionPage]:
        mine = session_list.own(caller)
        page = session_list.page(session, caller, mine, alive, limit, after)
        if after is None:
            page = session_list.with_failures(session, caller, page, now, context.settings)
        return Seen(page, caller.person)

    return read(context, caller, "list_my_sessions", _find)


@router.delete(
    "/me/sessions/{session_id}", operation_id="end_my_session", response_model=SessionsEnded
)
def end_my_session(
    session_id: UUID, caller: CurrentCaller, context: CurrentContext, headers: IntentHeaders
) -> Response:
    """Ends one of my sessions from the next request on."""
    return write(
        context,
        caller,
        headers.intention("end_my_session", b""),
        lambda session, now: session_list.end_one(
            session, session_list.own(caller), session_id, now
        ),
    )


@router.post(
    "/me/sessions/end-others", operation_id="end_my_other_sessions", response_model=SessionsEnded
)
def end_my_other_sessions(
    caller: CurrentCaller, context: CurrentContext, headers: IntentHeaders
) -> Response:
    """Ends every session of mine but this one."""
    return write(
        context,
        caller,
        headers.intention("end_my_other_sessions", b""),
        lambda session, now: session_list.end_others(session, caller, now),
    )


@router.get(
    "/accounts/{account_id}/sessions",
    operation_id="list_account_sessions",
    response_model=SessionPage,
)
def list_account_sessions(
    account_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    limit: Limit = _DEFAULT_PAGE,
    cursor: Cursor = None,
) -> SessionPage:
    """The living sessions of an account in this centre, newest first."""
    alive = session_list.alive_at(context.clock.now(), context.settings)
    after = id_after(cursor)

    def _find(session: Session) -> Seen[SessionPage]:
        theirs = session_list.of_account(session, caller, account_id)
        page = session_list.page(session, caller, theirs, alive, limit, after)
        return Seen(page, account_id)

    return read(context, caller, "list_account_sessions", _find)


@router.delete(
    "/accounts/{account_id}/sessions/{session_id}",
    operation_id="end_account_session",
    response_model=SessionsEnded,
)
def end_account_session(
    account_id: UUID,
    session_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
) -> Response:
    """Ends a session of an account in this centre from the next request on.

    It asks for no fresh proof: a workstation that was stolen must be shut out in seconds.
    """
    return write(
        context,
        caller,
        headers.intention("end_account_session", b""),
        lambda session, now: session_list.end_one(
            session, session_list.of_account(session, caller, account_id), session_id, now
        ),
    )
