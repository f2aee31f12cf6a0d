"""The files of a report as tables: what it is about, its three blocks, dictionary and schema."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic

from reports.csv.about import COLUMNS as ABOUT
from reports.csv.actions import COLUMNS as ACTIONS
from reports.csv.actions import acted
from reports.csv.columns import FRENCH, Column, Dialect, Kind, Row, table
from reports.csv.comments import COLUMNS as COMMENTS
from reports.csv.comments import said
from reports.csv.surveys import COLUMNS as SURVEYS
from reports.csv.surveys import answered
from reports.fields import Field
from resources.csv_text import BYTE_ORDER_MARK, csv_cells, csv_text
from services.contract.report_enums import ReportBlock
from services.contract.reports import Report

ABOUT_FILE: Final = "report.csv"
SURVEYS_FILE: Final = "questionnaires.csv"
ACTIONS_FILE: Final = "actions.csv"
COMMENTS_FILE: Final = "comments.csv"
DICTIONARY_FILE: Final = "dictionary.csv"
SCHEMA_FILE: Final = "schema.json"
_ROLES: Final = ("file", "column", "type", "code_system", "identifies", "meaning_fr", "meaning_en")
_TYPES: Final[dict[Kind, dict[str, Any]]] = {
    Kind.TEXT: {"type": "string"},
    Kind.CODE: {"type": "string"},
    Kind.NUMBER: {"type": "number"},
    Kind.INTEGER: {"type": "integer"},
    Kind.TRUTH: {"type": "boolean"},
    Kind.DAY: {"type": "string", "format": "date"},
    Kind.INSTANT: {"type": "string", "format": "date-time"},
    Kind.ID: {"type": "string", "format": "uuid"},
}


@dataclass(frozen=True)
class Lines:
    """Lines as they stand in a file, and how many there are."""

    content: bytes
    count: int


@dataclass(frozen=True)
class Table(Generic[Row]):
    """One file: the block that asks for it (None: always there), its columns, its lines."""

    file: str
    block: ReportBlock | None
    columns: Sequence[Column[Row]]
    rows: Callable[[Report], Iterator[Row]]

    def lines(self, report: Report, dialect: Dialect) -> Iterator[list[str]]:
        """The names of the columns, then a line for each row."""
        return table(self.columns, self.rows(report), dialect)

    def head(self, dialect: Dialect) -> bytes:
        """What a file begins with: the mark of its encoding, and the names of its columns."""
        names = [[each.name for each in self.columns]]
        return BYTE_ORDER_MARK + csv_cells(names, dialect.delimiter).encode()

    def body(self, report: Report, dialect: Dialect) -> Lines:
        """What follows of one report; those of others may follow it."""
        _names, *lines = self.lines(report, dialect)
        return Lines(csv_cells(lines, dialect.delimiter).encode(), len(lines))


TABLES: Final[tuple[Table[Any], ...]] = (
    Table(ABOUT_FILE, None, ABOUT, lambda report: iter((report,))),
    Table(SURVEYS_FILE, ReportBlock.SURVEYS, SURVEYS, answered),
    Table(ACTIONS_FILE, ReportBlock.ACTIONS, ACTIONS, acted),
    Table(COMMENTS_FILE, ReportBlock.COMMENTS, COMMENTS, said),
)
"""Every table, in the order of the zip."""


def tables_of(report: Report) -> list[Table[Any]]:
    """The tables of a report; a block that nobody asked for has none."""
    return [each for each in TABLES if each.block is None or each.block in report.blocks]


def csv_of(report: Report, dialect: Dialect = FRENCH) -> dict[str, bytes]:
    """The files by their names."""
    files = {
        each.file: BYTE_ORDER_MARK
        + csv_cells(each.lines(report, dialect), dialect.delimiter).encode()
        for each in tables_of(report)
    }
    return files | {DICTIONARY_FILE: dictionary(dialect), SCHEMA_FILE: schema()}


def fields() -> tuple[Field, ...]:
    """The columns of every table."""
    return tuple(
        Field(
            told.file,
            (each.name,),
            each.french,
            each.english,
            () if told.block is None else (told.block,),
            each.identifies,
            each.kind.value,
        )
        for told in TABLES
        for each in told.columns
    )


def dictionary(dialect: Dialect = FRENCH) -> bytes:
    """What each column of each file means."""
    return dictionary_of({each.file: each.columns for each in TABLES}, dialect)


def dictionary_of(files: Mapping[str, Sequence[Column[Any]]], dialect: Dialect) -> bytes:
    """The same of some other files."""
    rows = (
        (file, each.name, each.kind, each.system, "true" if each.identifies else "false",
         each.french, each.english)
        for file, columns in files.items()
        for each in columns
    )  # fmt: skip
    return BYTE_ORDER_MARK + csv_text([_ROLES, *rows], dialect.delimiter).encode()


def schema() -> bytes:
    """A JSON schema of a line of each file, its numbers and truths read as what they are."""
    found = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$defs": {each.file.removesuffix(".csv"): _schema(each.columns) for each in TABLES},
    }
    return json.dumps(found, ensure_ascii=False, indent=1).encode()


def _schema(columns: Sequence[Column[Any]]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [each.name for each in columns],
        "properties": {
            each.name: {"anyOf": [_TYPES[each.kind], {"type": "null"}], "description": each.english}
            for each in columns
        },
    }
