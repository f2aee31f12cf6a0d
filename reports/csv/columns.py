"""What a column is: one table of columns makes the file, its dictionary and its schema."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from typing import Final, Generic, TypeVar
from uuid import UUID

from reports.plain import plain
from resources.csv_text import harmless

Value = str | int | float | bool | date | datetime | UUID | None
Row = TypeVar("Row")


class Kind(StrEnum):
    """The type of a column, in words of JSON Schema and its formats."""

    TEXT = "text"
    CODE = "code"
    NUMBER = "number"
    INTEGER = "integer"
    TRUTH = "boolean"
    DAY = "date"
    INSTANT = "date-time"
    ID = "uuid"


@dataclass(frozen=True)
class Dialect:
    """How a file is written: what separates cells, and the sign before decimals."""

    delimiter: str
    decimal: str


FRENCH: Final = Dialect(";", ",")
"""As a spreadsheet in France reads numbers."""
ENGLISH: Final = Dialect(",", ".")


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column: its name, its type, what it means in two languages, and where it is read.

    `system` is the code system of a code. `identifies`: it says who somebody is, or
    may: words can name anybody. `of` finds what of a row it is read from, where lines that follow
    each other have the same.
    """

    name: str
    kind: Kind
    french: str
    english: str
    read: Callable[[Row], Value]
    system: str = ""
    identifies: bool = False
    of: Callable[[Row], object] | None = None


def columns_of(
    of: Callable[[Row], object], columns: Iterable[Column[Row]]
) -> tuple[Column[Row], ...]:
    """Columns that are read from one thing of a row, and written once for all its lines."""
    return tuple(replace(each, of=of) for each in columns)


def cell(value: Value, dialect: Dialect) -> str:
    """A value as it stands in a file: a number stays one, and a text runs nowhere."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return _number(value).replace(".", dialect.decimal)
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case _:
            return harmless(plain(value))


def _number(value: float) -> str:
    return format(Decimal(repr(value)), "f")


def table(
    columns: Sequence[Column[Row]], rows: Iterator[Row], dialect: Dialect
) -> Iterator[list[str]]:
    """The names of the columns, then a line for each row.

    Most values stand in many lines, and each is written once; nothing of them stays.
    """
    yield [each.name for each in columns]
    known: dict[Value, str] = {}
    parts = [
        _Part(of, [each.read for each in some], dialect, known)
        for of, some in groupby(columns, key=lambda each: each.of)
    ]
    for row in rows:
        yield [cell for part in parts for cell in part.cells(row)]


_NOTHING_YET: Final = object()
"""Before the first line; a row may well have nothing there, which is None."""


class _Part(Generic[Row]):
    """Columns side by side that are read from the same thing of a row; their last cells are kept
    for the next line of that thing.
    """

    def __init__(
        self,
        of: Callable[[Row], object] | None,
        reads: Sequence[Callable[[Row], Value]],
        dialect: Dialect,
        known: dict[Value, str],
    ) -> None:
        self._of, self._reads, self._dialect, self._known = of, reads, dialect, known
        self._last: object = _NOTHING_YET
        self._cells: list[str] = []

    def cells(self, row: Row) -> list[str]:
        thing = row if self._of is None else self._of(row)
        if thing is not self._last:
            self._last = thing
            self._cells = [_cell(read(row), self._dialect, self._known) for read in self._reads]
        return self._cells


def _cell(value: Value, dialect: Dialect, known: dict[Value, str]) -> str:
    if value is None:
        return ""
    # 1, 1.0 and true are one key, and three cells.
    if isinstance(value, int | float):
        return cell(value, dialect)
    made = known.get(value)
    if made is None:
        made = known[value] = cell(value, dialect)
    return made
