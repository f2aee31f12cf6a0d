"""What follows when nobody answers: two reminders, then somebody is told (decision 33); pure.

Each comes at the hour of the wall clock at which the patient was told, so never at night; a centre
may set other hours for its reminders.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from services.centres.wall_clock import instant_of
from services.contract.reminder_settings import USUAL_REMINDERS_H
from services.schedule.days import local_day
from services.schedule.pauses import Pause

DAYS_TO_SILENCE: Final = 3
_MORNING, _EVENING = 8 * 60, 20 * 60
_IN_TIME: Final = timedelta(hours=1)


class Steps(NamedTuple):
    """When each step of a window without an answer is due."""

    told_at: datetime
    reminders: tuple[datetime, ...]
    silent_at: datetime


def told_at(opens_at: datetime, issued_at: datetime, zone: ZoneInfo) -> datetime:
    """When the patient hears of a window: at its hour, or by day when it was issued late."""
    return opens_at if issued_at - opens_at <= _IN_TIME else by_day(issued_at, zone)


def by_day(at: datetime, zone: ZoneInfo) -> datetime:
    """The instant, or the next morning's when it lies in the night."""
    wall = at.astimezone(zone)
    minute = wall.hour * 60 + wall.minute
    if _MORNING <= minute < _EVENING:
        return at
    day = wall.date() if minute < _MORNING else wall.date() + timedelta(days=1)
    return instant_of(zone, day, _MORNING)


def steps_of(
    opens_at: datetime,
    issued_at: datetime,
    pauses: Iterable[Pause],
    zone: ZoneInfo,
    reminders_h: Sequence[int] = USUAL_REMINDERS_H,
) -> Steps:
    """The steps of a window; the days count anew from the end of a pause that fell into it.

    `reminders_h`: hours of the wall clock to each reminder, as the centre sets them. Nothing that
    is set reaches the alert on silence (H-09).
    """
    told = told_at(opens_at, issued_at, zone)
    wall = told.astimezone(zone)
    minute, day = wall.hour * 60 + wall.minute, wall.date()
    for pause in pauses:
        if pause.ended_at is not None and pause.ended_at > told:
            day = max(day, local_day(pause.ended_at, zone))
    reminders = tuple(_reminder_at(zone, day, minute, hours) for hours in reminders_h)
    silent = instant_of(zone, day + timedelta(days=DAYS_TO_SILENCE), minute)
    return Steps(told, reminders, silent)


def _reminder_at(zone: ZoneInfo, day: date, minute: int, hours: int) -> datetime:
    """Whole days later at the same hour; at another hour never by night."""
    at = instant_of(zone, day, minute + hours * 60)
    return by_day(at, zone) if hours % 24 else at
