"""Routes with which somebody proves again who they are, and prepares for a lost authenticator."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from sqlalchemy.orm import Session

from services.accounts import recovery_codes
from services.accounts import step_up as stepping_up
from services.accounts.knocks import Knock, knock_of
from services.contract.sessions import (
    RecoveryCodesGrant,
    RecoveryCodesLeft,
    StepUpAsk,
    StepUpGrant,
)
from services.edge.body import Body, BodyOf
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.reads import Seen, read
from services.edge.writes import Done, Headers, IntentionHeaders, write

router = APIRouter()


@router.post("/auth/step-up", operation_id="step_up", tags=["auth"], response_model=StepUpGrant)
def step_up(
    caller: CurrentCaller,
    context: CurrentContext,
    knock: Annotated[Knock, Depends(knock_of)],
    body: Annotated[Body[StepUpAsk], Depends(BodyOf(StepUpAsk))],
) -> StepUpGrant:
    """Proves again who I am, with both factors, for acts that answer `step_up_needed`."""
    return stepping_up.step_up(context, caller, body.value, knock)


@router.get(
    "/me/recovery-codes",
    operation_id="read_recovery_codes",
    tags=["me"],
    response_model=RecoveryCodesLeft,
)
def read_recovery_codes(caller: CurrentCaller, context: CurrentContext) -> RecoveryCodesLeft:
    """How many recovery codes I have left."""
    return read(
        context,
        caller,
        "read_recovery_codes",
        lambda session: Seen(recovery_codes.left(session, caller.person), caller.person),
    )


@router.post(
    "/me/recovery-codes",
    operation_id="make_recovery_codes",
    tags=["me"],
    response_model=RecoveryCodesGrant,
    status_code=201,
)
def make_recovery_codes(
    caller: CurrentCaller,
    context: CurrentContext,
    headers: Annotated[Headers, Depends(IntentionHeaders())],
) -> Response:
    """Makes ten codes that stand in for the authenticator, each once; older ones end.

    They are in this answer and in no other; it needs a fresh proof of identity.
    """
    codes = recovery_codes.new_codes()

    def _act(session: Session, now: datetime) -> Done:
        recovery_codes.give(context, session, caller.person, codes, now)
        return Done(RecoveryCodesGrant(codes=None, made_at=now), 201, object_id=caller.person)

    answer = write(context, caller, headers.intention("make_recovery_codes", b""), _act)
    if "Idempotency-Replayed" in answer.headers:
        return answer
    # Added after the write, because the memory of writes keeps what it answers.
    made = RecoveryCodesGrant.model_validate_json(bytes(answer.body))
    shown = made.model_copy(update={"codes": codes})
    return Response(shown.model_dump_json(), answer.status_code, media_type="application/json")
