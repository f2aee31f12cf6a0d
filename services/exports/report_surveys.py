"""The first block of a report: the surveys written in its period, every version of each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, bindparam, select

from services.alerts.surveys import Wanted, content_of, pairs, surveys_of
from services.answers.released import released
from services.clinical.grading import grade_items
from services.clinical.questionnaire import Questionnaire, QuestionnaireKey
from services.contract.alerts import AnsweredSurvey, ConfirmedGrade
from services.contract.answer_content import AnswerContent
from services.contract.enums import ActionKind, AnswerOutcome
from services.contract.explanations import SymptomGrade as Grade
from services.contract.notices import Language
from services.contract.patient_file import SurveyLine
from services.contract.report_content import ReportAlert, ReportForm, ReportSurvey
from services.db.tables.answers import SymptomGrade
from services.exports.report_answers import report_answers
from services.exports.report_forms import report_form
from services.exports.report_span import Span
from services.files.query import FileQuery
from services.files.survey_lines import survey_lines

_GRADES: Final = select(
    SymptomGrade.answer_id,
    SymptomGrade.item,
    SymptomGrade.grade,
    SymptomGrade.missing,
    SymptomGrade.presence,
    SymptomGrade.imputed,
).where(SymptomGrade.answer_id.in_(bindparam("answer_ids", expanding=True)))
_COMMENT: Final = "comment"
_AnyRow = Row[*tuple[Any, ...]]


@dataclass(frozen=True)
class _Read:
    """What was read of all surveys together."""

    contents: Mapping[UUID, AnswerContent]
    surveys: Mapping[UUID, AnsweredSurvey]
    grades: Mapping[UUID, Mapping[str, _AnyRow]]
    confirmed: Mapping[UUID, tuple[ConfirmedGrade, ...]]


def report_surveys(
    query: FileQuery, span: Span, alerts: Sequence[ReportAlert], *, with_words: bool
) -> tuple[ReportSurvey, ...]:
    """Newest first; without the patient's words where they were not asked for."""
    surveys = surveys_of_lines(query, survey_lines(query, span.since, span.until), alerts)
    return tuple(each if with_words else _without_words(each) for each in surveys)


def surveys_of_lines(
    query: FileQuery, lines: Sequence[SurveyLine], alerts: Sequence[ReportAlert]
) -> list[ReportSurvey]:
    """The surveys of some lines, in their order, with all words."""
    found = _read(query, lines, alerts)
    return [_survey(line, found) for line in lines]


def forms_of(surveys: Sequence[ReportSurvey], span: Span) -> tuple[ReportForm, ...]:
    """Each form that one of them answered and this release knows, once."""
    known = dict.fromkeys(_key(each.line) for each in surveys)
    forms = (_form_of(key, span.language) for key in known)
    return tuple(form for form in forms if form is not None)


@cache
def _form_of(key: QuestionnaireKey, language: Language) -> ReportForm | None:
    """Remembered: what this release knows, in two languages, is the same for every patient."""
    form = released().questionnaires.get(key)
    return None if form is None else report_form(form, language)


def _read(query: FileQuery, lines: Sequence[SurveyLine], alerts: Sequence[ReportAlert]) -> _Read:
    cipher = query.cipher()
    wanted = {
        line.id: Wanted(
            line.id,
            query.patient_id,
            None,
            not line.questionnaire or line.outcome is AnswerOutcome.TECHNICAL,
        )
        for line in lines
    }
    found = pairs(query.session, wanted)
    contents = {key: content_of(pair.now, cipher) for key, pair in found.items()}
    surveys = surveys_of(query.session, {query.patient_id: cipher}, found)
    grades: dict[UUID, dict[str, _AnyRow]] = {}
    if lines:
        asked = {"answer_ids": list(wanted)}
        for row in query.session.execute(_GRADES, asked):
            grades.setdefault(row.answer_id, {})[row.item] = row
    return _Read(
        contents={key: each for key, each in contents.items() if each is not None},
        surveys=surveys,
        grades=grades,
        confirmed={
            alert.answer_id: _confirmed(alert) for alert in alerts if alert.answer_id is not None
        },
    )


def _survey(line: SurveyLine, found: _Read) -> ReportSurvey:
    content, survey = found.contents.get(line.id), found.surveys.get(line.id)
    confirmed = found.confirmed.get(line.id, ())
    if content is None or survey is None:
        return ReportSurvey(
            line=line,
            language="",
            is_reception_time=False,
            grades=(),
            confirmed=confirmed,
            answers=(),
            temperatures=(),
            weight_kg=None,
            comment=None,
            unreadable=True,
        )
    form = released().questionnaires.get(_key(line))
    weights = (each.now for each in survey.measures if each.item == "weight")
    return ReportSurvey(
        line=line,
        language=survey.language,
        is_reception_time=survey.is_reception_time,
        grades=tuple(_grades(form, content, found.grades.get(line.id, {}))),
        confirmed=confirmed,
        answers=() if form is None else tuple(report_answers(form, content, survey)),
        temperatures=tuple(survey.temperatures),
        weight_kg=next(weights, None),
        comment=survey.comment,
        as_sent=tuple(survey.as_sent),
    )


def _grades(
    form: Questionnaire | None, content: AnswerContent, stored: Mapping[str, _AnyRow]
) -> Iterator[Grade]:
    """The grades as they were stored when it was judged, in the order of the form."""
    given = {} if form is None else {each.item: each for each in _given(form, content)}
    places = {item: place for place, item in enumerate(given)}
    for item in sorted(stored, key=lambda each: (places.get(each, len(places)), each)):
        row, known = stored[item], given.get(item)
        yield Grade(
            item=item,
            grade=row.grade,
            missing=row.missing,
            presence=row.presence,
            attributes={} if known is None else known.attributes,
            imputed=row.imputed,
        )


def _given(form: Questionnaire, content: AnswerContent) -> Sequence[Grade]:
    return grade_items(form, content.items).grades


def _confirmed(alert: ReportAlert) -> tuple[ConfirmedGrade, ...]:
    """The worst grade that a call on its alert confirmed for each symptom, and that stands."""
    worst: dict[str, int] = {}
    for act in alert.acts:
        if act.kind is ActionKind.CALL and not act.undone:
            for each in act.grades:
                worst[each.item] = max(each.grade, worst.get(each.item, 0))
    return tuple(ConfirmedGrade(item=item, grade=grade) for item, grade in worst.items())


def _key(line: SurveyLine) -> QuestionnaireKey:
    return QuestionnaireKey(line.questionnaire, line.questionnaire_version)


def _without_words(survey: ReportSurvey) -> ReportSurvey:
    return survey.model_copy(
        update={
            "comment": None,
            "answers": tuple(each for each in survey.answers if each.item != _COMMENT),
            "as_sent": tuple(each for each in survey.as_sent if each.item != _COMMENT),
        }
    )
