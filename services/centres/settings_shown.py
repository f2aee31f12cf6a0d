"""The settings of a centre as an administrator sees them: what counts, what will, what did."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from resources.catalogue import LANGUAGES
from services.centres.contacts import contacts_of, names_of, shown_name
from services.centres.people import people
from services.centres.setting_kinds import KINDS
from services.centres.setting_rows import Standing, standing_of
from services.centres.times import time_of
from services.contract.centre_settings import (
    CentreContent,
    CentreSection,
    CentreSettings,
    CentreVersion,
    SectionHistory,
    SectionState,
    VersionState,
)
from services.contract.people import PersonLabel
from services.db.tables.centres import Centre, CentreSetting
from services.settings import Settings, shown_address

_log = logging.getLogger("vigie.centres")
_CENTRE: Final = select(Centre.name, Centre.zone, Centre.contract_ended_on).where(
    Centre.id == bindparam("centre_id")
)


@dataclass(frozen=True)
class _Shown:
    """One section of a centre at a moment."""

    session: Session
    settings: Settings
    centre_id: UUID
    section: CentreSection
    now: datetime

    @cached_property
    def standing(self) -> Standing:
        return standing_of(self.session, self.centre_id, self.section, self.now)

    @cached_property
    def names(self) -> Mapping[UUID, PersonLabel]:
        rows = self.standing.rows
        return people(
            self.session,
            [each for row in rows for each in (row.made_by, row.approved_by, row.undone_by)],
        )

    @cached_property
    def first_content(self) -> CentreContent:
        return KINDS[self.section].first(self.session, self.settings, self.centre_id)

    def content_of(self, row: CentreSetting) -> CentreContent:
        """What a version holds; what cannot be read is shown as what counts in its place."""
        try:
            return KINDS[self.section].read(row.content)
        except ValueError:
            _log.error("setting %s of centre %s cannot be read", row.id, self.centre_id)
            return self.first_content

    def version(self, row: CentreSetting) -> CentreVersion:
        return CentreVersion(
            version=row.version,
            state=_state(self.standing, row),
            content=self.content_of(row),
            effective_from=row.effective_from,
            made_by=self.names.get(row.made_by),
            made_at=row.made_at,
            approved_by=None if row.approved_by is None else self.names.get(row.approved_by),
            undone_by=None if row.undone_by is None else self.names.get(row.undone_by),
            undone_at=row.undone_at,
        )

    def first(self, state: VersionState) -> CentreVersion:
        """What counts without any version: the centre as it was made, or the usual."""
        return CentreVersion(
            version=0,
            state=state,
            content=self.first_content,
            effective_from=None,
            made_by=None,
            made_at=None,
            undone_by=None,
            undone_at=None,
        )


def settings_of(
    session: Session, settings: Settings, centre_id: UUID, now: datetime
) -> CentreSettings:
    """Every section as it is at a moment."""
    centre = session.execute(_CENTRE, {"centre_id": centre_id}).one()
    zone = time_of(session, centre_id).zone
    names = names_of(contacts_of(session, centre_id, now), centre.name)
    return CentreSettings(
        name=centre.name,
        shown_names={each: shown_name(names, each) for each in LANGUAGES},
        pages_address=shown_address(settings.pages_address),
        zone=centre.zone,
        today=now.astimezone(zone).date(),
        contract_ended_on=centre.contract_ended_on,
        sections=[state_of(session, settings, centre_id, each, now) for each in CentreSection],
    )


def state_of(
    session: Session, settings: Settings, centre_id: UUID, section: CentreSection, now: datetime
) -> SectionState:
    """What is in force and what is planned of a section."""
    shown = _Shown(session, settings, centre_id, section, now)
    today = now.astimezone(time_of(session, centre_id).zone).date()
    in_force, planned = shown.standing.in_force, shown.standing.planned
    return SectionState(
        section=section,
        revision=shown.standing.revision,
        in_force=(
            shown.first(VersionState.IN_FORCE) if in_force is None else shown.version(in_force)
        ),
        planned=None if planned is None else shown.version(planned),
        earliest=earliest(section, today),
    )


def history_of(
    session: Session, settings: Settings, centre_id: UUID, section: CentreSection, now: datetime
) -> SectionHistory:
    """Every version of a section, the newest first, down to what was there before anybody came."""
    shown = _Shown(session, settings, centre_id, section, now)
    was_first = VersionState.IN_FORCE if shown.standing.in_force is None else VersionState.PAST
    versions = [shown.version(row) for row in reversed(shown.standing.rows)]
    return SectionHistory(section=section, versions=[*versions, shown.first(was_first)])


def earliest(section: CentreSection, today: date) -> date:
    """The first day on which another version may begin."""
    return today + timedelta(days=1) if KINDS[section].from_tomorrow else today


def _state(standing: Standing, row: CentreSetting) -> VersionState:
    if row.undone_at is not None:
        return VersionState.UNDONE if row.replaced_by is None else VersionState.REPLACED
    if row.effective_from > standing.now:
        return VersionState.PLANNED
    in_force = standing.in_force
    is_it = in_force is not None and row.version == in_force.version
    return VersionState.IN_FORCE if is_it else VersionState.PAST
