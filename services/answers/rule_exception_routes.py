"""What oncologists expect of single patients: list, make, end."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from sqlalchemy.orm import Session

from services.answers import rule_exceptions
from services.answers.rule_exceptions import Work
from services.contract.rule_exceptions import (
    RuleException,
    RuleExceptionAsk,
    RuleExceptionEndAsk,
    RuleExceptionList,
)
from services.edge.body import Body, BodyOf
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.reads import Seen, read
from services.edge.writes import Done, Headers, IntentionHeaders, write

router = APIRouter(prefix="/api/v1", tags=["answers"])

_PATH = "/patients/{patient_id}/rule-exceptions"


@router.get(_PATH, operation_id="list_rule_exceptions", response_model=RuleExceptionList)
def list_rule_exceptions(
    patient_id: UUID, caller: CurrentCaller, context: CurrentContext
) -> RuleExceptionList:
    """What is expected of a patient, and every hit that this muted."""

    def _find(session: Session) -> Seen[RuleExceptionList]:
        work = Work(session, context, caller, patient_id, context.clock.now())
        return Seen(rule_exceptions.listed(work), object_id=patient_id, patient_id=patient_id)

    return read(context, caller, "list_rule_exceptions", _find)


@router.post(
    _PATH, operation_id="create_rule_exception", response_model=RuleException, status_code=201
)
def create_rule_exception(
    patient_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: Annotated[Headers, Depends(IntentionHeaders())],
    body: Annotated[Body[RuleExceptionAsk], Depends(BodyOf(RuleExceptionAsk))],
) -> Response:
    """Expects a symptom up to a grade, or mutes one rule, for at most fourteen days."""

    def _act(session: Session, now: datetime) -> Done:
        work = Work(session, context, caller, patient_id, now)
        return rule_exceptions.make(work, body.value)

    return write(context, caller, headers.intention("create_rule_exception", body.raw), _act)


@router.post(
    _PATH + "/{exception_id}/end", operation_id="end_rule_exception", response_model=RuleException
)
def end_rule_exception(
    patient_id: UUID,
    exception_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: Annotated[Headers, Depends(IntentionHeaders())],
    body: Annotated[Body[RuleExceptionEndAsk], Depends(BodyOf(RuleExceptionEndAsk))],
) -> Response:
    """Lets every rule fire again from now on."""
    intention = headers.intention("end_rule_exception", body.raw)
    version = intention.require_version()

    def _act(session: Session, now: datetime) -> Done:
        work = Work(session, context, caller, patient_id, now)
        return rule_exceptions.end(work, exception_id, version)

    return write(context, caller, intention, _act)
