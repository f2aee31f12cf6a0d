"""Opening hours and days in the words of a patient."""

import itertools
from datetime import date, datetime

from resources.wording import Wording
from services.centres.opening_hours import Week

_WEEK = 7
_ALL_DAY = ((0, 24 * 60),)
_BETWEEN = ", "


def hours_in_words(week: Week, wording: Wording) -> str:
    """`du lundi au vendredi de 8 h à 18 h`; days of the same hours that follow are one stretch."""
    if all(day == _ALL_DAY for day in week.days):
        return wording.text("portal-hours-always")
    parts = []
    for intervals, days in itertools.groupby(range(_WEEK), key=lambda day: week.days[day]):
        if intervals:
            known = list(days)
            parts.append(f"{_days(known, wording)} {_intervals(intervals, wording)}")
    return _BETWEEN.join(parts)


def _days(days: list[int], wording: Wording) -> str:
    names = [wording.text(f"portal-day-{day}") for day in days]
    if len(names) == 1:
        return wording.text("portal-hours-day", day=names[0])
    return wording.text("portal-hours-days", first=names[0], last=names[-1])


def _intervals(intervals: tuple[tuple[int, int], ...], wording: Wording) -> str:
    each = [
        wording.text(
            "portal-hours-from-to", opens=clock(opens, wording), closes=clock(closes, wording)
        )
        for opens, closes in intervals
    ]
    return _BETWEEN.join(each)


def clock(minute: int, wording: Wording) -> str:
    """`8 h`, `13 h 05`, `13:05`: a minute of the day, in a sentence."""
    hour, rest = divmod(minute, 60)
    return wording.text("portal-clock", hour=hour, minute=rest, two_digits=f"{rest:02d}")


def long_day(day: date, wording: Wording) -> str:
    """`mardi 18 novembre`, `Tuesday 18 November`."""
    weekday = wording.text(f"portal-day-{day.weekday()}")
    month = wording.text(f"portal-month-{day.month}")
    return wording.text("portal-long-day", weekday=weekday, day=day.day, month=month)


def past_day(day: date, wording: Wording) -> str:
    """`mardi 18 novembre 2025`: a day that may be long ago, with its year."""
    return f"{long_day(day, wording)} {day.year}"


def long_moment(instant: datetime, wording: Wording) -> str:
    """`mardi 18 novembre à 10 h 42`, `Tuesday 18 November at 10:42`."""
    return _moment(instant, long_day(wording.local(instant).date(), wording), wording)


def past_moment(instant: datetime, wording: Wording) -> str:
    """`mardi 18 novembre 2025 à 10 h 42`: a moment that may be long ago, with its year."""
    return _moment(instant, past_day(wording.local(instant).date(), wording), wording)


def _moment(instant: datetime, day: str, wording: Wording) -> str:
    local = wording.local(instant)
    time = clock(local.hour * 60 + local.minute, wording)
    return wording.text("portal-long-moment", day=day, time=time)
