"""Routes of the plan of a patient, its pauses and weeks, and of those who do not answer."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from sqlalchemy.orm import Session

from services.contract.non_responders import (
    NonResponderCounts,
    NonResponderPage,
    RemindAsk,
    RemindedAll,
)
from services.contract.schedule import (
    NextQuestionnaires,
    PatientPlan,
    Pause,
    PauseAsk,
    PauseEndAsk,
    Pauses,
    SendNowAsk,
    SentNow,
    SurveyPlanAsk,
    SurveyWeekPage,
)
from services.edge.body import Body, BodyOf
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.reads import Seen, read
from services.edge.replies import json_reply
from services.edge.writes import Done, write
from services.record.requests import IntentHeaders, added, changed, seen
from services.record.work import Work, hold, require_writable
from services.schedule import bulk, pause_acts, plan_acts
from services.schedule.by_hand import send_now
from services.schedule.coming import next_questionnaires
from services.schedule.non_responders import Wanted, count_non_responders, non_responders
from services.schedule.requests import DEFAULT_PAGE, Cursor, Limit, query_of, wanted
from services.schedule.week_rows import read_weeks

router = APIRouter(prefix="/api/v1", tags=["schedule"])

_PLAN = "/patients/{patient_id}/survey-plan"
_PAUSES = "/patients/{patient_id}/pauses"


@router.get(_PLAN, operation_id="read_survey_plan", response_model=PatientPlan)
def read_survey_plan(patient_id: UUID, caller: CurrentCaller, context: CurrentContext) -> Response:
    """When a patient is asked; the version is what a change must name, 0 before the first plan."""
    found = seen(context, caller, "read_survey_plan", patient_id, plan_acts.read_plan)
    return json_reply(found, found.version)


@router.put(_PLAN, operation_id="change_survey_plan", response_model=PatientPlan)
def change_survey_plan(
    patient_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[SurveyPlanAsk], Depends(BodyOf(SurveyPlanAsk))],
) -> Response:
    """Gives a patient another plan; what was asked before stays as it was."""
    return changed(
        context, caller, "change_survey_plan", headers, body, patient_id, plan_acts.change_plan
    )


@router.post(_PLAN + "/send-now", operation_id="send_survey_now", response_model=SentNow)
def send_survey_now(
    patient_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[SendNowAsk], Depends(BodyOf(SendNowAsk))],
) -> Response:
    """Reminds of the open week, or opens this week's early; says what was done, or why not."""

    def _act(work: Work, _ask: SendNowAsk) -> Done:
        require_writable(work, hold(work))
        sent = send_now(work)
        return Done(
            SentNow(outcome=sent.outcome, message_id=sent.message_id),
            object_id=sent.message_id or patient_id,
            patient_id=patient_id,
        )

    return added(context, caller, "send_survey_now", headers, body, patient_id, _act)


@router.get(_PAUSES, operation_id="list_pauses", response_model=Pauses)
def list_pauses(patient_id: UUID, caller: CurrentCaller, context: CurrentContext) -> Pauses:
    """The days on which a patient is not asked, the latest first."""
    return seen(context, caller, "list_pauses", patient_id, pause_acts.read_pauses)


@router.post(_PAUSES, operation_id="create_pause", response_model=Pause, status_code=201)
def create_pause(
    patient_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[PauseAsk], Depends(BodyOf(PauseAsk))],
) -> Response:
    """Asks a patient nothing for a time; what they send is judged nevertheless."""
    return added(context, caller, "create_pause", headers, body, patient_id, pause_acts.begin_pause)


@router.post(_PAUSES + "/{pause_id}/end", operation_id="end_pause", response_model=Pause)
def end_pause(
    patient_id: UUID,
    pause_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[PauseEndAsk], Depends(BodyOf(PauseEndAsk))],
) -> Response:
    """Ends a pause now."""
    return changed(
        context, caller, "end_pause", headers, body, patient_id,
        lambda work, version, ask: pause_acts.end_pause(work, pause_id, version, ask),
    )  # fmt: skip


@router.get(
    "/patients/{patient_id}/windows",
    operation_id="list_survey_weeks",
    response_model=SurveyWeekPage,
)
def list_survey_weeks(
    patient_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    limit: Limit = DEFAULT_PAGE,
    cursor: Cursor = None,
) -> SurveyWeekPage:
    """The weeks of a patient, the latest first, and with the first page those that are planned."""
    return seen(
        context, caller, "list_survey_weeks", patient_id,
        lambda work: read_weeks(work, limit, cursor),
    )  # fmt: skip


@router.get(
    "/next-questionnaires",
    operation_id="read_next_questionnaires",
    response_model=NextQuestionnaires,
)
def read_next_questionnaires(caller: CurrentCaller, context: CurrentContext) -> Response:
    """How many patients of the caller's units are asked next, by day, within a week."""
    return json_reply(
        read(
            context,
            caller,
            "read_next_questionnaires",
            lambda session: Seen(next_questionnaires(query_of(session, context, caller))),
        )
    )


@router.get("/non-responders", operation_id="list_non_responders", response_model=NonResponderPage)
def list_non_responders(
    caller: CurrentCaller, context: CurrentContext, which: Annotated[Wanted, Depends(wanted)]
) -> Response:
    """A page of those who do not answer: most missed first, then most worrying, then longest."""
    return json_reply(
        read(
            context,
            caller,
            "list_non_responders",
            lambda session: non_responders(query_of(session, context, caller), which),
        )
    )


@router.get(
    "/non-responders/counts",
    operation_id="count_non_responders",
    response_model=NonResponderCounts,
)
def count_silent(caller: CurrentCaller, context: CurrentContext) -> Response:
    """How many of the caller's patients do not answer: a number to look at, nobody's name."""
    return json_reply(
        read(
            context,
            caller,
            "count_non_responders",
            lambda session: Seen(count_non_responders(query_of(session, context, caller))),
        )
    )


@router.post("/non-responders/remind", operation_id=bulk.OPERATION, response_model=RemindedAll)
def remind_non_responders(
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[RemindAsk], Depends(BodyOf(RemindAsk))],
) -> Response:
    """Reminds up to fifty patients, nobody twice within a day; says of each what was done."""

    def _act(session: Session, now: datetime) -> Done:
        return bulk.remind_all(session, context, caller, now, body.value)

    return write(context, caller, headers.intention(bulk.OPERATION, body.raw), _act)
