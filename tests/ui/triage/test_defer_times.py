"""What a deferral offers over clock changes, the leap day, the year's end and overseas."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest

from services.contract.enums import AlertKind, AlertLevel, AlertState
from tests.support.wall_clock import utc
from ui.triage.forms.defer_times import offered_times


@dataclass
class _Alert:
    level: AlertLevel = AlertLevel.HIGH
    kind: AlertKind = AlertKind.CLINICAL
    state: AlertState = AlertState.NEW


@pytest.mark.parametrize(
    ("zone", "now", "offered"),
    [
        # The night in between is an hour shorter, then an hour longer.
        ("Europe/Paris", "2026-03-28 16:00", ["2026-03-29 06:30"]),
        ("Europe/Paris", "2026-10-24 15:00", ["2026-10-25 07:30"]),
        ("Europe/Paris", "2028-02-28 16:00", ["2028-02-29 07:30"]),
        ("Europe/Paris", "2026-12-31 09:00", ["2026-12-31 13:00", "2027-01-01 07:30"]),
        # Half an hour after midnight of the new year: tomorrow is the second.
        ("Europe/Paris", "2026-12-31 23:30", ["2027-01-01 13:00", "2027-01-02 07:30"]),
        # At 13:30 sharp this afternoon is no longer than what half an hour offers.
        ("Europe/Paris", "2026-11-18 12:29", ["2026-11-18 13:00", "2026-11-19 07:30"]),
        ("Europe/Paris", "2026-11-18 12:30", ["2026-11-19 07:30"]),
        ("Indian/Reunion", "2026-12-31 19:59", ["2027-01-01 04:30"]),
        ("Indian/Reunion", "2026-12-31 20:01", ["2027-01-01 10:00", "2027-01-02 04:30"]),
        ("America/Martinique", "2027-01-01 03:59", ["2027-01-01 12:30"]),
    ],
)
def test_this_afternoon_and_tomorrow_are_those_of_the_centre(
    zone: str, now: str, offered: list[str]
) -> None:
    """Instants are in UTC, worked out by hand."""
    times = offered_times(cast(Any, _Alert()), utc(now), ZoneInfo(zone))

    assert [at.astimezone(UTC) for at in times] == [utc(each) for each in offered]


def test_an_hour_that_comes_twice_counts_as_passed_once_it_has() -> None:
    """At 02:45 for the second time it is still the morning before half past eight."""
    second = datetime(2026, 10, 25, 2, 45, tzinfo=ZoneInfo("Europe/Paris"), fold=1)

    times = offered_times(cast(Any, _Alert()), second.astimezone(UTC), ZoneInfo("Europe/Paris"))

    assert [at.astimezone(UTC) for at in times] == [
        utc("2026-10-25 13:00"),
        utc("2026-10-26 07:30"),
    ]
