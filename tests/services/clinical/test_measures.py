"""Weight, ECOG and falls at the edge of every threshold, and what cannot be read of them."""

from datetime import timedelta

import pytest
from pydantic import ValidationError

from services.clinical.facts import CompletedSurvey
from services.clinical.known import Known
from services.clinical.measures import usable_weights
from services.clinical.questionnaire import QuestionnaireError
from services.clinical.read_questionnaire import ECOG_ANSWERS, read_questionnaire
from services.clinical.read_rule_set import RuleSetError, read_rule_set
from services.contract.answer_content import AnswerContent
from services.contract.enums import AlertLevel, AnswerOutcome
from services.contract.explanations import MissingReason, Operator, Quantity
from tests.support.clinical_forms import (
    LAST_WEEK,
    NOW,
    evidence_of,
    fired,
    first_weekly,
    forms,
    judge,
    problem_codes,
    questionnaire_document,
    rule_set_document,
    rules_of,
    survey,
    temperatures,
    weekly,
)

HIGH, MODERATE = AlertLevel.HIGH, AlertLevel.MODERATE


def kg(value, unit="kg"):
    return {"value": value, "unit": unit}


def days_ago(days: float):
    return NOW - timedelta(days=days)


@pytest.mark.parametrize(
    ("before", "now", "rules", "level"),
    [
        (80.0, 80.0, [], None),
        (80.0, 77.7, [], None),
        (80.0, 77.6, ["POI-02"], MODERATE),
        (80.0, 76.1, ["POI-02"], MODERATE),
        (80.0, 76.0, ["POI-01"], HIGH),
        (80.0, 70, ["POI-01"], HIGH),
        (80.0, 82.0, [], None),
        # Tenths that no binary fraction holds: 4.9 % and exactly 5 % of 66 kg.
        (66.0, 62.8, ["POI-02"], MODERATE),
        (66.0, 62.7, ["POI-01"], HIGH),
        # What the scales show is what is judged: tenths of a kilogram.
        (80.0, 76.04, ["POI-01"], HIGH),
        (80.0, 76.06, ["POI-02"], MODERATE),
    ],
)
def test_loss_of_weight_at_its_thresholds(before, now, rules, level):
    evaluation = judge(history=[survey(weight_kg=before)], weight=kg(now))

    assert (fired(evaluation), evaluation.level) == (rules, level)


@pytest.mark.parametrize(
    ("days", "rules"), [(1, ["POI-01"]), (29.9, ["POI-01"]), (30, ["POI-01"]), (30.1, [])]
)
def test_a_weight_is_compared_within_thirty_days(days, rules):
    evaluation = judge(history=[survey(days_ago(days), weight_kg=80.0)], weight=kg(75.0))

    assert fired(evaluation) == rules


def test_a_slow_loss_is_measured_from_the_highest_weight_of_the_month():
    """Week by week below every threshold, 5 % in four weeks."""
    history = [
        survey(days_ago(28 - 7 * week), weight_kg=weight)
        for week, weight in enumerate([80.0, 79.0, 78.0, 77.0])
    ]

    [evidence] = evidence_of(judge(history=history, weight=kg(76.0)), "POI-01")

    assert (evidence.before, evidence.before_at) == (80.0, days_ago(28))
    assert (evidence.now, evidence.now_at, evidence.change) == (76.0, NOW, -4.0)
    assert (evidence.operator, evidence.threshold) == (Operator.FELL_BY_PERCENT, 5)


def test_a_first_weight_has_nothing_to_be_compared_with():
    evaluation = judge(weight=kg(40.0))

    assert evaluation.outcome is AnswerOutcome.NOTHING


def test_a_weight_left_out_is_not_taken_for_no_loss():
    gaps = {
        (gap.rule_id, gap.quantity, gap.reason, gap.survey)
        for gap in judge(history=[survey(weight_kg=80.0)]).explanation.not_answered
        if gap.quantity is Quantity.WEIGHT
    }

    now = ("weight", MissingReason.NOT_ANSWERED, "now")
    assert gaps == {("POI-01", *now), ("POI-02", *now)}


