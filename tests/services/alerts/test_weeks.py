"""The weeks of a chart over clock changes, leap days and week 53, counted with a calendar."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.alerts.weeks import SPAN, WEEKS, Graded, Week, weeks_back

ZONES = ("Europe/Paris", "Indian/Reunion", "America/Martinique", "America/Miquelon")
LAST_SURVEYS = (
    *("2026-03-29 23:45", "2026-05-03 23:59", "2026-10-25 23:45", "2026-12-03 23:59"),
    *("2027-01-03 10:00", "2027-01-04 00:01", "2024-03-07 08:00", "2028-04-12 21:30"),
)


def _calendar(surveys: list[datetime], until: datetime, zone: ZoneInfo) -> list[date | None]:
    """The day of the survey that each week shows: the last of the seven days around its due day."""
    shown: list[date | None] = []
    for week in reversed(range(WEEKS)):
        due = until.astimezone(zone).date() - timedelta(weeks=week)
        days = {due + timedelta(days=around) for around in range(-3, 4)}
        inside = [at for at in surveys if at <= until and at.astimezone(zone).date() in days]
        shown.append(max(inside).astimezone(zone).date() if inside else None)
    return shown


@given(
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    last=st.sampled_from(LAST_SURVEYS),
    ago=st.lists(st.integers(0, 70 * 24 * 60), max_size=14),
)
def test_every_survey_stands_in_the_week_of_its_day(
    zone: ZoneInfo, last: str, ago: list[int]
) -> None:
    until = datetime.fromisoformat(last).replace(tzinfo=zone).astimezone(UTC)
    surveys = [until, *(until - timedelta(minutes=each) for each in ago)]

    weeks = weeks_back([Graded(at, 1) for at in surveys], until, zone)

    assert [week.on if week.answered else None for week in weeks] == _calendar(surveys, until, zone)


@pytest.mark.parametrize("last", LAST_SURVEYS)
@pytest.mark.parametrize("zone", ZONES)
def test_the_first_survey_of_a_chart_is_read_from_the_database(zone: str, last: str) -> None:
    """A survey of just after midnight, 52 days before one of late evening, with an hour more
    between them when clocks go back: it was left out of the chart.
    """
    local = datetime.fromisoformat(last).replace(tzinfo=ZoneInfo(zone))
    first_day = local.date() - timedelta(days=7 * (WEEKS - 1) + 3)
    first = datetime.combine(first_day, datetime.min.time(), ZoneInfo(zone)).astimezone(UTC)

    assert first >= local.astimezone(UTC) - SPAN


def test_week_53_is_a_week_like_any_other() -> None:
    """Mondays around the year's end, 28 December 2026 being that of week 53."""
    paris = ZoneInfo("Europe/Paris")
    mondays = [date(2026, 12, 7) + timedelta(weeks=week) for week in range(6)]
    surveys = [
        datetime(day.year, day.month, day.day, 9, tzinfo=paris).astimezone(UTC) for day in mondays
    ]

    weeks = weeks_back([Graded(at, 2) for at in surveys], surveys[-1], paris)

    assert [each for each in weeks if each.answered] == [Week(day, 2, True) for day in mondays]
    assert date(2026, 12, 28).isocalendar().week == 53
