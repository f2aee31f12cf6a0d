"""What opening hours an administrator may set: a centre is never closed for too long (H-03).

Response times are opening minutes, so that hours which close a centre for long move what is due as
far as a longer response time would, and that takes two people (decision 5).
"""

from datetime import date, datetime, timedelta
from typing import Any, Final, Literal

from services.centres.opening_hours import OpeningHours, OpeningHoursError, Week, read_week
from services.centres.public_holidays import public_holidays
from services.centres.wall_clock import instant_of
from services.contract.centre_settings import (
    FURTHEST_DAYS,
    HoursPreview,
    OpenDay,
    OpeningHoursContent,
    OpenInterval,
)
from services.contract.problems import FieldProblem

LONGEST_OF_A_WEEK_H: Final = 72
"""A weekend from Friday evening to Monday morning has 62 hours."""
LONGEST_CLOSED_H: Final = 120
"""Five days: a holiday on Thursday and a closed Friday have 110 hours."""
_SHOWN_DAYS: Final = 14
# A year from the day on which it begins, which is a year away at most.
_LOOKED_AT_DAYS: Final = 2 * FURTHEST_DAYS


def setting_of(content: OpeningHoursContent) -> dict[str, Any]:
    """The content as a centre's setting is stored and read."""
    return {
        "days": {
            str(number): [[each.opens, each.closes] for each in intervals]
            for number, intervals in enumerate(content.days)
        },
        "holidays": content.holidays,
        "closed": [each.isoformat() for each in content.closed_days],
    }


def content_of_week(week: Week) -> OpeningHoursContent:
    """The setting of a centre as a version shows it."""
    return OpeningHoursContent(
        section="opening_hours",
        days=[[_interval(*each) for each in intervals] for intervals in week.days],
        holidays=week.holidays,  # type: ignore[arg-type]  # one of the known regions
        closed_days=sorted(week.closed),
    )


def problems_of(
    hours: OpeningHours, content: OpeningHoursContent, since: date
) -> list[FieldProblem]:
    """Why hours are refused that would begin on a day; nothing when they may."""
    try:
        week = read_week(setting_of(content))
    except OpeningHoursError:
        return [FieldProblem(field="content.days", reason="not_a_week")]
    bare = OpeningHours(hours.zone, Week(week.days, None))
    if longest_closed(bare, since, since + timedelta(days=15)) > _hours(LONGEST_OF_A_WEEK_H):
        return [FieldProblem(field="content.days", reason="closed_too_long")]
    whole = with_week(hours, week, since)
    until = since + timedelta(days=_LOOKED_AT_DAYS)
    if longest_closed(whole, since - timedelta(days=8), until) > _hours(LONGEST_CLOSED_H):
        return [FieldProblem(field="content.closed_days", reason="closed_too_long")]
    return []


def with_week(hours: OpeningHours, week: Week, since: date) -> OpeningHours:
    """The hours of a centre when another week begins on a day, in place of what was planned."""
    before = tuple(each for each in hours.later if each[0] < since)
    return OpeningHours(hours.zone, hours.first, (*before, (since, week)))


def longest_closed(hours: OpeningHours, first: date, last: date) -> timedelta:
    """The longest time without an opening between two days, both with it."""
    longest, closed_since = timedelta(), None
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        for opens, closes in hours.on(day).intervals_of(day):
            begins = instant_of(hours.zone, day, opens)
            if closed_since is not None:
                longest = max(longest, begins - closed_since)
            closed_since = instant_of(hours.zone, day, closes)
    if closed_since is None:
        return timedelta(days=(last - first).days)
    return max(longest, instant_of(hours.zone, last, 24 * 60) - closed_since)


def preview_of(
    hours: OpeningHours, content: OpeningHoursContent, since: date, critical_minutes: int
) -> HoursPreview:
    """What hours would do from a day on."""
    whole = with_week(hours, read_week(setting_of(content)), since)
    until = since + timedelta(days=FURTHEST_DAYS)
    closed_at, closed = _worst(whole, since, until)
    return HoursPreview(
        effective_on=since,
        days=[_day(whole, since + timedelta(days=number)) for number in range(_SHOWN_DAYS)],
        longest_closed_hours=closed // timedelta(hours=1),
        critical_from=closed_at,
        critical_due=whole.add_open_minutes(closed_at, critical_minutes),
    )


def _worst(hours: OpeningHours, first: date, last: date) -> tuple[datetime, timedelta]:
    """When the doors close for the longest time, and for how long."""
    worst = (instant_of(hours.zone, first, 0), timedelta())
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        intervals = hours.on(day).intervals_of(day)
        if intervals:
            closes = instant_of(hours.zone, day, intervals[-1][1])
            worst = max(worst, (closes, hours.next_opening(closes) - closes), key=lambda x: x[1])
    return worst


def _day(hours: OpeningHours, day: date) -> OpenDay:
    week = hours.on(day)
    intervals = week.intervals_of(day)
    why: Literal["weekday", "holiday", "closed_day"] | None = None
    if not intervals:
        is_holiday = week.holidays is not None and day in public_holidays(week.holidays, day.year)
        why = "weekday" if not week.days[day.weekday()] else "holiday"
        why = "closed_day" if day in week.closed and not is_holiday else why
    return OpenDay(day=day, intervals=[_interval(*each) for each in intervals], why=why)


def _interval(opens: int, closes: int) -> OpenInterval:
    return OpenInterval(opens=_clock(opens), closes=_clock(closes))


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _hours(hours: int) -> timedelta:
    return timedelta(hours=hours)
