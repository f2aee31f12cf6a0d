"""The weeks that a synthesis shows, counted back from the last survey; pure."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from services.alerts.weeks import DAYS, first_day_of, weeks_before, weeks_gone_by

LONGEST_WEEKS: Final = 1600
"""Of everything there is: thirty years."""


@dataclass(frozen=True)
class Period:
    """Weeks by the days that stand for them, oldest first, and the zone of those days.

    `days`: nothing of the days before the first and after the second one counts, although the weeks
    of both stand whole; None for weeks that go on until now.
    """

    weeks: tuple[date, ...]
    today: date
    zone: ZoneInfo
    days: tuple[date, date] | None = None

    @property
    def since(self) -> date:
        """The first day."""
        return first_day_of(self.weeks[0]) if self.days is None else self.days[0]

    @property
    def until(self) -> date:
        """The last day: what is planned for the last week, and today, are in it."""
        if self.days is not None:
            return self.days[1]
        return max(self.today, self.weeks[-1] + timedelta(days=DAYS))

    @property
    def since_at(self) -> datetime:
        """When the first day begins."""
        return datetime.combine(self.since, time(), self.zone).astimezone(UTC)

    def day(self, at: datetime) -> date:
        """The day of an instant where the centre stands."""
        return at.astimezone(self.zone).date()

    def holds(self, day: date) -> bool:
        """Whether a day counts."""
        return self.days is None or self.days[0] <= day <= self.days[1]

    def place(self, day: date) -> int | None:
        """The place of the week of a day; None before the first, the last one for what follows."""
        back = max(0, weeks_before(self.weeks[-1], day))
        return len(self.weeks) - 1 - back if back < len(self.weeks) else None


def period_of(
    first: date | None, last: date | None, today: date, zone: ZoneInfo, weeks: int | None
) -> Period:
    """So many weeks, or all since the first survey for None."""
    end = today
    if last is not None:
        end = last + timedelta(days=DAYS * weeks_gone_by(last, today))
    count = weeks or (1 if first is None else weeks_before(end, first) + 1)
    count = min(count, LONGEST_WEEKS)
    days = (end - timedelta(days=DAYS * back) for back in reversed(range(count)))
    return Period(tuple(days), today, zone)


def within(period: Period, days: tuple[date, date], first: date | None) -> Period:
    """The weeks of all that there is that some days touch, and nothing but these days counts.

    Weeks before the first survey (its day is `first`) and after today are left out; one always
    stands.
    """
    begins = days[0] if first is None else max(days[0], min(first, days[1]))
    ends = max(begins, min(days[1], period.today))
    back = max(0, weeks_before(period.weeks[-1], ends))
    newest = period.weeks[-1] - timedelta(days=DAYS * back)
    count = max(1, min(weeks_before(newest, begins) + 1, LONGEST_WEEKS))
    weeks = (newest - timedelta(days=DAYS * back) for back in reversed(range(count)))
    return Period(tuple(weeks), period.today, period.zone, days)
