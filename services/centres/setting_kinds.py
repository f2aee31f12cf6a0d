"""What each section of the settings is: what counts without a version, and what is refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy.orm import Session

from services.centres import contacts, message_texts, reminders, response_times
from services.centres.opening_hours import OpeningHours, read_week
from services.centres.safe_hours import content_of_week, problems_of
from services.centres.times import time_of
from services.contract.centre_settings import CentreContent, CentreSection, IdleLockContent
from services.contract.problems import FieldProblem
from services.settings import Settings

_CONTENT: Final[TypeAdapter[CentreContent]] = TypeAdapter(CentreContent)


@dataclass(frozen=True)
class Proposed:
    """A content that somebody wants to be in force from a day on, in a centre with these hours."""

    session: Session
    centre_id: UUID
    hours: OpeningHours
    content: Any
    since: date


def _read(stored: Any) -> CentreContent:
    return _CONTENT.validate_python(stored, strict=False)


@dataclass(frozen=True)
class Kind:
    """`first`: what counts before anybody wrote a version. `problems`: why a content is refused.

    `read`: what a version holds; raises `ValueError` for one that cannot be read. `from_tomorrow`:
    what has begun today stands until its end. `takes_two`: no administrator writes it (decision 5).
    """

    first: Callable[[Session, Settings, UUID], CentreContent]
    problems: Callable[[Proposed], list[FieldProblem]] = lambda _proposed: []
    read: Callable[[Any], CentreContent] = _read
    from_tomorrow: bool = False
    takes_two: bool = False


def _first_hours(session: Session, _settings: Settings, centre_id: UUID) -> CentreContent:
    return content_of_week(time_of(session, centre_id).first.first)


def _first_lock(_session: Session, settings: Settings, _centre_id: UUID) -> CentreContent:
    return IdleLockContent(section="idle_lock", minutes=settings.idle_lock_min)


KINDS: Final[Mapping[CentreSection, Kind]] = {
    # The hours of a day that has begun stand: somebody has read what is due by them (H-03).
    CentreSection.OPENING_HOURS: Kind(
        _first_hours,
        lambda it: problems_of(it.hours, it.content, it.since),
        lambda stored: content_of_week(read_week(stored)),
        from_tomorrow=True,
    ),
    CentreSection.IDLE_LOCK: Kind(_first_lock),
    CentreSection.REMINDERS: Kind(
        lambda _session, _settings, _centre_id: reminders.USUAL,
        lambda it: reminders.problems_of(it.content),
        reminders.read,
    ),
    CentreSection.CONTACTS: Kind(
        lambda session, _settings, centre_id: contacts.first_of(session, centre_id),
        lambda it: contacts.problems_of(it.session, it.centre_id, it.content),
    ),
    CentreSection.MESSAGE_TEXTS: Kind(
        lambda _session, _settings, _centre_id: message_texts.NONE,
        lambda it: message_texts.problems_of(it.content),
    ),
    CentreSection.RESPONSE_TIMES: Kind(
        lambda _session, _settings, _centre_id: response_times.FIRST,
        takes_two=True,
    ),
}