@pytest.mark.parametrize(
    ("reading", "code"),
    [
        (kg(24.9), "weight_out_of_range"),
        (kg(300.1), "weight_out_of_range"),
        (kg(72_000), "weight_out_of_range"),
        (kg(-72), "weight_out_of_range"),
        (kg(0), "weight_out_of_range"),
        (kg(159, "[lb_av]"), "unit_unknown"),
        (kg(72_000, "g"), "unit_unknown"),
        (kg(72, "KG"), "unit_unknown"),
        (kg(72, ""), "unit_unknown"),
        (kg(None), "missing_required"),
        ({"value": 72, "dressed": 1}, "unknown_attribute"),
    ],
)
def test_a_weight_that_cannot_be_is_shown_to_a_person(reading, code):
    evaluation = judge(weight=reading)

    assert evaluation.outcome is AnswerOutcome.TECHNICAL
    assert problem_codes(evaluation) == [code]
    assert evaluation.is_completed, "the grades are whole: later surveys compare with them"


@pytest.mark.parametrize("edge", [25, 25.0, 300, 300.0])
def test_the_bounds_themselves_are_plausible(edge):
    assert judge(weight=kg(edge)).outcome is AnswerOutcome.NOTHING


@pytest.mark.parametrize("broken", [float("nan"), float("inf"), "72", True])
def test_what_is_no_number_does_not_come_through_the_envelope(broken):
    with pytest.raises(ValidationError):
        AnswerContent.model_validate({"weight": {"value": broken}})


@pytest.mark.parametrize(
    ("now", "is_implausible"), [(64.1, False), (64.0, True), (95.9, False), (96.0, True)]
)
def test_a_fifth_more_or_less_within_a_month_is_shown_to_a_person(now, is_implausible):
    """Pounds written as kilograms would hide every loss after them."""
    evaluation = judge(history=[survey(weight_kg=80.0)], weight=kg(now))

    assert ("weight_implausible" in problem_codes(evaluation)) is is_implausible
    assert ("POI-01" in fired(evaluation)) is (now < 80)


def test_an_implausible_weight_is_not_compared_with_later():
    history = [survey(days_ago(14), weight_kg=72.0), survey(days_ago(7), weight_kg=159.0)]

    evaluation = judge(history=history, weight=kg(71.9))

    assert evaluation.outcome is AnswerOutcome.NOTHING
    assert [each.kg for each in usable_weights(history)] == [72.0]


@pytest.mark.parametrize(
    ("ecog", "rules"),
    [(0, []), (1, []), (2, []), (2.0, []), (3, ["ECO-01"]), (4, ["ECO-01"]), (4.0, ["ECO-01"])],
)
def test_ecog_at_its_threshold(ecog, rules):
    evaluation = judge(ecog=ecog)

    assert fired(evaluation) == rules
    assert evaluation.level is (HIGH if rules else None)


@pytest.mark.parametrize(
    ("before", "now", "rules"),
    [
        (0, 1, []),
        (0, 2, ["ECO-02"]),
        (1, 2, []),
        (1, 3, ["ECO-01", "ECO-02"]),
        (2, 0, []),
        (4, 4, ["ECO-01"]),
    ],
)
def test_a_rise_of_ecog_at_its_threshold(before, now, rules):
    assert fired(judge(history=[survey(ecog=before)], ecog=now)) == rules


def test_ecog_of_the_first_survey_is_the_baseline():
    assert fired(judge(ecog=2)) == []


def test_ecog_is_compared_with_the_last_one_that_was_answered():
    history = [survey(days_ago(14), ecog=0), survey(days_ago(7))]

    [evidence] = evidence_of(judge(history=history, ecog=2), "ECO-02")

    assert (evidence.before, evidence.before_at, evidence.change) == (0, days_ago(14), 2)


