"""The masks of the largest cube: units, symptoms and levels by month, with their margins (#9)."""

from collections.abc import Iterator
from random import Random
from time import perf_counter
from typing import Final

from services.statistics.disclosure.counts import Masked, Release
from services.statistics.disclosure.protecting import protect
from tests.bench.figures import Figure, Goal
from tests.bench.rounds import Rounds
from tests.services.statistics.disclosure.tables import (
    Cell,
    Dimension,
    Table,
    counts_of,
    relations_of,
)

_ROUNDS: Final = 3
_LEVELS: Final = Dimension("level", tuple(f"l{number}" for number in range(4)), "all")
_SYMPTOMS: Final = Dimension("symptom", tuple(f"s{number}" for number in range(30)), "all")
_SITES: Final = Dimension(
    "unit", tuple(f"u{number}" for number in range(40)), "all", patients_add=True
)
_MONTHS: Final = Dimension(
    "month", tuple(f"2025-{number:02}" for number in range(1, 13)), "2025-01..2025-12"
)
_SOON: Final = Goal("product", 60_000, words="≤ 60 s, once a month")


def disclosure(rounds: Rounds) -> Iterator[Figure]:
    """Masking it all; there is no floor: nothing else does this."""
    cube = _cube(Random(9))
    masked: list[Masked] = []

    def mask() -> float:
        start = perf_counter()
        masked.append(protect(cube))
        return (perf_counter() - start) * 1000

    (taken,) = rounds.play(_ROUNDS, mask)
    shown = sum(count.is_shown for count in cube.counts)
    yield Figure("disclosure", f"masks of {shown} counts", "ms", tuple(taken), (), _SOON)
    share = len(masked[0].masked) / shown
    yield Figure("disclosure", "of which masked", "%", (share * 100,))
    coarse = len(masked[0].coarse) + len(masked[0].unproven)
    yield Figure("disclosure", "masked without a proof", "", (coarse,), (), Goal("product", 0))


def _cube(random: Random) -> Release:
    tables = (
        _table(random, "alerts", _MONTHS, _SITES, 12, (("level", "all"),)),
        _table(random, "symptoms", _MONTHS, _SYMPTOMS, 25, ()),
        _table(random, "levels", _MONTHS, _LEVELS, 60, ()),
        _table(random, "answers", _MONTHS, _SITES, 60, ()),
    )
    counts = {each.key: each for table in tables for each in counts_of(table)}
    relations = [each for table in tables for each in relations_of(table)]
    return Release("cube", tuple(counts.values()), tuple(relations))


def _table(
    random: Random,
    measure: str,
    rows: Dimension,
    columns: Dimension,
    mean: int,
    at: tuple[tuple[str, str], ...],
) -> Table:
    """Events, four of five by a patient of their own; a column is small or large throughout."""
    cells: dict[tuple[str, ...], Cell] = {}
    for column in columns.members:
        size = random.expovariate(1 / mean) + 1
        for row in rows.members:
            events = round(size * random.uniform(0.5, 1.5))
            cells[row, column] = Cell(events, (4 * events + 4) // 5)
    for column in columns.members:
        cells[rows.whole, column] = _together([cells[row, column] for row in rows.members], True)
    for row in (*rows.members, rows.whole):
        line = [cells[row, column] for column in columns.members]
        cells[row, columns.whole] = _together(line, not columns.patients_add)
    return Table(measure, (rows, columns), cells, at)


def _together(cells: list[Cell], is_covered: bool) -> Cell:
    patients = [cell.patients or 0 for cell in cells]
    together = max(*patients, sum(patients) * 2 // 3) if is_covered else sum(patients)
    return Cell(sum(cell.value for cell in cells), together)
