"""What somebody expects in one patient raises nothing for a time, and nothing else is muted."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.clinical.known import Known, RuleException
from services.contract.enums import AlertLevel, AnswerOutcome, ExceptionKind
from tests.support.clinical_forms import LAST_WEEK, NOW, fired, judge, survey

FATIGUE_2 = {"fatigue": {"severity": 2, "interference": 2}}
FATIGUE_3 = {"fatigue": {"severity": 4, "interference": 4}}
EXPECTED = RuleException(
    id="e1",
    kind=ExceptionKind.EXPECTED,
    item="fatigue",
    level=2,
    rule_set_version="default-2",
    rule_id=None,
    rule_version=None,
    since=NOW - timedelta(days=2),
    until=NOW + timedelta(days=2),
    by="Dr Tanguy",
)
SNOOZE = replace(EXPECTED, id="s1", kind=ExceptionKind.SNOOZE, rule_id="FAT-01", rule_version=1)


def judged(items, *exceptions, at=NOW, **more):
    return judge(items, known=Known(None, exceptions), received_at=at, **more)


def muted(evaluation):
    return [each.hit.rule_id for each in evaluation.explanation.muted]


@pytest.mark.parametrize("exception", [EXPECTED, SNOOZE])
def test_an_expected_symptom_raises_nothing_and_the_explanation_says_what_would_have(exception):
    evaluation = judged(FATIGUE_2, exception)

    assert (evaluation.outcome, evaluation.level) == (AnswerOutcome.NOTHING, None)
    assert evaluation.broken == ()
    [hit] = evaluation.explanation.muted
    assert (hit.hit.rule_id, hit.hit.level) == ("FAT-01", AlertLevel.MODERATE)
    assert (hit.by, hit.until, hit.level) == ("Dr Tanguy", NOW + timedelta(days=2), 2)


@pytest.mark.parametrize("exception", [EXPECTED, SNOOZE])
def test_a_symptom_that_passes_the_expected_level_breaks_the_exception(exception):
    evaluation = judged(FATIGUE_3, exception)

    assert fired(evaluation) == ["FAT-02"]
    assert muted(evaluation) == []
    assert evaluation.broken == (exception.id,)


@pytest.mark.parametrize("exception", [EXPECTED, SNOOZE])
@pytest.mark.parametrize(
    ("at", "is_muted"),
    [
        (NOW - timedelta(days=2, seconds=1), False),
        (NOW - timedelta(days=2), True),
        (NOW + timedelta(days=2) - timedelta(microseconds=1), True),
        (NOW + timedelta(days=2), False),
        (None, False),
    ],
)
def test_an_exception_holds_from_its_beginning_up_to_its_end(exception, at, is_muted):
    evaluation = judged(FATIGUE_2, exception, at=at)

    assert (muted(evaluation) == ["FAT-01"]) is is_muted
    assert (fired(evaluation) == ["FAT-01"]) is not is_muted


@pytest.mark.parametrize(
    "exception",
    [
        replace(EXPECTED, rule_set_version="default-1"),
        replace(SNOOZE, rule_version=2),
        replace(SNOOZE, rule_id="FAT-03"),
        replace(EXPECTED, item="pain"),
        replace(EXPECTED, level=1),
    ],
)
def test_an_exception_made_for_something_else_mutes_nothing(exception):
    assert fired(judged(FATIGUE_2, exception)) == ["FAT-01"]


def test_an_expected_symptom_is_expected_by_all_its_rules_and_a_snoozed_rule_is_one():
    history = [survey(LAST_WEEK)]

    expected = judged(FATIGUE_2, EXPECTED, history=history)
    snoozed = judged(FATIGUE_2, SNOOZE, history=history)

    assert sorted(muted(expected)) == ["FAT-01", "FAT-03"]
    assert (fired(snoozed), muted(snoozed)) == (["FAT-03"], ["FAT-01"])


@pytest.mark.parametrize(
    ("items", "more", "rule"),
    [
        ({"fatigue": {"severity": 2, "interference": 2}}, {"urgency": "urgent"}, "URG-01"),
        ({"dyspnoea": {"severity": 4, "interference": 4}}, {}, "ESS-02"),
        ({}, {"fall": "yes"}, "CHU-01"),
        ({}, {"ecog": 3}, "ECO-01"),
    ],
)
def test_a_critical_hit_and_one_about_more_than_the_symptom_are_never_muted(items, more, rule):
    """Even by an exception that no route lets anybody make."""
    wide = [
        replace(EXPECTED, item=item, level=3) for item in ("fatigue", "dyspnoea", "fall", "ecog")
    ]
    named = [replace(SNOOZE, rule_id=rule, item=each.item, level=3) for each in wide]

    assert rule in fired(judged(items, *wide, *named, **more))


def test_another_symptom_still_raises_its_alert_beside_a_muted_one():
    evaluation = judged({**FATIGUE_2, "diarrhoea": {"frequency": 4}}, EXPECTED)

    assert (fired(evaluation), muted(evaluation)) == (["DIA-02"], ["FAT-01"])
    assert evaluation.level is AlertLevel.CRITICAL
    assert evaluation.explanation.lead is not None
    assert evaluation.explanation.lead.item == "diarrhoea"


def test_an_answer_that_cannot_be_judged_is_not_muted():
    evaluation = judged({"fatigue": {"severity": 9}}, EXPECTED)

    assert evaluation.outcome is AnswerOutcome.TECHNICAL


def test_an_answer_without_a_grade_breaks_nothing():
    assert judged({}, EXPECTED).broken == ()
