"""Sets the pages of a report: PDF/A-2a and PDF/UA-1, the same bytes for the same report.

The template takes what it shows from one JSON file in memory, as data: nothing that anybody wrote
is ever read as markup. Everything that it may reach is in memory too, but for the fonts.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

import typst

from reports.colours import colour, grade_colours, level_colours
from reports.letters import BOX, one_line, printable
from reports.pdf.summary import summary_data
from reports.said.actions import alerts_data
from reports.said.comments import comments_data
from reports.said.identity import identity_data, origin_data
from reports.said.surveys import form_data, surveys_data
from reports.voice import wording_of
from resources.locate import resource_path
from services.contract.enums import AlertLevel
from services.contract.report_enums import ReportBlock
from services.contract.reports import Report

_FREE: Final = frozenset({"comment", "text", "sent"})
"""Under which names stand texts of several lines."""
_KEPT_DOCUMENTS: Final = 11
STANDARDS: Final = ("a-2a", "ua-1")
_MOST_IN_LINES: Final = 60
"""Beyond, the symptoms of a questionnaire follow each other: ten years stay readable and short."""
_LABELS: Final = (
    "title", "sample", "page", "course", "open", "closed", "none-open", "more",
    "surveys", "no-surveys", "actions", "no-actions", "comments", "no-comments", "form",
    "why", "acts", "at", "who", "what", "result", "as-sent", "comment", "no-course",
    "letters", "missing", "preview",
)  # fmt: skip
_COLOURS: Final = (
    "text.primary", "text.secondary", "text.muted", "banner.bg", "banner.edge", "border.subtle",
    "bg.app", "accent", "bg.quote", "danger",
)  # fmt: skip


def pdf_of(report: Report) -> bytes:
    """The report as one PDF file; raises `RuntimeError` where it cannot be set, with no name."""
    # Typst takes whole seconds.
    made_at = report.made_at.replace(microsecond=0)
    files = _files(report, is_preview=False)
    return bytes(_set(files, format="pdf", pdf_standards=list(STANDARDS), timestamp=made_at))


def first_page_of(report: Report) -> bytes:
    """The first page alone as PNG, 144 dots an inch, which says that it is a preview."""
    short = report.model_copy(update={"surveys": (), "notes": (), "forms": ()})
    pages = _set(_files(short, is_preview=True), format="png")
    return bytes(pages[0] if isinstance(pages, list) else pages)


def _files(report: Report, *, is_preview: bool) -> dict[str, bytes]:
    """All that the template reads: itself, the pictures, and what it shows."""
    pictures: dict[str, str] = {}
    shown = _printable(content(report, pictures)) | {"is-preview": is_preview}
    if is_preview:
        shown["blocks"] = []
    shown["letters"] = BOX in json.dumps({**shown, "words": None}, ensure_ascii=False)
    files = {name: drawn.encode() for name, drawn in pictures.items()}
    files["main"] = resource_path("reports", "report.typ").read_bytes()
    files["data.json"] = json.dumps(shown, ensure_ascii=False).encode()
    return files


# The stub of typst knows neither files in memory, which the function takes, nor that what comes
# back follows from the format.
def _set(files: Any, **options: Any) -> Any:
    fonts = str(resource_path("fonts"))
    made = typst.compile(files, root=fonts, font_paths=[fonts], ignore_system_fonts=True, **options)
    _forget()
    return made


def _forget() -> None:
    """Let typst drop what it keeps of a document, which it does ten documents later: people's
    records stay in no memory, and ten long reports not in a gigabyte of it.
    """
    for _ in range(_KEPT_DOCUMENTS):
        _nothing().compile(b"#none", format="svg")


@cache
def _nothing() -> typst.Compiler:
    """A document without anything, and without a font to look for."""
    return typst.Compiler(font_paths=typst.Fonts(include_system_fonts=False))


def content(report: Report, pictures: dict[str, str]) -> dict[str, Any]:
    """What the pages show, in words; the pictures that they name are put into `pictures`."""
    wording = wording_of(report)
    return {
        "language": report.language,
        "words": {name: wording.text(f"report-{name}") for name in _LABELS},
        "colours": _colours(),
        "identity": identity_data(wording, report),
        "origin": origin_data(wording, report),
        "missing": ", ".join(wording.text(f"report-part-{each}") for each in report.could_not_open),
        "summary": summary_data(wording, report, pictures),
        "is-long": len(report.surveys) > _MOST_IN_LINES,
        "blocks": [each.value for each in report.blocks],
        "surveys": surveys_data(wording, report),
        "forms": form_data(report) if ReportBlock.SURVEYS in report.blocks else [],
        "alerts": alerts_data(wording, report),
        "comments": comments_data(wording, report),
    }


def _colours() -> dict[str, Any]:
    levels = [*(each.value for each in AlertLevel), "technical"]
    return {
        **{name: colour(name) for name in _COLOURS},
        "grades": [list(grade_colours(grade)) for grade in range(5)],
        "levels": {each: level_colours(each) for each in levels},
    }


def _printable(value: Any, *, is_free: bool = False) -> Any:
    """The same data with letters that the fonts have; lines are kept where somebody wrote them."""
    if isinstance(value, str):
        return printable(value) if is_free else one_line(value)
    if isinstance(value, Mapping):
        return {
            key: _printable(each, is_free=is_free or key in _FREE) for key, each in value.items()
        }
    if isinstance(value, Sequence):
        return [_printable(each, is_free=is_free) for each in value]
    return value
