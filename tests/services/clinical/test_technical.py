"""Whatever cannot be evaluated becomes a technical alert, and never silence (decision 11)."""

from collections.abc import Mapping
from typing import Any

import pytest

from services.clinical.evaluate import evaluate, what_failed
from services.clinical.read_rule_set import RuleSetError
from services.contract.enums import AlertLevel, AnswerOutcome
from services.contract.explanations import EvaluationProblemCode, MissingReason
from tests.support.clinical_forms import (
    NOW,
    REQUIRED_AT_ZERO,
    content,
    default_rules,
    fired,
    forms,
    judge,
    problem_codes,
    rules_of,
    survey,
    temperatures,
)

SEVERE = {"diarrhoea": {"frequency": 4}}


def without(code: str) -> dict[str, object]:
    return {name: answers for name, answers in REQUIRED_AT_ZERO.items() if name != code}


ITEM_FAULTS: dict[str, tuple[str, Mapping[str, object]]] = {
    "unknown item": ("unknown_item", {"happiness": {"severity": 1}}),
    "unknown attribute": ("unknown_attribute", {"fatigue": {"colour": 1}}),
    "attribute not asked here": (
        "unknown_attribute",
        {"diarrhoea": {"frequency": 0, "severity": 1}},
    ),
    "above the scale": ("value_out_of_range", {"fatigue": {"severity": 5}}),
    "below the scale": ("value_out_of_range", {"fatigue": {"severity": -1}}),
    "between two values": ("value_out_of_range", {"fatigue": {"severity": 2.5}}),
    "presence above one": ("value_out_of_range", {"rash": {"presence": 2}}),
    "a huge number": ("value_out_of_range", {"fatigue": {"severity": 10**400}}),
    "text": ("value_type", {"fatigue": {"severity": "3"}}),
    "severe and incomplete": ("grade_not_computable", {"nausea": {"frequency": 3}}),
    "severe and declined": (
        "grade_not_computable",
        {"fatigue": {"severity": 4, "interference": "opt_out"}},
    ),
    "severe behind a zero": ("contradiction", {"pain": {"frequency": 0, "severity": 3}}),
}
FIELD_FAULTS: dict[str, tuple[str, dict[str, Any]]] = {
    "another form": ("unknown_questionnaire", {"questionnaire": "weekly"}),
    "no form": ("unknown_questionnaire", {"questionnaire": ""}),
    "another version": ("unknown_version", {"version": "1.0.1"}),
    "unknown urgency": ("unknown_urgency", {"urgency": "soon"}),
    "no time": ("unreadable_time", {"authored_at": None}),
    "time in words": ("unreadable_time", {"authored_at": "yesterday"}),
    "time without a zone": ("unreadable_time", {"authored_at": "2025-11-18T08:09:00"}),
    "time of a dead clock": ("unreadable_time", {"authored_at": "1970-01-01T00:00:00Z"}),
    "fahrenheit": (
        "unit_unknown",
        {"temperatures": [{"value": 101.3, "unit": "[degF]", "measured_at": NOW}]},
    ),
    "fahrenheit without saying": (
        "temperature_out_of_range",
        {"temperatures": temperatures((101.3, NOW))},
    ),
    "too cold": ("temperature_out_of_range", {"temperatures": temperatures((29.9, NOW))}),
    "too hot": ("temperature_out_of_range", {"temperatures": temperatures((45.1, NOW))}),
    "no value": ("missing_required", {"temperatures": [{"measured_at": NOW}]}),
    "no time of measure": ("missing_required", {"temperatures": [{"value": 37.0}]}),
    "time of measure in words": (
        "unreadable_time",
        {"temperatures": [{"value": 37.0, "measured_at": "noon"}]},
    ),
    "more about a temperature": (
        "unknown_attribute",
        {"temperatures": [{"value": 37.0, "measured_at": NOW, "site": "ear"}]},
    ),
    "four temperatures": (
        "too_many_temperatures",
        {"temperatures": temperatures(*[(37.0, NOW)] * 4)},
    ),
}


@pytest.mark.parametrize(("code", "items"), ITEM_FAULTS.values(), ids=ITEM_FAULTS.keys())
def test_an_item_that_cannot_be_read_is_technical_and_hides_no_other_hit(code, items):
    evaluation = judge({"cough": {"severity": 4, "interference": 4}, **items})

    assert problem_codes(evaluation) == [code]
    assert (evaluation.outcome, evaluation.level) == (AnswerOutcome.TECHNICAL, AlertLevel.CRITICAL)
    assert "TOU-02" in fired(evaluation)
    assert not evaluation.is_completed


