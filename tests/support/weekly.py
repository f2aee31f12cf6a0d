"""Somebody with a paper calendar who asks a patient every week: slow, and nothing like the product.

They look at every minute of the days on which the service was there, and write down in which week
they have asked.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo


@dataclass
class PaperCalendar:
    """Asks on a weekday at an hour of the wall clock; `asked` has the day of each week."""

    zone: ZoneInfo
    weekday: int
    minute: int
    starts_on: date
    ends_on: date
    asked: dict[tuple[int, int], date] = field(default_factory=dict)

    def looks(self, at: datetime) -> None:
        """Looks at the clock and the calendar, and asks whoever should have been asked by now."""
        wall = at.astimezone(self.zone)
        for back in range(7):
            day = wall.date() - timedelta(days=back)
            has_come = back > 0 or wall.hour * 60 + wall.minute >= self.minute
            if day.isoweekday() == self.weekday and has_come:
                if self.starts_on <= day <= self.ends_on:
                    year, week, _ = day.isocalendar()
                    self.asked.setdefault((year, week), day)
                return
