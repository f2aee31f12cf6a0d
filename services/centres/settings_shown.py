"""The settings of a centre as an administrator sees them: what counts, what will, what did."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from services.centres.people import people
from services.centres.safe_hours import content_of_week
from services.centres.setting_rows import Standing, content_of, standing_of
from services.centres.times import time_of
from services.clinical.rules import DEFAULT_RESPONSE_TIMES
from services.contract.centre_settings import (
    CentreContent,
    CentreSection,
    CentreSettings,
    CentreVersion,
    IdleLockContent,
    ResponseTime,
    SectionHistory,
    SectionState,
    VersionState,
)
from services.contract.people import PersonLabel
from services.db.tables.centres import Centre, CentreSetting
from services.settings import Settings

_FROM_TOMORROW: Final = frozenset({CentreSection.OPENING_HOURS})
"""The hours of a day that has begun stand: somebody has read what is due by them (H-03)."""
_CENTRE: Final = select(Centre.name, Centre.zone, Centre.contract_ended_on).where(
    Centre.id == bindparam("centre_id")
)


def settings_of(
    session: Session, settings: Settings, centre_id: UUID, now: datetime
) -> CentreSettings:
    """Every section as it is at a moment."""
    centre = session.execute(_CENTRE, {"centre_id": centre_id}).one()
    zone = time_of(session, centre_id).zone
    times = DEFAULT_RESPONSE_TIMES.model_dump()
    return CentreSettings(
        name=centre.name,
        zone=centre.zone,
        today=now.astimezone(zone).date(),
        contract_ended_on=centre.contract_ended_on,
        sections=[state_of(session, settings, centre_id, each, now) for each in CentreSection],
        response_times=[
            ResponseTime(level=level, minutes=minutes)
            for level, minutes in times.items()
            if isinstance(minutes, int)
        ],
    )


def state_of(
    session: Session, settings: Settings, centre_id: UUID, section: CentreSection, now: datetime
) -> SectionState:
    """What is in force and what is planned of a section."""
    standing = standing_of(session, centre_id, section, now)
    names = _names(session, standing)
    today = now.astimezone(time_of(session, centre_id).zone).date()
    in_force, planned = standing.in_force, standing.planned
    return SectionState(
        section=section,
        revision=standing.revision,
        in_force=(
            _first(session, settings, centre_id, section, VersionState.IN_FORCE)
            if in_force is None
            else _version(standing, in_force, names)
        ),
        planned=None if planned is None else _version(standing, planned, names),
        earliest=earliest(section, today),
    )


def history_of(
    session: Session, settings: Settings, centre_id: UUID, section: CentreSection, now: datetime
) -> SectionHistory:
    """Every version of a section, the newest first, down to what was there before anybody came."""
    standing = standing_of(session, centre_id, section, now)
    names = _names(session, standing)
    was_first = VersionState.IN_FORCE if standing.in_force is None else VersionState.PAST
    return SectionHistory(
        section=section,
        versions=[
            *(_version(standing, row, names) for row in reversed(standing.rows)),
            _first(session, settings, centre_id, section, was_first),
        ],
    )


def earliest(section: CentreSection, today: date) -> date:
    """The first day on which another version may begin."""
    return today + timedelta(days=1) if section in _FROM_TOMORROW else today


def _names(session: Session, standing: Standing) -> Mapping[UUID, PersonLabel]:
    return people(session, [each for row in standing.rows for each in (row.made_by, row.undone_by)])


def _version(
    standing: Standing, row: CentreSetting, names: Mapping[UUID, PersonLabel]
) -> CentreVersion:
    return CentreVersion(
        version=row.version,
        state=_state(standing, row),
        content=content_of(row),
        effective_from=row.effective_from,
        made_by=names.get(row.made_by),
        made_at=row.made_at,
        undone_by=None if row.undone_by is None else names.get(row.undone_by),
        undone_at=row.undone_at,
    )


def _state(standing: Standing, row: CentreSetting) -> VersionState:
    if row.undone_at is not None:
        return VersionState.UNDONE if row.replaced_by is None else VersionState.REPLACED
    if row.effective_from > standing.now:
        return VersionState.PLANNED
    in_force = standing.in_force
    is_it = in_force is not None and row.version == in_force.version
    return VersionState.IN_FORCE if is_it else VersionState.PAST


def _first(
    session: Session,
    settings: Settings,
    centre_id: UUID,
    section: CentreSection,
    state: VersionState,
) -> CentreVersion:
    """What counts without any version: the centre as it was made, or the operator's setting."""
    content: CentreContent
    if section is CentreSection.OPENING_HOURS:
        content = content_of_week(time_of(session, centre_id).first.first)
    else:
        content = IdleLockContent(section="idle_lock", minutes=settings.idle_lock_min)
    return CentreVersion(
        version=0,
        state=state,
        content=content,
        effective_from=None,
        made_by=None,
        made_at=None,
        undone_by=None,
        undone_at=None,
    )
