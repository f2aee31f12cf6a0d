"""Due times in opening minutes of a centre: arithmetic on its week, zone and holidays; pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from services.centres.public_holidays import FRANCE, KNOWN_REGIONS, public_holidays
from services.centres.wall_clock import instant_of

_DAYS_OF_A_WEEK: Final = 7
_MINUTES_OF_A_DAY: Final = 24 * 60

DEFAULT_OPENING_HOURS: Final[Mapping[str, Any]] = {
    "days": {str(day): [["08:00", "18:00"]] for day in range(5)},
    "holidays": FRANCE,
}
"""Monday to Friday, public holidays closed (decision 19). Days count from 0, which is Monday."""
SEVEN_DAYS_OPENING_HOURS: Final[Mapping[str, Any]] = {
    "days": {str(day): [["08:00", "18:00"]] for day in range(_DAYS_OF_A_WEEK)},
    "holidays": None,
}
"""The demonstration's centre, which opens every day (decision 44)."""


class OpeningHoursError(ValueError):
    """A setting of opening hours cannot be read; the message names what is wrong with it."""


@dataclass(frozen=True)
class Week:
    """One setting: for each weekday, intervals in minutes after local midnight.

    `closed` are the centre's own days without opening, beside the public holidays of a region.
    """

    days: tuple[tuple[tuple[int, int], ...], ...]
    holidays: str | None
    closed: frozenset[date] = frozenset()

    def intervals_of(self, day: date) -> tuple[tuple[int, int], ...]:
        """When a day is open; nothing on a holiday or a closed day."""
        if day in self.closed:
            return ()
        if self.holidays is not None and day in public_holidays(self.holidays, day.year):
            return ()
        return self.days[day.weekday()]


@dataclass(frozen=True)
class OpeningHours:
    """When a centre is open: its first week, and weeks that follow it, each from a day on.

    A day has the hours of the setting that was in force when it began, for ever: what is counted
    over past days stays what it was when a later setting is written (H-03).
    """

    zone: ZoneInfo
    first: Week
    later: tuple[tuple[date, Week], ...] = ()

    def on(self, day: date) -> Week:
        """The setting of a day."""
        return next((week for since, week in reversed(self.later) if since <= day), self.first)

    def is_open(self, at: datetime) -> bool:
        """Whether an instant lies in an interval; its end does not belong to it."""
        return any(opens <= at < closes for opens, closes in self._intervals_of(self._day_of(at)))

    def next_opening(self, at: datetime) -> datetime:
        """The instant itself when the centre is open then, otherwise when it next opens."""
        return next(max(opens, at) for opens, closes in self._intervals_from(at) if closes > at)

    def add_open_minutes(self, start: datetime, minutes: int) -> datetime:
        """When so many minutes of opening hours have passed since `start`.

        What ends with the day is due at closing, not at the next opening.
        """
        left = timedelta(minutes=minutes)
        begin = start
        for opens, closes in self._intervals_from(start):
            if closes <= start:
                continue
            begin = max(opens, start)
            if left <= closes - begin:
                return begin + left
            left -= closes - begin
        raise AssertionError("intervals never end")

    def open_minutes_between(self, start: datetime, end: datetime) -> int:
        """Whole minutes of opening hours between two instants; 0 when the second comes first."""
        passed = timedelta()
        for opens, closes in self._intervals_from(start):
            if opens >= end:
                break
            passed += max(timedelta(), min(closes, end) - max(opens, start))
        return passed // timedelta(minutes=1)

    def _day_of(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    def _intervals_from(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        day = self._day_of(start)
        while True:
            yield from self._intervals_of(day)
            day += timedelta(days=1)

    def _intervals_of(self, day: date) -> list[tuple[datetime, datetime]]:
        return [
            (instant_of(self.zone, day, opens), instant_of(self.zone, day, closes))
            for opens, closes in self.on(day).intervals_of(day)
        ]


ALWAYS: Final = Week((((0, _MINUTES_OF_A_DAY),),) * _DAYS_OF_A_WEEK, None)
"""Open round the clock: stands in for a setting that cannot be read, and is never late."""


def read_opening_hours(zone: str, setting: Mapping[str, Any]) -> OpeningHours:
    """A centre's setting, the default when it is empty; raises `OpeningHoursError`."""
    return OpeningHours(_zone(zone), read_week(setting))


def read_week(setting: Mapping[str, Any]) -> Week:
    """The week of a setting, the default when it is empty; raises `OpeningHoursError`."""
    described = setting or DEFAULT_OPENING_HOURS
    if not isinstance(described, Mapping):
        raise OpeningHoursError("not a setting of opening hours")
    holidays = described.get("holidays")
    if holidays is not None and not (isinstance(holidays, str) and holidays in KNOWN_REGIONS):
        raise OpeningHoursError("holidays: not a region that is known")
    days = described.get("days")
    if not isinstance(days, Mapping) or not set(days) <= {
        str(day) for day in range(_DAYS_OF_A_WEEK)
    }:
        raise OpeningHoursError("days: not a week")
    week = tuple(_intervals(days.get(str(day), [])) for day in range(_DAYS_OF_A_WEEK))
    if not any(week):
        raise OpeningHoursError("days: the centre never opens")
    return Week(week, holidays, _closed(described.get("closed", [])))


def always_open(zone: str) -> OpeningHours:
    """Open round the clock, in a zone or, where that is unknown, in UTC."""
    try:
        known = _zone(zone)
    except OpeningHoursError:
        known = ZoneInfo("UTC")
    return OpeningHours(known, ALWAYS)


def _closed(described: Any) -> frozenset[date]:
    if not isinstance(described, list):
        raise OpeningHoursError("closed: not a list of days")
    try:
        return frozenset(date.fromisoformat(str(each)) for each in described)
    except ValueError:
        raise OpeningHoursError("closed: not a day such as 2025-12-24") from None


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise OpeningHoursError("zone: not a zone of the time zone database") from None


def _intervals(described: Any) -> tuple[tuple[int, int], ...]:
    if not isinstance(described, list):
        raise OpeningHoursError("days: not a list of intervals")
    intervals = []
    for each in described:
        if not isinstance(each, list) or len(each) != 2:
            raise OpeningHoursError("days: not an interval")
        intervals.append((_minute(each[0]), _minute(each[1])))
    ends = 0
    for opens, closes in intervals:
        if not ends <= opens < closes:
            raise OpeningHoursError(
                "days: intervals are empty, overlap or stand in the wrong order"
            )
        ends = closes
    return tuple(intervals)


def _minute(described: Any) -> int:
    hours, separator, minutes = str(described).partition(":")
    if not separator or not (hours + minutes).isascii() or not (hours + minutes).isdigit():
        raise OpeningHoursError("days: not a time such as 08:00")
    minute = int(hours) * 60 + int(minutes)
    if int(minutes) >= 60 or minute > _MINUTES_OF_A_DAY:
        raise OpeningHoursError("days: not a time of a day")
    return minute
