"""What a column is: one table of columns makes the file, its dictionary and its schema."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
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
    may: words can name anybody.
    """

    name: str
    kind: Kind
    french: str
    english: str
    read: Callable[[Row], Value]
    system: str = ""
    identifies: bool = False


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
    reads = [each.read for each in columns]
    for row in rows:
        yield [_cell(read(row), dialect, known) for read in reads]


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
