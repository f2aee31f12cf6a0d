"""The default rule set at the edge of every threshold."""

from datetime import timedelta

import pytest

from services.clinical.alert_zones import alert_zone
from services.clinical.facts import CompletedSurvey
from services.clinical.rules import ANY, walk
from services.contract.enums import AlertLevel, AnswerOutcome
from tests.support.clinical_forms import (
    LAST_WEEK,
    NOW,
    default_rules,
    evidence_of,
    fired,
    judge,
    rules_of,
    survey,
    temperatures,
    weekly,
)

CRITICAL, HIGH, MODERATE = AlertLevel.CRITICAL, AlertLevel.HIGH, AlertLevel.MODERATE

# Answers that give each estimated grade.
GRADED: dict[str, list[dict[str, int] | tuple[int, ...]]] = {
    "fatigue": [{"severity": 0}, (1, 0), (2, 2), (4, 4)],
    "pain": [{"frequency": 0}, (1, 1, 0), (2, 2, 0), (4, 4, 4)],
    "diarrhoea": [{"frequency": 0}, {"frequency": 1}, {"frequency": 3}, {"frequency": 4}],
    "vomiting": [{"frequency": 0}, (1, 0), (2, 2), (4, 4)],
    "abdominal_pain": [{"frequency": 0}, (1, 1, 0), (2, 2, 0), (4, 4, 4)],
    "dyspnoea": [{"severity": 0}, (1, 0), (2, 2), (4, 4)],
    "chills": [{"frequency": 0}, (1, 0), (2, 2), (4, 4)],
}


def graded(item: str, grade: int) -> dict[str, dict[str, int]]:
    """Return answers that give a symptom an estimated grade."""
    answers = GRADED[item][grade]
    if isinstance(answers, dict):
        return {item: answers}
    names = [question.key.attribute.value for question in weekly().items[item].questions.values()]
    return {item: dict(zip(names, answers, strict=True))}


@pytest.mark.parametrize(
    ("readings", "rules", "level"),
    [
        ([37.9], [], None),
        ([38.0], ["FEV-02"], HIGH),
        ([38.2], ["FEV-02"], HIGH),
        # What a thermometer shows is what is judged: tenths of a degree.
        ([38.29], ["FEV-01"], CRITICAL),
        ([37.96], ["FEV-02"], HIGH),
        ([38.24], ["FEV-02"], HIGH),
        ([38.3], ["FEV-01"], CRITICAL),
        ([40], ["FEV-01"], CRITICAL),
        ([37.9, 38.2], ["FEV-02"], HIGH),
        ([37.9, 38.3], ["FEV-01"], CRITICAL),
    ],
)
def test_temperature_at_its_thresholds(readings, rules, level):
    at_once = temperatures(*((value, NOW) for value in readings))

    evaluation = judge(temperatures=at_once)

    assert (fired(evaluation), evaluation.level) == (rules, level)


@pytest.mark.parametrize(
    ("first", "second", "minutes", "critical"),
    [
        (38.0, 38.0, 59, False),
        (38.0, 38.0, 60, True),
        (38.0, 38.0, 61, True),
        (38.0, 38.0, -60, True),
        (38.0, 38.0, 0, False),
        (37.9, 38.2, 60, False),
        (38.2, 37.9, 60, False),
    ],
)
def test_two_temperatures_at_least_an_hour_apart(first, second, minutes, critical):
    later = NOW + timedelta(minutes=minutes)

    evaluation = judge(temperatures=temperatures((first, NOW), (second, later)))

    assert ("FEV-01" in fired(evaluation)) is critical
    assert evaluation.level is (CRITICAL if critical else HIGH)


def test_a_second_short_of_an_hour_is_not_an_hour():
    later = NOW + timedelta(minutes=60, seconds=-1)

    assert judge(temperatures=temperatures((38.0, NOW), (38.0, later))).level is HIGH


def test_the_first_and_the_third_of_three_temperatures_may_be_the_two():
    readings = [(38.1, NOW + timedelta(minutes=minutes)) for minutes in (0, 30, 60)]

    evaluation = judge(temperatures=temperatures(*readings))

    [evidence] = evidence_of(evaluation, "FEV-01")
    assert (evidence.before_at, evidence.now_at) == (NOW, NOW + timedelta(minutes=60))


@pytest.mark.parametrize(
    ("item", "level_of_three", "first_rule"),
    [
        ("fatigue", HIGH, "FAT"),
        ("pain", HIGH, "DOU"),
        ("diarrhoea", CRITICAL, "DIA"),
        ("vomiting", CRITICAL, "VOM"),
        ("abdominal_pain", CRITICAL, "DOA"),
        ("dyspnoea", CRITICAL, "ESS"),
        ("chills", HIGH, "FRI"),
    ],
)
def test_a_symptom_at_each_grade_of_a_first_survey(item, level_of_three, first_rule):
    expected = [
        ([], None),
        ([], None),
        ([f"{first_rule}-01"], MODERATE),
        ([f"{first_rule}-02"], level_of_three),
    ]

    for grade, outcome in enumerate(expected):
        evaluation = judge(graded(item, grade))
        assert (fired(evaluation), evaluation.level) == outcome


