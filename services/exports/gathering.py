"""A report put together from the readers of a file; what cannot be opened is named in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from resources.version import VERSION
from services.contract.notices import Language
from services.contract.patient_file import FileBlock, PatientSeries
from services.contract.report_content import ReportAlert, ReportNote, ReportSurvey
from services.contract.report_enums import ExportPurpose, ReportBlock
from services.contract.reports import Report, ReportPeriod, ReportSummary
from services.exports.report_alerts import report_alerts
from services.exports.report_notes import report_notes
from services.exports.report_people import report_centre, report_identity, report_requester
from services.exports.report_span import Span
from services.exports.report_surveys import forms_of, report_surveys
from services.files.query import FileQuery
from services.files.series import series_within

_UNREADABLE_SURVEYS: Final = "surveys"
_UNREADABLE_NOTES: Final = "notes"


@dataclass(frozen=True)
class Asked:
    """What a report is asked for, and the identifier that it will have."""

    id: UUID
    purpose: ExportPurpose
    first: date
    last: date
    language: Language
    blocks: frozenset[ReportBlock]


def gather(query: FileQuery, asked: Asked) -> Report:
    """The report of a patient for the caller of a query; raises 404 for one out of reach."""
    series = series_within(query, asked.first, asked.last)
    centre, is_demonstration = report_centre(query, series.patient)
    span = Span(asked.first, asked.last, ZoneInfo(centre.zone), asked.language)
    with_words = ReportBlock.COMMENTS in asked.blocks
    # Confirmed grades of surveys stand in the acts, whether or not these were asked for.
    alerts = report_alerts(query, span, with_words=with_words)
    surveys: tuple[ReportSurvey, ...] = ()
    if ReportBlock.SURVEYS in asked.blocks:
        surveys = report_surveys(query, span, alerts, with_words=with_words)
    if ReportBlock.ACTIONS not in asked.blocks:
        alerts = ()
    notes = report_notes(query, span) if with_words else ()
    return Report(
        id=asked.id,
        patient=report_identity(series.patient, is_demonstration=is_demonstration),
        centre=centre,
        requester=report_requester(query.session, query.caller),
        purpose=asked.purpose,
        period=ReportPeriod(first=asked.first, last=asked.last),
        language=asked.language,
        made_at=query.now,
        software_version=VERSION,
        blocks=tuple(each for each in ReportBlock if each in asked.blocks),
        summary=_summary(series, span),
        surveys=surveys,
        alerts=alerts,
        notes=notes,
        forms=forms_of(surveys, span),
        could_not_open=tuple(_missing(series, surveys, alerts, notes)),
        is_demonstration=is_demonstration,
    )


def _summary(series: PatientSeries, span: Span) -> ReportSummary:
    return ReportSummary(
        weeks=tuple(series.weeks),
        symptoms=tuple(series.symptoms),
        weights=tuple(series.weights),
        temperatures=tuple(series.temperatures),
        ecog=tuple(series.ecog),
        lines=tuple(series.lines),
        events=tuple(series.events),
        follow_up=series.follow_up,
        expected=tuple(each for each in series.exceptions if span.touches(each.since, each.until)),
    )


def _missing(
    series: PatientSeries,
    surveys: Sequence[ReportSurvey],
    alerts: Sequence[ReportAlert],
    notes: Sequence[ReportNote],
) -> Iterator[str]:
    """What is missing because it could not be opened, each once, in a steady order."""
    # What is open now may have come after the period.
    found = set(series.blocks_missing) - {FileBlock.ALERTS, FileBlock.ACTIONS}
    if any(each.content_unreadable for each in alerts):
        found.add(FileBlock.ALERTS)
    if any(act.unreadable for each in alerts for act in each.acts):
        found.add(FileBlock.ACTIONS)
    yield from (block.value for block in FileBlock if block in found)
    if any(each.unreadable for each in surveys):
        yield _UNREADABLE_SURVEYS
    if any(each.text is None for each in notes):
        yield _UNREADABLE_NOTES
