"""The rule language: three-valued logic, and refusal of every rule that is not understood."""

from itertools import product
from typing import Any

import pytest

from services.clinical.findings import Finding, all_of, any_of, negation
from services.clinical.read_rule_set import RuleSetError, read_rule_set
from tests.support.clinical_forms import fired, forms, judge, rule_set_document, rules_of, survey

COMPOSITE = {"test": "composite", "item": "fatigue", "operator": "at_least", "value": 2}
VALUES = (True, False, None)


def nested(depth: int) -> dict[str, Any]:
    condition: dict[str, Any] = dict(COMPOSITE)
    for _ in range(depth):
        condition = {"test": "not", "of": condition}
    return condition


@pytest.mark.parametrize(("one", "two"), list(product(VALUES, repeat=2)))
def test_kleene_logic(one, two):
    parts = [Finding(one), Finding(two)]
    order = {False: 0, None: 1, True: 2}

    assert all_of(parts).holds is min(one, two, key=order.__getitem__)
    assert any_of(parts).holds is max(one, two, key=order.__getitem__)


@pytest.mark.parametrize(("value", "opposite"), [(True, False), (False, True), (None, None)])
def test_the_opposite_of_unknown_is_unknown(value, opposite):
    assert negation(Finding(value)).holds is opposite


@pytest.mark.parametrize(
    ("operator", "value", "holds"),
    [
        ("at_least", 1, True),
        ("at_least", 2, True),
        ("at_least", 3, False),
        ("at_most", 1, False),
        ("at_most", 2, True),
        ("at_most", 3, True),
        ("equals", 1, False),
        ("equals", 2, True),
        ("equals", 3, False),
    ],
)
@pytest.mark.parametrize("test", ["composite", "attribute"])
def test_a_comparison_at_and_beside_its_threshold(test, operator, value, holds):
    condition = {"test": test, "item": "fatigue", "operator": operator, "value": value}
    if test == "attribute":
        condition["attribute"] = "severity"

    evaluation = judge({"fatigue": {"severity": 2, "interference": 2}}, rules=rules_of(condition))

    assert fired(evaluation) == (["TST-01"] if holds else [])


def test_a_condition_on_what_was_not_asked_after_a_zero_is_false_and_not_unknown():
    severe = {
        "test": "attribute",
        "item": "pain",
        "attribute": "severity",
        "operator": "at_least",
        "value": 3,
    }

    evaluation = judge({"pain": {"frequency": 0}}, rules=rules_of(severe))

    assert fired(evaluation) == []
    assert evaluation.explanation.not_answered == ()


def test_any_symptom_covers_graded_symptoms_and_names_those_that_hold():
    anything = {"test": "composite", "item": "*", "operator": "at_least", "value": 2}

    evaluation = judge(
        {
            "fatigue": {"severity": 2, "interference": 2},
            "cough": {"severity": 4, "interference": 4},
            "rash": {"presence": 1},
        },
        rules=rules_of(anything),
    )

    [hit] = evaluation.explanation.hits
    assert hit.item == "cough"
    assert [evidence.item for evidence in hit.evidence] == ["fatigue", "cough"]


def test_any_symptom_is_unknown_while_one_is_not_answered_and_none_holds():
    anything = {"test": "composite", "item": "*", "operator": "at_least", "value": 2}
    others = {
        code: {"severity": 0}
        for code in ("constipation", "taste_change", "hand_foot_syndrome", "appetite_loss", "cough")
    }

    evaluation = judge(others, rules=rules_of(anything))

    missing = [gap.item for gap in evaluation.explanation.not_answered]
    assert "fatigue" in missing
    assert "cough" not in missing
    assert "rash" not in missing


def test_a_rise_of_a_symptom_below_the_step_is_false_whatever_was_before():
    rise = {"test": "rise", "item": "fatigue", "by": 2}

    evaluation = judge(
        {"fatigue": {"severity": 1, "interference": 0}},
        history=[survey(fatigue=None)],
        rules=rules_of(rise),
    )

    assert evaluation.explanation.not_answered == ()


