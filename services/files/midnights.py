"""Days among instants: what is known by its day only stands at the beginning of that day; pure."""

from datetime import UTC, date, datetime, time
from typing import Final, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

FIRST_ID: Final = UUID(int=0)
LAST_ID: Final = UUID(int=2**128 - 1)
_FIRST: Final = datetime.min.replace(tzinfo=UTC)
_LAST: Final = datetime.max.replace(tzinfo=UTC)


class Place(NamedTuple):
    """A place in a list that is ordered by instant and then by identifier."""

    at: datetime
    id: UUID


class DayPlace(NamedTuple):
    """The same in a list that is ordered by day."""

    day: date
    id: UUID


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """When a day begins; the ends of the calendar are kept within it."""
    try:
        return datetime.combine(day, time(), zone).astimezone(UTC)
    except OverflowError:
        return _FIRST if day.year == date.min.year else _LAST


def among_days(place: Place, zone: ZoneInfo) -> DayPlace:
    """Where a place lies among things that stand at the beginning of their days.

    What is before it there is before it here.
    """
    try:
        day = place.at.astimezone(zone).date()
    except OverflowError:
        day = date.min if place.at.year == date.min.year else date.max
    # On its own day only what stands at the very instant is ordered by identifier.
    return DayPlace(day, place.id if midnight(day, zone) == place.at else LAST_ID)
