"""All that an attacker may know: every release of a role together, as rows over whole numbers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from services.statistics.disclosure.counts import (
    Balance,
    Count,
    Cover,
    Masked,
    Relation,
    Release,
    Sum,
    Within,
)


@dataclass(frozen=True, slots=True)
class Row:
    """Coefficients on counts; their sum is zero, or at most zero."""

    terms: tuple[tuple[str, int], ...]
    is_equal: bool


@dataclass(slots=True)
class Knowledge:
    """The counts of a release and of those before it, what is known of each, and between them."""

    counts: dict[str, Count] = field(default_factory=dict)
    rows: dict[Row, None] = field(default_factory=dict)
    frozen: dict[str, bool] = field(default_factory=dict)
    """Counts of earlier releases, and whether each is masked there."""
    behind: dict[str, list[str]] = field(default_factory=dict)
    """The counts that show how many patients there must be at least, by their patients."""
    floors: dict[str, int] = field(default_factory=dict)
    """The threshold that was in force when a frozen count was shown, by its patients."""
    settled: frozenset[str | Row] = frozenset()
    """The counts and rows that were known before: parts of only these have their proof."""


def gather(release: Release, earlier: Sequence[Masked]) -> Knowledge:
    """Raises ValueError when two releases differ on a number, or the numbers break a relation."""
    known = Knowledge()
    for each in earlier:
        _add(known, each.release)
        for count in each.release.counts:
            _freeze(known, count, each)
    known.settled = frozenset([*known.counts, *known.rows])
    _add(known, release)
    for row in known.rows:
        reached = sum(factor * known.counts[key].value for key, factor in row.terms)
        if reached > 0 or (row.is_equal and reached):
            raise ValueError("counts of a release do not agree with each other")
    return known


def _freeze(known: Knowledge, count: Count, released: Masked) -> None:
    is_masked = count.key in released.masked
    if not count.is_shown:
        return
    # Who saw it once knows it, also where a later release had masked it.
    known.frozen[count.key] = known.frozen.get(count.key, True) and is_masked
    if not is_masked and count.patients is not None and count.value:
        floor = max(known.floors.get(count.patients, 0), released.threshold)
        known.floors[count.patients] = min(floor, known.counts[count.patients].value)


def _add(known: Knowledge, release: Release) -> None:
    for count in release.counts:
        before = known.counts.setdefault(count.key, count)
        if (before.value, before.patients) != (count.value, count.patients):
            raise ValueError("a count differs from what was released before")
        if count.is_shown and not before.is_shown:
            known.counts[count.key] = count
        if count.patients is not None:
            shown_by = known.behind.setdefault(count.patients, [])
            if count.is_shown and count.key not in shown_by:
                shown_by.append(count.key)
    for row in _rows(release):
        known.rows.setdefault(row)


def _rows(release: Release) -> Iterator[Row]:
    for relation in release.relations:
        yield from _rows_of(relation)
    for share in release.shares:
        yield from _rows_of(Sum(share.denominator, (share.numerator, share.rest)))
    for count in release.counts:
        if count.patients is not None and not count.is_amount:
            yield from _rows_of(Within(count.patients, count.key))
        if count.among is not None:
            yield from _rows_of(Within(count.patients or count.key, count.among))


def _rows_of(relation: Relation) -> Iterable[Row]:
    match relation:
        case Sum(whole, parts):
            yield Row(((whole, -1), *((part, 1) for part in parts)), is_equal=True)
        case Balance(left, right):
            terms = (*((key, 1) for key in left), *((key, -1) for key in right))
            yield Row(terms, is_equal=True)
        case Within(part, whole):
            yield Row(((part, 1), (whole, -1)), is_equal=False)
        case Cover(whole, parts):
            yield Row(((whole, 1), *((part, -1) for part in parts)), is_equal=False)
            for part in parts:
                yield Row(((part, 1), (whole, -1)), is_equal=False)
