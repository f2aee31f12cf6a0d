"""Submitted questionnaires as lines: every version, also what was taken back, in pages."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, Select, bindparam, case, func, select
from sqlalchemy.orm import Session, aliased

from services.centres.people import people
from services.contract.explanations import MissingReason
from services.contract.patient_file import SurveyLine, SurveyPage
from services.db.tables.alerts import Alert
from services.db.tables.answers import Answer, SymptomGrade
from services.db.types import Instant
from services.files.pages import asked_of, before, cut, place_in
from services.files.query import FileQuery

_PURPOSE: Final = "answers"
_Next = aliased(Answer, name="next_version")
_LINES: Final[Select[*tuple[Any, ...]]] = (
    select(
        Answer.id,
        Answer.authored_at,
        Answer.received_at,
        Answer.channel,
        Answer.submitted_by,
        Answer.outcome,
        Answer.questionnaire,
        Answer.questionnaire_version,
        Answer.late,
        Answer.unfinished,
        Answer.replaces_id,
        Answer.withdrawn_at,
        _Next.id.label("replaced_by"),
        Alert.id.label("alert_id"),
        Alert.level,
        Alert.kind,
    )
    .outerjoin(_Next, _Next.replaces_id == Answer.id)
    .outerjoin(Alert, Alert.answer_id == Answer.id)
    .where(Answer.patient_id == bindparam("patient_id"))
)
_PAGE = before(_LINES, Answer.authored_at, Answer.id)
_ONE = _LINES.where(Answer.id == bindparam("answer_id"))
_BETWEEN = _LINES.where(
    Answer.authored_at >= bindparam("since", type_=Instant()),
    Answer.authored_at < bindparam("until", type_=Instant()),
).order_by(Answer.authored_at.desc(), Answer.id.desc())
_THESE = _LINES.where(Answer.id.in_(bindparam("answer_ids", expanding=True)))
_COUNT = (
    select(func.count()).select_from(Answer).where(Answer.patient_id == bindparam("patient_id"))
)
_IS_ASKED = func.coalesce(SymptomGrade.missing, "") != MissingReason.NOT_ASKED.value
_IS_EMPTY = func.coalesce(SymptomGrade.missing, "") == MissingReason.NOT_ANSWERED.value
_SCORES = (
    select(
        SymptomGrade.answer_id,
        func.sum(case((_IS_ASKED, 1), else_=0)).label("asked"),
        func.sum(case((_IS_EMPTY, 1), else_=0)).label("empty"),
        func.max(SymptomGrade.grade).label("worst"),
    )
    .where(SymptomGrade.answer_id.in_(bindparam("answer_ids", expanding=True)))
    .group_by(SymptomGrade.answer_id)
)
_AnyRow = Row[*tuple[Any, ...]]


def survey_page(query: FileQuery, limit: int, cursor: str | None) -> SurveyPage:
    """A page of lines, the newest first; raises 404, and 422 for a cursor of something else."""
    query.require_reach()
    asked = asked_of(place_in(_PURPOSE, cursor), limit + 1) | {"patient_id": query.patient_id}
    rows = query.session.execute(_PAGE, asked).all()
    shown, following = cut(_PURPOSE, rows, limit, "authored_at")
    return SurveyPage(
        items=_shown(query.session, shown),
        next_cursor=following,
        count=query.session.scalar(_COUNT, {"patient_id": query.patient_id}) or 0,
    )


def survey_line(query: FileQuery, answer_id: UUID) -> SurveyLine | None:
    """The line of one answer of this patient."""
    asked = {"patient_id": query.patient_id, "answer_id": answer_id}
    listed = _shown(query.session, query.session.execute(_ONE, asked).all())
    return listed[0] if listed else None


def survey_lines(query: FileQuery, since: datetime, until: datetime) -> list[SurveyLine]:
    """The lines of all answers that were written in a time, its end left out; newest first."""
    asked = {"patient_id": query.patient_id, "since": since, "until": until}
    return _shown(query.session, query.session.execute(_BETWEEN, asked).all())


def lines_of(query: FileQuery, answer_ids: Collection[UUID]) -> list[SurveyLine]:
    """The lines of some answers of this patient, in no order."""
    asked = {"patient_id": query.patient_id, "answer_ids": list(answer_ids)}
    return _shown(query.session, query.session.execute(_THESE, asked).all())


def _shown(session: Session, rows: Sequence[_AnyRow]) -> list[SurveyLine]:
    named = people(session, {row.submitted_by for row in rows})
    scores = _scores(session, [row.id for row in rows])
    return [
        SurveyLine(
            id=row.id,
            authored_at=row.authored_at,
            received_at=row.received_at,
            channel=row.channel,
            by=named.get(row.submitted_by),
            outcome=row.outcome,
            answered=scores[row.id].asked - scores[row.id].empty if row.id in scores else 0,
            asked=scores[row.id].asked if row.id in scores else 0,
            worst=scores[row.id].worst if row.id in scores else None,
            alert_id=row.alert_id,
            alert_level=row.level,
            alert_kind=row.kind,
            questionnaire=row.questionnaire,
            questionnaire_version=row.questionnaire_version,
            is_late=row.late,
            replaces=row.replaces_id,
            replaced_by=row.replaced_by,
            withdrawn_at=row.withdrawn_at,
            is_unfinished=row.unfinished,
        )
        for row in rows
    ]


def _scores(session: Session, answer_ids: Collection[UUID]) -> dict[UUID, _AnyRow]:
    if not answer_ids:
        return {}
    rows = session.execute(_SCORES, {"answer_ids": list(answer_ids)})
    return {row.answer_id: row for row in rows}
