"""Routes of the accounts of a centre, for its administrators (screens.md 3.9)."""

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from sqlalchemy.orm import Session

from services.contract.accounts import (
    AccountActAsk,
    AccountDetail,
    AccountPage,
    AccountRow,
    AccountState,
)
from services.contract.enums import Role
from services.edge.body import Body, BodyOf
from services.edge.context import Context
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.reads import Seen, read
from services.edge.writes import Done, Headers, IntentionHeaders, write
from services.pagination import LARGEST_PAGE
from services.security.caller import Caller
from services.staff import acts, listing
from services.staff.work import StaffWork

IntentHeaders = Annotated[Headers, Depends(IntentionHeaders())]
Act = Annotated[Body[AccountActAsk], Depends(BodyOf(AccountActAsk))]
_DEFAULT_PAGE = 50
_ACCOUNT = "/accounts/{account_id}"

router = APIRouter(tags=["accounts"])


@router.get("/accounts", operation_id="list_accounts", response_model=AccountPage)
def list_accounts(
    caller: CurrentCaller,
    context: CurrentContext,
    state: AccountState | None = None,
    role: Role | None = None,
    unit: UUID | None = None,
    without_factor: bool = False,
    idle: bool = False,
    limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = _DEFAULT_PAGE,
    cursor: Annotated[str | None, Query(max_length=400)] = None,
) -> AccountPage:
    """The accounts of this centre by name: whoever ever worked in it."""
    wanted = listing.Wanted(limit, cursor, state, role, unit, without_factor, idle)

    def _find(session: Session) -> Seen[AccountPage]:
        page = listing.page(session, context, caller, wanted)
        return Seen(page, shown=tuple(each.person.id for each in page.items))

    return read(context, caller, "list_accounts", _find)


@router.get(_ACCOUNT, operation_id="read_account", response_model=AccountDetail)
def read_account(account_id: UUID, caller: CurrentCaller, context: CurrentContext) -> AccountDetail:
    """One account of this centre, its last sign-ins and every change of its rights."""
    return read(
        context,
        caller,
        "read_account",
        lambda session: Seen(listing.detail(session, context, caller, account_id), account_id),
    )


@router.post(_ACCOUNT + "/suspend", operation_id="suspend_account", response_model=AccountRow)
def suspend_account(
    account_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Act,
) -> Response:
    """Takes every role of this account in this centre, from the next request on."""
    return _changed(context, caller, "suspend_account", headers, body, account_id, acts.suspend)


@router.post(_ACCOUNT + "/reactivate", operation_id="reactivate_account", response_model=AccountRow)
def reactivate_account(
    account_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Act,
) -> Response:
    """Gives back the roles that were suspended."""
    return _changed(
        context, caller, "reactivate_account", headers, body, account_id, acts.reactivate
    )


@router.post(_ACCOUNT + "/end", operation_id="end_account", response_model=AccountRow)
def end_account(
    account_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Act,
) -> Response:
    """Ends every role of this account in this centre for good; the history keeps the name."""
    return _changed(context, caller, "end_account", headers, body, account_id, acts.end)


def _changed(
    context: Context,
    caller: Caller,
    operation: str,
    headers: Headers,
    body: Body[AccountActAsk],
    account_id: UUID,
    act: Callable[[StaffWork, int, AccountActAsk], Done],
) -> Response:
    intention = headers.intention(operation, body.raw)
    version = intention.require_version()
    return write(
        context,
        caller,
        intention,
        lambda session, now: act(
            StaffWork(session, context, caller, account_id, now), version, body.value
        ),
    )
