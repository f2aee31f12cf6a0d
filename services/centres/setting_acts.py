"""What an administrator writes of a centre: always another version, never another content.

There is one planned version of a section at most: another one takes its place.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from services.centres.opening_hours import OpeningHours
from services.centres.safe_hours import preview_of
from services.centres.setting_kinds import KINDS, Proposed
from services.centres.setting_rows import Standing, drop, hold, standing_of, stored_of
from services.centres.settings_shown import earliest, state_of
from services.centres.times import time_of
from services.centres.wall_clock import instant_of
from services.clinical.rules import DEFAULT_RESPONSE_TIMES
from services.contract.centre_settings import (
    FURTHEST_DAYS,
    CentreSection,
    CentreSettingAsk,
    CentreUndoAsk,
    HoursPreview,
    OpeningHoursContent,
    SectionState,
)
from services.contract.problems import CurrentState, FieldProblem, ProblemCode
from services.db.tables.centres import CentreSetting
from services.errors import ServiceError
from services.ids import new_id
from services.security.caller import Caller
from services.settings import Settings


@dataclass(frozen=True)
class SettingWork:
    """An administrator at work on the settings of their centre, at one instant."""

    session: Session
    settings: Settings
    caller: Caller
    now: datetime


def change(
    work: SettingWork, section: CentreSection, revision: int, ask: CentreSettingAsk
) -> SectionState:
    """Writes another version; raises 412 when somebody was faster, 422 for what is not safe."""
    if ask.content.section != section.value:
        raise _refused("content.section", "another_section")
    hold(work.session, work.caller.centre_id)
    standing = _at(work, section, revision)
    hours = time_of(work.session, work.caller.centre_id).hours
    since = _since(work, section, hours, ask.effective_on)
    _require(section, _proposed(work, hours, ask, since))
    version = standing.next_version
    if standing.planned is not None:
        drop(work.session, standing.planned, work.caller.person, work.now, replaced_by=version)
    begins = instant_of(hours.zone, since, 0)
    work.session.add(
        CentreSetting(
            id=new_id(),
            centre_id=work.caller.centre_id,
            section=section,
            version=version,
            content=stored_of(ask.content),
            effective_from=max(begins, work.now),
            made_by=work.caller.person,
            made_at=work.now,
            undone_at=None,
            undone_by=None,
            replaced_by=None,
        )
    )
    work.session.flush()
    return state_of(work.session, work.settings, work.caller.centre_id, section, work.now)


def undo(work: SettingWork, revision: int, ask: CentreUndoAsk) -> SectionState:
    """Takes a planned version back; raises 409 when it has begun or is none, 412."""
    hold(work.session, work.caller.centre_id)
    standing = _at(work, ask.section, revision)
    planned = standing.planned
    if planned is None or planned.version != ask.version:
        raise ServiceError(
            409, ProblemCode.STATE_FORBIDS, "Only a version that has not begun is taken back."
        )
    drop(work.session, planned, work.caller.person, work.now)
    return state_of(work.session, work.settings, work.caller.centre_id, ask.section, work.now)


def preview(work: SettingWork, ask: CentreSettingAsk) -> HoursPreview:
    """What opening hours would do; raises 422 for what would be refused, and for other sections."""
    if not isinstance(ask.content, OpeningHoursContent):
        raise _refused("content.section", "nothing_to_show")
    hours = time_of(work.session, work.caller.centre_id).hours
    since = _since(work, CentreSection.OPENING_HOURS, hours, ask.effective_on)
    _require(CentreSection.OPENING_HOURS, _proposed(work, hours, ask, since))
    return preview_of(hours, ask.content, since, DEFAULT_RESPONSE_TIMES.critical)


def _since(work: SettingWork, section: CentreSection, hours: OpeningHours, on: date | None) -> date:
    today = work.now.astimezone(hours.zone).date()
    first = earliest(section, today)
    if on is None:
        return first
    if on < first:
        raise _refused("effective_on", "too_early")
    if on > today + timedelta(days=FURTHEST_DAYS):
        raise _refused("effective_on", "too_late")
    return on


def _proposed(
    work: SettingWork, hours: OpeningHours, ask: CentreSettingAsk, since: date
) -> Proposed:
    return Proposed(work.session, work.caller.centre_id, hours, ask.content, since)


def _require(section: CentreSection, proposed: Proposed) -> None:
    """Raises 422 for a content that may not be in force."""
    problems = KINDS[section].problems(proposed)
    if problems:
        raise _problem(problems)


def _at(work: SettingWork, section: CentreSection, revision: int) -> Standing:
    standing = standing_of(work.session, work.caller.centre_id, section, work.now)
    if standing.revision != revision:
        current = state_of(work.session, work.settings, work.caller.centre_id, section, work.now)
        raise ServiceError(
            412,
            ProblemCode.VERSION_STALE,
            "This was changed meanwhile.",
            current=_last_change(standing, current),
        )
    return standing


def _last_change(standing: Standing, current: SectionState) -> CurrentState:
    last = current.planned or current.in_force
    return CurrentState(
        version=standing.revision, state="changed", by=last.made_by, at=last.made_at
    )


def _refused(field: str, reason: str) -> ServiceError:
    return _problem([FieldProblem(field=field, reason=reason)])


def _problem(problems: list[FieldProblem]) -> ServiceError:
    return ServiceError(
        422, ProblemCode.INVALID_BODY, "A field of the body was refused.", errors=problems
    )
