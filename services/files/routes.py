"""Routes of a patient's file. A console reads them again when something changed: no acts."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from sqlalchemy.orm import Session

from services.alerts.cursors import LONGEST_CURSOR
from services.contract.enums import ActionKind, TimelineKind
from services.contract.patient_file import (
    ActionPage,
    PatientSeries,
    SurveyFile,
    SurveyPage,
    TimelinePage,
)
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.reads import Seen, read
from services.edge.replies import json_reply
from services.files.action_pages import action_page
from services.files.query import FileQuery
from services.files.series import patient_series
from services.files.survey_file import survey_file
from services.files.survey_lines import survey_page
from services.files.timeline import TimelineAsked, journalled, timeline_page
from services.pagination import LARGEST_PAGE

_LONGEST_WEEKS = 520
_USUAL_WEEKS = 16
_USUAL_PAGE = 50
Limit = Annotated[int, Query(ge=1, le=LARGEST_PAGE)]
Cursor = Annotated[str | None, Query(max_length=LONGEST_CURSOR)]

router = APIRouter(prefix="/api/v1/patients/{patient_id}", tags=["files"])


@router.get("/series", operation_id="read_patient_series", response_model=PatientSeries)
def read_patient_series(
    patient_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    weeks: Annotated[int, Query(ge=1, le=_LONGEST_WEEKS)] = _USUAL_WEEKS,
    all_weeks: Annotated[bool, Query(alias="all")] = False,
) -> Response:
    """Everything that the synthesis of a patient draws; `all` has every week since the first."""

    def _find(session: Session) -> Seen[PatientSeries]:
        query = FileQuery(session, context, caller, patient_id, context.clock.now())
        found = patient_series(query, None if all_weeks else weeks)
        is_whole = not found.patient.unreadable
        return Seen(found, object_id=patient_id, patient_id=patient_id, is_whole=is_whole)

    return json_reply(read(context, caller, "read_patient_series", _find))


@router.get("/timeline", operation_id="read_patient_timeline", response_model=TimelinePage)
def read_patient_timeline(
    patient_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    kind: Annotated[list[TimelineKind], Query(max_length=len(TimelineKind))] = [],  # noqa: B006
    until: date | None = None,
    limit: Limit = _USUAL_PAGE,
    cursor: Cursor = None,
) -> Response:
    """A page of all that happened to a patient, newest first; `until` jumps to the end of a day."""
    asked = TimelineAsked(kind, until, limit, cursor)

    def _find(session: Session) -> Seen[TimelinePage]:
        query = FileQuery(session, context, caller, patient_id, context.clock.now())
        found = timeline_page(query, asked)
        shown = journalled(found)
        return Seen(found, object_id=patient_id, patient_id=patient_id, shown=shown)

    return json_reply(read(context, caller, "read_patient_timeline", _find))


@router.get("/answers", operation_id="list_patient_answers", response_model=SurveyPage)
def list_patient_answers(
    patient_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    limit: Limit = _USUAL_PAGE,
    cursor: Cursor = None,
) -> Response:
    """A page of a patient's questionnaires, newest first, each version a line."""

    def _find(session: Session) -> Seen[SurveyPage]:
        query = FileQuery(session, context, caller, patient_id, context.clock.now())
        found = survey_page(query, limit, cursor)
        shown = tuple(line.id for line in found.items)
        return Seen(found, object_id=patient_id, patient_id=patient_id, shown=shown)

    return json_reply(read(context, caller, "list_patient_answers", _find))


@router.get("/answers/{answer_id}", operation_id="read_patient_answer", response_model=SurveyFile)
def read_patient_answer(
    patient_id: UUID, answer_id: UUID, caller: CurrentCaller, context: CurrentContext
) -> Response:
    """One questionnaire: wording, answers, those before, grades, and what the rules said."""

    def _find(session: Session) -> Seen[SurveyFile]:
        query = FileQuery(session, context, caller, patient_id, context.clock.now())
        return Seen(survey_file(query, answer_id), object_id=answer_id, patient_id=patient_id)

    return json_reply(read(context, caller, "read_patient_answer", _find))


@router.get("/actions", operation_id="list_patient_actions", response_model=ActionPage)
def list_patient_actions(
    patient_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    kind: Annotated[list[ActionKind], Query(max_length=len(ActionKind))] = [],  # noqa: B006
    limit: Limit = _USUAL_PAGE,
    cursor: Cursor = None,
) -> Response:
    """A page of the team's acts on a patient, newest first, of some kinds or of all."""

    def _find(session: Session) -> Seen[ActionPage]:
        query = FileQuery(session, context, caller, patient_id, context.clock.now())
        found = action_page(query, kind, limit, cursor)
        shown = tuple(action.id for action in found.items)
        return Seen(found, object_id=patient_id, patient_id=patient_id, shown=shown)

    return json_reply(read(context, caller, "list_patient_actions", _find))
