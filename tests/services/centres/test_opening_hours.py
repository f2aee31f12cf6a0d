"""Due times in opening minutes: nights, weekends, holidays, closing time, clock changes."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.centres.opening_hours import (
    DEFAULT_OPENING_HOURS,
    SEVEN_DAYS_OPENING_HOURS,
    OpeningHours,
    OpeningHoursError,
    always_open,
    read_opening_hours,
)
from services.centres.public_holidays import public_holidays

PARIS = ZoneInfo("Europe/Paris")
OFFICE = read_opening_hours("Europe/Paris", DEFAULT_OPENING_HOURS)
EVERY_DAY = read_opening_hours("Europe/Paris", SEVEN_DAYS_OPENING_HOURS)
ROUND_THE_CLOCK = always_open("Europe/Paris")
WITH_A_BREAK = read_opening_hours(
    "Europe/Paris",
    {"days": {"1": [["08:30", "12:00"], ["13:30", "17:00"]]}, "holidays": None},
)


def paris(text: str, fold: int = 0) -> datetime:
    """An instant from local words such as `2025-11-18 10:42`."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS, fold=fold).astimezone(UTC)


@pytest.mark.parametrize(
    ("hours", "start", "minutes", "due"),
    [
        pytest.param(OFFICE, "2025-11-18 08:12", 120, "2025-11-18 10:12", id="within a day"),
        pytest.param(OFFICE, "2025-11-18 17:30", 120, "2025-11-19 09:30", id="over a night"),
        pytest.param(OFFICE, "2025-11-18 03:00", 120, "2025-11-18 10:00", id="night arrival"),
        pytest.param(OFFICE, "2025-11-18 16:00", 120, "2025-11-18 18:00", id="ends at closing"),
        pytest.param(OFFICE, "2025-11-18 18:00", 120, "2025-11-19 10:00", id="arrives at closing"),
        pytest.param(OFFICE, "2025-11-18 08:00", 120, "2025-11-18 10:00", id="arrives at opening"),
        pytest.param(OFFICE, "2025-11-21 17:00", 120, "2025-11-24 09:00", id="over a weekend"),
        pytest.param(OFFICE, "2025-11-22 12:00", 60, "2025-11-24 09:00", id="on a Saturday"),
        pytest.param(OFFICE, "2025-11-10 17:00", 120, "2025-11-12 09:00", id="11 November between"),
        pytest.param(OFFICE, "2025-04-18 17:30", 60, "2025-04-22 08:30", id="Easter Monday"),
        pytest.param(OFFICE, "2025-12-24 17:30", 60, "2025-12-26 08:30", id="Christmas"),
        pytest.param(OFFICE, "2025-12-31 17:59", 2, "2026-01-02 08:01", id="over a new year"),
        pytest.param(OFFICE, "2025-11-18 09:00", 24 * 60, "2025-11-20 13:00", id="24 hours, info"),
        pytest.param(EVERY_DAY, "2025-11-22 17:30", 60, "2025-11-23 08:30", id="open on Sunday"),
        pytest.param(EVERY_DAY, "2025-11-11 09:00", 60, "2025-11-11 10:00", id="open on holidays"),
        pytest.param(WITH_A_BREAK, "2025-11-18 11:30", 60, "2025-11-18 14:00", id="over noon"),
        pytest.param(WITH_A_BREAK, "2025-11-18 16:30", 60, "2025-11-25 09:00", id="one day a week"),
        pytest.param(OFFICE, "2025-03-28 17:00", 120, "2025-03-31 09:00", id="clocks go forward"),
        pytest.param(OFFICE, "2025-10-24 17:00", 120, "2025-10-27 09:00", id="clocks go back"),
    ],
)
def test_an_alert_is_due_when_its_opening_minutes_have_passed(
    hours: OpeningHours, start: str, minutes: int, due: str
) -> None:
    assert hours.add_open_minutes(paris(start), minutes) == paris(due)


