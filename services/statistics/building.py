"""Puts a release together: exact counts with who is behind them, and the figures made of them."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Final
from uuid import UUID

from services.statistics.counted import RATES, SHARES, Tally
from services.statistics.disclosure.counts import (
    LEAST_THRESHOLD,
    Count,
    Cover,
    Figure,
    Relation,
    Release,
    Share,
    Sum,
    Within,
)
from services.statistics.person_month import PersonMonth

Persons = Mapping[UUID, Sequence[PersonMonth]]
"""The months of each person that are counted together."""
PRESENT: Final = "present"
_BEHIND: Final = ".patients"
_HUNDRED: Final = 100
_NINETIETH: Final = 0.9


def key(place: str, name: str) -> str:
    """The one name of a number, such as `2025-10/alerts` or `2025-10*12/alerts`."""
    return f"{place}/{name}"


def behind(name: str) -> str:
    """The key of the distinct patients behind a count."""
    return name + _BEHIND


@dataclass
class Building:
    """A release under way; `values` holds what stands in each figure, None where nothing does."""

    counts: dict[str, Count] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    values: dict[str, int | None] = field(default_factory=dict)

    def release(self, name: str) -> Release:
        """What is to be masked; raises ValueError when it does not hold together."""
        return Release(
            name,
            tuple(self.counts.values()),
            tuple(self.relations),
            tuple(self.shares),
            tuple(self.figures),
        )

    def add(self, count: Count) -> None:
        """A count; one that is there already is the same number."""
        self.counts.setdefault(count.key, count)
        self.values[count.key] = count.value

    def total(self, keys: Iterable[str]) -> int:
        """What some counts are together."""
        return sum(self.counts[each].value for each in keys)

    def present(self, place: str, persons: Persons, least: int = 0) -> None:
        """How many persons could have counted in a place: where they are few, a zero tells.
        `least` is how many of them the place itself tells of.
        """
        self.add(Count(key(place, PRESENT), len(persons), is_shown=False, least=least))

    def people(
        self,
        place: str,
        name: str,
        persons: Persons,
        counts: Callable[[PersonMonth], bool],
        *,
        least: int = 0,
        is_shown: bool = True,
        weight: int = 1,
    ) -> None:
        """How many persons there are of whom something holds in a month; `least` as in `present`,
        where there are so many.
        """
        found = sum(any(map(counts, months)) for months in persons.values())
        named, among, least = key(place, name), self._among(place, found), min(least, found)
        self.add(Count(named, found, among=among, weight=weight, is_shown=is_shown, least=least))

    def events(
        self,
        place: str,
        name: str,
        tally: Tally,
        *,
        staff: int | None = None,
        least: int = 0,
        is_shown: bool = True,
    ) -> None:
        """How many events there are, and of how many persons; `least` as in `present`."""
        events, those = tally.events.get(name, 0), tally.persons.get(name, 0)
        named, among = key(place, name), self._among(place, events)
        self.add(Count(behind(named), those, is_shown=False, least=least))
        self.add(
            Count(
                named,
                events,
                behind(named),
                among=among,
                staff=staff,
                is_shown=is_shown,
                least=least,
            )
        )

    def ratios(self, place: str) -> None:
        """The shares and rates that the counts of a place allow; whole numbers, half to even."""
        for name, (some, rest, whole) in SHARES.items():
            if key(place, some) in self.counts:
                self.share(place, name, some, rest, whole)
        for name, (some, whole) in RATES.items():
            of = (key(place, some), key(place, whole))
            if of[0] in self.counts:
                self.figures.append(Figure(key(place, name), of))
                self.values[key(place, name)] = self._per_hundred(*of)

    def share(self, place: str, name: str, some: str, rest: str, whole: str) -> None:
        """A numerator among a denominator, in percent."""
        parts = key(place, some), key(place, rest), key(place, whole)
        self.shares.append(Share(key(place, name), *parts))
        self.values[key(place, name)] = self._per_hundred(parts[0], parts[2])

    def times(self, place: str, name: str, minutes: Iterable[int], number: str) -> None:
        """Median and 90th percentile (the nearest rank) of minutes; `number` counts them."""
        ordered = sorted(minutes)
        rank = math.ceil(_NINETIETH * len(ordered)) - 1
        for word, value in (
            ("median", round(median(ordered)) if ordered else None),
            ("ninetieth", ordered[rank] if ordered else None),
        ):
            named = key(place, f"{name}/{word}")
            self.figures.append(Figure(named, (number,), needs_some=True))
            self.values[named] = value

    def adds(self, whole: str, parts: Sequence[str]) -> None:
        """Events of the parts are those of the whole; patients may be in several parts.

        A part that is not there had nothing.
        """
        there = tuple(each for each in parts if each in self.counts)
        self.relations.append(Sum(whole, there))
        if behind(whole) in self.counts:
            self.relations.append(Cover(behind(whole), tuple(map(behind, there))))

    def adds_in_rows(self, whole: str, parts: Sequence[str]) -> None:
        """The same where each patient is in exactly one part."""
        self.relations.append(Sum(whole, tuple(parts)))
        if behind(whole) in self.counts:
            self.relations.append(Sum(behind(whole), tuple(map(behind, parts))))

    def within(self, part: str, whole: str) -> None:
        """A subset, of events and of the patients behind them."""
        self.relations.append(Within(part, whole))
        if behind(part) in self.counts and behind(whole) in self.counts:
            self.relations.append(Within(behind(part), behind(whole)))

    def _among(self, place: str, value: int) -> str | None:
        """Who could have counted, where it matters: a zero among few tells of each of them. All
        else is not tied to it, so that what has nothing in common is masked by itself.
        """
        present = key(place, PRESENT)
        is_few = self.counts[present].value < LEAST_THRESHOLD
        return present if value == 0 and is_few else None

    def _per_hundred(self, some: str, whole: str) -> int | None:
        least = self.counts[whole].value
        return round(self.counts[some].value * _HUNDRED / least) if least else None
