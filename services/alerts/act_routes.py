"""Routes of the acts on an alert: each needs an Idempotency-Key and the version that was seen."""

from collections.abc import Callable
from typing import Annotated, TypeVar
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel

from services.alerts import handling, setting_aside
from services.alerts.undoing import undo
from services.alerts.work import Work
from services.contract.alert_acts import (
    AcknowledgeAsk,
    AlertAsk,
    AnswerEscalationAsk,
    CallAsk,
    CloseAsk,
    DeferAsk,
    EscalateAsk,
    MeasureAsk,
    NoteAsk,
    ReopenAsk,
    UndoAsk,
)
from services.contract.alerts import AlertChange
from services.edge.body import Body, BodyOf
from services.edge.context import Context
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.writes import Done, Headers, IntentionHeaders, write
from services.security.caller import Caller

Ask = TypeVar("Ask", bound=BaseModel)
IntentHeaders = Annotated[Headers, Depends(IntentionHeaders())]

router = APIRouter(tags=["alerts"])


def _act(
    context: Context,
    caller: Caller,
    operation: str,
    headers: Headers,
    body: Body[Ask],
    act: Callable[[Work, int, Ask], Done],
) -> Response:
    intention = headers.intention(operation, body.raw)
    version = intention.require_version()
    return write(
        context,
        caller,
        intention,
        lambda session, now: act(Work(session, context, caller, now), version, body.value),
    )


@router.post("/alerts/{alert_id}/claim", operation_id="claim_alert", response_model=AlertChange)
def claim_alert(
    alert_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[AlertAsk], Depends(BodyOf(AlertAsk))],
) -> Response:
    """Shows the others for ten minutes that one works on an alert."""
    return _act(
        context, caller, "claim_alert", headers, body,
        lambda work, version, _ask: handling.claim(work, alert_id, version),
    )  # fmt: skip


@router.post("/alerts/{alert_id}/release", operation_id="release_alert", response_model=AlertChange)
def release_alert(
    alert_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[AlertAsk], Depends(BodyOf(AlertAsk))],
) -> Response:
    """Lets go of one's claim."""
    return _act(
        context, caller, "release_alert", headers, body,
        lambda work, version, _ask: handling.release(work, alert_id, version),
    )  # fmt: skip


@router.post(
    "/alerts/{alert_id}/take-over", operation_id="take_over_alert", response_model=AlertChange
)
def take_over_alert(
    alert_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[AlertAsk], Depends(BodyOf(AlertAsk))],
) -> Response:
    """Takes the claim, and the answering for an alert, from whoever has it."""
    return _act(
        context, caller, "take_over_alert", headers, body,
        lambda work, version, _ask: handling.take_over(work, alert_id, version),
    )  # fmt: skip


@router.post(
    "/alerts/{alert_id}/acknowledge", operation_id="acknowledge_alert", response_model=AlertChange
)
def acknowledge_alert(
    alert_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[AcknowledgeAsk], Depends(BodyOf(AcknowledgeAsk))],
) -> Response:
    """Answers for an alert: its response timer stops."""
    return _act(
        context, caller, "acknowledge_alert", headers, body,
        lambda work, version, ask: handling.acknowledge(work, alert_id, version, ask),
    )  # fmt: skip


@router.post("/alerts/{alert_id}/calls", operation_id="log_call", response_model=AlertChange)
def log_call(
    alert_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[CallAsk], Depends(BodyOf(CallAsk))],
) -> Response:
    """Records a call and the grades confirmed in it; also acknowledges."""
    return _act(
        context, caller, "log_call", headers, body,
        lambda work, version, ask: handling.log_call(work, alert_id, version, ask),
    )  # fmt: skip


@router.post(
    "/alerts/{alert_id}/measures", operation_id="record_measure", response_model=AlertChange
)
def record_measure(
    alert_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[MeasureAsk], Depends(BodyOf(MeasureAsk))],
) -> Response:
    """Records coded actions."""
    return _act(
        context, caller, "record_measure", headers, body,
        lambda work, version, ask: handling.measure(work, alert_id, version, ask),
    )  # fmt: skip


@router.post("/alerts/{alert_id}/notes", operation_id="add_note", response_model=AlertChange)
def add_note(
    alert_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[NoteAsk], Depends(BodyOf(NoteAsk))],
) -> Response:
    """Adds a note to the history."""
    return _act(
        context, caller, "add_note", headers, body,
        lambda work, version, ask: handling.add_note(work, alert_id, version, ask),
    )  # fmt: skip


@router.post("/alerts/{alert_id}/close", operation_id="close_alert", response_model=AlertChange)
def close_alert(
    alert_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[CloseAsk], Depends(BodyOf(CloseAsk))],
) -> Response:
    """Closes an alert whose history allows it."""
    return _act(
        context, caller, "close_alert", headers, body,
        lambda work, version, ask: handling.close(work, alert_id, version, ask),
    )  # fmt: skip


@router.post("/alerts/{alert_id}/defer", operation_id="defer_alert", response_model=AlertChange)
def defer_alert(
    alert_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[DeferAsk], Depends(BodyOf(DeferAsk))],
) -> Response:
    """Puts an alert off until a time."""
    return _act(
        context, caller, "defer_alert", headers, body,
        lambda work, version, ask: setting_aside.defer(work, alert_id, version, ask),
    )  # fmt: skip


@router.post(
    "/alerts/{alert_id}/escalate", operation_id="escalate_alert", response_model=AlertChange
)
def escalate_alert(
    alert_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[EscalateAsk], Depends(BodyOf(EscalateAsk))],
) -> Response:
    """Asks an oncologist of the unit, who sees it 30 seconds later."""
    return _act(
        context, caller, "escalate_alert", headers, body,
        lambda work, version, ask: setting_aside.escalate(work, alert_id, version, ask),
    )  # fmt: skip


@router.post(
    "/alerts/{alert_id}/answer", operation_id="answer_escalation", response_model=AlertChange
)
def answer_escalation(
    alert_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[AnswerEscalationAsk], Depends(BodyOf(AnswerEscalationAsk))],
) -> Response:
    """Answers an escalation with what was decided."""
    return _act(
        context, caller, "answer_escalation", headers, body,
        lambda work, version, ask: setting_aside.answer(work, alert_id, version, ask),
    )  # fmt: skip


@router.post("/alerts/{alert_id}/reopen", operation_id="reopen_alert", response_model=AlertChange)
def reopen_alert(
    alert_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[ReopenAsk], Depends(BodyOf(ReopenAsk))],
) -> Response:
    """Opens an alert again that was closed in the last seven days."""
    return _act(
        context, caller, "reopen_alert", headers, body,
        lambda work, version, ask: setting_aside.reopen(work, alert_id, version, ask),
    )  # fmt: skip


@router.post("/alerts/{alert_id}/undo", operation_id="undo_act", response_model=AlertChange)
def undo_act(
    alert_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[UndoAsk], Depends(BodyOf(UndoAsk))],
) -> Response:
    """Reverses one's own act within ten seconds, an escalation within thirty."""
    return _act(
        context, caller, "undo_act", headers, body,
        lambda work, version, ask: undo(work, alert_id, version, ask),
    )  # fmt: skip
