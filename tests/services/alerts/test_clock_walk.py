"""R-FLT-14: an overdue alert climbs over a weekend and 1 May, each step at its minute."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from services.centres.opening_hours import DEFAULT_OPENING_HOURS
from services.contract.enums import AlertLevel
from services.db.scope import NO_CENTRE
from services.db.tables.centres import Centre
from tests.services.alerts.test_escalating import on_the_list, question, second
from tests.services.alerts.test_follow_up import ids
from tests.support.wall_clock import utc

__all__ = ["second"]
MINUTE = timedelta(minutes=1)


@pytest.fixture
def walk(ward, second) -> "Walk":
    """A ward with office hours, and two oncologists on the list of its unit."""
    on_the_list(ward, ward.service.centre.accounts["oncologist"], second)
    return Walk(ward)


class Walk:
    """Somebody who goes to an instant and looks who is asked."""

    def __init__(self, ward: Any) -> None:
        self.ward = ward

    def open_in(self, zone: str) -> None:
        """The centre lies there and has the hours of a new one."""
        values = {"zone": zone, "opening_hours": dict(DEFAULT_OPENING_HOURS)}
        with self.ward.service.context.database.writing(NO_CENTRE) as session:
            session.execute(update(Centre).values(**values))

    def at(self, now: datetime) -> None:
        """It is an instant, and everybody is there."""
        self.ward.service.clock.set(now)
        self.ward.service.stay_signed_in()

    def asked(self, alert_id: UUID) -> int:
        """How many of the two are asked about an alert."""
        found = 0
        for who in ("oncologist", "oncologist_2"):
            rows = self.ward.rows(who, view="escalated")
            found += [row["alert_id"] for row in rows if row["is_to_me"]] == [str(alert_id)]
        return found

    def steps(self, alert_id: UUID, *at: str) -> None:
        """At each instant one more is asked, and a minute before it not yet."""
        for number, text in enumerate(at, start=1):
            self.at(utc(text) - MINUTE)
            assert self.asked(alert_id) == number - 1, text
            self.at(utc(text))
            assert self.asked(alert_id) == number, text


@pytest.mark.parametrize(
    ("zone", "received", "due", "steps"),
    [
        # Thursday 30 April 2026, 16:30; 1 May; a weekend; Monday 08:30.
        ("Europe/Paris", "2026-04-30 14:30", "2026-05-04 06:30", ["07:30", "08:30"]),
        # Friday before the clocks go forward, 17:30.
        ("Europe/Paris", "2026-03-27 16:30", "2026-03-30 07:30", ["08:30", "09:30"]),
        # Friday before they go back, 17:30.
        ("Europe/Paris", "2026-10-23 15:30", "2026-10-26 08:30", ["09:30", "10:30"]),
        # Saturday noon before Easter Monday, where it is still the Friday in Paris' week.
        ("America/Martinique", "2026-04-04 16:00", "2026-04-07 14:00", ["15:00", "16:00"]),
        ("Indian/Reunion", "2026-04-30 12:30", "2026-05-04 04:30", ["05:30", "06:30"]),
    ],
)
def test_an_overdue_alert_climbs_at_its_minutes(walk, zone, received, due, steps) -> None:
    """By hand: two open hours until it is due, an open hour for each person; in UTC."""
    walk.open_in(zone)
    walk.at(utc(received))

    alert_id = walk.ward.raised(AlertLevel.CRITICAL)

    assert walk.ward.alert(alert_id).due_at == utc(due)
    walk.steps(alert_id, *(f"{due[:10]} {step}" for step in steps))


def test_nobody_is_asked_at_any_time_of_the_days_between(walk) -> None:
    """Every three hours from the evening of 30 April to the morning of Monday 4 May."""
    walk.open_in("Europe/Paris")
    walk.at(utc("2026-04-30 15:30"))
    alert_id = walk.ward.raised(AlertLevel.CRITICAL)

    for hour in range(1, 87, 3):
        walk.at(utc("2026-04-30 15:30") + timedelta(hours=hour))
        assert walk.asked(alert_id) == 0, hour


def test_acknowledging_stops_the_climb_and_taking_it_back_begins_it_again(walk) -> None:
    """Over 1 May: acknowledged on Thursday evening, given back on Monday, asked at once."""
    ward = walk.ward
    walk.open_in("Europe/Paris")
    walk.at(utc("2026-04-30 08:00"))
    alert_id = ward.raised(AlertLevel.CRITICAL)
    walk.at(utc("2026-04-30 11:00"))
    assert walk.asked(alert_id) == 1

    walk.at(utc("2026-04-30 15:59"))
    assert walk.asked(alert_id) == 2
    ward.done("nurse", alert_id, "acknowledge")
    # Four open hours of follow-up: a minute of Thursday, the rest of them on Monday.
    assert ward.alert(alert_id).waits_until == utc("2026-05-04 09:59")
    for text in ("2026-04-30 15:59", "2026-05-01 10:00", "2026-05-03 10:00", "2026-05-04 08:00"):
        walk.at(utc(text))
        assert walk.asked(alert_id) == 0, text

    ward.done("nurse", alert_id, "release")

    assert ward.alert(alert_id).due_at == utc("2026-04-30 10:00")
    assert walk.asked(alert_id) == 2


def test_an_undone_acknowledgement_leaves_the_climb_where_it_was(walk) -> None:
    ward = walk.ward
    walk.open_in("Europe/Paris")
    walk.at(utc("2026-04-30 14:30"))
    alert_id = ward.raised(AlertLevel.CRITICAL)
    walk.at(utc("2026-05-04 07:29"))
    acknowledged = ward.done("nurse", alert_id, "acknowledge")
    walk.at(utc("2026-05-04 07:29") + timedelta(seconds=9))
    assert walk.asked(alert_id) == 0

    undone = {"action_id": acknowledged["action_id"]}
    assert ward.act("nurse", alert_id, "undo", undone).status_code == 200

    walk.steps(alert_id, "2026-05-04 07:30", "2026-05-04 08:30")


@pytest.mark.parametrize(
    ("zone", "asked_at", "passes_on"),
    [
        ("Europe/Paris", "2026-12-31 16:30", "2027-01-04 07:30"),
        ("Europe/Paris", "2028-02-28 16:30", "2028-02-29 07:30"),
        ("Europe/Paris", "2026-10-23 15:30", "2026-10-26 07:30"),
        ("Indian/Reunion", "2026-12-31 13:30", "2027-01-04 04:30"),
    ],
)
def test_a_question_passes_on_after_an_open_hour_and_the_unit_sees_it_again(
    walk, second, zone, asked_at, passes_on
) -> None:
    """Asked half an hour before closing, but for the half minute in which it can be taken back."""
    ward = walk.ward
    on_the_list(ward, second)
    walk.open_in(zone)
    held = timedelta(seconds=ward.service.context.settings.escalation_hold_s)
    walk.at(utc(asked_at) - held)
    alert_id = ward.raised(AlertLevel.CRITICAL)
    ward.done("nurse", alert_id, "escalate", question(ward))

    assert ward.alert(alert_id).waits_until == utc(passes_on)
    walk.at(utc(passes_on) - MINUTE)
    assert (walk.asked(alert_id), ids(ward.rows("nurse"))) == (1, [])
    walk.at(utc(passes_on))
    assert (walk.asked(alert_id), ids(ward.rows("nurse"))) == (2, [str(alert_id)])


@pytest.mark.parametrize(
    ("zone", "closed", "midnight"),
    [
        ("Europe/Paris", "2026-03-29 21:59", "2026-03-29 22:00"),
        ("Europe/Paris", "2026-10-25 22:59", "2026-10-25 23:00"),
        ("Europe/Paris", "2026-12-31 22:59", "2026-12-31 23:00"),
        ("Indian/Reunion", "2026-12-31 19:59", "2026-12-31 20:00"),
        ("America/Martinique", "2027-01-01 03:59", "2027-01-01 04:00"),
    ],
)
def test_closed_today_ends_at_midnight_where_the_centre_is(walk, zone, closed, midnight) -> None:
    ward = walk.ward
    walk.open_in(zone)
    walk.at(utc(closed))
    alert_id = ward.raised(AlertLevel.INFO)
    ward.done("nurse", alert_id, "calls", {"result": "patient_reached"})
    ward.done("nurse", alert_id, "measures", {"codes": ["01"]})
    ward.done("nurse", alert_id, "close")

    assert ids(ward.rows("nurse", view="closed")) == [str(alert_id)]
    walk.at(utc(midnight))
    assert ward.rows("nurse", view="closed") == []
