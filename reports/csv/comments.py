"""The table of comments: a line for all that anybody wrote, in questionnaires, acts and notes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from reports.csv.columns import Column, Kind
from reports.csv.patient import patient_columns
from services.contract.report_content import ReportComment
from services.contract.reports import Report


@dataclass(frozen=True)
class Said:
    """Words of a report."""

    report: Report
    comment: ReportComment


def said(report: Report) -> Iterator[Said]:
    """Every line, newest first."""
    return (Said(report, each) for each in report.comments)


K = Kind
COLUMNS: Final[tuple[Column[Said], ...]] = (
    *patient_columns(lambda row: row.report),
    Column(
        "origin",
        K.CODE,
        "Où c'est écrit : questionnaire, alerte ou dossier",
        "Where it was written: questionnaire, alert or record",
        lambda r: r.comment.origin.value,
        "survey|alert|record",
    ),
    Column(
        "about_id",
        K.ID,
        "Questionnaire, alerte ou note",
        "Questionnaire, alert or note",
        lambda r: r.comment.about,
    ),
    Column("written_at", K.INSTANT, "Écrit le (UTC)", "Written at (UTC)", lambda r: r.comment.at),
    Column(
        "written_by",
        K.TEXT,
        "Par ; vide pour le patient",
        "By; empty for the patient",
        lambda r: None if r.comment.by is None else r.comment.by.name,
        identifies=True,
    ),
    Column("text", K.TEXT, "Texte", "Text", lambda r: r.comment.text, identifies=True),
)
