"""Signing in and out, who I am, and credentials of machines."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from sqlalchemy.orm import Session
from starlette.background import BackgroundTask

from services.accounts import (
    machine_credentials,
    proof_routes,
    service,
    session_routes,
    sessions,
    signing_in,
    unlocking,
)
from services.accounts.knocks import Knock, knock_of
from services.accounts.machine_credentials import Desk
from services.contract.machine_credentials import (
    MachineCredentialAsk,
    MachineCredentialGrant,
    MachineCredentialLabel,
    MachineCredentialPage,
)
from services.contract.sessions import (
    Me,
    RefreshAsk,
    SecondFactorAsk,
    SessionGrant,
    SignInAsk,
    SignInChallenge,
    UnlockAsk,
)
from services.edge.body import Body, BodyOf
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.doors import WITHOUT_SESSION
from services.edge.reads import Seen, read
from services.edge.writes import Done, Headers, IntentionHeaders, write
from services.pagination import LARGEST_PAGE, id_after
from services.security.tokens import new_token

router = APIRouter(prefix="/api/v1")


@router.post(
    "/auth/sign-in",
    operation_id="sign_in",
    tags=["auth"],
    response_model=SignInChallenge,
    dependencies=WITHOUT_SESSION,
)
def sign_in(
    context: CurrentContext,
    knock: Annotated[Knock, Depends(knock_of)],
    body: Annotated[Body[SignInAsk], Depends(BodyOf(SignInAsk))],
) -> Response:
    """First step: a challenge, whether or not the account exists and the password is right."""
    step = signing_in.first_step(context, body.value, knock)
    # After the answer has left: the time of an answer must not tell that the password was right.
    renewal = (
        None
        if step.outdated is None
        else BackgroundTask(signing_in.strengthen, context, step.outdated, body.value.password)
    )
    return Response(step.reply.model_dump_json(), media_type="application/json", background=renewal)


@router.post(
    "/auth/second-factor",
    operation_id="second_factor",
    tags=["auth"],
    response_model=SessionGrant,
    dependencies=WITHOUT_SESSION,
)
def second_factor(
    context: CurrentContext,
    knock: Annotated[Knock, Depends(knock_of)],
    body: Annotated[Body[SecondFactorAsk], Depends(BodyOf(SecondFactorAsk))],
) -> SessionGrant:
    """Second step: opens a session. 409 lists the memberships when one must be named."""
    return signing_in.second_step(context, body.value, knock)


@router.post(
    "/auth/refresh",
    operation_id="refresh_session",
    tags=["auth"],
    response_model=SessionGrant,
    dependencies=WITHOUT_SESSION,
)
def refresh_session(
    context: CurrentContext,
    knock: Annotated[Knock, Depends(knock_of)],
    body: Annotated[Body[RefreshAsk], Depends(BodyOf(RefreshAsk))],
) -> SessionGrant:
    """Exchanges a refresh token for the next pair; each token works once.

    The same device that asks again within 30 seconds is given the same pair.
    """
    token = body.value.refresh_token
    return sessions.refresh_session(context, token, knock.device_hash, knock.request_id)


@router.post("/auth/sign-out", operation_id="sign_out", tags=["auth"], status_code=204)
def sign_out(caller: CurrentCaller, context: CurrentContext) -> None:
    """Ends this session."""
    sessions.sign_out(context, caller)


@router.post("/auth/unlock", operation_id="unlock", tags=["auth"], status_code=204)
def unlock(
    caller: CurrentCaller,
    context: CurrentContext,
    knock: Annotated[Knock, Depends(knock_of)],
    body: Annotated[Body[UnlockAsk], Depends(BodyOf(UnlockAsk))],
) -> None:
    """Proves, on a locked console, that its owner is back; 403 when the password is not right."""
    unlocking.unlock(context, caller, body.value, knock)


@router.get("/me", operation_id="read_me", tags=["me"], response_model=Me)
def read_me(caller: CurrentCaller, context: CurrentContext) -> Me:
    """Who I am, in which role and centre, and what this role may do."""
    return read(
        context,
        caller,
        "read_me",
        lambda session: Seen(
            service.me(session, caller, context.clock.now(), context.settings), caller.person
        ),
    )


@router.post(
    "/machine-credentials",
    operation_id="create_machine_credential",
    tags=["machine credentials"],
    response_model=MachineCredentialGrant,
    status_code=201,
)
def create_machine_credential(
    caller: CurrentCaller,
    context: CurrentContext,
    headers: Annotated[Headers, Depends(IntentionHeaders())],
    body: Annotated[Body[MachineCredentialAsk], Depends(BodyOf(MachineCredentialAsk))],
) -> Response:
    """Makes a credential of this centre; the token is in this answer and in no other.

    A repetition with the same key answers the same credential without its token.
    """
    token = new_token()

    def _act(session: Session, now: datetime) -> Done:
        made = machine_credentials.create(Desk(session, caller, now), body.value, token)
        return Done(made, 201, object_id=made.id)

    answer = write(context, caller, headers.intention("create_machine_credential", body.raw), _act)
    if "Idempotency-Replayed" in answer.headers:
        return answer
    # Added after the write, because the memory of writes keeps what it answers.
    made = MachineCredentialGrant.model_validate_json(bytes(answer.body))
    shown = made.model_copy(update={"token": token})
    return Response(shown.model_dump_json(), answer.status_code, media_type="application/json")


@router.get(
    "/machine-credentials",
    operation_id="list_machine_credentials",
    tags=["machine credentials"],
    response_model=MachineCredentialPage,
)
def list_machine_credentials(
    caller: CurrentCaller,
    context: CurrentContext,
    limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = 50,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> MachineCredentialPage:
    """The credentials of this centre, revoked ones too, newest first."""
    after = id_after(cursor)

    def _find(session: Session) -> Seen[MachineCredentialPage]:
        page = machine_credentials.page(session, caller, limit, after)
        return Seen(page, shown=tuple(each.id for each in page.items))

    return read(context, caller, "list_machine_credentials", _find)


@router.post(
    "/machine-credentials/{credential_id}/revoke",
    operation_id="revoke_machine_credential",
    tags=["machine credentials"],
    response_model=MachineCredentialLabel,
)
def revoke_machine_credential(
    credential_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: Annotated[Headers, Depends(IntentionHeaders())],
) -> Response:
    """Ends a credential at once."""

    def _act(session: Session, now: datetime) -> Done:
        revoked = machine_credentials.revoke(Desk(session, caller, now), credential_id)
        return Done(revoked, object_id=revoked.id)

    return write(context, caller, headers.intention("revoke_machine_credential", b""), _act)


router.include_router(session_routes.router)
router.include_router(proof_routes.router)
