"""What is said of an import: its file, why it failed, and a line for each resource."""

from __future__ import annotations

import csv
import io
from typing import Final

from console.errors import IMPORTS, ConsoleError
from console.stores.bundle_files import BundleFile, FileFault
from console.stores.error_words import error_with_code
from resources.wording import Wording
from services.contract.bundle_import import (
    MOST_ANSWERS,
    MOST_ENTRIES,
    MOST_PEOPLE,
    ImportLine,
    ImportReport,
    ImportResult,
)
from widgets.text_table import TextRow

SHARES: Final = (8, 16, 16, 60)
_COLUMNS: Final = ("place", "resource", "result", "reasons")
_KINDS: Final = frozenset(
    {
        "Patient",
        "Condition",
        "CarePlan",
        "MedicationRequest",
        "MedicationAdministration",
        "Observation",
        "QuestionnaireResponse",
    }
)
_LIMITS: Final = (MOST_ENTRIES, MOST_PEOPLE, MOST_ANSWERS)
_NOT_A_BUNDLE: Final = frozenset({"invalid_body", "bad_request", "too_large"})


def headers(w: Wording) -> tuple[str, ...]:
    """Over the columns of the report."""
    return tuple(w.text(f"imports-column-{name}") for name in _COLUMNS)


def none_chosen(w: Wording) -> str:
    """That there is no file yet, and how much one may hold."""
    entries, people, answers = (w.integer(each) for each in _LIMITS)
    return w.text("imports-file-none", entries=entries, people=people, answers=answers)


def fault_text(w: Wording, fault: FileFault) -> str:
    """Why a file is not sent."""
    entries, people, answers = (w.integer(each) for each in _LIMITS)
    return w.text(f"imports-fault-{fault}", entries=entries, people=people, answers=answers)


def file_line(w: Wording, file: BundleFile) -> str:
    """`reprise.json · 12 entrées · 40 ko`; a name may be somebody's, and hides with them."""
    name = w.text("imports-file-hidden") if w.is_masked else file.name
    size = w.text("imports-kilobytes", size=w.integer(-(-len(file.content) // 1000)))
    return w.text("imports-file", name=name, count=file.entry_count, size=size)


def failure(w: Wording, error: ConsoleError) -> str:
    """Why nothing was taken, and what to do."""
    if error.what in _NOT_A_BUNDLE:
        return w.text("imports-failed-body", code=error.support_code(IMPORTS))
    if error.what == "not_found":
        return w.text("imports-failed-unit")
    return w.text("imports-failed", text=error_with_code(w, error, IMPORTS))


def count_of(report: ImportReport, result: ImportResult) -> int:
    """How many resources had this result."""
    return {
        ImportResult.TAKEN: report.taken,
        ImportResult.TAKEN_WITH_WARNING: report.taken_with_warning,
        ImportResult.KNOWN: report.known,
        ImportResult.REFUSED: report.refused,
    }[result]


def line_row(w: Wording, line: ImportLine) -> TextRow:
    """One resource: which one, what became of it, and why."""
    texts = _texts(w, line)
    strong = (2,) if line.result is ImportResult.REFUSED else ()
    sentence = ". ".join(text for text in texts if text)
    return TextRow(texts, sentence=sentence, quiet=(0,), strong=strong)


def report_csv(w: Wording, report: ImportReport) -> str:
    """The report as a table of a spreadsheet: our own words, and nobody's identity."""
    out = io.StringIO()
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    table.writerow(headers(w))
    table.writerows(_texts(w, line) for line in report.lines)
    return out.getvalue()


def _texts(w: Wording, line: ImportLine) -> tuple[str, ...]:
    """Entries are counted from 1, as people do."""
    kind = line.resource if line.resource in _KINDS else "other"
    return (
        str(line.place + 1),
        w.text(f"imports-resource-{kind}"),
        w.text(f"imports-result-{line.result}"),
        " · ".join(w.text(f"imports-reason-{reason}") for reason in line.reasons),
    )