@pytest.mark.parametrize(
    ("ecog", "code"),
    [
        (5, "value_out_of_range"),
        (-1, "value_out_of_range"),
        (2.5, "value_out_of_range"),
        (1e300, "value_out_of_range"),
        ("3", "value_type"),
        ("LA9625-0", "value_type"),
    ],
)
def test_an_ecog_that_cannot_be_is_shown_to_a_person(ecog, code):
    """5 is the death of somebody, which no patient reports (clinical.md 3.7)."""
    evaluation = judge(ecog=ecog)

    assert (evaluation.outcome, problem_codes(evaluation)) == (AnswerOutcome.TECHNICAL, [code])


@pytest.mark.parametrize(
    ("fall", "rules"), [("yes", ["CHU-01"]), ("no", []), ("opt_out", []), (None, [])]
)
def test_a_fall_is_high(fall, rules):
    evaluation = judge(fall=fall)

    assert fired(evaluation) == rules
    assert evaluation.level is (HIGH if rules else None)


@pytest.mark.parametrize("fall", ["Yes", "oui", "", "1"])
def test_a_word_that_is_no_answer_about_falls_is_shown_to_a_person(fall):
    assert problem_codes(judge(fall=fall)) == ["value_out_of_range"]


@pytest.mark.parametrize("field", [{"weight": kg(72)}, {"ecog": 1}, {"fall": "no"}])
def test_the_first_questionnaire_asks_none_of_them(field):
    evaluation = judge(version="1.0.0", **field)

    assert problem_codes(evaluation) == ["unknown_item"]


def test_the_first_questionnaire_is_still_judged_and_misses_nothing():
    evaluation = judge({"diarrhoea": {"frequency": 4}}, version="1.0.0", urgency="can_wait")

    assert fired(evaluation) == ["DIA-02"]
    measured = {Quantity.WEIGHT, Quantity.ECOG, Quantity.FALL}
    assert not measured & {gap.quantity for gap in evaluation.explanation.not_answered}


def fatigue(grade):
    return {"fatigue": {"severity": grade, "interference": grade}}


@pytest.mark.parametrize(
    ("grades", "rules"),
    [
        # Oldest first, before a survey of grade 2; None is a survey without an answer.
        ([], ["FAT-01"]),
        ([2], []),
        ([2, 2], ["FAT-04"]),
        ([3, 2], ["FAT-04"]),
        ([1, 2], []),
        ([2, 1], ["FAT-01"]),
        ([2, 2, 2], ["FAT-04"]),
        ([2, None, 2], ["FAT-04"]),
        ([2, 0, 2], []),
    ],
)
def test_what_stays_for_three_surveys_is_reported(grades, rules):
    history = [
        survey(LAST_WEEK - timedelta(weeks=len(grades) - place), fatigue=grade)
        for place, grade in enumerate(grades)
    ]

    assert fired(judge(fatigue(2), history=history)) == rules


def test_what_stays_is_reported_at_the_third_survey_and_then_every_third():
    history: list[CompletedSurvey] = []
    reported = []
    for week in range(10):
        at = NOW + timedelta(weeks=week)
        rules = fired(judge(fatigue(2), history=history, authored_at=at))
        history.append(survey(at, fatigue=2, fired=rules))
        if "FAT-04" in rules:
            reported.append(week + 1)

    assert reported == [3, 6, 9]


def test_a_survey_that_comes_late_does_not_make_the_third_be_missed():
    """Weeks 1 and 3 are there, week 2 comes after week 3, which counted two: week 4 reports."""
    weeks = [survey(NOW + timedelta(weeks=week), fatigue=2) for week in (1, 3, 2)]

    evaluation = judge(fatigue(2), history=weeks, authored_at=NOW + timedelta(weeks=4))

    assert "FAT-04" in fired(evaluation)
    [evidence] = evidence_of(evaluation, "FAT-04")
    assert (evidence.operator, evidence.threshold) == (Operator.PERSISTED, 3)
    assert evidence.before_at == NOW + timedelta(weeks=2)


@pytest.mark.parametrize(
    ("treatment", "rules"),
    [
        ("FOLFIRI + bévacizumab", ["DIA-01", "DIA-04"]),
        ("folfirinox", ["DIA-01", "DIA-04"]),
        ("IRINOTECAN hebdomadaire", ["DIA-01", "DIA-04"]),
        ("Irinote\u0301can", ["DIA-01", "DIA-04"]),
        ("FOLFOX", ["DIA-01"]),
        ("", ["DIA-01"]),
        (None, ["DIA-01"]),
    ],
)
def test_a_rule_may_depend_on_the_treatment(treatment, rules):
    evaluation = judge({"diarrhoea": {"frequency": 3}}, known=Known(treatment))

    assert sorted(fired(evaluation)) == rules


