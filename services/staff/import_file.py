"""The file of an import: its lines by the columns that are known, whatever language names them."""

import csv
import io
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from services.contract.enums import Role
from services.contract.problems import FieldProblem
from services.contract.staff import LONGEST_LINE, MOST_IMPORTED, ImportColumn
from services.errors import ServiceError
from services.staff import people

_NAMED: Final = {
    ImportColumn.NAME: ("name", "nom", "nom et prénom", "full name"),
    ImportColumn.USERNAME: ("username", "identifiant", "user name"),
    ImportColumn.EMAIL: ("email", "courriel", "e-mail", "mail", "courriel professionnel"),
    ImportColumn.ROLE: ("role", "rôle"),
    ImportColumn.UNITS: ("units", "unit", "unités", "unites", "unité", "unite"),
    ImportColumn.RPPS: ("rpps",),
    ImportColumn.TITLE: ("title", "titre"),
    ImportColumn.PHONE: ("phone", "téléphone", "telephone"),
    ImportColumn.SPECIALTY: ("specialty", "spécialité", "specialite"),
    ImportColumn.ENDS_ON: ("ends_on", "last day", "fin", "dernier jour"),
}
_COLUMNS: Final = {word: column for column, words in _NAMED.items() for word in words}
_ROLES: Final = {
    Role.NURSE: ("nurse", "infirmier", "infirmière", "infirmiere", "soins infirmiers"),
    Role.ONCOLOGIST: ("oncologist", "oncologue", "oncologie"),
    Role.MANAGER: ("manager", "responsable", "centre manager", "direction du centre"),
    Role.ADMIN: (
        "admin", "administrator", "administrateur", "administratrice", "account administrator",
        "administration des comptes",
    ),
    Role.PRIVACY_OFFICER: ("privacy officer", "dpo", "protection des données"),
}  # fmt: skip
_ROLE_WORDS: Final = {word: role for role, words in _ROLES.items() for word in words}
NEEDED: Final = (
    ImportColumn.NAME, ImportColumn.USERNAME, ImportColumn.EMAIL, ImportColumn.ROLE
)  # fmt: skip
_PARTED: Final = "|"
_MOST_UNREAD: Final = 20
_DAY_FIRST: Final = "%d/%m/%Y"


@dataclass(frozen=True)
class ImportRow:
    """One line: its place from 1, its cells without the spaces around them."""

    line: int
    cells: dict[ImportColumn, str]
    is_too_long: bool

    def cell(self, column: ImportColumn) -> str | None:
        """What stands in a column, None for nothing."""
        return self.cells.get(column) or None

    def shown(self, column: ImportColumn) -> str | None:
        """The same, no longer than anything that is taken."""
        cell = self.cell(column)
        return None if cell is None else cell[:LONGEST_LINE]

    @property
    def unit_names(self) -> list[str]:
        """The units that are named, each once."""
        parts = (each.strip() for each in self.cells.get(ImportColumn.UNITS, "").split(_PARTED))
        return list(dict.fromkeys(each.casefold() for each in parts if each))


@dataclass(frozen=True)
class ImportTable:
    """What a file holds; `unread` are names of columns that mean nothing."""

    rows: list[ImportRow]
    unread: list[str]


def table_of(text: str) -> ImportTable:
    """The lines of a file that hold something; raises 422 for a file that is none."""
    lines = _lines(text.removeprefix("\ufeff"))
    head = [each.strip() for each in lines[0][1]]
    columns = [_COLUMNS.get(each.casefold()) for each in head]
    _require_columns([each for each in columns if each is not None])
    filled = [(number, row) for number, row in lines[1:] if any(cell.strip() for cell in row)]
    if not filled:
        raise _refused("no_lines")
    if len(filled) > MOST_IMPORTED:
        raise _refused("too_many")
    rows = [
        ImportRow(
            number,
            {name: cell.strip() for name, cell in zip(columns, row, strict=False) if name},
            is_too_long=any(cell.strip() for cell in row[len(columns) :]),
        )
        for number, row in filled
    ]
    named = (name for name, column in zip(head, columns, strict=True) if name and column is None)
    return ImportTable(rows, [each[:LONGEST_LINE] for each in named][:_MOST_UNREAD])


def role_of(typed: str) -> Role | None:
    """The role that a word names, in either language; None for a word that names none."""
    word = typed.casefold()
    return _ROLE_WORDS.get(word) or next((each for each in Role if each.value == word), None)


def day_of(typed: str) -> date | None:
    """`2026-06-30`, or as a spreadsheet in France writes it, `30/06/2026`; None for no day."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        pass
    try:
        return datetime.strptime(typed, _DAY_FIRST).date()  # noqa: DTZ007  # a day has no zone
    except ValueError:
        return None


def _lines(text: str) -> list[tuple[int, list[str]]]:
    """Each row with the line on which it begins."""
    first = text.lstrip().partition("\n")[0]
    delimiter = ";" if first.count(";") >= first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines, before = [], 0
    try:
        for row in reader:
            lines.append((before + 1, row))
            before = reader.line_num
    except csv.Error:
        raise _refused("not_csv") from None
    while lines and not any(cell.strip() for cell in lines[0][1]):
        del lines[0]
    if not lines:
        raise _refused("not_csv")
    return lines


def _require_columns(found: list[ImportColumn]) -> None:
    counted = Counter(found)
    problems = [(each, "missing_column") for each in NEEDED if each not in counted]
    problems += [(each, "column_twice") for each, count in counted.items() if count > 1]
    if problems:
        raise people.refused(
            FieldProblem(field=f"csv.{column}", reason=reason) for column, reason in problems
        )


def _refused(reason: str) -> ServiceError:
    return people.refused([FieldProblem(field="csv", reason=reason)])
