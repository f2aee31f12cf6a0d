"""The files of a report as tables: questionnaires, actions, their dictionary and their schema."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final, TypeVar

from reports.csv.actions import COLUMNS as ACTIONS
from reports.csv.actions import acted
from reports.csv.columns import FRENCH, Column, Dialect, Kind, table
from reports.csv.surveys import COLUMNS as SURVEYS
from reports.csv.surveys import answered
from resources.csv_text import BYTE_ORDER_MARK, csv_cells, csv_text
from services.contract.report_enums import ReportBlock
from services.contract.reports import Report

SURVEYS_FILE: Final = "questionnaires.csv"
ACTIONS_FILE: Final = "actions.csv"
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
_Row = TypeVar("_Row")


def csv_of(report: Report, dialect: Dialect = FRENCH) -> dict[str, bytes]:
    """The files by their names; a block that nobody asked for has none."""
    files: dict[str, bytes] = {}
    if ReportBlock.SURVEYS in report.blocks:
        files[SURVEYS_FILE] = _file(table(SURVEYS, answered(report), dialect), dialect)
    if ReportBlock.ACTIONS in report.blocks:
        files[ACTIONS_FILE] = _file(table(ACTIONS, acted(report), dialect), dialect)
    files[DICTIONARY_FILE] = dictionary(dialect)
    files[SCHEMA_FILE] = schema()
    return files


def _file(rows: Iterable[Sequence[str]], dialect: Dialect) -> bytes:
    return BYTE_ORDER_MARK + csv_cells(rows, dialect.delimiter).encode()


def dictionary(dialect: Dialect = FRENCH) -> bytes:
    """What each column of each file means."""
    rows = [*_described(SURVEYS_FILE, SURVEYS), *_described(ACTIONS_FILE, ACTIONS)]
    return BYTE_ORDER_MARK + csv_text([_ROLES, *rows], dialect.delimiter).encode()


def _described(file: str, columns: Sequence[Column[_Row]]) -> list[list[str]]:
    return [
        [file, each.name, each.kind.value, each.system, "true" if each.identifies else "false",
         each.french, each.english]
        for each in columns
    ]  # fmt: skip


def schema() -> bytes:
    """A JSON schema of a line of each file, its numbers and truths read as what they are."""
    found = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$defs": {
            SURVEYS_FILE.removesuffix(".csv"): _schema(SURVEYS),
            ACTIONS_FILE.removesuffix(".csv"): _schema(ACTIONS),
        },
    }
    return json.dumps(found, ensure_ascii=False, indent=1).encode()


def _schema(columns: Sequence[Column[_Row]]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [each.name for each in columns],
        "properties": {
            each.name: {"anyOf": [_TYPES[each.kind], {"type": "null"}], "description": each.english}
            for each in columns
        },
    }