def test_a_treatment_that_is_not_known_is_said():
    evaluation = judge({"diarrhoea": {"frequency": 3}}, known=Known(None))

    gaps = {
        gap.rule_id for gap in evaluation.explanation.not_answered if gap.quantity == "treatment"
    }
    assert gaps == {"DIA-04"}


def test_a_fall_and_a_fever_are_both_seen_and_the_fever_leads():
    evaluation = judge(fall="yes", temperatures=temperatures((38.5, NOW)))

    assert fired(evaluation) == ["FEV-01", "CHU-01"]
    lead = evaluation.explanation.lead
    assert lead is not None
    assert (lead.quantity, lead.item) == (Quantity.TEMPERATURE, "temperature")


def test_a_loss_of_weight_leads_with_its_percentage():
    lead = judge(history=[survey(weight_kg=80.0)], weight=kg(75.0)).explanation.lead

    assert lead is not None
    assert (lead.item, lead.now, lead.change_percent) == ("weight", 75.0, -6.2)


@pytest.mark.parametrize(
    "condition",
    [
        {"test": "weight_loss", "at_least_percent": 0, "within_days": 30},
        {"test": "weight_loss", "at_least_percent": 101, "within_days": 30},
        {"test": "weight_loss", "at_least_percent": 5, "within_days": 0},
        {"test": "weight_loss", "at_least_percent": 5, "below_percent": 5, "within_days": 30},
        {"test": "ecog", "operator": "at_least", "value": 5},
        {"test": "ecog_rise", "by": 0},
        {"test": "fall", "twice": True},
        {"test": "persistent", "item": "*", "at_least": 2, "surveys": 3},
        {"test": "persistent", "item": "rash", "at_least": 2, "surveys": 3},
        {"test": "persistent", "item": "fatigue", "at_least": 2, "surveys": 7},
        {"test": "treatment", "any_of": []},
        {"test": "treatment", "any_of": ["5F"]},
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(condition):
    with pytest.raises(RuleSetError):
        rules_of(condition)


def test_a_rule_on_what_no_questionnaire_asks_is_refused():
    document = {
        **rule_set_document(),
        "questionnaires": [{"name": "vigie-weekly", "version": "1.0.0"}],
    }

    with pytest.raises(RuleSetError, match="asks about this"):
        read_rule_set(document, forms())


def test_the_newest_questionnaire_offers_the_answers_of_the_value_set():
    form = weekly()

    assert form.ecog is not None
    assert {code: value for code, value in form.ecog.values.items() if value != "opt_out"} == (
        ECOG_ANSWERS
    )
    assert "LA9627-6" not in form.ecog.values
    assert form.fall is not None
    assert form.fall.offers_opt_out
    for option in (*form.ecog.options, *form.fall.options):
        assert option.wording.text("fr") != option.wording.text("en")
    assert (first_weekly().weight, first_weekly().ecog, first_weekly().fall) == (None, None, None)


def question(document, link_id):
    return next(item for item in document["item"] if item["linkId"] == link_id)


@pytest.mark.parametrize("fault", ["no bounds", "another unit", "five is dead", "an answer less"])
def test_a_questionnaire_that_asks_for_a_measure_wrongly_is_refused(fault):
    document = questionnaire_document()
    weight, ecog = question(document, "weight"), question(document, "ecog")
    match fault:
        case "no bounds":
            weight["extension"] = weight["extension"][:2]
        case "another unit":
            weight["extension"][0]["valueCoding"]["code"] = "[lb_av]"
        case "five is dead":
            ecog["answerOption"][5]["valueCoding"]["code"] = "LA9627-6"
        case _:
            del ecog["answerOption"][4]

    with pytest.raises(QuestionnaireError):
        read_questionnaire(document)
