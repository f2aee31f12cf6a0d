"""A retraction takes an answer out of the surveys, and nothing off the screen of a nurse."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from services.db.tables.answers import Answer
from tests.services.answers.test_fhir_receiving import SEVERE, codes, id_of, response
from tests.services.answers.test_repeated import close

DAY = timedelta(days=1)
TIRED = {"fatigue": {"severity": 2, "interference": 2}}


def retract(intake: Any, withdrawn: str, *, ago: timedelta, **changes: Any) -> Any:
    """Takes an answer back, as bare as a sender may: nothing but which one it was."""
    resource = response(intake, ago=ago, replaces=withdrawn)
    return intake.send_fhir(resource | {"status": "entered-in-error", "item": []} | changes)


def outcome_without(intake: Any, wrong: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """What becomes of an answer after a good one, and a wrong one that was taken back."""
    intake.send_fhir(response(intake, ago=14 * DAY, weight={"value": 80}, ecog=0))
    sent = intake.send_fhir(response(intake, ago=7 * DAY, **wrong))
    retract(intake, id_of(sent), ago=7 * DAY)
    return codes(intake.send_fhir(response(intake, **now)))


@pytest.mark.parametrize(
    ("wrong", "now", "outcome"),
    [
        ({"symptoms": TIRED}, {"symptoms": TIRED}, "alert"),
        ({"ecog": 2}, {"ecog": 2}, "alert"),
        ({"weight": {"value": 90}}, {"weight": {"value": 80}}, "nothing"),
    ],
)
def test_a_withdrawn_answer_is_no_baseline_that_hides_a_rise(intake, wrong, now, outcome):
    """Hazard: the patient is worse than before, and an error of a sender says that it is old."""
    assert outcome_without(intake, wrong, now) == [outcome]


def test_what_is_compared_with_is_the_survey_before_the_withdrawn_one(sqlite_intake):
    good = sqlite_intake.send_fhir(response(sqlite_intake, ago=14 * DAY))
    wrong = sqlite_intake.send_fhir(response(sqlite_intake, TIRED, ago=7 * DAY))
    retract(sqlite_intake, id_of(wrong), ago=7 * DAY)

    today = sqlite_intake.send_fhir(response(sqlite_intake, TIRED))

    detail = sqlite_intake.detail(sqlite_intake.alert_of(id_of(today)))
    [(written,)] = sqlite_intake.read(
        select(Answer.authored_at).where(Answer.id == UUID(id_of(good)))
    )
    assert datetime.fromisoformat(detail["explanation"]["compared_with"]) == written
    [fatigue] = [s for s in detail["survey"]["symptoms"] if s["item"] == "fatigue"]
    assert (fatigue["before"], fatigue["now"]) == (0, 2)
    chart = [(point["grade"], point["answered"]) for point in detail["series"]["points"]]
    assert chart[-3:] == [(0, True), (None, False), (2, True)]


def test_all_versions_of_a_withdrawn_answer_are_withdrawn(sqlite_intake):
    """Whichever of them the sender names: they are one survey."""
    sqlite_intake.send_fhir(response(sqlite_intake, ago=14 * DAY))
    first = sqlite_intake.send_fhir(response(sqlite_intake, TIRED, ago=7 * DAY))
    worse = {"fatigue": {"severity": 3, "interference": 3}}
    corrected = response(sqlite_intake, worse, ago=7 * DAY, replaces=id_of(first))
    sqlite_intake.send_fhir(corrected)

    retract(sqlite_intake, id_of(first), ago=7 * DAY)

    assert codes(sqlite_intake.send_fhir(response(sqlite_intake, TIRED))) == ["alert"]


def test_what_is_entered_anew_after_a_retraction_is_a_survey_again(sqlite_intake):
    sqlite_intake.send_fhir(response(sqlite_intake, ago=14 * DAY))
    wrong = sqlite_intake.send_fhir(response(sqlite_intake, ago=7 * DAY))
    retract(sqlite_intake, id_of(wrong), ago=7 * DAY)

    sqlite_intake.send_fhir(response(sqlite_intake, TIRED, ago=7 * DAY, replaces=id_of(wrong)))

    assert codes(sqlite_intake.send_fhir(response(sqlite_intake, TIRED))) == ["nothing"]


def test_an_alert_keeps_what_it_was_compared_with_when_that_is_withdrawn_later(sqlite_intake):
    """Whoever reads it sees why it was raised."""
    wrong = sqlite_intake.send_fhir(response(sqlite_intake, TIRED, ago=7 * DAY))
    worse = {"fatigue": {"severity": 3, "interference": 3}}
    today = sqlite_intake.send_fhir(response(sqlite_intake, worse))
    sqlite_intake.service.clock.forward(minutes=1)

    retract(sqlite_intake, id_of(wrong), ago=7 * DAY)

    detail = sqlite_intake.detail(sqlite_intake.alert_of(id_of(today)))
    [fatigue] = [s for s in detail["survey"]["symptoms"] if s["item"] == "fatigue"]
    assert (fatigue["before"], fatigue["now"]) == (2, 3)


def rules_of(intake: Any, alert_id: str) -> list[str]:
    return [hit["rule_id"] for hit in intake.detail(alert_id)["explanation"]["hits"]]


def test_a_retraction_takes_nothing_severe_off_an_open_alert(intake):
    """Hazard: a wrong retraction, as bare as can be, empties the critical alert of a patient."""
    severe = intake.send_fhir(response(intake, SEVERE))
    alert_id = intake.alert_of(id_of(severe))
    before = intake.detail(alert_id)

    taken_back = retract(intake, id_of(severe), ago=timedelta(minutes=5))

    assert codes(taken_back) == ["technical", "correction"]
    after = intake.detail(alert_id)
    assert rules_of(intake, alert_id) == ["DIA-02"]
    for name in ("level", "kind", "state", "version", "explanation"):
        assert after[name] == before[name], name
    assert after["survey"]["answer_id"] == id_of(severe)
    beside = intake.detail(intake.alert_of(id_of(taken_back)))
    assert (beside["kind"], beside["state"]) == ("technical", "new")
    shown = {each["item"]: each["value"] for each in beside["survey"]["as_sent"]}
    assert shown["status"] == "entered-in-error"
    assert shown["replaces"] == id_of(severe)


def test_what_is_said_in_the_place_of_a_retraction_leaves_the_retraction_readable(sqlite_intake):
    severe = sqlite_intake.send_fhir(response(sqlite_intake, SEVERE))
    taken_back = retract(sqlite_intake, id_of(severe), ago=timedelta(minutes=5))
    technical = sqlite_intake.alert_of(id_of(taken_back))

    anew = sqlite_intake.send_fhir(response(sqlite_intake, SEVERE, replaces=id_of(severe)))

    assert rules_of(sqlite_intake, sqlite_intake.alert_of(id_of(anew))) == ["DIA-02"]
    assert sqlite_intake.detail(technical)["survey"]["answer_id"] == id_of(taken_back)
    assert sqlite_intake.stored()["alert"] == 3


def test_a_withdrawn_answer_sent_again_is_a_repetition_while_its_alert_is_open(sqlite_intake):
    body = response(sqlite_intake, SEVERE)
    severe = sqlite_intake.send_fhir(body)
    retract(sqlite_intake, id_of(severe), ago=timedelta(minutes=5))

    again = sqlite_intake.send_fhir(body)

    assert (again.status_code, codes(again)) == (200, ["alert", "duplicate"])
    assert id_of(again) == id_of(severe)
    assert rules_of(sqlite_intake, sqlite_intake.alert_of(id_of(again))) == ["DIA-02"]


def test_a_withdrawn_answer_sent_again_is_news_once_its_alert_is_closed(sqlite_intake):
    """Hazard: nobody sees it any more, and the sender is told that it had come before."""
    body = response(sqlite_intake, SEVERE)
    severe = sqlite_intake.send_fhir(body)
    close(sqlite_intake, sqlite_intake.alert_of(id_of(severe)))
    retract(sqlite_intake, id_of(severe), ago=timedelta(minutes=5))

    again = sqlite_intake.send_fhir(body)
    third = sqlite_intake.send_fhir(body)

    assert (again.status_code, codes(again)) == (201, ["alert"])
    assert rules_of(sqlite_intake, sqlite_intake.alert_of(id_of(again))) == ["DIA-02"]
    assert (third.status_code, id_of(third)) == (200, id_of(again))


def test_a_withdrawn_answer_without_an_alert_is_a_survey_again_when_it_is_sent_again(sqlite_intake):
    body = response(sqlite_intake, ago=7 * DAY, weight={"value": 80})
    good = sqlite_intake.send_fhir(body)
    retract(sqlite_intake, id_of(good), ago=7 * DAY)

    again = sqlite_intake.send_fhir(body)

    assert (again.status_code, codes(again)[0]) == (201, "nothing")
    assert id_of(again) != id_of(good)


def test_a_retraction_sent_again_is_recognised(sqlite_intake):
    severe = sqlite_intake.send_fhir(response(sqlite_intake, SEVERE))
    first = retract(sqlite_intake, id_of(severe), ago=timedelta(minutes=5))

    again = retract(sqlite_intake, id_of(severe), ago=timedelta(minutes=5))

    assert (again.status_code, id_of(again)) == (200, id_of(first))
