"""Weight, ECOG and falls on their way through the intake: sealed, compared, before and now."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from services.db.tables.alerts import Alert, RuleHit
from services.db.tables.answers import Answer, SymptomGrade
from tests.support.answers import answer_json

SEVERE = {"diarrhoea": {"frequency": 4}}


def kg(value, unit="kg"):
    return {"value": value, "unit": unit}


def shown(intake, receipt):
    measures = intake.detail(receipt["alert_id"])["survey"]["measures"]
    return {each["item"]: (each["before"], each["now"]) for each in measures}


def test_a_loss_of_weight_over_weeks_raises_an_alert_that_shows_both(intake):
    intake.answer(weeks_ago=4, weight=kg(80), ecog=1, fall="no")
    for week in (3, 2, 1):
        assert intake.answer(weeks_ago=week, weight=kg(78.5), ecog=1)["outcome"] == "nothing"

    receipt = intake.answer(weight=kg(75.9), ecog=3, fall="opt_out")

    assert receipt["level"] == "high"
    explanation = intake.detail(receipt["alert_id"])["explanation"]
    found = {hit["rule_id"]: hit["evidence"][0] for hit in explanation["hits"]}
    assert set(found) == {"POI-01", "ECO-01", "ECO-02"}
    assert (found["POI-01"]["before"], found["POI-01"]["now"]) == (80, 75.9)
    assert shown(intake, receipt) == {"weight": (78.5, 75.9), "ecog": (1, 3), "fall": (None, None)}


def test_a_month_of_answers_every_day_is_compared_with_its_first_day(intake):
    """More answers than are usually looked at must not hide a slow loss."""
    for day in range(29, 0, -1):
        intake.answer(weeks_ago=day / 7, weight=kg(80 if day == 29 else 77.7))

    receipt = intake.answer(weight=kg(76))

    assert receipt["level"] == "high"


def test_a_measure_that_cannot_be_is_shown_as_it_was_sent(intake):
    receipt = intake.answer(weight=kg(159, "[lb_av]"), ecog=5, fall="perhaps")

    assert receipt["outcome"] == "technical"
    assert intake.problems(receipt["alert_id"]) == {"unit_unknown", "value_out_of_range"}
    sent = intake.detail(receipt["alert_id"])["survey"]["as_sent"]
    values = {each["item"]: each["value"] for each in sent}
    assert (values["weight"], values["ecog"], values["fall"]) == ("159 [lb_av]", "5", "perhaps")


def test_the_same_answer_with_another_weight_is_another_answer(intake):
    now = (intake.service.clock.now() - timedelta(minutes=5)).isoformat()
    first = intake.answer(weight=kg(80), authored_at=now)

    assert intake.answer(weight=kg(80.0), authored_at=now)["id"] == first["id"]
    assert intake.answer(weight=kg(70), authored_at=now)["id"] != first["id"]


@pytest.mark.parametrize("field", ["weight", "ecog", "fall"])
@pytest.mark.parametrize("wrong", [True, [1], {"value": "80"}, {"value": True}])
def test_a_measure_of_a_wrong_type_is_a_broken_envelope(sqlite_intake, field, wrong):
    response = sqlite_intake.send(answer_json(**{field: wrong}))

    assert response.status_code == 422
    assert sqlite_intake.stored()["answer"] == 0


@pytest.mark.parametrize("literal", ["NaN", "Infinity", "1e999"])
def test_a_weight_that_is_not_finite_is_a_broken_envelope(sqlite_intake, literal):
    body = answer_json(weight=kg(12345.5)).replace(b"12345.5", literal.encode())

    assert sqlite_intake.send(body).status_code in {400, 422}
    assert sqlite_intake.stored()["answer"] == 0


def test_no_measure_lies_in_clear_in_the_database(sqlite_intake):
    """Weight and ECOG are ciphertext; only what must be counted is not (decision 22)."""
    sqlite_intake.answer(weeks_ago=1, weight=kg(80), ecog=1)
    sqlite_intake.answer(SEVERE, weight=kg(70.7), ecog=3)

    items = {item for (item,) in sqlite_intake.read(select(SymptomGrade.item).distinct())}
    assert not items & {"weight", "ecog", "fall"}
    hits = sqlite_intake.read(select(RuleHit.item).where(RuleHit.rule_id == "POI-01"))
    assert hits == [(None,)]
    rows = [
        *sqlite_intake.read(select(Answer.content)),
        *sqlite_intake.read(select(Alert.explanation)),
    ]
    assert all(b"70.7" not in sealed and b"weight" not in sealed for (sealed,) in rows)
