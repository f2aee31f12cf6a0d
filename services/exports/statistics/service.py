"""Makes a file of the page of statistics at once: what is in it never changes, and is of nobody, so
that nothing has to wait sealed (decision 0063).
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from reports.archive import zipped
from reports.csv.statistics import statistics_csv
from reports.pdf.statistics import statistics_pdf
from resources.version import VERSION
from services.audit.journal import Entry, entry_of
from services.contract.problems import ProblemCode
from services.contract.statistics_exports import (
    StatisticsAsk,
    StatisticsFormat,
    StatisticsReport,
)
from services.db.scope import Scope
from services.db.tables.centres import Centre
from services.edge.context import Context
from services.edge.doors import keep_pace, refused
from services.errors import ServiceError
from services.exports.makers import DIALECTS
from services.exports.report_people import report_requester
from services.ids import new_id
from services.security.caller import Caller
from services.statistics.service import Wanted, read_page

OPERATION: Final = "export_statistics"
FILES_PER_MINUTE: Final = 6
"""Of one person: setting pages takes half a second of a processor."""
MEDIA_TYPES: Final[Mapping[StatisticsFormat, str]] = {
    StatisticsFormat.PDF: "application/pdf",
    StatisticsFormat.CSV: "application/zip",
}
_SUFFIXES: Final = {StatisticsFormat.PDF: "pdf", StatisticsFormat.CSV: "zip"}
_CENTRE: Final = select(Centre.name, Centre.zone, Centre.demonstration).where(
    Centre.id == bindparam("centre_id")
)


def _csv(report: StatisticsReport, asked: StatisticsAsk) -> bytes:
    return zipped(statistics_csv(report, DIALECTS[asked.delimiter]))


def _pdf(report: StatisticsReport, _: StatisticsAsk) -> bytes:
    return statistics_pdf(report)


_MAKERS: Final[Mapping[StatisticsFormat, Callable[[StatisticsReport, StatisticsAsk], bytes]]] = {
    StatisticsFormat.PDF: _pdf,
    StatisticsFormat.CSV: _csv,
}


@dataclass(frozen=True)
class Made:
    """A file that leaves: its name, which tells nothing, its bytes and their SHA-256."""

    name: str
    content: bytes
    media_type: str
    sha256: str


def make(context: Context, caller: Caller, asked: StatisticsAsk) -> Made:
    """The page that is asked for, as a file; the journal has it before anybody else.

    Raises 409 where another month was closed since the page was read, 422 for a period that is not
    offered, 429 for who asks too often.
    """
    now, file_id = context.clock.now(), new_id()
    entry = entry_of(caller, OPERATION, now, object_id=file_id)
    keep_pace(context, entry, f"{OPERATION} {caller.person}", FILES_PER_MINUTE)
    report = _report(context, caller, asked, entry, file_id)
    content = _MAKERS[asked.format](report, asked)
    sha256 = hashlib.sha256(content).hexdigest()
    context.journal.append(replace(entry, purpose=asked.purpose, fingerprint=sha256))
    name = f"vigie-{file_id}.{_SUFFIXES[asked.format]}"
    return Made(name, content, MEDIA_TYPES[asked.format], sha256)


def _report(
    context: Context, caller: Caller, asked: StatisticsAsk, entry: Entry, file_id: UUID
) -> StatisticsReport:
    try:
        with context.database.reading(Scope(caller.centre_id)) as session:
            return _gather(session, caller, asked, file_id, entry.at)
    except ServiceError as refusal:
        raise refused(context, entry, refusal) from None


def _gather(
    session: Session, caller: Caller, asked: StatisticsAsk, file_id: UUID, now: datetime
) -> StatisticsReport:
    page = read_page(session, caller, Wanted(asked.months, asked.by, asked.comparison), now)
    if page.closed_through != asked.closed_through:
        raise ServiceError(
            409, ProblemCode.VERSION_STALE, "Another month was closed since this page was read."
        )
    centre = session.execute(_CENTRE, {"centre_id": caller.centre_id}).one()
    return StatisticsReport(
        id=file_id,
        page=page,
        centre=centre.name,
        zone=centre.zone,
        requester=report_requester(session, caller).person,
        role=caller.role,
        purpose=asked.purpose,
        language=asked.language,
        made_at=now,
        software_version=VERSION,
        is_demonstration=centre.demonstration,
    )
