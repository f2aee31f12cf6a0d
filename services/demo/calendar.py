"""The moments of the demonstration: its present, its weeks, its opening hours."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

ZONE_NAME: Final = "Europe/Paris"
ZONE: Final = ZoneInfo(ZONE_NAME)
PRESENT: Final = datetime(2025, 11, 18, 10, 42, tzinfo=ZONE)
WEEKS: Final = 10
OPENS, CLOSES = time(8), time(18)
OPENING_HOURS: Final = {
    "days": {str(day): [["08:00", "18:00"]] for day in range(7)},
    "holidays": None,
}


def local(on: date, at: str) -> datetime:
    """An instant from a date and a time of day in the zone of the centre, as UTC."""
    hour, minute = at.split(":")
    return datetime.combine(on, time(int(hour), int(minute)), ZONE).astimezone(UTC)


def today() -> date:
    """The date of the present."""
    return PRESENT.date()


def survey_days(weekday: int, weeks: int) -> list[date]:
    """The last days of a weekday up to today, oldest first."""
    last = today() - timedelta(days=(today().weekday() - weekday) % 7)
    return [last - timedelta(weeks=back) for back in range(weeks - 1, -1, -1)]


def in_opening_hours(instant: datetime, minutes_later: float) -> datetime:
    """The instant that many minutes of opening hours after another, as UTC."""
    at = instant.astimezone(ZONE)
    left = timedelta(minutes=minutes_later)
    while True:
        opens = datetime.combine(at.date(), OPENS, ZONE)
        closes = datetime.combine(at.date(), CLOSES, ZONE)
        at = max(at, opens)
        if at + left < closes:
            return (at + left).astimezone(UTC)
        left -= max(closes - at, timedelta())
        at = opens + timedelta(days=1)
        left = max(left, timedelta())


class SteppingClock:
    """A clock that stands where the story is."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        """The present of the story."""
        return self._now

    def go_to(self, instant: datetime) -> None:
        """Moves the story on; it never goes back."""
        self._now = max(self._now, instant.astimezone(UTC))
