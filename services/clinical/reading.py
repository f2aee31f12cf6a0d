"""Reads a whole answer into the facts that rules look at, and every problem met on the way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from services.clinical.facts import CompletedSurvey, Facts, before
from services.clinical.grading import GradedItems, grade_items
from services.clinical.known import Known
from services.clinical.measures import read_measures
from services.clinical.problems import problem
from services.clinical.questionnaire import (
    Questionnaire,
    QuestionnaireKey,
    Questionnaires,
    TemperatureQuestion,
)
from services.clinical.rules import RuleSet
from services.clinical.temperatures import ITEM, ReadTemperatures, read_temperatures
from services.contract.answer_content import AnswerContent
from services.contract.enums import Urgency
from services.contract.explanations import EvaluationProblem, EvaluationProblemCode


@dataclass(frozen=True)
class When:
    """What the service knows about the time of an answer; by default nothing but the answer's own.

    `authored_at` replaces the answer's instant where reception time, or the instant of the answer
    that this one corrects, stands in for it (decision 16). `is_plausible` is False when the own
    instant of the answer cannot belong to this episode, and nothing in it can have been measured
    after `not_after`, some time behind `received_at`. `corrects_unknown`: what the answer says that
    it corrects is not there.
    """

    authored_at: datetime | None = None
    is_plausible: bool = True
    not_after: datetime | None = None
    corrects_unknown: bool = False
    received_at: datetime | None = None


NOTHING_KNOWN: Final = When()


@dataclass(frozen=True)
class ReadAnswer:
    """The facts of an answer, and the reasons why it needs a person."""

    facts: Facts
    problems: tuple[EvaluationProblem, ...]


def read_answer(
    questionnaires: Questionnaires,
    rule_set: RuleSet,
    content: AnswerContent,
    history: Sequence[CompletedSurvey],
    when: When,
    known: Known,
) -> ReadAnswer:
    """Read everything that can be read; temperatures and urgency even where the form is unknown."""
    key = QuestionnaireKey(content.questionnaire, content.version)
    questionnaire = questionnaires.get(key)
    graded = grade_items(questionnaire, content.items) if questionnaire else GradedItems((), ())
    temperatures = _temperatures(content, questionnaire, questionnaires, when.not_after)
    urgency, problems_of_urgency = _urgency(content, questionnaire)
    authored_at = when.authored_at or content.authored
    past = before(history, authored_at)
    measured = read_measures(content, questionnaire, past, authored_at)
    last = past[0] if past else None
    problems = (
        *_problems_of_form(key, questionnaires, rule_set),
        *graded.problems,
        *temperatures.problems,
        *measured.problems,
        *problems_of_urgency,
        *_problems_of_place(content, when),
    )
    facts = Facts(
        form=questionnaire.items if questionnaire else {},
        grades={grade.item: grade for grade in graded.grades},
        before_at=last.authored_at if last else None,
        before={grade.item: grade for grade in last.grades} if last else {},
        temperatures=temperatures.usable,
        temperature_unreadable=len(temperatures.usable) < len(content.temperatures),
        urgency=urgency,
        urgency_unreadable=urgency is None and content.urgency is not None,
        authored_at=authored_at,
        past=past,
        measures=measured.measures,
        treatment=known.treatment,
    )
    return ReadAnswer(facts, problems)


def _problems_of_place(content: AnswerContent, when: When) -> Iterator[EvaluationProblem]:
    """Yield what has no place in the form, and what keeps the answer from having its own."""
    for unread in content.unread:
        yield problem(EvaluationProblemCode.NOT_UNDERSTOOD, unread.place)
    if content.authored is None or not when.is_plausible:
        yield problem(EvaluationProblemCode.UNREADABLE_TIME, None, "authored_at")
    if when.corrects_unknown:
        yield problem(EvaluationProblemCode.UNKNOWN_CORRECTION)


def _problems_of_form(
    key: QuestionnaireKey, questionnaires: Questionnaires, rule_set: RuleSet
) -> tuple[EvaluationProblem, ...]:
    if key in questionnaires:
        if rule_set.is_for(key):
            return ()
        return (problem(EvaluationProblemCode.RULE_SET_MISMATCH),)
    if any(known.name == key.name for known in questionnaires):
        return (problem(EvaluationProblemCode.UNKNOWN_VERSION),)
    return (problem(EvaluationProblemCode.UNKNOWN_QUESTIONNAIRE),)


def _temperatures(
    content: AnswerContent,
    questionnaire: Questionnaire | None,
    questionnaires: Questionnaires,
    not_after: datetime | None,
) -> ReadTemperatures:
    asked = questionnaire.temperature if questionnaire else _any_temperature(questionnaires)
    if asked is not None:
        return read_temperatures(content.temperatures, asked, not_after)
    unexpected = (
        (problem(EvaluationProblemCode.UNKNOWN_ITEM, ITEM),) if content.temperatures else ()
    )
    return ReadTemperatures((), unexpected)


def _any_temperature(questionnaires: Questionnaires) -> TemperatureQuestion | None:
    """Return some known question: degrees mean the same in every form, a fever must be seen."""
    known = (questionnaire.temperature for questionnaire in questionnaires.values())
    return next((asked for asked in known if asked is not None), None)


def _urgency(
    content: AnswerContent, questionnaire: Questionnaire | None
) -> tuple[Urgency | None, tuple[EvaluationProblem, ...]]:
    asked = questionnaire.urgency if questionnaire else None
    if content.urgency is None:
        if asked is not None and asked.required:
            return None, (problem(EvaluationProblemCode.MISSING_REQUIRED, "urgency"),)
        return None, ()
    if content.urgency not in set(Urgency):
        return None, (problem(EvaluationProblemCode.UNKNOWN_URGENCY, "urgency"),)
    urgency = Urgency(content.urgency)
    if questionnaire is not None and (asked is None or urgency not in asked.options):
        return None, (problem(EvaluationProblemCode.UNKNOWN_URGENCY, "urgency"),)
    return urgency, ()