@pytest.mark.parametrize(("code", "fields"), FIELD_FAULTS.values(), ids=FIELD_FAULTS.keys())
def test_a_field_that_cannot_be_read_is_technical(code, fields):
    evaluation = judge(**fields)

    assert problem_codes(evaluation) == [code]
    assert (evaluation.outcome, evaluation.level) == (AnswerOutcome.TECHNICAL, AlertLevel.CRITICAL)


@pytest.mark.parametrize("code", REQUIRED_AT_ZERO)
def test_a_required_symptom_left_out_is_technical(code):
    evaluation = judge(without(code), zeros=False)

    [problem] = evaluation.explanation.problems
    assert (problem.code, problem.item) == ("missing_required", code)
    assert evaluation.outcome is AnswerOutcome.TECHNICAL


def test_a_follow_up_question_of_a_required_symptom_is_required_when_it_is_asked():
    left_out = judge({"abdominal_pain": {"frequency": 1, "severity": 0}})
    not_asked = judge({"abdominal_pain": {"frequency": 0}})

    [problem] = left_out.explanation.problems
    assert (problem.item, problem.attribute) == ("abdominal_pain", "interference")
    assert not_asked.outcome is AnswerOutcome.NOTHING


@pytest.mark.parametrize("nothing", [{}, {"severity": None}])
def test_an_optional_symptom_left_out_is_reported_and_not_taken_for_zero(nothing):
    evaluation = judge({"fatigue": nothing}, history=[survey()], urgency="can_wait")

    assert evaluation.outcome is AnswerOutcome.NOTHING
    [fatigue] = [grade for grade in evaluation.grades if grade.item == "fatigue"]
    assert (fatigue.grade, fatigue.missing) == (None, MissingReason.NOT_ANSWERED)
    gaps = {
        (gap.rule_id, gap.reason, gap.survey)
        for gap in evaluation.explanation.not_answered
        if gap.item == "fatigue"
    }
    assert gaps == {(f"FAT-0{n}", MissingReason.NOT_ANSWERED, "now") for n in (1, 2, 3, 4)}


def test_choosing_not_to_answer_is_an_answer():
    evaluation = judge({"diarrhoea": {"frequency": "opt_out"}, "rash": {"presence": "opt_out"}})

    assert evaluation.outcome is AnswerOutcome.NOTHING
    assert evaluation.is_completed
    by_item = {grade.item: grade for grade in evaluation.grades}
    for code in ("diarrhoea", "rash"):
        assert (by_item[code].grade, by_item[code].missing) == (None, MissingReason.OPT_OUT)
    reasons = {gap.reason for gap in evaluation.explanation.not_answered if gap.item == "diarrhoea"}
    assert reasons == {MissingReason.OPT_OUT}


def test_a_mild_and_incomplete_symptom_has_no_grade_and_raises_nothing():
    evaluation = judge({"nausea": {"frequency": 2}})

    assert evaluation.outcome is AnswerOutcome.NOTHING
    [nausea] = [grade for grade in evaluation.grades if grade.item == "nausea"]
    assert (nausea.grade, nausea.missing) == (None, MissingReason.NOT_COMPUTABLE)


def test_a_whole_number_written_with_a_point_is_that_number():
    assert fired(judge({"diarrhoea": {"frequency": 4.0}})) == ["DIA-02"]


@pytest.mark.parametrize("fields", [{"questionnaire": "weekly"}, {"version": "2"}])
def test_a_fever_and_an_urgent_word_are_seen_even_in_an_unknown_form(fields):
    evaluation = judge(SEVERE, temperatures=temperatures((39.0, NOW)), urgency="urgent", **fields)

    assert fired(evaluation) == ["FEV-01", "URG-02"]
    assert evaluation.grades == ()
    assert evaluation.outcome is AnswerOutcome.TECHNICAL


def test_a_reading_in_another_unit_hides_no_reading_that_can_be_used():
    readings = [{"value": 101, "unit": "[degF]"}, *temperatures((38.1, NOW))]

    assert fired(judge(temperatures=readings)) == ["FEV-02"]


