"""Due work of exports: what is over is tidied away, and what waits is made, one after the other.

Of one centre one process makes at a time (the worker sees to that), so that whatever is said to be
in the making when a pass begins was left by one that was killed: it is taken up again, and given up
after `MOST_ATTEMPTS`. The file comes into being in memory, is sealed there, and is stored in the
transaction that says it is ready: there is no half of one, anywhere.
"""

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from services import faults
from services.audit.journal import Entry, record
from services.contract.delivery_enums import DeliveryOrigin
from services.contract.enums import IdentityStatus, Role
from services.contract.exports import CsvDelimiter, ExportDestination, ExportFailure, ExportState
from services.contract.patient_file import FileBlock
from services.contract.problems import ProblemCode
from services.contract.report_enums import ReportBlock
from services.contract.reports import Report
from services.db.engine import WriterBusy
from services.db.scope import Scope
from services.db.tables.exports import Export
from services.delivery import outbox
from services.edge.context import Context
from services.errors import ServiceError, not_found
from services.exports import rights, rows
from services.exports.gathering import Asked, gather
from services.exports.handing import parcel_of
from services.exports.makers import MAKERS, Making
from services.exports.mishaps import failure_of
from services.exports.previews import preview_of
from services.exports.service import place_of
from services.exports.shown import states
from services.files.query import FileQuery
from services.ids import new_id
from services.security.caller import Caller

MOST_ATTEMPTS: Final = 2
_GATHERED, _PARTLY, _SET, _MADE = 40, 70, 90, 100
_log = logging.getLogger("vigie.exports")


class _Stopped(Exception):
    """It was cancelled, or somebody else makes it now: nothing more is to be done."""


class _Failed(Exception):
    """There will be no file."""

    def __init__(self, failure: ExportFailure) -> None:
        super().__init__(failure.value)
        self.failure = failure


@dataclass(frozen=True)
class _Job:
    """One export in the making, as it stood when it was claimed."""

    context: Context
    row: Export
    claim: UUID

    @property
    def scope(self) -> Scope:
        return Scope(self.row.centre_id)

    def go_on(self, progress: int) -> None:
        """Says how far it is; raises `_Stopped` where nobody waits for it any more."""
        with self.context.database.writing(self.scope) as session:
            states = {ExportState.MAKING}
            if not rows.move(session, self.row.id, states, {"progress": progress}, self.claim):
                raise _Stopped


def make_due(context: Context, centre_id: UUID) -> None:
    """One pass over the exports of a centre."""
    with context.database.writing(Scope(centre_id)) as session:
        is_shed = _tidy(session, context)
    if is_shed:
        context.database.shed_deleted()
    while (job := _claimed(context, centre_id)) is not None:
        _make(job)


def _tidy(session: Session, context: Context) -> bool:
    """Ends what is over by the clock or by its session, and takes up what a kill left; says whether
    a file has gone.
    """
    now, is_shed = context.clock.now(), False
    standing = rows.standing(session)
    told = states(session, context, standing, now)
    for row, state in zip(standing, told, strict=True):
        if state is ExportState.FAILED:
            is_shed = True
            _end_as(session, row, {row.state}, ExportFailure.IDENTITY_CHANGED, now)
        elif state not in rows.STANDING:
            is_shed |= row.state is ExportState.READY
            rows.end(session, row.id, {row.state}, state, now)
        elif row.state is ExportState.MAKING and row.attempts >= MOST_ATTEMPTS:
            _end_as(session, row, {row.state}, ExportFailure.INTERRUPTED, now)
        elif row.state is ExportState.MAKING:
            again = {"state": ExportState.QUEUED, "claim": None, "progress": 0}
            rows.move(session, row.id, {ExportState.MAKING}, again)
    return is_shed


def _claimed(context: Context, centre_id: UUID) -> _Job | None:
    claim = new_id()
    with context.database.writing(Scope(centre_id)) as session:
        row = rows.next_queued(session)
        if row is None:
            return None
        begun = {"state": ExportState.MAKING, "claim": claim, "attempts": row.attempts + 1}
        session.expunge(row)
        if not rows.move(session, row.id, {ExportState.QUEUED}, begun):
            return None
    return _Job(context, row, claim)


def _make(job: _Job) -> None:
    """Makes one; whatever goes wrong of it keeps no other from being made."""
    try:
        report = _report(job)
        _put_down(job, report, _content(job, report))
    except _Stopped:
        return
    except _Failed as failed:
        _fail(job, failed.failure)
    except ServiceError as refused:
        # Out of reach since it was asked for.
        if refused.code is not ProblemCode.NOT_FOUND:
            raise
        _withdraw(job)
    except WriterBusy:
        raise
    except Exception as fault:
        _fail(job, failure_of(ExportFailure, fault, _log, f"export {job.row.id}"))


