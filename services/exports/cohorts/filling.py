"""The files of a cohort, filled patient by patient: memory does not grow with their number."""

import hashlib
import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from services import faults
from services.audit.journal import record
from services.contract.cohorts import CohortFailure, CohortState, NotIncluded
from services.contract.enums import IdentityStatus
from services.contract.patient_file import FileBlock
from services.contract.problems import ProblemCode
from services.contract.report_enums import ReportBlock
from services.contract.reports import Report
from services.db.engine import WriterBusy
from services.edge.integrity import UNOPENABLE
from services.errors import ServiceError
from services.exports.cohorts import rights, rows
from services.exports.cohorts.job import Failed, Job, Stopped
from services.exports.cohorts.making_journal import entry
from services.exports.cohorts.rows import Mark
from services.exports.cohorts.spool import Directory, Spool, read
from services.exports.cohorts.writing import WHOLE, Piece, Writer
from services.exports.gathering import Asked, gather
from services.files.query import FileQuery
from services.logs import place_of as code_place_of
from services.security.ciphers import Cipher

_log = logging.getLogger("vigie.exports")


def fill(job: Job) -> None:
    """Makes the file of a job and offers it; raises `Failed`, and `Stopped` as a job does."""
    context, row = job.context, job.row
    cipher = context.keys.add_file(row.centre_id, row.id)
    spool, writer = Spool(cipher, row.id, row.centre_id), Writer(row)
    for piece in writer.begin():
        spool.write(piece.file, piece.content)
    for patient_id in _patients(job):
        pieces, mark = _of_patient(job, writer, patient_id)
        for piece in pieces:
            spool.write(piece.file, piece.content)
        job.mark(patient_id, mark)
        _require_within(job, spool, writer)
        job.tell_sometimes(spool.sealed())
        faults.point("cohorts.patient", context.settings)
    if job.included == 0:
        raise Failed(CohortFailure.NOBODY_LEFT)
    last = writer.end(context.clock.now(), job.included, job.done)
    spool.write(last.file, last.content)
    directory = spool.close()
    job.tell(spool.sealed())
    faults.point("cohorts.filled", context.settings)
    _offer(job, cipher, directory)


def _patients(job: Job) -> Iterator[UUID]:
    """Those whom it is about and who are there still, some at a time."""
    after = None
    while True:
        with job.context.database.reading(job.scope) as session:
            some = rows.members(session, job.row.id, after, only_in=False)
        if not some:
            return
        yield from some
        after = some[-1]


def _of_patient(job: Job, writer: Writer, patient_id: UUID) -> tuple[list[Piece], Mark]:
    """What goes into the files of a patient, and why they are not in, where they are not."""
    try:
        report = _report(job, writer, patient_id)
        reason = _unfit(report)
        if reason is None:
            return writer.of(report), Mark(None, report.patient.ins is not None)
    except ServiceError as refused:
        if refused.code is not ProblemCode.NOT_FOUND:
            raise
        reason = NotIncluded.OUT_OF_UNIT
    except UNOPENABLE:
        reason = NotIncluded.UNREADABLE
    except (DBAPIError, OSError, MemoryError, WriterBusy):
        raise
    except Exception as fault:
        # One record that nobody thought of must not keep a whole unit here.
        _log.error("cohort %s: a patient failed: %s", job.row.id, code_place_of(fault))
        reason = NotIncluded.FAILED
    return writer.left_out(patient_id, [WHOLE], reason), Mark(reason)


def _report(job: Job, writer: Writer, patient_id: UUID) -> Report:
    row, now = job.row, job.context.clock.now()
    asked = Asked(
        writer.report_id(patient_id),
        row.purpose,
        row.first_on,
        row.last_on,
        "fr" if row.language == "fr" else "en",
        frozenset(ReportBlock(each) for each in row.blocks),
    )
    with job.context.database.reading(job.scope) as session:
        caller = rights.caller_of(row)
        return gather(FileQuery(session, job.context, caller, patient_id, now), asked)


def _unfit(report: Report) -> NotIncluded | None:
    if FileBlock.IDENTITY in report.could_not_open:
        return NotIncluded.IDENTITY_UNREADABLE
    if report.patient.identity_status is IdentityStatus.DOUBTFUL:
        return NotIncluded.IDENTITY_DOUBTFUL
    return None


def _require_within(job: Job, spool: Spool, writer: Writer) -> None:
    settings = job.context.settings
    if spool.bytes > settings.cohort_limit_bytes or writer.rows > settings.cohort_rows:
        raise Failed(CohortFailure.TOO_LARGE)


def _offer(job: Job, cipher: Cipher, directory: Directory) -> None:
    """Says that it is ready, unless somebody in it was erased, or its asker lost their right."""
    context, row = job.context, job.row
    try:
        size, fingerprint = _summed(job, cipher, directory)
    except UNOPENABLE:
        with context.database.reading(job.scope) as session:
            if _is_complete(session, job):
                raise
        size, fingerprint = 0, ""
    now, making = context.clock.now(), {CohortState.MAKING}
    ready: dict[str, Any] = {
        "state": CohortState.READY,
        "claim": None,
        "known": job.done,
        "included": job.included,
        "made_at": now,
        "expires_at": now + timedelta(seconds=context.settings.cohort_expiry_s),
        "size": size,
        "sha256": fingerprint,
        "contents": directory.sealed(cipher, row.id),
    }
    with context.database.writing(job.scope) as session:
        if not rights.entitled(session, [row], now):
            raise Stopped
        if not _is_complete(session, job):
            # Somebody was erased meanwhile: it is made anew, without them.
            rows.move(session, row.id, making, rows.AGAIN, job.claim)
            return
        if not rows.move(session, row.id, making, ready, job.claim):
            raise Stopped
        record(session, entry(row, "done", now, fingerprint))
        faults.point_at_commit("cohorts.ready", session, context.settings)


def _is_complete(session: Session, job: Job) -> bool:
    return rows.counted(session, job.row.id) == (job.done, job.included)


def _summed(job: Job, cipher: Cipher, directory: Directory) -> tuple[int, str]:
    """Size and SHA-256 of the zip, read as it will leave."""
    size, digest = 0, hashlib.sha256()
    for part in read(job.context, job.row, cipher, directory):
        digest.update(part)
        size += len(part)
        job.tell_sometimes([])
    return size, digest.hexdigest()
