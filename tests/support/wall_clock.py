"""Opening hours by looking at the wall clock every minute: slow, and nothing like the product."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate
from zoneinfo import ZoneInfo

import holidays

MINUTE = timedelta(minutes=1)
OFFICE = (("08:00", "18:00"),)
WEEKDAYS = frozenset(range(5))


@cache
def _holidays(subdivision: str | None) -> holidays.HolidayBase:
    return holidays.country_holidays("FR", subdiv=subdivision, years=range(2023, 2030))


@dataclass(frozen=True)
class WallClock:
    """Whoever stands at the door of a centre and looks at the clock, the calendar and the week.

    `intervals` are local words such as 08:00, the same every open day.
    """

    zone: str
    intervals: tuple[tuple[str, str], ...] = OFFICE
    weekdays: frozenset[int] = WEEKDAYS
    has_holidays: bool = True
    subdivision: str | None = None
    seen: dict[datetime, bool] = field(default_factory=dict, compare=False)

    def is_open(self, minute: datetime) -> bool:
        """Whether the door is open during the minute that begins at an instant."""
        known = self.seen.get(minute)
        if known is None:
            known = self.seen[minute] = self._looks_open(minute)
        return known

    def _looks_open(self, minute: datetime) -> bool:
        local = minute.astimezone(ZoneInfo(self.zone))
        if local.weekday() not in self.weekdays:
            return False
        if self.has_holidays and local.date() in _holidays(self.subdivision):
            return False
        return any(opens <= f"{local:%H:%M}" < closes for opens, closes in self.intervals)


@dataclass(frozen=True)
class Span:
    """Every minute of some days, and how many open ones lie before each."""

    begins: datetime
    opened: list[int]
    ends_of: list[int]

    @classmethod
    def walked(cls, clock: WallClock, begins: datetime, ends: datetime) -> "Span":
        """Walks from the first instant to the last, minute by minute."""
        count = (ends - begins) // MINUTE
        flags = [clock.is_open(begins + number * MINUTE) for number in range(count)]
        opened = [0, *accumulate(map(int, flags))]
        return cls(begins, opened, [number + 1 for number, flag in enumerate(flags) if flag])

    def open_minutes(self, start: datetime, end: datetime) -> int:
        """How many open minutes lie between two of its instants."""
        return self.opened[self._place(end)] - self.opened[self._place(start)]

    def due(self, start: datetime, minutes: int) -> datetime | None:
        """When so many open minutes have passed, or None when that lies beyond its end."""
        place = self.opened[self._place(start)] + minutes - 1
        return None if place >= len(self.ends_of) else self.begins + self.ends_of[place] * MINUTE

    def _place(self, at: datetime) -> int:
        return (at - self.begins) // MINUTE


def utc(text: str) -> datetime:
    """An instant from its words in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
