"""The pages of a patient's report, from one object."""

from typing import Any, Final

from reports.colours import colour, grade_colours, level_colours
from reports.pdf.setting import files_of, first_png, pdf
from reports.pdf.summary import summary_data
from reports.said.actions import alerts_data
from reports.said.comments import comments_data
from reports.said.identity import identity_data, origin_data
from reports.said.surveys import form_data, surveys_data
from reports.voice import wording_of
from services.contract.enums import AlertLevel
from services.contract.report_enums import ReportBlock
from services.contract.reports import Report

_FREE: Final = frozenset({"comment", "text", "sent"})
"""Under which names stand texts of several lines."""
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
    return pdf(_files(report, is_preview=False), report.made_at)


def first_page_of(report: Report) -> bytes:
    """The first page alone as PNG, 144 dots an inch, which says that it is a preview."""
    short = report.model_copy(update={"surveys": (), "notes": (), "forms": ()})
    return first_png(_files(short, is_preview=True))


def _files(report: Report, *, is_preview: bool) -> dict[str, bytes]:
    pictures: dict[str, str] = {}
    shown = content(report, pictures) | {"is-preview": is_preview}
    if is_preview:
        shown["blocks"] = []
    return files_of("report.typ", shown, pictures, _FREE)


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
