"""The follow-ups of a patient and the weeks that belong to each, from what is stored; pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from services.contract.enums import Monitoring

_RUNS = frozenset({Monitoring.ACTIVE, Monitoring.PAUSED})
_MOMENT = timedelta(microseconds=1)


class Came(StrEnum):
    """What came of the questionnaire of one week."""

    RECEIVED = "received"
    RECEIVED_LATE = "received_late"
    UNANSWERED = "unanswered"
    AWAITED = "awaited"
    CANCELLED = "cancelled"
    NOT_OFFERED = "not_offered"


@dataclass(frozen=True)
class Ended:
    """An end that was not undone; `began_at` None: the beginning was not kept with it."""

    at: datetime
    began_at: datetime | None


@dataclass(frozen=True)
class Week:
    """A week that was asked for: when it opened and closed, when it was answered, what came of it.

    `answered_at` is when the first answer of it was written, late ones among them.
    """

    opens_on: date
    closes_at: datetime
    answered_at: datetime | None
    came: Came


@dataclass(frozen=True)
class FollowUp:
    """One follow-up in civil days; `weeks` have the day on which they count."""

    began_on: date | None
    ended_on: date | None
    weeks: tuple[tuple[date, Came], ...] = ()


@dataclass(frozen=True)
class _Episode:
    began_at: datetime | None
    ended_at: datetime | None


def follow_ups_of(
    monitoring: Monitoring,
    episode_started_at: datetime,
    ends: Iterable[Ended],
    weeks: Sequence[Week],
    zone: ZoneInfo,
) -> list[FollowUp]:
    """All follow-ups, oldest first.

    A week belongs to the one in which it was answered, otherwise to the one in which it closed: who
    begins on a Thursday is asked what was due on Monday. It counts on the day on which it opened,
    and on the first day of its follow-up where that came later.
    """
    episodes = list(_episodes(monitoring, episode_started_at, ends))
    placed: dict[int, list[Week]] = {}
    for week in weeks:
        at = week.answered_at or week.closes_at - _MOMENT
        begun = [
            place for place, each in enumerate(episodes) if each.began_at and each.began_at <= at
        ]
        if begun:
            placed.setdefault(begun[-1], []).append(week)
    return [_follow_up(each, placed.get(place, ()), zone) for place, each in enumerate(episodes)]


def _episodes(
    monitoring: Monitoring, episode_started_at: datetime, ends: Iterable[Ended]
) -> Iterator[_Episode]:
    for each in sorted(ends, key=lambda one: one.at):
        # Of an end before this was kept the beginning is that of the record, unless somebody who
        # came back has had it written over.
        kept = episode_started_at if episode_started_at <= each.at else None
        yield _Episode(each.began_at or kept, each.at)
    if monitoring in _RUNS:
        yield _Episode(episode_started_at, None)


def _follow_up(episode: _Episode, weeks: Iterable[Week], zone: ZoneInfo) -> FollowUp:
    ended_on = None if episode.ended_at is None else _day(episode.ended_at, zone)
    if episode.began_at is None:
        return FollowUp(None, ended_on)
    began_on = _day(episode.began_at, zone)
    counted = tuple((max(each.opens_on, began_on), each.came) for each in weeks)
    return FollowUp(began_on, ended_on, counted)


def _day(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()
