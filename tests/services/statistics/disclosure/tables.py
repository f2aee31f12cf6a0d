"""Builds what a release holds from tables: a measure by one or two dimensions, with margins."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Final

from services.statistics.disclosure.counts import Count, Cover, Relation, Sum

MOST_DIMENSIONS: Final = 2
PATIENTS: Final = "patients of "
_MARGIN_WEIGHT: Final = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with who is behind it; `patients` is None where the value counts patients."""

    value: int
    patients: int | None = None
    staff: int | None = None


@dataclass(frozen=True, slots=True)
class Dimension:
    """What a table is divided by: the members that there are, and the name of all together.

    The name of all differs where the whole does, as for two periods of months.
    """

    name: str
    members: tuple[str, ...]
    whole: str
    patients_add: bool = False
    """Whether a patient is in exactly one member, as in a unit on a day; not so in months."""


@dataclass(frozen=True, slots=True)
class Table:
    """A measure over every combination of members and margins, the empty ones too.

    `cells` has a member or a `whole` for each dimension, in their order. `at` is what all cells
    share, as the month of a table by level and unit. `among` names the measure of the patients who
    could have counted, in the same places.
    """

    measure: str
    dimensions: tuple[Dimension, ...]
    cells: Mapping[tuple[str, ...], Cell]
    at: tuple[tuple[str, str], ...] = ()
    adds: bool = True
    """Whether values are events, which add up over every dimension."""
    is_amount: bool = False
    among: str | None = None
    is_shown: bool = True


def key_of(measure: str, places: Mapping[str, str]) -> str:
    """The one name of a number: the same in every table and every release that it is in."""
    return "|".join([measure, *(f"{name}={places[name]}" for name in sorted(places))])


def counts_of(table: Table) -> Iterator[Count]:
    """The counts of a table, and those of the patients behind them.

    Raises ValueError on more dimensions than two, and KeyError on a combination without a cell.
    """
    if not 1 <= len(table.dimensions) <= MOST_DIMENSIONS:
        raise ValueError("a table is divided by one or two dimensions")
    for places in _combinations(table):
        cell, key = table.cells[places], _key(table, table.measure, places)
        behind = None if cell.patients is None else PATIENTS + key
        if behind is not None and cell.patients is not None:
            yield Count(behind, cell.patients, is_shown=False)
        margins = sum(
            place == each.whole for place, each in zip(places, table.dimensions, strict=True)
        )
        yield Count(
            key,
            cell.value,
            patients=behind,
            among=table.among and _key(table, table.among, places),
            staff=cell.staff,
            is_amount=table.is_amount,
            weight=_MARGIN_WEIGHT**margins,
            is_shown=table.is_shown,
        )


def relations_of(table: Table) -> Iterator[Relation]:
    """What holds between the counts of a table: along each dimension, in each line of it."""
    for axis, dimension in enumerate(table.dimensions):
        others = [
            (each.whole,) if number == axis else (*each.members, each.whole)
            for number, each in enumerate(table.dimensions)
        ]
        for places in product(*others):
            yield from _along(table, axis, dimension, places)


def _along(
    table: Table, axis: int, dimension: Dimension, places: tuple[str, ...]
) -> Iterator[Relation]:
    line = [(*places[:axis], member, *places[axis + 1 :]) for member in dimension.members]
    names = [table.measure]
    has_patients = [table.cells[each].patients is not None for each in (places, *line)]
    if all(has_patients):
        names.append(PATIENTS + table.measure)
    for name in names:
        whole = _key(table, name, places)
        parts = tuple(_key(table, name, each) for each in line)
        adds = dimension.patients_add or (table.adds and name == table.measure)
        yield Sum(whole, parts) if adds else Cover(whole, parts)


def _combinations(table: Table) -> Iterator[tuple[str, ...]]:
    return product(*((*each.members, each.whole) for each in table.dimensions))


def _key(table: Table, measure: str, places: tuple[str, ...]) -> str:
    named = {each.name: place for each, place in zip(table.dimensions, places, strict=True)}
    return key_of(measure, {**dict(table.at), **named})
