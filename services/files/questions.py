"""The questions of a form as they were asked, with what was answered, in the words of the form."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from services.alerts.as_sent import value_text
from services.clinical.grading import read_value
from services.clinical.questionnaire import (
    ChoiceQuestion,
    Option,
    Question,
    QuestionKey,
    Questionnaire,
    Value,
    Wording,
)
from services.contract.answer_content import (
    CELSIUS,
    KILOGRAMS,
    AnswerContent,
    Scalar,
    TemperatureReading,
    WeightReading,
    in_tenths,
)
from services.contract.enums import Attribute, Fall, Urgency
from services.contract.explanations import EvaluationProblemCode, MissingReason
from services.contract.patient_file import AnsweredQuestion

_UNITS: Final = {CELSIUS: "°C", KILOGRAMS: "kg"}
_FALLS: Final = {Fall.NO.value: 0, Fall.YES.value: 1}
_BETWEEN: Final = " · "
_NO_BREAK: Final = "\u00a0"
_TOO_WIDE: Final = 10_000
_Key = tuple[str, Attribute | None]


class _Said(NamedTuple):
    """What stands behind a question, and why it is no answer."""

    text: str | None
    missing: MissingReason | None


_UNANSWERED: Final = _Said(None, MissingReason.NOT_ANSWERED)
_NOT_ASKED: Final = _Said(None, MissingReason.NOT_ASKED)


def language_of(form: Questionnaire, asked: str) -> str:
    """The language in which a form has words for somebody who answered in one."""
    wording = next(iter(form.items.values())).wording
    return next(
        (each for each in (asked, asked.partition("-")[0]) if each in wording.texts),
        wording.language,
    )


def answered(
    form: Questionnaire,
    content: AnswerContent,
    before: tuple[Questionnaire, AnswerContent] | None,
    language: str,
) -> list[AnsweredQuestion]:
    """Every question of the form in its order, with the answer and that of the survey before."""
    now = dict(_said(form, content, language))
    then = {} if before is None else dict(_said(*before, language))
    return [
        AnsweredQuestion(
            item=key[0],
            attribute=key[1],
            wording=wording.text(language),
            answer=now[key].text,
            missing=now[key].missing,
            before=then.get(key, _UNANSWERED).text,
        )
        for key, wording in _wordings(form)
    ]


def _wordings(form: Questionnaire) -> Iterator[tuple[_Key, Wording]]:
    for item in form.items.values():
        for question in item.questions.values():
            yield question.key, question.wording
    single = {
        "temperature": form.temperature,
        "weight": form.weight,
        "ecog": form.ecog,
        "fall": form.fall,
        "urgency": form.urgency,
    }
    for name, asked in single.items():
        if asked is not None:
            yield (name, None), asked.wording
    if form.comment is not None:
        yield ("comment", None), form.comment


def _said(
    form: Questionnaire, content: AnswerContent, language: str
) -> Iterator[tuple[_Key, _Said]]:
    values = values_of(form, content)
    for item in form.items.values():
        for question in item.questions.values():
            yield question.key, _to_question(form, question, content, values, language)
    yield ("temperature", None), _temperatures(content, language)
    yield ("weight", None), _weight(content, language)
    yield ("ecog", None), _choice(form.ecog, content.ecog, language)
    fall = _FALLS.get(content.fall or "", content.fall)
    yield ("fall", None), _choice(form.fall, fall, language)
    yield ("urgency", None), _urgency(form, content, language)
    yield ("comment", None), _Said(content.comment, None) if content.comment else _UNANSWERED


def values_of(form: Questionnaire, content: AnswerContent) -> Mapping[QuestionKey, Value]:
    """The answers to symptoms that could be read: what else was asked depends on them."""
    found: dict[QuestionKey, Value] = {}
    for item in form.items.values():
        for question in item.questions.values():
            value = sent_to(content, question)
            read = None if value is None else read_value(question, value)
            if read is not None and not isinstance(read, EvaluationProblemCode):
                found[question.key] = read
    return found


def sent_to(content: AnswerContent, question: Question) -> Scalar:
    """What came for one question on a symptom, as it came."""
    return content.items.get(question.key.item, {}).get(question.key.attribute)


def _to_question(
    form: Questionnaire,
    question: Question,
    content: AnswerContent,
    values: Mapping[QuestionKey, Value],
    language: str,
) -> _Said:
    sent = sent_to(content, question)
    if sent is None:
        return _UNANSWERED if form.is_asked(question.key, values) else _NOT_ASKED
    return _option(question.options, values.get(question.key), sent, language)


def _option(options: Iterable[Option], value: Scalar, sent: Scalar, language: str) -> _Said:
    """The words of a choice; of what is none, what came."""
    if value is not None:
        for option in options:
            if option.value == value:
                return _Said(option.wording.text(language), None)
    return _Said(value_text(sent), MissingReason.NOT_COMPUTABLE)


def _choice(asked: ChoiceQuestion | None, sent: Scalar, language: str) -> _Said:
    if sent is None:
        return _UNANSWERED
    return _option(() if asked is None else asked.options, sent, sent, language)


def _urgency(form: Questionnaire, content: AnswerContent, language: str) -> _Said:
    if content.urgency is None:
        return _UNANSWERED
    options = {} if form.urgency is None else form.urgency.options
    if content.urgency in set(Urgency) and Urgency(content.urgency) in options:
        return _Said(options[Urgency(content.urgency)].text(language), None)
    return _Said(content.urgency, MissingReason.NOT_COMPUTABLE)


def _temperatures(content: AnswerContent, language: str) -> _Said:
    if not content.temperatures:
        return _UNANSWERED
    read = [_measure(each, language) for each in content.temperatures]
    is_read = all(each.missing is None for each in read)
    text = _BETWEEN.join(each.text or "" for each in read)
    return _Said(text, None if is_read else MissingReason.NOT_COMPUTABLE)


def _weight(content: AnswerContent, language: str) -> _Said:
    return _UNANSWERED if content.weight is None else _measure(content.weight, language)


def _measure(reading: TemperatureReading | WeightReading, language: str) -> _Said:
    """A number with its unit as people write it; one in another unit, or none, as it came."""
    unit = _UNITS.get(reading.unit)
    if unit is None or reading.value is None or abs(reading.value) >= _TOO_WIDE:
        text = f"{value_text(reading.value)} {reading.unit}"
        return _Said(text, MissingReason.NOT_COMPUTABLE)
    number = f"{in_tenths(reading.value):.1f}"
    if language == "fr":
        number = number.replace(".", ",")
    return _Said(f"{number}{_NO_BREAK}{unit}", None)
