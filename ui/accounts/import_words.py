"""What is said of an import of staff: its file, a line for each person, and why one is refused."""

from __future__ import annotations

from typing import Final

from console.errors import ACCESS, ConsoleError
from console.stores.error_words import error_with_code
from console.stores.settled_acts import refused_fields
from console.stores.staff_files import MOST_BYTES, StaffFile, StaffFileFault
from resources import words
from resources.wording import Wording
from services.contract.staff import (
    MOST_IMPORTED,
    ImportColumn,
    ImportOutcome,
    StaffImportLine,
    StaffImportReason,
    StaffImportReport,
)
from services.contract.texts import seen
from widgets.text_table import TextRow

SHARES: Final = (7, 25, 28, 40)
OUTCOMES: Final = (ImportOutcome.INVITED, ImportOutcome.WAITS, ImportOutcome.REFUSED)
_COLUMNS: Final = ("line", "person", "role", "outcome")
_SAVED: Final = ("line", "name", "username", "role", "units", "ends", "outcome", "reasons")
_FILE_REASONS: Final = frozenset(
    {"not_csv", "no_lines", "too_many", "missing_column", "column_twice"}
)


def headers(w: Wording) -> tuple[str, ...]:
    """Over the columns of the report."""
    return tuple(w.text(f"staffimport-column-{name}") for name in _COLUMNS)


def template(w: Wording) -> list[list[str]]:
    """A file to fill in: its line of names, and nobody in it who could be invited by mistake."""
    return [[column_word(w, each) for each in ImportColumn if each is not ImportColumn.LINE]]


def column_word(w: Wording, column: ImportColumn) -> str:
    """What a column is called, in a file too."""
    return w.text(f"staffimport-head-{column.value}")


def limits(w: Wording) -> str:
    """What a file may hold."""
    return w.text("staffimport-limits", people=w.integer(MOST_IMPORTED), size=_kilobytes(w))


def file_line(w: Wording, file: StaffFile) -> str:
    """`equipe.csv · 12 lignes · Windows-1252 (Excel)`; a name may be somebody's, and hides."""
    name = w.text("staffimport-file-hidden") if w.is_masked else seen(file.name)
    encoding = w.text(f"staffimport-encoding-{file.encoding}")
    return w.text("staffimport-file", name=name, count=file.line_count, encoding=encoding)


def accents_line(w: Wording, file: StaffFile) -> str:
    """Words from which somebody sees whether the letters were read rightly."""
    if not file.accented:
        return w.text("staffimport-accents-none")
    return w.text("staffimport-accents", words=", ".join(file.accented))


def file_fault(w: Wording, fault: StaffFileFault) -> str:
    """Why a file is not taken."""
    return w.text(f"staffimport-unfit-{fault}", size=_kilobytes(w))


def refusal(w: Wording, error: ConsoleError) -> str:
    """Why a file was refused whole, and what to do."""
    problems = [each for each in refused_fields(error) if each.reason in _FILE_REASONS]
    if not problems:
        return error_with_code(w, error, ACCESS)
    first = problems[0].reason
    columns = [_named(w, each.field) for each in problems if each.reason == first]
    people = w.integer(MOST_IMPORTED)
    return w.text(f"staffimport-refused-{first}", columns=", ".join(columns), people=people)


def unread_line(w: Wording, report: StaffImportReport) -> str:
    """Columns that nobody reads; empty for none."""
    names = ", ".join(seen(each) for each in report.unread)
    return w.text("staffimport-unread", columns=names) if names else ""


def count_of(report: StaffImportReport, outcome: ImportOutcome) -> int:
    """How many lines came to this."""
    return sum(each.outcome is outcome for each in report.lines)


def count_word(w: Wording, outcome: ImportOutcome, is_rehearsal: bool) -> str:
    """What is counted: what would be, or what is."""
    return w.text(f"staffimport-count-{outcome}{'-soon' if is_rehearsal else ''}")


def line_row(w: Wording, line: StaffImportLine, is_rehearsal: bool) -> TextRow:
    """One person: who, as what, and what becomes of them."""
    texts = (
        w.integer(line.line),
        _person(w, line),
        _role(w, line),
        "\n".join((_outcome(w, line, is_rehearsal), *_reasons(w, line))),
    )
    strong = (3,) if line.outcome is ImportOutcome.REFUSED else ()
    sentence = ". ".join(text for text in texts if text).replace("\n", ". ")
    return TextRow(texts, sentence=sentence, quiet=(0,), strong=strong)


def saved_rows(w: Wording, report: StaffImportReport) -> list[list[str]]:
    """The whole report as a table of a spreadsheet."""
    head = [w.text(f"staffimport-saved-{name}") for name in _SAVED]
    return [head, *(_saved(w, each, report.is_rehearsal) for each in report.lines)]


def _saved(w: Wording, line: StaffImportLine, is_rehearsal: bool) -> list[str]:
    return [
        str(line.line),
        seen(line.name or ""),
        seen(line.username or ""),
        "" if line.role is None else words.role(w, line.role),
        ", ".join(line.units),
        "" if line.ends_on is None else line.ends_on.isoformat(),
        _outcome(w, line, is_rehearsal),
        ". ".join(_reasons(w, line)),
    ]


def _person(w: Wording, line: StaffImportLine) -> str:
    name = seen(line.name or "") or w.text("staffimport-nameless")
    username = seen(line.username or "")
    return f"{name}\n{username}" if username else name


def _role(w: Wording, line: StaffImportLine) -> str:
    role = "" if line.role is None else words.role(w, line.role)
    told = f"{role} ({', '.join(line.units)})" if role and line.units else role
    if line.ends_on is None:
        return told
    return w.text("staffimport-until", role=told, on=w.date(line.ends_on)).strip()


def _outcome(w: Wording, line: StaffImportLine, is_rehearsal: bool) -> str:
    is_soon = is_rehearsal and line.outcome is not ImportOutcome.REFUSED
    return w.text(f"staffimport-outcome-{line.outcome}{'-soon' if is_soon else ''}")


def _reasons(w: Wording, line: StaffImportLine) -> list[str]:
    return [_reason(w, each) for each in line.reasons]


def _reason(w: Wording, reason: StaffImportReason) -> str:
    """`Courriel : déjà pris par un autre compte`; of a line as a whole, only what is wrong."""
    fault = w.text(f"staffimport-fault-{reason.fault}")
    if reason.column is ImportColumn.LINE:
        return fault
    return w.text("staffimport-reason", column=column_word(w, reason.column), fault=fault)


def _named(w: Wording, field: str) -> str:
    known = {each.value for each in ImportColumn}
    return column_word(w, ImportColumn(field)) if field in known else field


def _kilobytes(w: Wording) -> str:
    return w.integer(MOST_BYTES // 1000)