@pytest.mark.parametrize(
    "readings",
    [
        pytest.param([{"value": 101, "unit": "[degF]"}], id="another unit"),
        pytest.param([{"value": 38.1}, *temperatures((38.1, NOW))], id="two, one without a time"),
    ],
)
def test_a_temperature_that_cannot_be_read_leaves_fever_unknown_and_not_denied(readings):
    evaluation = judge(temperatures=readings)

    reasons = {gap.reason for gap in evaluation.explanation.not_answered if gap.rule_id == "FEV-01"}
    assert reasons == {MissingReason.NOT_COMPUTABLE}


def test_an_unknown_form_cannot_say_that_no_symptom_is_severe():
    any_severe = {"test": "composite", "item": "*", "operator": "at_least", "value": 2}
    rise = {"test": "rise", "item": "fatigue", "attribute": "*", "by": 2}
    named = {**any_severe, "item": "fatigue"}
    rules = rules_of(*({"test": "not", "of": test} for test in (any_severe, rise, named)))

    evaluation = judge(questionnaire="other", rules=rules, history=[survey()])

    assert fired(evaluation) == []
    assert evaluation.explanation.not_answered == ()


def test_rules_made_for_another_version_say_so():
    other = default_rules().model_copy(
        update={
            "questionnaires": [
                default_rules().questionnaires[0].model_copy(update={"version": "0"})
            ]
        }
    )

    evaluation = judge(SEVERE, rules=other)

    assert problem_codes(evaluation) == ["rule_set_mismatch"]
    assert fired(evaluation) == ["DIA-02"]


def test_running_out_of_steps_is_technical_and_keeps_what_was_found():
    answer = content({}, temperatures=temperatures((39.0, NOW)))

    evaluation = evaluate(forms(), default_rules(), answer, [], step_limit=10)

    assert problem_codes(evaluation) == ["step_limit"]
    assert evaluation.outcome is AnswerOutcome.TECHNICAL
    assert fired(evaluation) == ["FEV-01"]


@pytest.mark.parametrize(
    ("raised", "code"),
    [(ZeroDivisionError, "evaluation_failed"), (RuleSetError, "rule_error")],
)
def test_an_evaluation_that_raises_has_an_outcome_too(raised, code):
    evaluation = what_failed(raised, default_rules())

    [problem] = evaluation.explanation.problems
    assert (problem.code, problem.cause) == (code, raised.__name__)
    assert (evaluation.outcome, evaluation.level) == (AnswerOutcome.TECHNICAL, AlertLevel.CRITICAL)
    assert evaluation.explanation.rule_set_version == "default-2"
    assert not evaluation.is_completed


def test_text_that_is_no_code_never_reaches_an_explanation():
    secret = "Jeanne au 06 39 98"

    evaluation = judge(
        {secret: {"severity": 1}, "fatigue": {secret: 1, "severity": secret}},
        urgency=secret,
        authored_at=secret,
        temperatures=[{"value": 37, "unit": secret, "measured_at": secret, secret: 1}],
    )

    assert len(evaluation.explanation.problems) == 6
    assert secret not in evaluation.explanation.model_dump_json()
    assert secret not in repr(evaluation)


def test_a_flood_of_problems_is_cut_and_says_so():
    evaluation = judge({f"item{number}": {} for number in range(190)})

    codes = problem_codes(evaluation)
    assert len(codes) == 50
    assert codes[-1] == EvaluationProblemCode.MORE_PROBLEMS
    assert not evaluation.is_completed


@pytest.mark.parametrize("name", ["four temperatures", "unknown urgency", "fahrenheit"])
def test_a_fault_beside_the_symptoms_leaves_the_survey_comparable(name):
    _, fields = FIELD_FAULTS[name]

    assert judge(**fields).is_completed


def test_what_a_patient_has_not_come_to_is_not_missing():
    """H-02: a red flag in an unfinished answer is a clinical alert; none of it is a baseline."""
    answer = content(SEVERE, zeros=False)

    whole = evaluate(forms(), default_rules(), answer, ())
    unfinished = evaluate(forms(), default_rules(), answer, (), is_unfinished=True)

    assert whole.outcome is AnswerOutcome.TECHNICAL
    assert (unfinished.outcome, unfinished.level) == (AnswerOutcome.ALERT, AlertLevel.CRITICAL)
    assert fired(unfinished) == fired(whole)
    assert not unfinished.is_completed


@pytest.mark.parametrize("items", [{"fatigue": {"severity": 9}}, {"nausea": {"frequency": 3}}])
def test_what_cannot_be_read_is_technical_in_an_unfinished_answer_too(items):
    unfinished = evaluate(forms(), default_rules(), content(items), (), is_unfinished=True)

    assert unfinished.outcome is AnswerOutcome.TECHNICAL
