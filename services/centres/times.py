"""The time of a centre: its zone, its opening hours, its day."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from services.centres.opening_hours import (
    OpeningHours,
    OpeningHoursError,
    always_open,
    read_opening_hours,
)
from services.db.tables.centres import Centre

_log = logging.getLogger("vigie.centres")
_SETTING = select(Centre.zone, Centre.opening_hours).where(Centre.id == bindparam("centre_id"))


@dataclass(frozen=True)
class CentreTime:
    """A centre's opening hours and the zone of its wall clocks."""

    hours: OpeningHours

    @property
    def zone(self) -> ZoneInfo:
        """Where its days begin and end."""
        return self.hours.zone

    def start_of_day(self, now: datetime) -> datetime:
        """Local midnight before an instant."""
        return datetime.combine(now.astimezone(self.zone).date(), time(), self.zone).astimezone(UTC)


def time_of(session: Session, centre_id: UUID) -> CentreTime:
    """The time of a centre; a setting that cannot be read counts as open round the clock.

    Due times then come earlier, never later, and no answer is lost to a setting.
    """
    row = session.execute(_SETTING, {"centre_id": centre_id}).one()
    try:
        return CentreTime(read_opening_hours(row.zone, row.opening_hours))
    except OpeningHoursError as unreadable:
        _log.error("opening hours of centre %s: %s", centre_id, unreadable)
        return CentreTime(always_open(row.zone))
