"""The questions of one version of a questionnaire, in the order in which they are asked; pure.

Whether a question is asked follows from earlier answers alone, as its `enableWhen` says. Nothing
is answered before somebody answered it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from services.contract.questionnaire_form import (
    MAXIMUM,
    MINIMUM,
    TRANSLATION,
    FormCompanion,
    FormExtension,
    FormItem,
    FormOption,
    QuestionnaireForm,
)

OPT_OUT_CODE: Final = "opt-out"
_SYMPTOM: Final = "/CodeSystem/symptom-item"
_ATTRIBUTE: Final = "/CodeSystem/symptom-attribute"
_SURVEY: Final = "/CodeSystem/survey-question"
_OCCURRENCES: Final = "questionnaire-maxOccurs"
Answers = Mapping[str, str]
"""By the link id of the question: the code of a choice, or what was typed."""


class Asked(StrEnum):
    """What kind of an answer a question wants."""

    CHOICE = "choice"
    TEMPERATURE = "temperature"
    WEIGHT = "weight"
    COMMENT = "comment"


class NotUnderstood(ValueError):
    """The questionnaire asks something that this console cannot ask; the message names a place."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text in the languages that the questionnaire carries."""

    own: str
    others: Mapping[str, str]

    def text(self, language: str) -> str:
        """In a language, or in the questionnaire's own where that is missing."""
        return self.others.get(language, self.own)


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that is offered."""

    code: str
    words: Words

    @property
    def is_opt_out(self) -> bool:
        """Whether it is the choice not to answer."""
        return self.code == OPT_OUT_CODE


@dataclass(frozen=True, slots=True)
class Condition:
    """`code` None: any answer at all to the earlier question."""

    question: str
    code: str | None
    is_negated: bool

    def holds(self, answer: str | None) -> bool:
        """Whether it holds; a question without an answer fulfils nothing but its absence."""
        if self.code is None:
            return (answer is not None) is not self.is_negated
        return answer is not None and (answer == self.code) is not self.is_negated


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `place` is where its answer goes: a symptom and its attribute, or a name of its
    own. `title` is the symptom in a word. `low` and `high` bound a number.
    """

    link_id: str
    kind: Asked
    place: tuple[str, str]
    title: Words
    words: Words
    choices: tuple[Choice, ...] = ()
    conditions: tuple[Condition, ...] = ()
    needs_all: bool = False
    is_required: bool = False
    low: float = 0.0
    high: float = 0.0
    most: int = 1

    @property
    def offers_opt_out(self) -> bool:
        """Whether the patient may choose not to answer."""
        return any(choice.is_opt_out for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Form:
    """A questionnaire as it is asked."""

    version: str
    language: str
    languages: frozenset[str]
    questions: tuple[Question, ...]

    def asked(self, answers: Answers) -> tuple[Question, ...]:
        """The questions that these answers lead to, in order."""
        known = {question.link_id: question for question in self.questions}
        return tuple(each for each in self.questions if _is_asked(each, known, answers))

    def held(self, answers: Answers) -> dict[str, str]:
        """The answers that count: an answer to a question that is no longer asked is none."""
        asked = {question.link_id for question in self.asked(answers)}
        return {link_id: value for link_id, value in answers.items() if link_id in asked}


def _is_asked(question: Question, known: Mapping[str, Question], answers: Answers) -> bool:
    """Conditions name earlier questions only, so this ends."""
    if not question.conditions:
        return True
    outcomes = [
        condition.holds(
            answers.get(condition.question)
            if _is_asked(known[condition.question], known, answers)
            else None
        )
        for condition in question.conditions
    ]
    return all(outcomes) if question.needs_all else any(outcomes)


def read_form(document: QuestionnaireForm) -> Form:
    """The questions of a resource; raises `NotUnderstood` rather than leave one out."""
    questions = tuple(_questions(document.item))
    seen: set[str] = set()
    for question in questions:
        if any(condition.question not in seen for condition in question.conditions):
            raise NotUnderstood(question.link_id)
        if question.link_id in seen:
            raise NotUnderstood(question.link_id)
        seen.add(question.link_id)
    if not questions:
        raise NotUnderstood("item")
    languages = {document.language} | {
        language for question in questions for language in question.words.others
    }
    return Form(document.version, document.language, frozenset(languages), questions)


def _questions(items: Sequence[FormItem]) -> Iterator[Question]:
    for item in items:
        symptom, own = _code(item, _SYMPTOM), _code(item, _SURVEY)
        if symptom:
            yield from (_attribute(symptom, item, child) for child in item.item)
        elif own == "temperature":
            yield _temperature(item)
        elif own:
            yield _own(own, item)
        elif item.type == "group" and not item.enableWhen:
            yield from _questions(item.item)
        elif item.type != "display":
            raise NotUnderstood(item.linkId)


def _attribute(symptom: str, group: FormItem, item: FormItem) -> Question:
    attribute = _code(item, _ATTRIBUTE)
    if item.type != "choice" or not attribute or group.enableWhen:
        raise NotUnderstood(item.linkId)
    return Question(
        item.linkId,
        Asked.CHOICE,
        (symptom, attribute),
        _words(group.text, group.text_companion),
        _words(item.text, item.text_companion),
        _choices(item),
        _conditions(item),
        needs_all=item.enableBehavior != "any",
        is_required=item.required,
    )


def _own(name: str, item: FormItem) -> Question:
    kinds = {"choice": Asked.CHOICE, "decimal": Asked.WEIGHT, "text": Asked.COMMENT}
    kind = kinds.get(item.type)
    if kind is None or name not in {"weight", "ecog", "fall", "urgency", "comment"}:
        raise NotUnderstood(item.linkId)
    low, high = _bounds(item) if kind is Asked.WEIGHT else (0.0, 0.0)
    words = _words(item.text, item.text_companion)
    return Question(
        item.linkId,
        kind,
        (name, ""),
        words,
        words,
        _choices(item) if kind is Asked.CHOICE else (),
        _conditions(item),
        needs_all=item.enableBehavior != "any",
        is_required=item.required,
        low=low,
        high=high,
    )


def _temperature(group: FormItem) -> Question:
    value = next((each for each in group.item if _code(each, _SURVEY) == "temperature-value"), None)
    if value is None or group.enableWhen:
        raise NotUnderstood(group.linkId)
    low, high = _bounds(value)
    words = _words(group.text, group.text_companion)
    occurrences = [each.valueInteger for each in group.extension if _OCCURRENCES in each.url]
    most = occurrences[0] if occurrences and occurrences[0] else 1
    return Question(
        group.linkId,
        Asked.TEMPERATURE,
        ("temperature", ""),
        words,
        words,
        is_required=group.required,
        low=low,
        high=high,
        most=most,
    )


def _choices(item: FormItem) -> tuple[Choice, ...]:
    return tuple(_choice(item.linkId, option) for option in item.answerOption)


def _choice(link_id: str, option: FormOption) -> Choice:
    coding = option.valueCoding
    if coding is None or not coding.code:
        raise NotUnderstood(link_id)
    return Choice(coding.code, _words(coding.display, coding.display_companion))


def _conditions(item: FormItem) -> tuple[Condition, ...]:
    found = []
    for when in item.enableWhen:
        if when.operator == "exists" and when.answerBoolean is not None:
            found.append(Condition(when.question, None, is_negated=not when.answerBoolean))
        elif when.operator in {"=", "!="} and when.answerCoding is not None:
            code = when.answerCoding.code
            found.append(Condition(when.question, code, is_negated=when.operator == "!="))
        else:
            raise NotUnderstood(item.linkId)
    return tuple(found)


def _bounds(item: FormItem) -> tuple[float, float]:
    ends = {each.url: each.valueDecimal for each in item.extension}
    low, high = ends.get(MINIMUM), ends.get(MAXIMUM)
    if low is None or high is None:
        raise NotUnderstood(item.linkId)
    return low, high


def _code(item: FormItem, system: str) -> str:
    return next((each.code for each in item.code if each.system.endswith(system)), "")


def _words(text: str, companion: FormCompanion | None) -> Words:
    told = [] if companion is None else companion.extension
    pairs = (_translation(each) for each in told if each.url == TRANSLATION)
    return Words(text, {language: content for language, content in pairs if language and content})


def _translation(extension: FormExtension) -> tuple[str, str]:
    parts = {each.url: each for each in extension.extension}
    language, content = parts.get("lang"), parts.get("content")
    if language is None or content is None:
        return "", ""
    return language.valueCode or "", content.valueString or ""
