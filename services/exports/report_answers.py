"""The answers of one survey, each question of its form in order: a value, or why there is none."""

from collections.abc import Iterator, Mapping
from typing import Final

from services.alerts.as_sent import value_text
from services.clinical.questionnaire import Question, QuestionKey, Questionnaire, Value
from services.contract.alerts import AnsweredMeasure, AnsweredSurvey
from services.contract.answer_content import OPT_OUT, AnswerContent
from services.contract.explanations import MissingReason
from services.contract.report_content import ReportAnswer
from services.files.questions import sent_to, values_of

_BETWEEN: Final = " · "


def report_answers(
    form: Questionnaire, content: AnswerContent, survey: AnsweredSurvey
) -> Iterator[ReportAnswer]:
    """All of them, the patient's own words last."""
    values = values_of(form, content)
    for item in form.items.values():
        for question in item.questions.values():
            yield _to_symptom(form, question, content, values)
    if form.temperature is not None:
        yield _temperature(content, survey)
    measured = {each.item: each for each in survey.measures}
    sent = {
        "weight": None
        if content.weight is None
        else f"{value_text(content.weight.value)} {content.weight.unit}",
        "ecog": None if content.ecog is None else value_text(content.ecog),
        "fall": content.fall,
    }
    asked = {"weight": form.weight, "ecog": form.ecog, "fall": form.fall}
    for name, question_asked in asked.items():
        if question_asked is not None:
            yield _measure(name, measured.get(name), sent[name])
    if form.urgency is not None:
        said = None if survey.urgency is None else survey.urgency.value
        yield _answer("urgency", said, content.urgency)
    if form.comment is not None:
        yield _answer("comment", content.comment or None, None)


def _to_symptom(
    form: Questionnaire,
    question: Question,
    content: AnswerContent,
    values: Mapping[QuestionKey, Value],
) -> ReportAnswer:
    key, sent = question.key, sent_to(content, question)
    value, missing, as_it_came = values.get(key), None, None
    if value == OPT_OUT:
        value, missing = None, MissingReason.OPT_OUT
    elif value is None and sent is not None:
        missing, as_it_came = MissingReason.NOT_COMPUTABLE, value_text(sent)
    elif value is None:
        is_asked = form.is_asked(key, values)
        missing = MissingReason.NOT_ANSWERED if is_asked else MissingReason.NOT_ASKED
    return ReportAnswer(
        item=key.item, attribute=key.attribute, value=value, missing=missing, sent=as_it_came
    )


def _temperature(content: AnswerContent, survey: AnsweredSurvey) -> ReportAnswer:
    """The highest one; where none is in degrees Celsius, what came."""
    highest = max((each.value_c for each in survey.temperatures), default=None)
    sent = _BETWEEN.join(f"{value_text(each.value)} {each.unit}" for each in content.temperatures)
    return _answer("temperature", highest, sent or None)


def _measure(name: str, measure: AnsweredMeasure | None, sent: str | None) -> ReportAnswer:
    if measure is None or measure.now_missing == MissingReason.NOT_ANSWERED:
        return _answer(name, None, None)
    if measure.now_missing == MissingReason.OPT_OUT:
        return ReportAnswer(item=name, attribute=None, value=None, missing=MissingReason.OPT_OUT)
    value = measure.now
    if value is not None and name != "weight":
        value = int(value)
    return _answer(name, value, sent)


def _answer(name: str, value: float | str | None, sent: str | None) -> ReportAnswer:
    """A value; without one what came and is none, or nothing at all."""
    missing = None
    if value is None:
        missing = MissingReason.NOT_ANSWERED if sent is None else MissingReason.NOT_COMPUTABLE
    return ReportAnswer(
        item=name,
        attribute=None,
        value=value,
        missing=missing,
        sent=sent if value is None else None,
    )
