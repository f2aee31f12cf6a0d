"""What people do with exports: ask for one, look at their own, take its file once, cancel it."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from services.audit.journal import entry_of, record
from services.centres.times import time_of
from services.contract.enums import IdentityStatus
from services.contract.exports import (
    IDENTIFYING,
    NOT_OFFERED,
    Export,
    ExportAsk,
    ExportDestination,
    ExportFormat,
    ExportPage,
    ExportState,
)
from services.contract.problems import ProblemCode
from services.contract.report_enums import ReportBlock
from services.db.scope import Scope
from services.db.tables import exports as tables
from services.db.tables.patients import Patient
from services.delivery import outbox
from services.edge.context import Context
from services.edge.writes import Done
from services.errors import ServiceError, not_found
from services.exports import rows
from services.exports.fields import allows
from services.exports.makers import MAKERS, offered
from services.exports.refusals import HOUR, gone, no_file, refused, require_days, require_pace
from services.exports.shown import shown, states
from services.ids import new_id
from services.patients import monitoring
from services.security.caller import Caller
from services.security.ciphers import Place, SealBroken

_TO_ASKER: Final = ExportDestination.FILE
_PREVIEWS_FOR_EACH: Final = 4
"""Of an export somebody looks at more than one before they ask for it."""
_STATUS: Final = select(Patient.identity_status).where(Patient.id == bindparam("patient_id"))


@dataclass(frozen=True)
class ExportWork:
    """Who reads or writes exports in their centre, and when."""

    session: Session
    context: Context
    caller: Caller
    now: datetime


@dataclass(frozen=True)
class Taken:
    """A file that leaves: its bytes, of which kind, and their SHA-256 in hexadecimal."""

    content: bytes
    format: ExportFormat
    is_preview: bool
    sha256: str


def ask(work: ExportWork, patient_id: UUID, asked: ExportAsk) -> Done:
    """Puts an export into the queue; raises 404 out of reach, 409, 422 and 429 as the contract of
    exports says.
    """
    monitoring.find(work.session, work.caller, patient_id)
    _require_makeable(work, asked)
    _require_identity(work, patient_id)
    _require_pace(work, is_preview=asked.preview)
    if asked.preview:
        rows.end_previews(work.session, work.caller.person, work.now)
    session_id, export_id = work.caller.session_id, new_id()
    assert session_id is not None
    columns = {
        "id": export_id,
        "centre_id": work.caller.centre_id,
        "patient_id": patient_id,
        "requester_id": work.caller.person,
        "session_id": session_id,
        "format": asked.format,
        "purpose": asked.purpose,
        "first_on": asked.first,
        "last_on": asked.last,
        "language": asked.language,
        "blocks": [each.value for each in ReportBlock if each in asked.blocks],
        "delimiter": asked.delimiter if asked.format is ExportFormat.CSV else None,
        "destination": asked.destination,
        "is_preview": asked.preview,
        "state": ExportState.QUEUED,
        "progress": 0,
        "attempts": 0,
        "asked_at": work.now,
    }
    rows.add(work.session, columns)
    return Done(
        _one(work, export_id),
        201,
        object_id=export_id,
        patient_id=patient_id,
        purpose=asked.purpose,
    )


def page(work: ExportWork, limit: int, cursor: str | None) -> ExportPage:
    """One's own exports, newest first."""
    listed, following = rows.page(work.session, work.caller, limit, cursor)
    wanted = _record_format(work)
    return ExportPage(
        items=shown(work.session, work.context, listed, work.now),
        next_cursor=following,
        formats=offered(),
        destinations=[each for each in ExportDestination if wanted or each is _TO_ASKER],
        record_format=wanted,
    )


def detail(work: ExportWork, export_id: UUID) -> Export:
    """One of one's own; raises 404 for that of anybody else."""
    return _one(work, export_id)


