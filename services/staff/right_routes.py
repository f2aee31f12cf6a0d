"""Routes that give and change rights: done at once, or answered 202 and waiting (R-AZ-10)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from services.contract.accounts import AccountActAsk, AccountRow
from services.contract.staff import (
    Asked,
    ChangePersonAsk,
    ChangeRoleAsk,
    GrantRoleAsk,
    InviteAsk,
    ResetAsk,
)
from services.edge.body import Body, BodyOf
from services.edge.context import Context
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.writes import Done, Headers, IntentionHeaders, write
from services.security.caller import Caller
from services.staff import acts, changing, inviting, resets
from services.staff.work import StaffWork

IntentHeaders = Annotated[Headers, Depends(IntentionHeaders())]
_Invite = Annotated[Body[InviteAsk], Depends(BodyOf(InviteAsk))]
_Grant = Annotated[Body[GrantRoleAsk], Depends(BodyOf(GrantRoleAsk))]
_Role = Annotated[Body[ChangeRoleAsk], Depends(BodyOf(ChangeRoleAsk))]
_Person = Annotated[Body[ChangePersonAsk], Depends(BodyOf(ChangePersonAsk))]
_Reset = Annotated[Body[ResetAsk], Depends(BodyOf(ResetAsk))]
_Act = Annotated[Body[AccountActAsk], Depends(BodyOf(AccountActAsk))]
_ACCOUNT = "/accounts/{account_id}"
_ROLE = _ACCOUNT + "/roles/{membership_id}"

router = APIRouter(tags=["accounts"])


@router.post("/accounts", operation_id="invite_account", response_model=Asked, status_code=201)
def invite_account(
    caller: CurrentCaller, context: CurrentContext, headers: IntentHeaders, body: _Invite
) -> Response:
    """Invites somebody; 202 where a second person decides on their role."""
    return write(
        context,
        caller,
        headers.intention("invite_account", body.raw),
        lambda session, now: inviting.invite(
            StaffWork(session, context, caller, caller.person, now), body.value
        ),
    )


@router.post(_ACCOUNT + "/invite-again", operation_id="invite_again", response_model=Asked)
def invite_again(
    account_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: _Act,
) -> Response:
    """Lets an invitation stand for another seven days and mails it again."""
    ask = body.value
    return _changed(
        _Change(context, caller, "invite_again", headers, body.raw, account_id),
        lambda work, version: inviting.invite_again(work, version, ask),
    )


@router.post(_ACCOUNT + "/roles", operation_id="grant_role", response_model=Asked)
def grant_role(
    account_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: _Grant,
) -> Response:
    """Gives an account a further role; 202 where a second person decides on it."""
    ask = body.value
    return _changed(
        _Change(context, caller, "grant_role", headers, body.raw, account_id),
        lambda work, version: inviting.grant(work, version, ask),
    )


@router.put(_ROLE, operation_id="change_role", response_model=Asked)
def change_role(
    account_id: UUID,
    membership_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: _Role,
) -> Response:
    """Other units, or another last day; 202 where it gives more and a second person decides."""
    ask = body.value
    return _changed(
        _Change(context, caller, "change_role", headers, body.raw, account_id),
        lambda work, version: changing.change_role(work, membership_id, version, ask),
    )


@router.post(_ROLE + "/end", operation_id="end_role", response_model=AccountRow)
def end_role(
    account_id: UUID,
    membership_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: _Act,
) -> Response:
    """Ends one role; others stay."""
    ask = body.value
    return _changed(
        _Change(context, caller, "end_role", headers, body.raw, account_id),
        lambda work, version: acts.end_role(work, membership_id, version, ask),
    )


@router.put(_ACCOUNT + "/person", operation_id="change_account_person", response_model=Asked)
def change_account_person(
    account_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: _Person,
) -> Response:
    """Who an account belongs to; 202 where a second person looks at another address or number."""
    ask = body.value
    return _changed(
        _Change(context, caller, "change_account_person", headers, body.raw, account_id),
        lambda work, version: changing.change_person(work, version, ask),
    )


@router.post(_ACCOUNT + "/password-reset", operation_id="reset_password", response_model=Asked)
def reset_password(
    account_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: _Reset,
) -> Response:
    """Mails the owner a secret for a new password; nobody else sees it."""
    ask = body.value
    return _changed(
        _Change(context, caller, "reset_password", headers, body.raw, account_id),
        lambda work, version: resets.reset_password(work, version, ask),
    )


@router.post(_ACCOUNT + "/factor-reset", operation_id="reset_factor", response_model=Asked)
def reset_factor(
    account_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: _Reset,
) -> Response:
    """Mails the owner a secret for a new factor; 202 where a second person decides first."""
    ask = body.value
    return _changed(
        _Change(context, caller, "reset_factor", headers, body.raw, account_id),
        lambda work, version: resets.reset_factor(work, version, ask),
    )


@dataclass(frozen=True)
class _Change:
    """Who asks for which change of which account."""

    context: Context
    caller: Caller
    operation: str
    headers: Headers
    raw: bytes
    account_id: UUID


def _changed(change: _Change, act: Callable[[StaffWork, int], Done]) -> Response:
    intention = change.headers.intention(change.operation, change.raw)
    version = intention.require_version()
    context, caller = change.context, change.caller
    return write(
        context,
        caller,
        intention,
        lambda session, now: act(
            StaffWork(session, context, caller, change.account_id, now), version
        ),
    )