REFUSED: dict[str, tuple[str, dict[str, Any]]] = {
    "no test": ("union_tag", {"item": "fatigue"}),
    "unknown test": ("union_tag", {**COMPOSITE, "test": "python"}),
    "unknown operator": ("literal_error", {**COMPOSITE, "operator": "eval"}),
    "unknown field": ("extra_forbidden", {**COMPOSITE, "code": "1"}),
    "unknown symptom": ("symptom happiness is not known", {**COMPOSITE, "item": "happiness"}),
    "symptom without a grade": ("symptom rash has no grade", {**COMPOSITE, "item": "rash"}),
    "grade 4": ("less_than_equal", {**COMPOSITE, "value": 4}),
    "threshold true": ("int_type", {**COMPOSITE, "value": True}),
    "threshold in words": ("int_type", {**COMPOSITE, "value": "2"}),
    "rise of a grade by 4": ("cannot rise", {"test": "rise", "item": "fatigue", "by": 4}),
    "rise by nothing": ("greater_than_equal", {"test": "rise", "item": "fatigue", "by": 0}),
    "unknown attribute": (
        "enum",
        {**COMPOSITE, "test": "attribute", "attribute": "colour"},
    ),
    "attribute not asked": (
        "symptom fatigue is not asked about frequency",
        {**COMPOSITE, "test": "attribute", "attribute": "frequency"},
    ),
    "presence of 2": (
        "2 is not on the scale of presence",
        {**COMPOSITE, "test": "attribute", "item": "rash", "attribute": "presence"},
    ),
    "unknown urgency": ("enum", {"test": "urgency", "equals": "soon"}),
    "fahrenheit": ("outside", {"test": "temperature", "at_least": 101.0}),
    "not a number": ("finite_number", {"test": "temperature", "at_least": float("nan")}),
    "an empty band": ("outside", {"test": "temperature", "at_least": 38.3, "below": 38.0}),
    "nothing to combine": ("too_short", {"test": "all", "of": []}),
    "a deep nest": ("nested too deeply", nested(1000)),
    "many conditions": (
        "too many conditions",
        {"test": "any", "of": [{"test": "all", "of": [COMPOSITE] * 40}] * 3},
    ),
}


@pytest.mark.parametrize(("said", "condition"), REFUSED.values(), ids=REFUSED.keys())
def test_a_condition_that_is_not_understood_is_refused(said, condition):
    with pytest.raises(RuleSetError, match=said):
        rules_of(condition)


RULE = rule_set_document()["rules"][0]
REFUSED_SETS: dict[str, tuple[str, dict[str, Any]]] = {
    "unknown level": ("enum at", {"rules": [{**RULE, "level": "red"}]}),
    "broken id": ("string_pattern", {"rules": [{**RULE, "id": "fever"}]}),
    "version 0": ("greater_than_equal", {"rules": [{**RULE, "version": 0}]}),
    "no reason in English": ("missing", {"rules": [{**RULE, "reason": {"fr": "Fièvre"}}]}),
    "the same id": ("value_error", {"rules": [RULE, RULE]}),
    "no rule": ("too_short", {"rules": []}),
    "unknown questionnaire": (
        "weekly 1 is not known",
        {"questionnaires": [{"name": "weekly", "version": "1"}]},
    ),
    "unknown field": ("extra_forbidden", {"script": "import os"}),
}


@pytest.mark.parametrize(("said", "changes"), REFUSED_SETS.values(), ids=REFUSED_SETS.keys())
def test_a_rule_set_that_is_not_understood_is_refused(said, changes):
    with pytest.raises(RuleSetError, match=said):
        read_rule_set({**rule_set_document(), **changes}, forms())


def test_the_deepest_rule_that_is_accepted_can_be_evaluated():
    depth = max(depth for depth in range(30) if is_accepted(nested(depth)))

    assert depth >= 8
    judge(rules=rules_of(nested(depth)))


def is_accepted(condition: dict[str, Any]) -> bool:
    try:
        rules_of(condition)
    except RuleSetError:
        return False
    return True
