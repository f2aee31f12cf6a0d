"""Due times over every awkward day, against somebody who looks at the wall clock each minute."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.alerts.escalations import people_asked
from services.centres.opening_hours import (
    DEFAULT_OPENING_HOURS,
    OpeningHours,
    read_opening_hours,
)
from services.centres.times import CentreTime
from services.contract.enums import AlertLevel
from services.ids import new_id
from tests.support.wall_clock import MINUTE, Span, WallClock, utc

ZONES = ("Europe/Paris", "Indian/Reunion", "America/Martinique", "America/Miquelon")
SPANS = {
    "29 February 2024": ("2024-02-26", "2024-03-06"),
    "29 February 2028, a Tuesday": ("2028-02-25", "2028-03-04"),
    "clocks go forward, and Easter Monday": ("2026-03-26", "2026-04-09"),
    "1 and 8 May": ("2026-04-29", "2026-05-12"),
    "clocks go back": ("2026-10-22", "2026-10-30"),
    "week 53 and the year's end": ("2026-12-23", "2027-01-07"),
}
RESPONSE_MINUTES = (60, 120, 240, 360, 480, 1440)
NIGHT: Mapping[str, Any] = {
    "days": {str(day): [["00:00", "06:00"], ["21:30", "24:00"]] for day in range(7)},
    "holidays": None,
}
BROKEN_NIGHT: Mapping[str, Any] = {
    "days": {str(day): [["00:30", "02:15"], ["02:45", "05:00"]] for day in range(7)},
    "holidays": None,
}


def _walk(hours: OpeningHours, clock: WallClock, begins: str, ends: str) -> int:
    """Compares everything at uneven steps and at each side of every opening and closing."""
    span = Span.walked(clock, utc(begins), utc(ends))
    count = len(span.opened) - 1
    edges = [
        place
        for place in range(1, count)
        if clock.is_open(span.begins + place * MINUTE)
        is not clock.is_open(span.begins + (place - 1) * MINUTE)
    ]
    places = {*range(0, count, 41), *(edge + by for edge in edges for by in (-1, 0, 1))}
    compared = 0
    for place in sorted(places & set(range(count))):
        start = span.begins + place * MINUTE
        assert hours.is_open(start) is clock.is_open(start), start
        for minutes in RESPONSE_MINUTES:
            due = span.due(start, minutes)
            if due is not None:
                assert hours.add_open_minutes(start, minutes) == due, (start, minutes)
                compared += 1
        end = span.begins + min(count, place + 4321) * MINUTE
        assert hours.open_minutes_between(start, end) == span.open_minutes(start, end), start
    return compared


@pytest.mark.parametrize("span", SPANS)
@pytest.mark.parametrize("zone", ZONES)
def test_every_due_time_is_that_of_the_wall_clock(zone: str, span: str) -> None:
    hours = read_opening_hours(zone, DEFAULT_OPENING_HOURS)

    assert _walk(hours, WallClock(zone), *SPANS[span]) > 500


def test_alsace_and_moselle_have_two_holidays_more() -> None:
    hours = read_opening_hours("Europe/Paris", {**DEFAULT_OPENING_HOURS, "holidays": "FR-67"})
    clock = WallClock("Europe/Paris", subdivision="6AE")

    for span in ("clocks go forward, and Easter Monday", "week 53 and the year's end"):
        _walk(hours, clock, *SPANS[span])


@pytest.mark.parametrize(
    ("setting", "span"),
    [
        (NIGHT, ("2026-03-27", "2026-03-31")),
        (NIGHT, ("2026-10-23", "2026-10-27")),
        (BROKEN_NIGHT, ("2026-03-27", "2026-03-31")),
    ],
    ids=["night, forward", "night, back", "opening and closing in the hour that is left out"],
)
def test_a_night_has_its_true_length_when_clocks_change(
    setting: Mapping[str, Any], span: tuple[str, str]
) -> None:
    """A minute that no clock shows is no minute of work: it must not put a due time off."""
    intervals = tuple((opens, closes) for opens, closes in setting["days"]["0"])
    clock = WallClock("Europe/Paris", intervals, frozenset(range(7)), has_holidays=False)

    assert _walk(read_opening_hours("Europe/Paris", setting), clock, *span) > 50


@pytest.mark.parametrize(
    ("zone", "holidays", "received", "due"),
    [
        ("Europe/Paris", "FR", "2028-02-28 16:30", "2028-02-29 08:30"),
        ("Europe/Paris", "FR", "2028-02-29 16:30", "2028-03-01 08:30"),
        ("Europe/Paris", "FR", "2026-03-27 16:00", "2026-03-30 07:00"),
        ("Europe/Paris", "FR", "2026-10-23 15:00", "2026-10-26 08:00"),
        ("Europe/Paris", "FR", "2026-12-31 16:00", "2027-01-04 08:00"),
        ("Europe/Paris", "FR", "2026-04-30 15:00", "2026-05-04 07:00"),
        ("Europe/Paris", "FR", "2026-04-02 15:00", "2026-04-03 07:00"),
        ("Europe/Paris", "FR-67", "2026-04-02 15:00", "2026-04-07 07:00"),
        ("Europe/Paris", "FR-57", "2025-12-24 16:00", "2025-12-29 08:00"),
        ("Europe/Paris", "FR", "2026-04-03 15:00", "2026-04-07 07:00"),
        ("Indian/Reunion", "FR", "2026-12-31 13:00", "2027-01-04 05:00"),
        # 1 May has begun there while it is still 30 April in Paris.
        ("Indian/Reunion", "FR", "2026-04-30 20:30", "2026-05-04 06:00"),
        ("America/Martinique", "FR", "2026-04-30 21:00", "2026-05-04 13:00"),
        # It is 1 May in Paris, and in the afternoon of 30 April there.
        ("America/Martinique", "FR", "2026-04-30 19:00", "2026-04-30 21:00"),
    ],
)
def test_a_critical_answer_is_due_after_two_open_hours_by_hand(
    zone: str, holidays: str, received: str, due: str
) -> None:
    """Worked out with a calendar; instants are in UTC."""
    hours = read_opening_hours(zone, {**DEFAULT_OPENING_HOURS, "holidays": holidays})

    assert hours.add_open_minutes(utc(received), 120) == utc(due)


@pytest.mark.parametrize("level", [AlertLevel.CRITICAL, AlertLevel.HIGH])
@pytest.mark.parametrize("zone", ["Europe/Paris", "America/Martinique"])
@pytest.mark.parametrize("begins", ["2026-04-30 15:00", "2026-03-27 15:00", "2026-12-30 15:00"])
def test_the_next_is_asked_at_each_open_hour_and_at_no_other_minute(
    level: AlertLevel, zone: str, begins: str
) -> None:
    """R-FLT-14, every minute of six days: 1 May and a weekend, a clock change, the year's end."""
    listed = [new_id() for _ in range(30)]
    hours = read_opening_hours(zone, DEFAULT_OPENING_HOURS)
    since = utc(begins)
    span = Span.walked(WallClock(zone), since, since + timedelta(days=6))
    each_after = 60 if level is AlertLevel.CRITICAL else 240

    asked_before = -1
    for place in range(len(span.opened)):
        now = since + place * MINUTE
        # Looking is dear: at every minute where something may change, and at each tenth.
        turns = span.open_minutes(since, now) // each_after
        if turns == asked_before and place % 10:
            continue
        asked_before = turns
        assert people_asked(None, since, level, listed, hours, now) == listed[:turns], now