def _content(job: _Job, report: Report) -> bytes:
    if FileBlock.IDENTITY in report.could_not_open:
        raise _Failed(ExportFailure.IDENTITY_UNREADABLE)
    if report.patient.identity_status is IdentityStatus.DOUBTFUL:
        # Since it was asked for.
        raise _Failed(ExportFailure.IDENTITY_DOUBTFUL)
    job.go_on(_GATHERED)
    how = Making(
        delimiter=job.row.delimiter or CsvDelimiter.SEMICOLON, between=lambda: job.go_on(_PARTLY)
    )
    if job.row.is_preview:
        content = preview_of(report, job.row.format, how)
    else:
        content = MAKERS[job.row.format](report, how)
    if len(content) > job.context.settings.export_limit_bytes:
        raise _Failed(ExportFailure.TOO_LARGE)
    job.go_on(_SET)
    faults.point("exports.set", job.context.settings)
    return content


def _report(job: _Job) -> Report:
    row, context = job.row, job.context
    now = context.clock.now()
    with context.database.reading(job.scope) as session:
        query = FileQuery(session, context, _caller(session, job, now), row.patient_id, now)
        asked = Asked(
            row.id,
            row.purpose,
            row.first_on,
            row.last_on,
            "fr" if row.language == "fr" else "en",
            frozenset(ReportBlock(each) for each in row.blocks),
        )
        return gather(query, asked)


def _caller(session: Session, job: _Job, now: datetime) -> Caller:
    """Who asked, as they stand now; raises 404 where they have no right any more."""
    found = rights.callers(session, [job.row], job.context.settings, now).get(job.row.id)
    if found is None:
        raise not_found()
    return found


def _put_down(job: _Job, report: Report, content: bytes) -> None:
    """Where somebody wants to have it; who looks at it before has the preview themself."""
    if job.row.destination is ExportDestination.RECORD and not job.row.is_preview:
        _hand_over(job, report, content)
    else:
        _keep(job, report, content)


def _keep(job: _Job, report: Report, content: bytes) -> None:
    """Seals the file and says that it is ready, in one transaction."""
    row, context = job.row, job.context
    now, fingerprint = context.clock.now(), hashlib.sha256(content).hexdigest()
    cipher = context.keys.patient(row.patient_id)
    sealed = cipher.seal(place_of(row.id), content)
    ready: dict[str, Any] = {
        "state": ExportState.READY,
        "claim": None,
        "progress": _MADE,
        "has_ins": report.patient.ins is not None,
        "made_at": now,
        "expires_at": now + timedelta(seconds=context.settings.export_expiry_s),
        "size": len(content),
        "sha256": fingerprint,
    }
    with context.database.writing(job.scope) as session:
        _caller(session, job, now)
        if not rows.move(session, row.id, {ExportState.MAKING}, ready, job.claim):
            raise _Stopped
        file = {
            "export_id": row.id,
            "centre_id": row.centre_id,
            "patient_id": row.patient_id,
            "content": sealed,
        }
        rows.add_file(session, file)
        record(session, _entry(row, "done", now, fingerprint))
        faults.point_at_commit("exports.ready", session, context.settings)


def _hand_over(job: _Job, report: Report, content: bytes) -> None:
    """It leaves for the record, whoever is still signed in: the outbox has it in one transaction
    with the row that says so.
    """
    row, context = job.row, job.context
    now, keys = context.clock.now(), context.keys
    parcel = parcel_of(report, content, row.format, DeliveryOrigin.EXPORT, row.requester_id)
    fingerprint = hashlib.sha256(content).hexdigest()
    values: dict[str, Any] = {
        "state": ExportState.HANDED_OVER,
        "claim": None,
        "progress": _MADE,
        "made_at": now,
        "ended_at": now,
        "size": len(content),
        "sha256": fingerprint,
    }
    with context.database.writing(job.scope) as session:
        _caller(session, job, now)
        if not outbox.takes(session, keys, row.centre_id, row.format):
            raise _Failed(ExportFailure.RECORD_OFF)
        if not rows.move(session, row.id, {ExportState.MAKING}, values, job.claim):
            raise _Stopped
        outbox.put(session, keys, parcel, now)
        record(session, _entry(row, "done", now, fingerprint))


def _withdraw(job: _Job) -> None:
    with job.context.database.writing(job.scope) as session:
        now, making = job.context.clock.now(), {ExportState.MAKING}
        rows.end(session, job.row.id, making, ExportState.CANCELLED, now)


def _fail(job: _Job, failure: ExportFailure) -> None:
    with job.context.database.writing(job.scope) as session:
        _end_as(session, job.row, {ExportState.MAKING}, failure, job.context.clock.now())


def _end_as(
    session: Session,
    row: Export,
    of_states: set[ExportState],
    failure: ExportFailure,
    now: datetime,
) -> None:
    if rows.end(session, row.id, of_states, ExportState.FAILED, now, failure=failure):
        record(session, _entry(row, f"failed:{failure}", now, None))


def _entry(row: Export, outcome: str, now: datetime, fingerprint: str | None) -> Entry:
    return Entry(
        "make_export_preview" if row.is_preview else "make_export",
        now,
        outcome,
        f"export {row.id}",
        centre_id=row.centre_id,
        role=Role.SYSTEM.value,
        object_id=row.id,
        patient_id=row.patient_id,
        purpose=row.purpose,
        fingerprint=fingerprint,
    )
