"""On which days somebody was followed, from what is stored of it; pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from services.contract.enums import Monitoring
from services.statistics.months import Span

_RUNS = frozenset({Monitoring.ACTIVE, Monitoring.PAUSED})


@dataclass(frozen=True)
class Ended:
    """An end of a follow-up that was not taken back, and since when somebody was let in again."""

    at: datetime
    restored_at: datetime | None


@dataclass(frozen=True)
class Followed:
    """What a month has of the follow-up of somebody."""

    on_a_day: bool
    at_end: bool
    begun: bool
    ended: bool


def followed_in(
    span: Span,
    monitoring: Monitoring,
    created_at: datetime,
    episode_started_at: datetime,
    ends: Iterable[Ended],
) -> Followed:
    """Whether somebody was followed on a day of the month and at its end, and what began or ended.

    An episode lasts from its beginning to its end; of one that was followed by another the
    beginning is no longer known, and is that of the record or of the return before it at the
    earliest.
    """
    episodes = list(_episodes(monitoring, created_at, episode_started_at, ends))
    return Followed(
        on_a_day=any(
            since < span.end and (until is None or until >= span.start) for since, until in episodes
        ),
        at_end=any(
            since < span.end and (until is None or until >= span.end) for since, until in episodes
        ),
        begun=any(span.holds(since) and since == episode_started_at for since, _ in episodes),
        ended=any(span.holds(until) for _, until in episodes),
    )


def _episodes(
    monitoring: Monitoring,
    created_at: datetime,
    episode_started_at: datetime,
    ends: Iterable[Ended],
) -> Iterator[tuple[datetime, datetime | None]]:
    since = created_at
    for each in sorted(ends, key=lambda one: one.at):
        begun = episode_started_at if since <= episode_started_at <= each.at else since
        yield min(begun, each.at), each.at
        since = each.restored_at or each.at
    if monitoring in _RUNS:
        yield episode_started_at, None