@pytest.mark.parametrize(
    ("zone", "now", "midnight"),
    [
        ("Europe/Paris", "2026-03-28 23:30", "2026-03-28 23:00"),
        ("Europe/Paris", "2026-03-29 21:59", "2026-03-28 23:00"),
        ("Europe/Paris", "2026-03-29 22:00", "2026-03-29 22:00"),
        ("Europe/Paris", "2026-10-25 22:59", "2026-10-24 22:00"),
        ("Europe/Paris", "2026-10-25 23:00", "2026-10-25 23:00"),
        ("Europe/Paris", "2028-02-29 12:00", "2028-02-28 23:00"),
        ("Europe/Paris", "2026-12-31 23:00", "2026-12-31 23:00"),
        ("Indian/Reunion", "2026-12-31 20:30", "2026-12-31 20:00"),
        ("America/Martinique", "2027-01-01 03:59", "2026-12-31 04:00"),
        ("America/Martinique", "2027-01-01 04:00", "2027-01-01 04:00"),
    ],
)
def test_today_begins_at_midnight_where_the_centre_is(zone: str, now: str, midnight: str) -> None:
    no_session: Any = None
    hours = read_opening_hours(zone, DEFAULT_OPENING_HOURS)
    time = CentreTime(hours, no_session, new_id())

    assert time.start_of_day(utc(now)) == utc(midnight)


def test_the_witness_itself_knows_the_days() -> None:
    """A witness that sleeps would prove anything."""
    clock = WallClock("Europe/Paris")
    opened = {
        text: clock.is_open(datetime.fromisoformat(text).replace(tzinfo=UTC))
        for text in ("2026-05-01 09:00", "2026-05-04 05:59", "2026-05-04 06:00", "2026-10-26 07:00")
    }

    assert list(opened.values()) == [False, False, True, True]
