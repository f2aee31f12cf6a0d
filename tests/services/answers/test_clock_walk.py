"""Lateness, repetitions, exceptions and measures over clock changes, the leap day and week 53."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from services.db.scope import Scope
from services.db.tables.patients import Patient
from tests.services.answers.test_repeated import close
from tests.services.answers.test_rule_exceptions import FATIGUE_2, listed, make
from tests.support.answers import answer_json
from tests.support.wall_clock import utc

SEVERE = {"diarrhoea": {"frequency": 4}}


def at(intake: Any, text: str) -> None:
    """It is an instant in UTC, and everybody is there."""
    go_to(intake, utc(text))


def go_to(intake: Any, now: datetime) -> None:
    """The same."""
    intake.service.clock.set(now)
    intake.service.stay_signed_in()


def followed_since(intake: Any, text: str) -> None:
    """The episode of the patient began at an instant."""
    with intake.service.context.database.writing(Scope(intake.service.centre.id)) as session:
        session.execute(update(Patient).values(episode_started_at=utc(text)))


@pytest.mark.parametrize(
    ("received", "authored", "late"),
    [
        # 72 hours that pass, whatever the wall clock shows: at 10:00 after 10:00 three days before
        # it was 71 hours in spring and 73 in autumn.
        ("2026-03-30 08:00", "2026-03-27T10:00:00+01:00", False),
        ("2026-03-30 09:00", "2026-03-27T10:00:00+01:00", False),
        ("2026-03-30 09:01", "2026-03-27T10:00:00+01:00", True),
        ("2026-10-26 09:00", "2026-10-23T10:00:00+02:00", True),
        ("2026-10-26 08:00", "2026-10-23T10:00:00+02:00", False),
        ("2028-03-02 09:00", "2028-02-28T10:00:00+01:00", False),
        ("2028-03-02 09:01", "2028-02-28T10:00:00+01:00", True),
        ("2027-01-02 22:00", "2026-12-31T02:00:00+04:00", False),
        ("2027-01-02 22:01", "2026-12-31T02:00:00+04:00", True),
    ],
)
def test_an_answer_is_late_after_72_hours_of_time(sqlite_intake, received, authored, late):
    followed_since(sqlite_intake, "2025-06-01 00:00")
    at(sqlite_intake, received)

    assert sqlite_intake.answer(SEVERE, authored_at=authored)["late"] is late


def test_undated_answers_around_the_new_year_are_news_after_each_closing(intake):
    """ISO week 53 lies in two years and week 1 comes again: neither may swallow an answer."""
    body = answer_json(SEVERE, authored_at=None)
    alerts = []
    for day in ("2026-12-28", "2026-12-31", "2027-01-01", "2027-01-03", "2027-01-04", "2028-01-03"):
        at(intake, f"{day} 09:00")
        first = intake.send(body)
        assert first.status_code == 201, day
        at(intake, f"{day} 10:00")
        again = intake.send(body)
        assert (again.status_code, again.json()["id"]) == (200, first.json()["id"]), day
        alerts.append(first.json()["alert_id"])
        close(intake, alerts[-1])

    assert len(set(alerts)) == 6


def test_an_undated_answer_is_one_within_week_53_although_a_year_ends_in_it(intake):
    body = answer_json(SEVERE, authored_at=None)
    at(intake, "2026-12-28 00:01")
    intake.send(body)

    for later in ("2026-12-31 23:59", "2027-01-01 00:01", "2027-01-03 23:59"):
        at(intake, later)
        assert intake.send(body).status_code == 200, later
    at(intake, "2027-01-04 00:00")

    # The questionnaire of the next week.
    assert intake.send(body).status_code == 201


@pytest.mark.parametrize(
    ("made_at", "lasts_until"),
    [
        ("2026-03-20 09:00", "2026-04-03 09:00"),
        ("2026-10-20 09:00", "2026-11-03 09:00"),
        ("2028-02-20 09:00", "2028-03-05 09:00"),
        ("2026-12-25 09:00", "2027-01-08 09:00"),
    ],
)
@pytest.mark.parametrize(("minutes", "outcome"), [(-1, "nothing"), (0, "alert")])
def test_what_is_expected_for_14_days_is_over_at_its_minute(
    sqlite_intake, made_at, lasts_until, minutes, outcome
):
    followed_since(sqlite_intake, "2025-06-01 00:00")
    at(sqlite_intake, made_at)
    make(sqlite_intake, days=14)

    go_to(sqlite_intake, utc(lasts_until) + timedelta(minutes=minutes))

    assert [each["in_force"] for each in listed(sqlite_intake)] == [minutes < 0]
    assert sqlite_intake.answer(FATIGUE_2)["outcome"] == outcome


@pytest.mark.parametrize("zone", ["Europe/Paris", "Indian/Reunion"])
@pytest.mark.parametrize("now", ["2026-04-10 10:00", "2026-11-06 10:00", "2028-03-15 10:00"])
def test_the_weight_of_the_same_hour_30_days_before_is_compared_with(intake, zone, now):
    """With the clocks back in between it lies 30 days and an hour ago: it was left out, and a slow
    loss with it.
    """
    followed_since(intake, "2025-06-01 00:00")
    local = datetime.fromisoformat(now).replace(tzinfo=ZoneInfo(zone))
    first = local - timedelta(days=30)
    weights = [(first, 80), *((local - timedelta(days=day), 77.7) for day in (20, 10))]
    for written, kg in weights:
        intake.service.clock.set(written.astimezone(UTC))
        intake.answer(authored_at=written.isoformat(), weight={"value": kg})
    go_to(intake, local.astimezone(UTC))

    receipt = intake.answer(authored_at=local.isoformat(), weight={"value": 75.9})

    assert receipt["level"] == "high"


def test_what_stays_is_reported_at_the_third_survey_over_the_new_year(intake):
    """Fatigue 2 on 21 and 28 December and on 4 January: weeks 52, 53 and 1."""
    followed_since(intake, "2026-12-01 00:00")
    outcomes = []
    for day in ("2026-12-21", "2026-12-28", "2027-01-04"):
        at(intake, f"{day} 09:00")
        receipt = intake.answer(FATIGUE_2)
        hits = []
        if receipt["alert_id"]:
            detail = intake.detail(receipt["alert_id"])
            hits = [hit["evidence"][0]["operator"] for hit in detail["explanation"]["hits"]]
        outcomes.append("persisted" in hits)

    assert outcomes == [False, False, True]
