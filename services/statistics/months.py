"""Calendar months of a zone; a month is written as the date of its first day. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from services.centres.wall_clock import instant_of

_MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True)
class Span:
    """A month where a centre stands: from its first local midnight to the first of the next."""

    month: date
    start: datetime
    end: datetime
    zone: ZoneInfo

    @property
    def last_day(self) -> date:
        """The last day that belongs to it."""
        return shifted(self.month, 1) - timedelta(days=1)

    def holds(self, at: datetime | None) -> bool:
        """Whether an instant lies in it; its end does not, and no instant lies in none."""
        return at is not None and self.start <= at < self.end


def span_of(month: date, zone: ZoneInfo) -> Span:
    """The instants of a month, whatever the clocks of its zone do in it."""
    return Span(month, instant_of(zone, month, 0), instant_of(zone, shifted(month, 1), 0), zone)


def month_of(at: datetime, zone: ZoneInfo) -> date:
    """The month that stands on the calendars of a zone."""
    return at.astimezone(zone).date().replace(day=1)


def shifted(month: date, by: int) -> date:
    """So many months later, or earlier."""
    years, number = divmod(month.year * _MONTHS_OF_A_YEAR + month.month - 1 + by, _MONTHS_OF_A_YEAR)
    return date(years, number + 1, 1)


def months_until(last: date, count: int) -> list[date]:
    """So many months in a row, oldest first, of which this one is the last."""
    return [shifted(last, number - count + 1) for number in range(count)]


def named(month: date) -> str:
    """How a month is written in the contract: `2025-10`."""
    return f"{month:%Y-%m}"
