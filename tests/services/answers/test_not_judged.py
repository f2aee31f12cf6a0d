"""What the rules could not judge is there to be read, whole, by the person who judges it."""

from typing import Any

import pytest

from tests.support.answers import answer_json


def sent(intake, body: bytes) -> dict[tuple[str, str | None], str]:
    """Every value that the nurse sees of an answer as it came."""
    receipt = intake.send(body).json()
    assert receipt["outcome"] == "technical"
    survey = intake.detail(receipt["alert_id"])["survey"]
    return {(each["item"], each["attribute"]): each["value"] for each in survey["as_sent"]}


def test_an_answer_to_an_unknown_form_can_be_read(intake):
    shown = sent(
        intake,
        answer_json(
            {"dyspnoea": {"severity": 4, "interference": 4}},
            version="9.9.9",
            temperatures=[{"value": 104, "unit": "[degF]", "measured_at": "ce matin", "site": "x"}],
            urgency="now!",
        ),
    )

    assert shown["version", None] == "9.9.9"
    assert shown["dyspnoea", "severity"] == "4"
    assert shown["temperature", "value"] == "104 [degF]"
    assert shown["temperature", "measured_at"] == "ce matin"
    assert shown["temperature", "site"] == "x"
    assert shown["urgency", None] == "now!"


@pytest.mark.parametrize(
    ("attributes", "value"),
    [({"frequency": 7}, "7"), ({"frequency": "beaucoup"}, "beaucoup"), ({"frequency": None}, "-")],
)
def test_a_value_outside_its_scale_is_shown_as_it_came(
    intake, attributes: dict[str, Any], value: str
):
    assert sent(intake, answer_json({"diarrhoea": attributes}))["diarrhoea", "frequency"] == value


def test_a_number_of_thousands_of_digits_is_shown_short(sqlite_intake):
    body = answer_json({"diarrhoea": {"frequency": 10**3000}})

    assert sent(sqlite_intake, body)["diarrhoea", "frequency"] == "> 10⁴⁰"


def test_an_answer_that_was_judged_is_not_told_twice(intake):
    receipt = intake.answer({"diarrhoea": {"frequency": 4}})

    assert intake.detail(receipt["alert_id"])["survey"]["as_sent"] == []


@pytest.mark.parametrize("measured_at", ["9999-12-31T23:59:59Z", "2026-11-18T09:00:00Z"])
def test_no_temperature_is_measured_in_the_future(intake, measured_at):
    """Such an instant once broke the screen in the middle of showing another patient."""
    reading = {"value": 39.5, "measured_at": measured_at}

    receipt = intake.answer(temperatures=[reading])

    assert receipt["outcome"] == "technical"
    assert intake.problems(receipt["alert_id"]) == {"unreadable_time"}
    detail = intake.detail(receipt["alert_id"])
    assert [hit["rule_id"] for hit in detail["explanation"]["hits"]] == ["FEV-01"]
    [shown] = detail["survey"]["temperatures"]
    assert shown == {"value_c": 39.5, "measured_at": detail["survey"]["authored_at"]}


@pytest.mark.parametrize(
    ("sent_value", "level"), [(38.29999923706055, "critical"), (37.99999999999999, "high")]
)
def test_the_temperature_that_is_shown_is_the_one_that_was_judged(intake, sent_value, level):
    now = intake.service.clock.now().isoformat()

    receipt = intake.answer(temperatures=[{"value": sent_value, "measured_at": now}])

    assert receipt["level"] == level
    [shown] = intake.detail(receipt["alert_id"])["survey"]["temperatures"]
    assert shown["value_c"] == round(sent_value, 1)
