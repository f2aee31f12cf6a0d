"""The time of a centre: its zone, its opening hours, its day."""

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cached_property
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select
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
_SETTING = select(Centre.zone, Centre.opening_hours).where(Centre.id == bindparam("centre_id"))
_VERSIONS = (
    select(CentreSetting.id, CentreSetting.effective_from)
    .where(
        CentreSetting.centre_id == bindparam("centre_id"),
        CentreSetting.section == CentreSection.OPENING_HOURS,
        CentreSetting.undone_at.is_(None),
    )
    .order_by(CentreSetting.effective_from, CentreSetting.version)
)
_CONTENTS = select(CentreSetting.id, CentreSetting.content).where(
    CentreSetting.centre_id == bindparam("centre_id"),
    CentreSetting.id.in_(bindparam("ids", expanding=True)),
)
_MOST_KNOWN = 10_000
_known: dict[UUID, Week] = {}
"""Weeks by the version that holds them: a content never changes, and is read once a process."""


@dataclass(frozen=True)
class CentreTime:
    """A centre's opening hours and the zone of its wall clocks; the versions of its hours are read
    when somebody counts in them, and most ask for the zone alone.
    """

    first: OpeningHours
    _session: Session
    _centre_id: UUID

    @property
    def zone(self) -> ZoneInfo:
        """Where its days begin and end."""
        return self.first.zone

    @cached_property
    def hours(self) -> OpeningHours:
        """Every day with the hours that it has; asked for while the session is open."""
        asked = {"centre_id": self._centre_id}
        begin = {row.id: row.effective_from for row in self._session.execute(_VERSIONS, asked)}
        weeks = _weeks(self._session, self._centre_id, begin) if begin else {}
        later = tuple(
            (since.astimezone(self.zone).date(), weeks[each]) for each, since in begin.items()
        )
        return OpeningHours(self.zone, self.first.first, later)

    def start_of_day(self, now: datetime) -> datetime:
        """Local midnight before an instant."""
        return datetime.combine(now.astimezone(self.zone).date(), time(), self.zone).astimezone(UTC)


def time_of(session: Session, centre_id: UUID) -> CentreTime:
    """The time of a centre; a setting that cannot be read counts as open round the clock.

    Due times then come earlier, never later, and no answer is lost to a setting.
    """
    centre = session.execute(_SETTING, {"centre_id": centre_id}).one()
    try:
        hours = read_opening_hours(centre.zone, centre.opening_hours)
    except OpeningHoursError as unreadable:
        _log.error("opening hours of centre %s: %s", centre_id, unreadable)
        hours = always_open(centre.zone)
    return CentreTime(hours, session, centre_id)


def _weeks(session: Session, centre_id: UUID, ids: Collection[UUID]) -> dict[UUID, Week]:
    found = {each: _known[each] for each in ids if each in _known}
    missing = [each for each in ids if each not in found]
    if missing:
        rows = session.execute(_CONTENTS, {"centre_id": centre_id, "ids": missing})
        read = {row.id: _week_of(centre_id, row.content) for row in rows}
        found |= read
        if len(_known) > _MOST_KNOWN:
            _known.clear()
        _known.update(read)
    return found


def _week_of(centre_id: UUID, content: Mapping[str, Any]) -> Week:
    try:
        return read_week(content)
    except OpeningHoursError as unreadable:
        _log.error("opening hours of centre %s: %s", centre_id, unreadable)
        return ALWAYS
