"""A retraction takes an answer out of the surveys, and nothing off the screen of a nurse."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from services.db.tables.answers import Answer
from tests.services.answers.test_fhir_receiving import codes, id_of, response

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