@pytest.mark.parametrize(
    ("before", "now", "rules"),
    [
        (0, 1, []),
        (0, 2, ["FAT-03", "FAT-01"]),
        (1, 2, ["FAT-01"]),
        (2, 2, []),
        (3, 2, []),
        (1, 3, ["FAT-02", "FAT-03"]),
        (2, 3, ["FAT-02"]),
        (3, 3, ["FAT-02"]),
        (None, 2, ["FAT-01"]),
    ],
)
def test_a_symptom_against_the_survey_before(before, now, rules):
    evaluation = judge(graded("fatigue", now), history=[survey(fatigue=before)])

    assert fired(evaluation) == rules


def test_a_rise_shows_the_value_before_and_its_date():
    last = survey(fatigue=0)

    [evidence] = evidence_of(judge(graded("fatigue", 2), history=[last]), "FAT-03")

    assert (evidence.before, evidence.now, evidence.change) == (0, 2, 2)
    assert evidence.before_at == last.authored_at


@pytest.mark.parametrize(
    ("urgency", "grade", "rules", "level"),
    [
        ("urgent", 1, ["URG-02"], MODERATE),
        ("urgent", 2, ["URG-01", "FAT-01", "URG-02"], CRITICAL),
        ("can_wait", 2, ["FAT-01"], MODERATE),
        (None, 2, ["FAT-01"], MODERATE),
    ],
)
def test_urgency_with_and_without_a_marked_symptom(urgency, grade, rules, level):
    evaluation = judge(graded("fatigue", grade), urgency=urgency)

    assert (fired(evaluation), evaluation.level) == (rules, level)


@pytest.mark.parametrize(("value", "is_critical"), [(37.9, False), (38.0, True)])
def test_severe_chills_are_critical_with_fever(value, is_critical):
    evaluation = judge(graded("chills", 3), temperatures=temperatures((value, NOW)))

    assert ("FRI-04" in fired(evaluation)) is is_critical
    assert evaluation.level is (CRITICAL if is_critical else HIGH)


def test_severe_chills_without_a_temperature_say_what_is_missing():
    evaluation = judge(graded("chills", 3))

    assert fired(evaluation) == ["FRI-02"]
    missing = [
        gap.quantity for gap in evaluation.explanation.not_answered if gap.rule_id[:3] == "FRI"
    ]
    assert missing == ["temperature"]


def test_a_rash_alone_raises_nothing_and_is_recorded():
    evaluation = judge({"rash": {"presence": 1}})

    assert evaluation.outcome is AnswerOutcome.NOTHING
    [rash] = [grade for grade in evaluation.grades if grade.item == "rash"]
    assert (rash.grade, rash.missing, rash.presence) == (None, "presence_only", True)


def test_every_graded_symptom_has_its_three_rules():
    rules = {rule.id: rule for rule in default_rules().rules}

    for item in weekly().items.values():
        tests = [
            (rule.id[-2:], condition.test)
            for rule in rules.values()
            for condition in walk(rule.when)
            if getattr(condition, "item", ANY) == item.code
        ]
        expected = [("01", "reached"), ("02", "composite"), ("03", "rise")]
        assert tests[:3] == ([] if item.rank is None else expected)


@pytest.mark.parametrize("switched_on", [False, True])
def test_the_rule_on_single_answers_exists_and_ships_off(switched_on):
    [rule] = [rule for rule in default_rules().rules if not rule.active]
    rules = default_rules()
    if switched_on:
        rules = rules.model_copy(update={"rules": [rule.model_copy(update={"active": True})]})
    before = judge({"fatigue": {"severity": 1, "interference": 0}})
    history = [CompletedSurvey(LAST_WEEK, before.grades)]

    evaluation = judge(
        {"fatigue": {"severity": 1, "interference": 2}}, history=history, rules=rules
    )

    assert rule.id == "ATT-01"
    assert fired(evaluation) == (["ATT-01"] if switched_on else [])
    if switched_on:
        [evidence] = evidence_of(evaluation, "ATT-01")
        assert (evidence.item, evidence.quantity, evidence.change) == ("fatigue", "interference", 2)


def test_response_times_are_those_of_the_decision():
    times = default_rules().response_minutes

    assert [times.minutes(level) for level in AlertLevel] == [120, 360, 480, 1440]
    assert times.minutes(CRITICAL, technical=True) == 60


def test_charts_know_from_which_grade_a_symptom_alerts():
    diarrhoea = alert_zone(default_rules(), "diarrhoea")
    chills = alert_zone(default_rules(), "chills")

    assert diarrhoea is not None
    assert (diarrhoea.threshold, diarrhoea.level, diarrhoea.rule_id) == (3, CRITICAL, "DIA-02")
    assert chills is not None
    assert (chills.threshold, chills.level, chills.rule_id) == (3, HIGH, "FRI-02")
    assert alert_zone(default_rules(), "rash") is None


def test_a_rule_that_is_off_draws_no_zone():
    condition = {"test": "composite", "item": "cough", "operator": "at_least", "value": 1}

    assert alert_zone(rules_of({"when": condition, "active": False}), "cough") is None
    assert alert_zone(rules_of({"when": condition}), "cough") is not None
