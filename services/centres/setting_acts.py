"""What is written of a centre: always another version, never another content.

There is one planned version of a section at most: another one takes its place.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from services.centres.opening_hours import OpeningHours
from services.centres.response_times import in_force
from services.centres.safe_hours import preview_of
from services.centres.setting_kinds import KINDS, Proposed
from services.centres.setting_rows import Standing, drop, hold, standing_of
from services.centres.setting_writing import NewVersion, add_version
from services.centres.settings_shown import earliest, state_of
from services.centres.times import time_of
from services.centres.wall_clock import instant_of
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
from services.errors import ServiceError, forbidden
from services.security.caller import Caller
from services.settings import Settings


@dataclass(frozen=True)
class SettingWork:
    """Somebody at work on the settings of their centre, at one instant."""

    session: Session
    settings: Settings
    caller: Caller
    now: datetime


def change(
    work: SettingWork, section: CentreSection, revision: int, ask: CentreSettingAsk
) -> SectionState:
    """Writes another version; raises 403 for what takes two people, 412 when somebody was faster,
    422 for what is not safe.
    """
    _require_of_one(section)
    if ask.content.section != section.value:
        raise refused("content.section", "another_section")
    hold(work.session, work.caller.centre_id)
    standing = standing_at(work, section, revision)
    hours = time_of(work.session, work.caller.centre_id).hours
    since = first_day(work, section, hours, ask.effective_on)
    _require(section, _proposed(work, hours, ask, since))
    new = NewVersion(
        work.caller.centre_id,
        ask.content,
        instant_of(hours.zone, since, 0),
        work.caller.person,
        work.now,
    )
    add_version(work.session, standing, new)
    return state_of(work.session, work.settings, work.caller.centre_id, section, work.now)


def undo(work: SettingWork, revision: int, ask: CentreUndoAsk) -> SectionState:
    """Takes a planned version back; raises 403, 409 when it has begun or is none, 412."""
    _require_of_one(ask.section)
    hold(work.session, work.caller.centre_id)
    planned = planned_at(standing_at(work, ask.section, revision), ask.version)
    drop(work.session, planned, work.caller.person, work.now)
    return state_of(work.session, work.settings, work.caller.centre_id, ask.section, work.now)


def planned_at(standing: Standing, version: int) -> CentreSetting:
    """A version that has not begun; raises 409 for any other."""
    planned = standing.planned
    if planned is None or planned.version != version:
        raise ServiceError(
            409, ProblemCode.STATE_FORBIDS, "Only a version that has not begun is taken back."
        )
    return planned


def preview(work: SettingWork, ask: CentreSettingAsk) -> HoursPreview:
    """What opening hours would do; raises 422 for what would be refused, and for other sections."""
    if not isinstance(ask.content, OpeningHoursContent):
        raise refused("content.section", "nothing_to_show")
    hours = time_of(work.session, work.caller.centre_id).hours
    since = first_day(work, CentreSection.OPENING_HOURS, hours, ask.effective_on)
    _require(CentreSection.OPENING_HOURS, _proposed(work, hours, ask, since))
    times = in_force(work.session, work.caller.centre_id, work.now)
    return preview_of(hours, ask.content, since, times.critical)


def first_day(
    work: SettingWork, section: CentreSection, hours: OpeningHours, on: date | None
) -> date:
    """The day on which a version begins; raises 422 for one that is too early or too late."""
    today = work.now.astimezone(hours.zone).date()
    first = earliest(section, today)
    if on is None:
        return first
    if on < first:
        raise refused("effective_on", "too_early")
    if on > today + timedelta(days=FURTHEST_DAYS):
        raise refused("effective_on", "too_late")
    return on


def _require_of_one(section: CentreSection) -> None:
    if KINDS[section].takes_two:
        raise forbidden()


def _proposed(
    work: SettingWork, hours: OpeningHours, ask: CentreSettingAsk, since: date
) -> Proposed:
    return Proposed(work.session, work.caller.centre_id, hours, ask.content, since)


def _require(section: CentreSection, proposed: Proposed) -> None:
    """Raises 422 for a content that may not be in force."""
    problems = KINDS[section].problems(proposed)
    if problems:
        raise _problem(problems)


def standing_at(work: SettingWork, section: CentreSection, revision: int) -> Standing:
    """The versions of a section of the caller's centre; raises 412 at another revision."""
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


def refused(field: str, reason: str) -> ServiceError:
    """A field of what was asked is refused."""
    return _problem([FieldProblem(field=field, reason=reason)])


def _problem(problems: list[FieldProblem]) -> ServiceError:
    return ServiceError(
        422, ProblemCode.INVALID_BODY, "A field of the body was refused.", errors=problems
    )
