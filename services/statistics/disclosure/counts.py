"""What a release holds: exact counts, what is known to hold between them, and figures of them."""

from dataclasses import dataclass, field
from typing import Final

LEAST_THRESHOLD: Final = 11
"""Fewer distinct patients than this are never read from a figure; may be raised, not lowered."""

LEAST_STAFF: Final = 3
"""Work of fewer people than this is not shown: it would watch a person."""


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number, and who is behind it.

    A key names one number for ever: the same key in two tables, or in two releases, is the same
    number. What is not shown takes part in what an attacker can reason about, like the number of
    patients behind events.
    """

    key: str
    value: int
    patients: str | None = None
    """Key of the distinct patients behind it; None where it counts patients itself."""
    among: str | None = None
    """Key of the patients who could have counted; where they are few, a zero tells of each."""
    staff: int | None = None
    """How many members of staff are behind it, where it measures work."""
    is_amount: bool = False
    """Minutes and the like, which may be fewer than the patients; else a count of events."""
    weight: int = 1
    """What masking it loses; totals weigh more than the cells that they sum."""
    is_shown: bool = True
    least: int = 0
    """What everybody knows it to be at least, such as one where a row is there at all."""


@dataclass(frozen=True, slots=True)
class Sum:
    """The whole is the sum of its parts: events, or patients who each have exactly one place."""

    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """Distinct patients of several sets together: at least the largest, at most their sum.

    Holds over months, levels and symptoms, where one patient counts in several parts.
    """

    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Within:
    """A subset: never more than the whole."""

    part: str
    whole: str


@dataclass(frozen=True, slots=True)
class Balance:
    """Both sides add up to the same, as patients at the end of two months and who came and left."""

    left: tuple[str, ...]
    right: tuple[str, ...]


Relation = Sum | Cover | Within | Balance


@dataclass(frozen=True, slots=True)
class Share:
    """A numerator and its complement, which add up to the denominator; all three are counts."""

    key: str
    numerator: str
    rest: str
    denominator: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A rate, mean, median, percentile or change: shown when everything it is made of is."""

    key: str
    of: tuple[str, ...]
    """Keys of counts; both periods' for a change, the number measured for a median."""
    needs_some: bool = False
    """Whether each of them must be above zero, as for a median."""


@dataclass(frozen=True, slots=True)
class Release:
    """Everything that becomes available to a role at once, like all tables of a closed month."""

    name: str
    counts: tuple[Count, ...]
    relations: tuple[Relation, ...] = ()
    shares: tuple[Share, ...] = ()
    figures: tuple[Figure, ...] = ()
    by_key: dict[str, Count] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Raises ValueError when a key is given twice, or names nothing that can be used so."""
        by_key = {count.key: count for count in self.counts}
        if len(by_key) < len(self.counts):
            raise ValueError("a key names two counts of a release")
        object.__setattr__(self, "by_key", by_key)
        named = {key for relation in self.relations for key in keys_of(relation)}
        named |= {key for share in self.shares for key in _keys_of_share(share)}
        named |= {key for figure in self.figures for key in figure.of}
        named |= {key for count in self.counts for key in (count.patients, count.among) if key}
        if not named <= by_key.keys():
            raise ValueError("a release names a count that it does not hold")
        derived = {key for figure in self.figures for key in figure.of}
        derived |= {key for share in self.shares for key in _keys_of_share(share)}
        if not all(by_key[key].is_shown for key in derived):
            raise ValueError("a figure is made of a count that is not shown, and would tell it")


@dataclass(frozen=True, slots=True)
class Masked:
    """A release with its masks: one mark, whatever the reason of a mask."""

    release: Release
    masked: frozenset[str]
    """Keys of counts, shares and figures that show the mark."""
    threshold: int = LEAST_THRESHOLD
    coarse: frozenset[str] = frozenset()
    """Counts masked because the solver did not end in time or found nothing, not by need."""
    unproven: frozenset[str] = frozenset()
    """Counts whose interval could not be shown to be wide, all that could be masked being so."""

    def shows(self, key: str) -> bool:
        """Whether the value under a key may be given; False for what the release has not."""
        count = self.release.by_key.get(key)
        known = count is not None and count.is_shown
        known = known or any(key == each.key for each in self.release.shares)
        known = known or any(key == each.key for each in self.release.figures)
        return known and key not in self.masked


def keys_of(relation: Relation) -> tuple[str, ...]:
    """The counts that a relation ties together."""
    match relation:
        case Within(part, whole):
            return part, whole
        case Balance(left, right):
            return *left, *right
        case Sum(whole, parts) | Cover(whole, parts):
            return whole, *parts


def _keys_of_share(share: Share) -> tuple[str, str, str]:
    return share.numerator, share.rest, share.denominator