@pytest.mark.parametrize(
    ("start", "minutes", "due"),
    [
        pytest.param("2025-03-30 01:30", 60, "2025-03-30 03:30", id="an hour that does not exist"),
        pytest.param("2025-10-26 01:30", 180, "2025-10-26 03:30", id="an hour that comes twice"),
    ],
)
def test_an_hour_of_a_clock_change_has_its_true_length(start: str, minutes: int, due: str) -> None:
    assert ROUND_THE_CLOCK.add_open_minutes(paris(start), minutes) == paris(due)


def test_the_second_pass_of_a_repeated_hour_is_later_than_the_first() -> None:
    first, second = paris("2025-10-26 02:30"), paris("2025-10-26 02:30", fold=1)

    assert ROUND_THE_CLOCK.open_minutes_between(first, second) == 60


@pytest.mark.parametrize(
    ("at", "is_open", "opens"),
    [
        ("2025-11-18 07:59", False, "2025-11-18 08:00"),
        ("2025-11-18 08:00", True, "2025-11-18 08:00"),
        ("2025-11-18 17:59", True, "2025-11-18 17:59"),
        ("2025-11-18 18:00", False, "2025-11-19 08:00"),
        ("2025-11-21 18:00", False, "2025-11-24 08:00"),
        ("2025-11-11 10:00", False, "2025-11-12 08:00"),
    ],
)
def test_a_centre_says_when_it_opens(at: str, is_open: bool, opens: str) -> None:
    assert OFFICE.is_open(paris(at)) is is_open
    assert OFFICE.next_opening(paris(at)) == paris(opens)


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2025-11-18 08:12", "2025-11-18 10:42", 150),
        ("2025-11-18 17:30", "2025-11-19 08:30", 60),
        ("2025-11-21 18:00", "2025-11-24 08:00", 0),
        ("2025-11-18 12:00", "2025-11-18 11:00", 0),
    ],
)
def test_only_opening_minutes_are_counted(start: str, end: str, minutes: int) -> None:
    assert OFFICE.open_minutes_between(paris(start), paris(end)) == minutes


@given(
    since=st.integers(min_value=0, max_value=3 * 365 * 24 * 60),
    minutes=st.integers(min_value=1, max_value=3000),
)
def test_what_is_added_is_what_lies_between(since: int, minutes: int) -> None:
    start = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=since)
    due = OFFICE.add_open_minutes(start, minutes)

    assert OFFICE.open_minutes_between(start, due) == minutes
    assert OFFICE.open_minutes_between(start, due - timedelta(minutes=1)) == minutes - 1


@pytest.mark.parametrize(
    ("region", "subdivision"), [("FR", None), ("FR-57", "57"), ("FR-67", "6AE")]
)
def test_holidays_are_those_of_the_library(region: str, subdivision: str | None) -> None:
    for year in range(2008, 2101):
        known = holidays.country_holidays("FR", subdiv=subdivision, years=[year])

        assert public_holidays(region, year) == set(known), year


@pytest.mark.parametrize(
    "setting",
    [
        {"days": {}},
        {"days": {"0": []}},
        {"days": {"7": [["08:00", "18:00"]]}},
        {"days": {"0": [["18:00", "08:00"]]}},
        {"days": {"0": [["08:00", "12:00"], ["11:00", "18:00"]]}},
        {"days": {"0": [["08:00"]]}},
        {"days": {"0": [["08:60", "18:00"]]}},
        {"days": {"0": [["08:00", "25:00"]]}},
        {"days": {"0": [["eight", "18:00"]]}},
        {"days": {"0": "08:00-18:00"}},
        {"days": {"0": [["08:00", "18:00"]]}, "holidays": "XX"},
        {"days": {"0": [["08:00", "18:00"]]}, "holidays": ["FR"]},
        {"days": None},
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(setting: dict[str, object]) -> None:
    with pytest.raises(OpeningHoursError):
        read_opening_hours("Europe/Paris", setting)


@pytest.mark.parametrize("zone", ["Europe/Nowhere", "", "../etc/passwd"])
def test_a_zone_that_does_not_exist_is_refused(zone: str) -> None:
    with pytest.raises(OpeningHoursError):
        read_opening_hours(zone, DEFAULT_OPENING_HOURS)


def test_an_empty_setting_is_the_default() -> None:
    assert read_opening_hours("Europe/Paris", {}) == OFFICE