def cancel(work: ExportWork, export_id: UUID) -> Done:
    """Cancels what is not made yet and discards what is; what is over stays as it is."""
    row = _own(work, export_id)
    rows.end(work.session, export_id, rows.STANDING, ExportState.CANCELLED, work.now)
    return Done(
        _one(work, export_id),
        object_id=export_id,
        patient_id=row.patient_id,
        purpose=row.purpose,
    )


def take(context: Context, caller: Caller, export_id: UUID) -> Taken:
    """The file, for once and all: it is gone from here when it leaves (R-EXP-03).

    Raises 404 for anybody else's and for one that was cancelled, 409 where there is no file yet or
    none could be made, while the identity of its patient is doubtful, and where the INS in it is
    not qualified any more; 410 for one that was taken before or whose time is over.
    """
    now = context.clock.now()
    with context.database.writing(Scope(caller.centre_id)) as session:
        work = ExportWork(session, context, caller, now)
        row = _own(work, export_id)
        _require_ready(states(session, context, [row], now)[0])
        _require_identity(work, row.patient_id)
        sealed = rows.sealed_content(session, export_id)
        is_first = rows.end(session, export_id, {ExportState.READY}, ExportState.TAKEN, now)
        if sealed is None or not is_first or row.sha256 is None:
            raise gone()
        content = context.keys.patient(row.patient_id).open(place_of(export_id), sealed)
        if hashlib.sha256(content).hexdigest() != row.sha256:
            raise SealBroken("export_file", "content", str(export_id))
        action = "read_export_preview" if row.is_preview else "download_export"
        entry = entry_of(caller, action, now, object_id=export_id, patient_id=row.patient_id)
        record(session, replace(entry, purpose=row.purpose, fingerprint=row.sha256))
        return Taken(content, row.format, row.is_preview, row.sha256)


def place_of(export_id: UUID) -> Place:
    """Where the file of an export is sealed to."""
    return Place("export_file", "content", export_id)


def _one(work: ExportWork, export_id: UUID) -> Export:
    return shown(work.session, work.context, [_own(work, export_id)], work.now)[0]


def _own(work: ExportWork, export_id: UUID) -> tables.Export:
    row = rows.own(work.session, work.caller, export_id)
    if row is None:
        raise not_found()
    return row


def _require_ready(state: ExportState) -> None:
    if state in (ExportState.EXPIRED, ExportState.TAKEN):
        raise gone()
    if state is ExportState.CANCELLED:
        raise not_found()
    if state is not ExportState.READY:
        raise no_file()


def _require_makeable(work: ExportWork, asked: ExportAsk) -> None:
    if asked.format not in MAKERS:
        raise refused("format", NOT_OFFERED)
    if asked.destination is ExportDestination.RECORD:
        _require_record(work, asked.format)
    if not allows(asked.purpose, asked.format):
        raise refused("purpose", IDENTIFYING)
    zone = time_of(work.session, work.caller.centre_id).zone
    require_days(asked.first, asked.last, work.now, zone)


def _require_record(work: ExportWork, asked: ExportFormat) -> None:
    wanted = _record_format(work)
    if wanted is None:
        raise refused("destination", NOT_OFFERED)
    if asked is not wanted:
        raise refused("format", NOT_OFFERED)


def _record_format(work: ExportWork) -> ExportFormat | None:
    return outbox.offered(work.session, work.context.keys, work.caller.centre_id)


def _require_identity(work: ExportWork, patient_id: UUID) -> None:
    status = work.session.scalar(_STATUS, {"patient_id": patient_id})
    if status is IdentityStatus.DOUBTFUL:
        raise ServiceError(
            409, ProblemCode.IDENTITY_DOUBTFUL, "Nothing leaves while this identity is doubtful."
        )


def _require_pace(work: ExportWork, *, is_preview: bool) -> None:
    since, person = work.now - HOUR, work.caller.person
    lately = rows.lately(work.session, person, since, is_preview=is_preview)
    most = work.context.settings.exports_per_hour * (_PREVIEWS_FOR_EACH if is_preview else 1)
    require_pace(lately, most, work.now)
