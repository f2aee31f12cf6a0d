"""Invented questionnaires of a report: each week's answers, graded as the service grades them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Final, cast
from uuid import UUID

from resources.locate import read_json
from services.clinical.grading import grade_items
from services.clinical.questionnaire import QuestionKey, Questionnaire, Value
from services.clinical.read_questionnaire import read_questionnaire
from services.contract.alerts import AnsweredTemperature, ConfirmedGrade, SentValue
from services.contract.answer_content import OPT_OUT
from services.contract.enums import AnswerOutcome, Attribute, Channel
from services.contract.explanations import MissingReason
from services.contract.patient_file import SurveyLine
from services.contract.people import PersonLabel
from services.contract.report_content import ReportAnswer, ReportSurvey

SURVEY: Final = 0x0A00_0000
FORM: Final = "vigie-weekly-1.1.0.json"


@dataclass(frozen=True)
class Week:
    """What a patient said in one week; grades by symptom, all others 0."""

    grades: Mapping[str, int] = field(default_factory=dict)
    opted_out: Sequence[str] = ()
    """Symptoms of which the patient would rather not say."""
    unanswered: Sequence[str] = ()
    weight_kg: float | None = None
    temperatures: Sequence[float] = ()
    ecog: int | None = None
    fall: int | None = None
    urgent: bool = False
    comment: str | None = None
    by: PersonLabel | None = None
    is_late: bool = False
    confirmed: Mapping[str, int] = field(default_factory=dict)


@cache
def form() -> Questionnaire:
    """The questionnaire of the product."""
    return read_questionnaire(cast("dict[str, object]", read_json("questionnaires", FORM)))


def survey(place: int, at: datetime, week: Week, **changes: object) -> ReportSurvey:
    """The questionnaire with this number; `changes` are those of its line."""
    grades = grade_items(form(), _items(week)).grades
    answered = [each for each in grades if each.attributes]
    graded = [each.grade for each in grades if each.grade is not None]
    line: dict[str, object] = {
        "id": UUID(int=SURVEY + place),
        "authored_at": at,
        "received_at": at + timedelta(minutes=3),
        "channel": Channel.WEB if week.by is None else Channel.PHONE,
        "by": week.by,
        "outcome": AnswerOutcome.NOTHING,
        "answered": len(answered),
        "asked": len(grades),
        "worst": max(graded, default=None),
        "alert_id": None,
        "alert_level": None,
        "alert_kind": None,
        "questionnaire": form().key.name,
        "questionnaire_version": form().key.version,
        "is_late": week.is_late,
        "replaces": None,
        "replaced_by": None,
        "withdrawn_at": None,
    }
    return ReportSurvey(
        line=SurveyLine.model_validate(line | changes),
        language="fr",
        is_reception_time=False,
        grades=grades,
        confirmed=tuple(
            ConfirmedGrade(item=item, grade=grade) for item, grade in week.confirmed.items()
        ),
        answers=tuple(_answers(week)),
        temperatures=tuple(
            AnsweredTemperature(value_c=value, measured_at=at - timedelta(hours=hours))
            for hours, value in enumerate(week.temperatures, 1)
        ),
        weight_kg=week.weight_kg,
        comment=week.comment,
    )


def not_understood(place: int, at: datetime) -> ReportSurvey:
    """One of a form that nobody knows: all that came stands as it came."""
    known = survey(place, at, Week(), outcome=AnswerOutcome.TECHNICAL, answered=0, asked=0)
    line = {"questionnaire": "", "questionnaire_version": "", "channel": Channel.API, "worst": None}
    sent = SentValue(item="item_42", attribute="how_bad", value="very")
    return known.model_copy(
        update={
            "line": known.line.model_copy(update=line),
            "grades": (),
            "answers": (),
            "as_sent": (sent,),
        }
    )


def _items(week: Week) -> dict[str, dict[str, int | str]]:
    return {
        item: {key.attribute.value: value for key, value in given.items()}
        for item, given in ((each, _given(each, week)) for each in form().items)
        if given
    }


def _given(item: str, week: Week) -> dict[QuestionKey, Value]:
    """The answers to the questions on a symptom that its branching asks, in their order."""
    found: dict[QuestionKey, Value] = {}
    if item in week.unanswered:
        return found
    for question in form().items[item].questions.values():
        if form().is_asked(question.key, found):
            grade = week.grades.get(item, 0)
            # The strongest answers are those that grade 3 is sure to come from.
            value = 4 if grade == 3 else grade
            highest = 1 if question.key.attribute is Attribute.PRESENCE else 4
            found[question.key] = OPT_OUT if item in week.opted_out else min(value, highest)
    return found


def _answers(week: Week) -> list[ReportAnswer]:
    found = []
    for item in form().items.values():
        given = _given(item.code, week)
        for question in item.questions.values():
            value = given.get(question.key)
            is_asked = form().is_asked(question.key, given)
            why = MissingReason.NOT_ANSWERED if is_asked else MissingReason.NOT_ASKED
            if value == OPT_OUT:
                value, why = None, MissingReason.OPT_OUT
            found.append(_answer(item.code, question.key.attribute, value, why))
    for name, measured in (
        ("temperature", max(week.temperatures, default=None)),
        ("weight", week.weight_kg),
        ("ecog", week.ecog),
        ("fall", week.fall),
        ("urgency", "urgent" if week.urgent else "can_wait"),
        ("comment", week.comment),
    ):
        found.append(_answer(name, None, measured, MissingReason.NOT_ANSWERED))
    return found


def _answer(
    item: str, attribute: Attribute | None, value: float | str | None, why: MissingReason
) -> ReportAnswer:
    missing = why if value is None else None
    return ReportAnswer(item=item, attribute=attribute, value=value, missing=missing)


def moment(first: datetime, week: int) -> datetime:
    """The minute of a week in which the questionnaire is written, the same on every wall clock."""
    return (first + timedelta(weeks=week)).astimezone(UTC)
