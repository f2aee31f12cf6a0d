"""The one way through the clinical core: an answer in; nothing, alert or technical alert out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from services.clinical.facts import DEFAULT_STEP_LIMIT, CompletedSurvey, StepBudget
from services.clinical.fire import fire
from services.clinical.known import NOTHING_MORE, Known, mute
from services.clinical.measures import ECOG, FALL, WEIGHT
from services.clinical.ordering import (
    NEXT_SYMPTOMS,
    TEMPERATURE,
    URGENCY,
    highest_level,
    order_hits,
    order_symptoms,
)
from services.clinical.problems import problem
from services.clinical.questionnaire import Questionnaires
from services.clinical.read_rule_set import RuleSetError
from services.clinical.reading import NOTHING_KNOWN, When, read_answer
from services.clinical.rules import RuleSet
from services.contract.answer_content import AnswerContent
from services.contract.enums import AlertLevel, AnswerOutcome
from services.contract.explanations import (
    EvaluationProblem,
    EvaluationProblemCode,
    Explanation,
    SymptomGrade,
)

MAXIMUM_PROBLEMS: Final = 50

# A fault in one of these leaves the grades of a survey whole, so that later ones compare with it.
_BESIDE_THE_GRADES: Final = frozenset({TEMPERATURE, URGENCY, WEIGHT, ECOG, FALL})


@dataclass(frozen=True)
class Evaluation:
    """What became of one answer, whole: nothing is left for a database or a clock to decide."""

    outcome: AnswerOutcome
    level: AlertLevel | None
    """Of the highest hit; critical for a technical alert (decision 15); None for nothing."""
    grades: tuple[SymptomGrade, ...]
    """One for each symptom of the questionnaire, in its order; empty when it is not known."""
    explanation: Explanation
    is_completed: bool
    """Whether later surveys may be compared with this one."""
    broken: tuple[str, ...] = ()
    """Ids of the exceptions that are over, because their symptom passed the expected level."""


def evaluate(
    questionnaires: Questionnaires,
    rule_set: RuleSet,
    content: AnswerContent,
    history: Sequence[CompletedSurvey],
    *,
    when: When = NOTHING_KNOWN,
    known: Known = NOTHING_MORE,
    step_limit: int = DEFAULT_STEP_LIMIT,
    is_unfinished: bool = False,
) -> Evaluation:
    """Grade an answer, run the rules and explain the outcome.

    `history` holds the completed surveys of the same episode; those written at or after this one do
    not count, in whatever order they arrived. `is_unfinished`: the patient is still answering, so
    that a required question without an answer is one they have not come to; nothing is ever
    compared with such an answer.
    """
    answer = read_answer(questionnaires, rule_set, content, history, when, known)
    fired = fire(rule_set, answer.facts, StepBudget(step_limit))
    problems = [
        each
        for each in answer.problems
        if not (is_unfinished and each.code is EvaluationProblemCode.MISSING_REQUIRED)
    ]
    if fired.ran_out:
        problems.append(problem(EvaluationProblemCode.STEP_LIMIT))
    muting = mute(fired.hits, answer.facts.grades, known.exceptions, rule_set, when.received_at)
    rows = order_symptoms(muting.hits, answer.facts)
    hits = order_hits(muting.hits, rows)
    explanation = Explanation(
        rule_set_version=rule_set.label,
        compared_with=answer.facts.before_at,
        hits=hits,
        not_answered=fired.not_answered,
        problems=_bounded(problems),
        lead=rows[0] if rows else None,
        next_symptoms=rows[1 : 1 + NEXT_SYMPTOMS],
        muted=muting.muted,
    )
    outcome = _outcome(explanation)
    return Evaluation(
        outcome=outcome,
        level=AlertLevel.CRITICAL if outcome is AnswerOutcome.TECHNICAL else highest_level(hits),
        grades=tuple(answer.facts.grades.values()),
        explanation=explanation,
        is_completed=not is_unfinished
        and all(found.item in _BESIDE_THE_GRADES for found in answer.problems),
        broken=muting.broken,
    )


def what_failed(exception_type: type[BaseException], rule_set: RuleSet | None = None) -> Evaluation:
    """Return the technical outcome for an answer whose evaluation itself raised."""
    is_rule_fault = issubclass(exception_type, RuleSetError)
    code = (
        EvaluationProblemCode.RULE_ERROR
        if is_rule_fault
        else EvaluationProblemCode.EVALUATION_FAILED
    )
    return Evaluation(
        outcome=AnswerOutcome.TECHNICAL,
        level=AlertLevel.CRITICAL,
        grades=(),
        explanation=Explanation(
            rule_set_version=rule_set.label if rule_set else None,
            compared_with=None,
            hits=(),
            not_answered=(),
            problems=(problem(code, cause=exception_type.__name__),),
            lead=None,
            next_symptoms=(),
        ),
        is_completed=False,
    )


def _outcome(explanation: Explanation) -> AnswerOutcome:
    if explanation.problems:
        return AnswerOutcome.TECHNICAL
    return AnswerOutcome.ALERT if explanation.hits else AnswerOutcome.NOTHING


def _bounded(problems: Sequence[EvaluationProblem]) -> tuple[EvaluationProblem, ...]:
    """Return each problem once; beyond the limit say that there are more."""
    distinct = tuple(dict.fromkeys(problems))
    if len(distinct) <= MAXIMUM_PROBLEMS:
        return distinct
    return (*distinct[: MAXIMUM_PROBLEMS - 1], problem(EvaluationProblemCode.MORE_PROBLEMS))
