"""Comparison with the survey before, the explanation, and what an alert shows first."""

from datetime import timedelta

import pytest

from services.clinical.evaluate import evaluate
from services.clinical.reading import When
from services.contract.enums import AlertLevel, AnswerOutcome
from services.contract.explanations import Explanation, HitKind, Operator, Quantity
from tests.support.clinical_forms import (
    LAST_WEEK,
    NOW,
    content,
    default_rules,
    evidence_of,
    fired,
    forms,
    judge,
    rules_of,
    survey,
    temperatures,
    weekly,
)

FATIGUE_2 = {"fatigue": {"severity": 2, "interference": 2}}
AT_LEAST_1 = {"test": "composite", "operator": "at_least", "value": 1}
RISE = {"test": "rise", "item": "fatigue", "by": 2}


def test_an_answer_that_raises_nothing_says_so_and_has_its_grades():
    evaluation = judge({code: {"severity": 0} for code in ("fatigue", "cough", "insomnia")})

    assert (evaluation.outcome, evaluation.level) == (AnswerOutcome.NOTHING, None)
    assert [grade.item for grade in evaluation.grades] == list(weekly().items)
    assert evaluation.is_completed
    assert evaluation.explanation.lead is None
    assert evaluation.explanation.rule_set_version == "default-2"


def test_the_level_of_an_alert_is_that_of_its_highest_hit():
    evaluation = judge({**FATIGUE_2, "diarrhoea": {"frequency": 4}})

    assert fired(evaluation) == ["DIA-02", "FAT-01"]
    assert evaluation.level is AlertLevel.CRITICAL


def test_the_first_survey_compares_with_nothing():
    evaluation = judge(FATIGUE_2, rules=rules_of(RISE))

    assert evaluation.outcome is AnswerOutcome.NOTHING
    assert evaluation.explanation.compared_with is None
    assert evaluation.explanation.not_answered == ()


def test_the_opposite_of_a_rise_is_not_known_at_the_first_survey():
    evaluation = judge(FATIGUE_2, rules=rules_of({"test": "not", "of": RISE}))

    assert evaluation.outcome is AnswerOutcome.NOTHING


def test_the_survey_before_is_the_last_one_written_in_whatever_order_they_come():
    older = survey(LAST_WEEK - timedelta(days=7), fatigue=0)
    last = survey(LAST_WEEK, fatigue=1)
    later = survey(NOW + timedelta(days=7), fatigue=0)

    for history in ([later, last, older], [older, last, later], [last, later, older]):
        evaluation = judge(FATIGUE_2, history=history, rules=rules_of(RISE))
        assert evaluation.outcome is AnswerOutcome.NOTHING
        assert evaluation.explanation.compared_with == LAST_WEEK


def test_a_survey_written_at_the_same_instant_is_not_before():
    evaluation = judge(FATIGUE_2, history=[survey(NOW, fatigue=0)], rules=rules_of(RISE))

    assert evaluation.explanation.compared_with is None


def test_reception_time_may_stand_in_for_the_time_of_writing():
    answer = content(FATIGUE_2, authored_at=NOW + timedelta(days=365))
    between = survey(NOW + timedelta(days=1), fatigue=2)
    last = survey(fatigue=0)

    evaluation = evaluate(forms(), rules_of(RISE), answer, [between, last], when=When(NOW))

    assert evaluation.explanation.compared_with == LAST_WEEK
    assert fired(evaluation) == ["TST-01"]


def test_a_symptom_left_out_of_the_survey_before_makes_a_rise_unknown():
    evaluation = judge(FATIGUE_2, history=[survey(fatigue=None)], rules=rules_of(RISE))

    assert evaluation.outcome is AnswerOutcome.NOTHING
    [gap] = evaluation.explanation.not_answered
    assert (gap.rule_id, gap.item, gap.survey) == ("TST-01", "fatigue", "before")


@pytest.mark.parametrize(
    ("condition", "kind", "item"),
    [
        ({"test": "composite", "item": "fatigue", "operator": "at_least", "value": 2}, "level", 1),
        ({"test": "reached", "item": "fatigue", "value": 2}, "level", 1),
        (
            {
                "test": "attribute",
                "item": "fatigue",
                "attribute": "severity",
                "operator": "equals",
                "value": 2,
            },
            "level",
            1,
        ),
        (RISE, "trend", 1),
        ({"test": "temperature", "at_least": 38}, "temperature", 0),
        ({"test": "urgency", "equals": "urgent"}, "urgency", 0),
        (
            {"test": "all", "of": [RISE, {"test": "urgency", "equals": "urgent"}]},
            "combination",
            1,
        ),
    ],
    ids=["composite", "reached", "attribute", "rise", "temperature", "urgency", "combination"],
)
def test_a_hit_says_what_kind_of_condition_fired_and_on_what(condition, kind, item):
    evaluation = judge(
        FATIGUE_2,
        history=[survey(fatigue=0)],
        urgency="urgent",
        temperatures=temperatures((38.5, NOW)),
        rules=rules_of(condition),
    )

    [hit] = evaluation.explanation.hits
    assert hit.kind is HitKind(kind)
    assert hit.item == ("fatigue" if item else None)
    assert (hit.rule_id, hit.rule_version, hit.level) == ("TST-01", 1, AlertLevel.HIGH)


