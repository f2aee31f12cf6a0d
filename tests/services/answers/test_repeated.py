"""Saying the same again: a repetition, or news that must not be swallowed (decision 16)."""

from datetime import timedelta

import pytest

from tests.support.answers import answer_json

SEVERE = {"diarrhoea": {"frequency": 4}}


def close(intake, alert_id: str) -> None:
    """Calls, records a coded action and closes, as a nurse does."""
    for act, body in (
        ("calls", {"result": "patient_reached"}),
        ("measures", {"codes": ["01"]}),
        ("close", {"assessment": {"level": None, "text": "Relu, rien de nouveau"}}),
    ):
        detail = intake.detail(alert_id)
        if act == "close" and detail["kind"] != "technical":
            body = {}
        response = intake.service.client.post(
            f"/api/v1/alerts/{alert_id}/{act}",
            headers=intake.service.writing_as("nurse", detail["version"]),
            json=body,
        )
        assert response.status_code == 200, response.text


def test_a_dated_answer_is_recognised_whenever_it_comes_again(intake):
    body = answer_json(SEVERE, authored_at="2025-11-18T09:30:00Z")
    first = intake.send(body)
    close(intake, first.json()["alert_id"])

    intake.service.clock.forward(days=5)
    intake.service.stay_signed_in()

    assert intake.send(body).status_code == 200
    assert intake.stored()["alert"] == 1


def test_a_dated_answer_sent_again_after_weeks_is_still_the_first_while_it_is_open(intake):
    body = answer_json(SEVERE, authored_at="2025-11-18T09:30:00Z")
    intake.send(body)

    for days in (8, 7):
        intake.service.clock.forward(days=days)
        assert intake.send(body).status_code == 200

    assert intake.stored()["alert"] == 1


def test_an_old_answer_sent_twice_across_a_weekend_is_one(intake):
    body = answer_json(SEVERE, authored_at="2025-11-10T09:30:00Z")
    intake.send(body)
    intake.service.clock.forward(hours=1)

    assert intake.send(body).status_code == 200
    assert intake.stored()["answer"] == 1


@pytest.mark.parametrize("clock", [None, "2025-10-01T08:00:00Z"])
def test_the_same_words_after_the_first_alert_was_closed_are_news(intake, clock):
    """A device without a clock says the same on Friday as on Tuesday: somebody must look again."""
    body = answer_json(SEVERE, authored_at=clock)
    first = intake.send(body).json()

    assert intake.send(body).status_code == 200
    close(intake, first["alert_id"])
    again = intake.send(body)

    assert again.status_code == 201
    assert again.json()["alert_id"] != first["alert_id"]
    assert intake.send(body).json()["id"] == again.json()["id"]
    assert intake.stored()["alert"] == 2


def test_every_closing_makes_the_same_words_new_again(intake):
    body = answer_json(SEVERE, authored_at=None)
    alerts = []
    for _ in range(4):
        receipt = intake.send(body).json()
        alerts.append(receipt["alert_id"])
        close(intake, receipt["alert_id"])
        intake.service.clock.forward(minutes=1)

    assert len(set(alerts)) == 4


def test_a_whole_number_written_with_a_point_is_no_other_answer(intake):
    now = (intake.service.clock.now() - timedelta(minutes=5)).isoformat()
    first = intake.answer({"pain": {"frequency": 4}}, authored_at=now)

    again = intake.answer({"pain": {"frequency": 4.0, "severity": None}}, authored_at=now)

    assert again["id"] == first["id"]
