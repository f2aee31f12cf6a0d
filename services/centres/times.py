"""The time of a centre: its zone, its opening hours, its day."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from services.centres.opening_hours import (
    ALWAYS,
    OpeningHours,
    OpeningHoursError,
    Week,
    always_open,
    read_opening_hours,
    read_week,
)
from services.contract.centre_settings import CentreSection
from services.db.tables.centres import Centre, CentreSetting

_log = logging.getLogger("vigie.centres")
# One question, because it is asked for each alert: what was there first, and every version of it.
_SETTING = (
    select(Centre.zone, Centre.opening_hours, CentreSetting.content, CentreSetting.effective_from)
    .outerjoin(
        CentreSetting,
        and_(
            CentreSetting.centre_id == bindparam("centre_id"),
            CentreSetting.section == CentreSection.OPENING_HOURS,
            CentreSetting.undone_at.is_(None),
        ),
    )
    .where(Centre.id == bindparam("centre_id"))
    .order_by(CentreSetting.effective_from, CentreSetting.version)
)


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
    rows = session.execute(_SETTING, {"centre_id": centre_id}).all()
    try:
        hours = read_opening_hours(rows[0].zone, rows[0].opening_hours)
    except OpeningHoursError as unreadable:
        _log.error("opening hours of centre %s: %s", centre_id, unreadable)
        hours = always_open(rows[0].zone)
    later = tuple(
        (row.effective_from.astimezone(hours.zone).date(), _week_of(centre_id, row.content))
        for row in rows
        if row.content is not None
    )
    return CentreTime(OpeningHours(hours.zone, hours.first, later))


def _week_of(centre_id: UUID, content: Mapping[str, Any]) -> Week:
    try:
        return read_week(content)
    except OpeningHoursError as unreadable:
        _log.error("opening hours of centre %s: %s", centre_id, unreadable)
        return ALWAYS
