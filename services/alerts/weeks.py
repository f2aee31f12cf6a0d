"""Surveys as weeks, counted back from the survey that an alert is about; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

WEEKS: Final = 8
DAYS: Final = 7
# A survey answered up to three days early or late still counts for its own week.
_EARLY_OR_LATE_DAYS: Final = 3
# An hour more than those days have, when the clocks went back on one of them.
SPAN: Final = timedelta(days=(WEEKS - 1) * DAYS + _EARLY_OR_LATE_DAYS + 1, hours=1)


@dataclass(frozen=True)
class Graded:
    """The estimated grade of one symptom in one survey; None when there is none."""

    authored_at: datetime
    grade: int | None


@dataclass(frozen=True)
class Week:
    """One week of a symptom; `answered` False is a week without a survey, shown on its due day."""

    on: date
    grade: int | None
    answered: bool


def weeks_before(last_day: date, day: date) -> int:
    """How many weeks before that of `last_day` the week of a day is; negative for a later one."""
    return ((last_day - day).days + _EARLY_OR_LATE_DAYS) // DAYS


def first_day_of(day: date) -> date:
    """The first day of the week for which a day stands."""
    return day - timedelta(days=_EARLY_OR_LATE_DAYS)


def weeks_gone_by(last_day: date, today: date) -> int:
    """How many surveys are missing since that of `last_day`: late ones are waited for."""
    return max(0, weeks_before(today, last_day + timedelta(days=DAYS)))


def weeks_back(graded: Iterable[Graded], until: datetime, zone: ZoneInfo) -> list[Week]:
    """Eight weeks that end with the survey written at `until`, oldest first.

    The latest survey of a week counts, and of one instant the last given: corrections come last.
    """
    last_day = until.astimezone(zone).date()
    found: dict[int, tuple[datetime, Week]] = {}
    for each in graded:
        if each.authored_at > until:
            continue
        day = each.authored_at.astimezone(zone).date()
        place = weeks_before(last_day, day)
        if place >= WEEKS or (place in found and found[place][0] > each.authored_at):
            continue
        found[place] = (each.authored_at, Week(day, each.grade, answered=True))
    return [
        found[place][1]
        if place in found
        else Week(last_day - timedelta(days=place * DAYS), None, answered=False)
        for place in reversed(range(WEEKS))
    ]
