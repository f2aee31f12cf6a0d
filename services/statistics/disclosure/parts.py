"""The attacker's unknowns, in groups that have nothing to do with each other."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.statistics.disclosure.knowledge import Knowledge, Row

Whole = NDArray[np.int64]
_Tied = tuple[Row, tuple[tuple[str, int], ...]]
"""A row, and what of it is unknown."""


@dataclass(slots=True)
class Part:
    """Unknowns that are tied together, counted as distance from their true values.

    A point of it is a vector of distances; the true values are its origin.
    """

    keys: tuple[str, ...]
    values: Whole
    least: Whole
    """How far each may go down at most, so that it stays a number that an attacker believes."""
    bare: Whole
    """The same, were nothing shown that its patients are behind and that may be masked."""
    is_open: NDArray[np.bool_]
    """What is shown so far, and may be masked; its distance is zero as long as it is shown."""
    weights: Whole
    starts: Whole
    columns: Whole
    factors: Whole
    slack: Whole
    is_equal: NDArray[np.bool_]

    @property
    def far(self) -> float:
        """An end for what has none: near enough to keep whole numbers exact in a solver."""
        return 1000.0 + 4.0 * int(self.values.max())

    def holds(self, point: Whole) -> bool:
        """Whether an attacker who sees the shown counts must take a point for possible; exact."""
        if (point < self.least).any() or point[self.is_open].any():
            return False
        if not len(self.starts):
            return True
        reached = np.add.reduceat(self.factors * point[self.columns], self.starts)
        off = reached - self.slack
        return not (off > 0).any() and not off[self.is_equal].any()


def parts_of(
    known: Knowledge, is_open: dict[str, bool], floors: dict[str, tuple[int, int]]
) -> Iterator[Part]:
    """The groups of which something is new; `is_open` names every unknown, and whether it is shown
    so far.
    """
    rows: list[_Tied] = []
    for row in known.rows:
        terms = tuple(term for term in row.terms if term[0] in is_open)
        if terms:
            rows.append((row, terms))
    leaders = _groups(known, is_open, rows)
    members: dict[str, list[str]] = {}
    for key in is_open:
        members.setdefault(_leader(leaders, key), []).append(key)
    belonging: dict[str, list[_Tied]] = {}
    for row, terms in rows:
        belonging.setdefault(_leader(leaders, terms[0][0]), []).append((row, terms))
    for leader, keys in members.items():
        own = belonging.get(leader, [])
        if not known.settled.issuperset([*keys, *(row for row, _ in own)]):
            yield _part(known, keys, is_open, floors, own)


def _groups(known: Knowledge, is_open: dict[str, bool], rows: list[_Tied]) -> dict[str, str]:
    """Another of its group for each unknown, up to one that stands for the group (`_leader`)."""
    leaders = {key: key for key in is_open}
    for _, terms in rows:
        for key, _ in terms[1:]:
            leaders[_leader(leaders, key)] = _leader(leaders, terms[0][0])
    for key in is_open:
        # To show one tells of the other, also where no row does: minutes, and whose they are.
        patients = known.counts[key].patients
        if patients in leaders:
            leaders[_leader(leaders, key)] = _leader(leaders, patients)
    return leaders


def _leader(leaders: dict[str, str], key: str) -> str:
    while leaders[key] != key:
        leaders[key] = leaders[leaders[key]]
        key = leaders[key]
    return key


def _part(
    known: Knowledge,
    keys: list[str],
    is_open: dict[str, bool],
    floors: dict[str, tuple[int, int]],
    rows: list[_Tied],
) -> Part:
    place = {key: number for number, key in enumerate(keys)}
    counts = [known.counts[key] for key in keys]
    terms = [(place[key], factor) for _, row_terms in rows for key, factor in row_terms]
    lengths = [len(row_terms) for _, row_terms in rows]
    slack = [-sum(known.counts[key].value * by for key, by in row.terms) for row, _ in rows]
    return Part(
        keys=tuple(keys),
        values=_whole([count.value for count in counts]),
        least=_whole([floors[count.key][0] - count.value for count in counts]),
        bare=_whole([floors[count.key][1] - count.value for count in counts]),
        is_open=np.array([is_open[key] for key in keys], dtype=np.bool_),
        weights=_whole([count.weight for count in counts]),
        starts=_whole([0, *np.cumsum(lengths)[:-1]] if rows else []),
        columns=_whole([column for column, _ in terms]),
        factors=_whole([factor for _, factor in terms]),
        slack=_whole(slack),
        is_equal=np.array([row.is_equal for row, _ in rows], dtype=np.bool_),
    )


def _whole(values: list[int]) -> Whole:
    return np.array(values, dtype=np.int64)