def test_the_evidence_of_two_temperatures_names_both_and_when():
    later = NOW + timedelta(minutes=90)

    evaluation = judge(temperatures=temperatures((38.2, later), (38.0, NOW)))

    [evidence] = evidence_of(evaluation, "FEV-01")
    assert (evidence.quantity, evidence.operator) == (Quantity.TEMPERATURE, Operator.AT_LEAST_TWICE)
    assert (evidence.before, evidence.before_at) == (38.0, NOW)
    assert (evidence.now, evidence.now_at) == (38.2, later)
    assert (evidence.threshold, evidence.change) == (38.0, 0.2)


def test_the_row_of_the_reference_picture():
    evaluation = judge(
        {
            "diarrhoea": {"frequency": 4},
            "abdominal_pain": {"frequency": 2, "severity": 2, "interference": 0},
            **FATIGUE_2,
            "nausea": {"frequency": 1, "severity": 1},
        },
        history=[survey(diarrhoea=1, abdominal_pain=1, fatigue=2, nausea=0)],
    )

    lead = evaluation.explanation.lead
    assert lead is not None
    assert (lead.item, lead.now, lead.change) == ("diarrhoea", 3, 2)
    following = [(row.item, row.now, row.change) for row in evaluation.explanation.next_symptoms]
    assert following == [("abdominal_pain", 2, 1), ("fatigue", 2, 0)]
    assert fired(evaluation) == ["DIA-02", "DIA-03", "DOA-01"]


def test_a_fever_leads_its_level_and_chills_without_a_rule_follow():
    evaluation = judge(
        {"chills": {"frequency": 1, "severity": 0}, "cough": {"severity": 4, "interference": 4}},
        temperatures=temperatures((38.4, NOW), (38.9, NOW)),
    )

    rows = [evaluation.explanation.lead, *evaluation.explanation.next_symptoms]
    assert [(row.item, row.now, row.level) for row in rows if row] == [
        ("temperature", 38.9, "critical"),
        ("cough", 3, "high"),
        ("chills", 1, None),
    ]


def test_among_symptoms_of_one_level_and_grade_the_one_that_rose_most_leads():
    evaluation = judge(
        {**FATIGUE_2, "insomnia": {"severity": 2, "interference": 2}},
        history=[survey(fatigue=1, insomnia=0)],
        rules=rules_of(
            {"test": "composite", "item": "*", "operator": "at_least", "value": 2},
        ),
    )

    lead = evaluation.explanation.lead
    assert lead is not None
    assert (lead.item, lead.change) == ("insomnia", 2)


def test_the_level_comes_before_the_grade():
    evaluation = judge(
        {"nausea": {"frequency": 1, "severity": 1}, "cough": {"severity": 4, "interference": 4}},
        rules=rules_of(
            {"level": "moderate", "when": AT_LEAST_1 | {"item": "cough"}},
            {"level": "critical", "when": AT_LEAST_1 | {"item": "nausea"}},
        ),
    )

    lead = evaluation.explanation.lead
    assert lead is not None
    assert lead.item == "nausea"
    assert fired(evaluation) == ["TST-02", "TST-01"]


def test_a_fever_comes_before_a_severe_symptom_of_its_level():
    evaluation = judge(
        {"cough": {"severity": 4, "interference": 4}}, temperatures=temperatures((38.1, NOW))
    )

    assert fired(evaluation) == ["FEV-02", "TOU-02"]
    assert evaluation.explanation.lead is not None
    assert evaluation.explanation.lead.item == "temperature"


def test_the_row_shows_the_highest_of_the_temperatures_that_fired():
    evaluation = judge(
        temperatures=temperatures((38.1, NOW), (38.9, NOW)),
        rules=rules_of(
            {"test": "temperature", "at_least": 38.0, "below": 38.3},
            {"test": "temperature", "at_least": 38.3},
        ),
    )

    assert evaluation.explanation.lead is not None
    assert evaluation.explanation.lead.now == 38.9


def test_an_explanation_survives_storage_as_json():
    explanation = judge(
        {"diarrhoea": {"frequency": 4}, "nausea": {"frequency": 3}, "unknown": {}},
        history=[survey()],
        temperatures=temperatures((38.1, NOW)),
        urgency="urgent",
    ).explanation

    assert Explanation.model_validate_json(explanation.model_dump_json()) == explanation
    assert Explanation.model_validate({**explanation.model_dump(), "newer": 1}) == explanation


def test_an_evaluation_of_the_same_answer_is_always_the_same():
    answer = content({"diarrhoea": {"frequency": 4}}, urgency="urgent")
    history = [survey(fatigue=1)]

    one = evaluate(forms(), default_rules(), answer, history)
    two = evaluate(forms(), default_rules(), answer, history)

    assert one == two
