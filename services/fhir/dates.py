"""Dates as FHIR searches write them: a prefix, and as much of an instant as is known."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

_WRITTEN: Final = re.compile(
    r"(?P<prefix>gt|ge|lt|le|eq)?"
    r"(?P<day>\d{4}(?:-\d{2}(?:-\d{2})?)?)"
    r"(?P<time>T\d{2}:\d{2}(?::\d{2}(?P<part>\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?"
)
_MS: Final = timedelta(milliseconds=1)
_LEAST: Final = timedelta(microseconds=1)


@dataclass(frozen=True)
class Bound:
    """One condition: `since` and `until` (left out) are what the words leave open."""

    prefix: str
    since: datetime
    until: datetime
    is_instant: bool

    def holds(self, since: datetime, until: datetime) -> bool:
        """Whether something that lasted from `since` to before `until` fulfils it."""
        match self.prefix:
            case "gt":
                return until > self.until
            case "ge":
                return until > self.since
            case "lt":
                return since < self.since
            case "le":
                return since < self.until
            case _:
                return self.since <= since and until <= self.until


@dataclass(frozen=True)
class Window:
    """When something last changed: from `since` on, before `until`; None: no matter."""

    since: datetime | None = None
    until: datetime | None = None


def bound(words: str) -> Bound:
    """The condition that words say; raises `ValueError` for any others."""
    found = _WRITTEN.fullmatch(words)
    if found is None or (found["time"] and len(found["day"]) != len("2025-11-18")):
        raise ValueError("no date")
    prefix = found["prefix"] or "eq"
    since, until = _span(found["day"], found["time"], found["part"])
    return Bound(prefix, since, until, is_instant=found["time"] is not None)


def span_of(words: str) -> tuple[datetime, datetime]:
    """What a date or an instant of a resource leaves open."""
    found = bound(words)
    return found.since, found.until


def window(bounds: Iterable[Bound]) -> Window:
    """What is left of all changes by conditions on their instant.

    A time is that instant exactly, also where its seconds have no parts: whoever asks for what came
    after it is given the rest of that second once more, and never misses it.
    """
    since, until = [], []
    for each in bounds:
        from_here, to_here = _limits(each)
        since += [] if from_here is None else [from_here]
        until += [] if to_here is None else [to_here]
    return Window(max(since, default=None), min(until, default=None))


def _limits(each: Bound) -> tuple[datetime | None, datetime | None]:
    at, behind = each.since, each.since + _LEAST if each.is_instant else each.until
    match each.prefix:
        case "gt":
            return behind, None
        case "ge":
            return at, None
        case "lt":
            return None, at
        case "le":
            return None, behind
        case _:
            return at, each.until


def _span(day: str, time: str | None, part: str | None) -> tuple[datetime, datetime]:
    if time is not None:
        # Python reads six digits of a second; what is finer is no instant of ours.
        cut = time if part is None else time.replace(part, part[:7])
        at = datetime.fromisoformat(day + cut).astimezone(UTC)
        return at, at + (_MS if part else timedelta(seconds=1))
    year, month, number = (int(each) for each in [*day.split("-"), "1", "1"][:3])
    first = date(year, month, number)
    match day.count("-"):
        case 0:
            following = date(year + 1, 1, 1)
        case 1:
            following = date(year + month // 12, month % 12 + 1, 1)
        case _:
            following = first + timedelta(days=1)
    return _midnight(first), _midnight(following)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
