"""What the clocks on the wall say, as an instant: the one place that knows of clock changes."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

_MINUTES_OF_A_DAY: Final = 24 * 60


def instant_of(zone: ZoneInfo, day: date, minute: int) -> datetime:
    """The instant at which so many minutes after local midnight stand on the clocks of a zone.

    A time that the clocks leave out is the instant at which they do; of one that comes twice, the
    first.
    """
    days, minute = divmod(minute, _MINUTES_OF_A_DAY)
    wall = datetime.combine(day + timedelta(days=days), time(minute // 60, minute % 60), zone)
    while (instant := wall.astimezone(UTC)).astimezone(zone).time() != wall.time():
        wall += timedelta(minutes=1)
    return instant
