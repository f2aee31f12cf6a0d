"""On which day of each local week a patient is asked: arithmetic on civil dates; pure (H-13).

A week begins on Monday and has one day at most, whatever the rhythm, so a patient is never asked
twice a week; and it always has one, so that no change of cycle leaves a week out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from services.centres.wall_clock import instant_of
from services.contract.week_enums import Rhythm

WEEK: Final = timedelta(days=7)


@dataclass(frozen=True)
class Days:
    """What decides on which days a patient is asked; a plan in force, without whose it is."""

    rhythm: Rhythm
    weekday: int
    cycle_day: int | None
    opens_at_minute: int
    starts_on: date
    ends_on: date


class Slot(NamedTuple):
    """The asking of one week: its Monday, the civil day, the instant at which it begins."""

    week: date
    opens_on: date
    opens_at: datetime


def week_of(day: date) -> date:
    """The Monday on or before a day; of ISO week 53 as of any other."""
    return day - timedelta(days=day.weekday())


def local_day(at: datetime, zone: ZoneInfo) -> date:
    """The day that stands on the calendars of a zone."""
    return at.astimezone(zone).date()


def slot_in(days: Days, cycles: Sequence[date], week: date, zone: ZoneInfo) -> Slot | None:
    """The asking of the week that begins on a Monday; None outside of the days of the plan.

    `cycles` are the first days of the patient's treatment cycles, in any order. Where a new cycle
    shifts the day within a week, it is the day of the new one.
    """
    anchors = _anchors(days, cycles)
    for number in reversed(range(7)):
        day = week + timedelta(days=number)
        if _is_a_day(days, anchors, day) and days.starts_on <= day <= days.ends_on:
            return Slot(week, day, instant_of(zone, day, days.opens_at_minute))
    return None


def slots(
    days: Days, cycles: Sequence[date], first: date, last: date, zone: ZoneInfo
) -> Iterator[Slot]:
    """The askings of the weeks from that of one day to that of another, in their order."""
    week = max(week_of(first), week_of(days.starts_on))
    end = min(last, days.ends_on)
    while week <= end:
        slot = slot_in(days, cycles, week, zone)
        if slot is not None:
            yield slot
        week += WEEK


def closing_of(days: Days, cycles: Sequence[date], slot: Slot, zone: ZoneInfo) -> datetime:
    """When a window closes: when the next one opens; the last one, a week after it opened."""
    following = slot_in(days, cycles, slot.week + WEEK, zone)
    if following is not None:
        return following.opens_at
    return instant_of(zone, slot.opens_on + WEEK, days.opens_at_minute)


def _anchors(days: Days, cycles: Sequence[date]) -> list[date]:
    """The days from which weeks are counted, the latest first."""
    if days.rhythm is Rhythm.WEEK or days.cycle_day is None:
        return []
    offset = timedelta(days=days.cycle_day - 1)
    return sorted((start + offset for start in cycles), reverse=True)


def _is_a_day(days: Days, anchors: Sequence[date], day: date) -> bool:
    """Whether it is a whole number of weeks from the last day of which weeks are counted."""
    for anchor in anchors:
        if anchor <= day:
            return (day - anchor).days % 7 == 0
    return day.isoweekday() == days.weekday
