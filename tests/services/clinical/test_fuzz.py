"""Random answers against random rules: always one of three outcomes, never an exception."""

import time
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from services.clinical.evaluate import Evaluation, evaluate
from services.clinical.facts import CompletedSurvey
from services.clinical.measures import ecog_in, weight_in
from services.clinical.read_rule_set import RuleSetError
from services.clinical.reading import When
from services.clinical.rules import RuleSet
from services.contract.answer_content import AnswerContent
from services.contract.enums import AlertLevel, AnswerOutcome
from services.contract.explanations import Explanation
from tests.support.clinical_forms import (
    LAST_WEEK,
    NOW,
    content,
    default_rules,
    forms,
    rules_of,
    weekly,
)
from tests.support.clinical_fuzz import ANSWERS, KNOWN, RULES

LEVELS = list(AlertLevel)
BEFORE = st.lists(ANSWERS, max_size=3)
RECEIVED = When(received_at=NOW)


def read_rules(documents: list[dict[str, object]]) -> RuleSet | None:
    """Return the rule set, or None when it is refused: refusal has one exception only."""
    try:
        return rules_of(*documents)
    except RuleSetError:
        return None


def history_of(before: list[dict[str, object]], rules: RuleSet) -> list[CompletedSurvey]:
    """Return surveys of the last weeks with what other random answers said."""
    surveys = []
    for weeks, each in enumerate(before):
        content = AnswerContent.model_validate(each)
        earlier = evaluate(forms(), rules, content, [])
        surveys.append(
            CompletedSurvey(
                LAST_WEEK - timedelta(weeks=weeks),
                earlier.grades,
                weight_in(content, weekly()),
                ecog_in(content, weekly()),
                frozenset(hit.rule_id for hit in earlier.explanation.hits),
            )
        )
    return surveys


def check(evaluation: Evaluation) -> None:
    """Check what must hold of every evaluation."""
    explanation = evaluation.explanation
    levels = [hit.level for hit in explanation.hits]
    match evaluation.outcome:
        case AnswerOutcome.TECHNICAL:
            assert explanation.problems
            assert evaluation.level is AlertLevel.CRITICAL
        case AnswerOutcome.ALERT:
            assert levels
            assert not explanation.problems
            assert evaluation.level is min(levels, key=LEVELS.index)
        case AnswerOutcome.NOTHING:
            assert not levels
            assert not explanation.problems
            assert evaluation.level is None
    assert all(LEVELS.index(one) <= LEVELS.index(two) for one, two in pairwise(levels))
    assert all(hit.hit.level is not AlertLevel.CRITICAL for hit in explanation.muted)
    assert not {hit.hit.rule_id for hit in explanation.muted} & {
        hit.rule_id for hit in explanation.hits
    }
    assert all(grade.grade in {None, 0, 1, 2, 3} for grade in evaluation.grades)
    assert all((grade.grade is None) is (grade.missing is not None) for grade in evaluation.grades)
    assert Explanation.model_validate_json(explanation.model_dump_json()) == explanation


def hides_nothing_severe(answer: AnswerContent, evaluation: Evaluation) -> bool:
    """Whether a severe answer left a trace: a grade above zero, or a technical alert."""
    severe = {
        code
        for code, attributes in answer.items.items()
        for value in attributes.values()
        if isinstance(value, int) and value >= 3
    }
    graded = {grade.item for grade in evaluation.grades if grade.grade}
    is_told = not is_worst_of_all(answer) or bool(evaluation.explanation.hits)
    is_seen = severe <= graded and is_told
    return is_seen or evaluation.outcome is AnswerOutcome.TECHNICAL


def is_worst_of_all(answer: AnswerContent) -> bool:
    """Whether the patient fell, or spends the day in bed."""
    return answer.fall == "yes" or (isinstance(answer.ecog, int | float) and answer.ecog >= 3)


@given(answer=ANSWERS, before=BEFORE, rules=st.lists(RULES, min_size=1, max_size=4), known=KNOWN)
def test_random_answers_against_random_rules(answer, before, rules, known):
    rule_set = read_rules(rules) or default_rules()

    evaluation = evaluate(
        forms(),
        rule_set,
        AnswerContent.model_validate(answer),
        history_of(before, rule_set),
        when=RECEIVED,
        known=known,
    )

    check(evaluation)


@given(answer=ANSWERS, before=BEFORE, known=KNOWN)
def test_random_answers_against_the_default_rules(answer, before, known):
    read = AnswerContent.model_validate(answer)
    history = history_of(before, default_rules())
    started_s = time.monotonic()

    evaluation = evaluate(forms(), default_rules(), read, history, when=RECEIVED, known=known)

    assert time.monotonic() - started_s < 1, "an answer may not take a second (R-INP-03)"

    check(evaluation)
    assert hides_nothing_severe(read, evaluation)


@given(rules=st.lists(RULES, min_size=1, max_size=4), limit=st.integers(0, 40))
def test_random_rules_within_any_number_of_steps(rules, limit):
    rule_set = read_rules(rules) or default_rules()

    check(evaluate(forms(), rule_set, content(), [], step_limit=limit))


@pytest.mark.slow
@pytest.mark.timeout(900)
@settings(
    max_examples=2_000,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    derandomize=False,
    database=None,
)
@given(
    answers=st.lists(ANSWERS, min_size=5, max_size=5),
    rules=st.lists(RULES, min_size=10, max_size=10),
    known=KNOWN,
)
def test_a_hundred_thousand_pairs_of_a_random_answer_and_a_random_rule(answers, rules, known):
    read = [AnswerContent.model_validate(answer) for answer in answers]

    for rule in rules:
        rule_set = read_rules([rule]) or default_rules()
        for answer in read:
            check(evaluate(forms(), rule_set, answer, [], when=RECEIVED, known=known))
