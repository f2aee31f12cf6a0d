"""The notes of the record in a report, by the day that they are about."""

from datetime import datetime
from typing import Any

from services.centres.people import people
from services.contract.enums import EntryKind
from services.contract.record import NoteContent
from services.contract.report_content import ReportNote
from services.exports.report_span import Span
from services.files.midnights import midnight
from services.files.query import FileQuery
from services.record import entries


def report_notes(query: FileQuery, span: Span) -> tuple[ReportNote, ...]:
    """Those that stand and are about a day of the period, newest first."""
    rows = [
        row
        for row in entries.touching(query.session, query.patient_id, span.first, span.last)
        if row.kind is EntryKind.NOTE and row.began_on >= span.first
    ]
    named = people(query.session, {row.recorded_by for row in rows})
    cipher = query.cipher()
    found = []
    for row in rows:
        content = entries.content_of(cipher, row)
        found.append(
            ReportNote(
                id=row.id,
                at=_at(row, span),
                by=named.get(row.recorded_by),
                text=content.text if isinstance(content, NoteContent) else None,
            )
        )
    return tuple(sorted(found, key=lambda each: (each.at, each.id), reverse=True))


def _at(row: Any, span: Span) -> datetime:
    """When it was written, where that was on its day; the beginning of its day otherwise."""
    written: datetime = row.recorded_at
    if written.astimezone(span.zone).date() == row.began_on:
        return written
    return midnight(row.began_on, span.zone)
