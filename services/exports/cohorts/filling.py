"""The files of a cohort, filled patient by patient: memory does not grow with their number."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from services import faults
from services.contract.cohorts import CohortFailure, NotIncluded
from services.contract.enums import IdentityStatus
from services.contract.patient_file import FileBlock
from services.contract.report_enums import ReportBlock
from services.contract.reports import Report
from services.db.tables.cohorts import CohortExport
from services.edge.integrity import UNOPENABLE
from services.exports.cohorts import rights, rows
from services.exports.cohorts.rows import SHELF, Mark
from services.exports.cohorts.writing import WHOLE, Piece, Writer
from services.exports.gathering import Asked, gather
from services.exports.spooled.jobs import Failed, Job
from services.exports.spooled.spool import Binding, Directory, Reading, Spool
from services.files.query import FileQuery


def fill(job: Job[CohortExport]) -> None:
    """Makes the file of a job and offers it; raises `Failed`, and `Stopped` as a job does."""
    context, row = job.context, job.row
    binding = Binding(SHELF, row.id, context.keys.add_file(row.centre_id, row.id))
    spool, writer = Spool(binding, row.centre_id), Writer(row)
    with context.database.reading(job.scope) as session:
        job.listed, _ = rows.counted(session, row.id)
    for piece in writer.begin():
        spool.write(piece.file, piece.content)
    for patient_id in _patients(job):
        pieces, mark = _of_patient(job, writer, patient_id)
        for piece in pieces:
            spool.write(piece.file, piece.content)
        job.mark(patient_id, mark, is_in=mark.is_in)
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
    _offer(job, binding, directory)


def _patients(job: Job[CohortExport]) -> Iterator[UUID]:
    """Those whom it is about and who are there still, some at a time."""
    after = None
    while True:
        with job.context.database.reading(job.scope) as session:
            some = rows.members(session, job.row.id, after, only_in=False)
        if not some:
            return
        yield from some
        after = some[-1]


def _of_patient(
    job: Job[CohortExport], writer: Writer, patient_id: UUID
) -> tuple[list[Piece], Mark]:
    """What goes into the files of a patient, and why they are not in, where they are not."""
    made = job.tried(patient_id, lambda: _made(job, writer, patient_id))
    if isinstance(made, NotIncluded):
        return writer.left_out(patient_id, [WHOLE], made), Mark(made)
    return made


def _made(
    job: Job[CohortExport], writer: Writer, patient_id: UUID
) -> tuple[list[Piece], Mark] | NotIncluded:
    report = _report(job, writer, patient_id)
    has_ins = report.patient.ins is not None
    return _unfit(report) or (writer.of(report), Mark(None, has_ins))


def _report(job: Job[CohortExport], writer: Writer, patient_id: UUID) -> Report:
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


def _require_within(job: Job[CohortExport], spool: Spool[CohortExport], writer: Writer) -> None:
    settings = job.context.settings
    if spool.bytes > settings.cohort_limit_bytes or writer.rows > settings.cohort_rows:
        raise Failed(CohortFailure.TOO_LARGE)


def _offer(job: Job[CohortExport], binding: Binding[CohortExport], directory: Directory) -> None:
    context = job.context
    try:
        size, fingerprint = _summed(job, binding, directory)
    except UNOPENABLE:
        with context.database.reading(job.scope) as session:
            if job.kind.is_complete(session, job):
                raise
        size, fingerprint = 0, ""
    expiry = timedelta(seconds=context.settings.cohort_expiry_s)
    ready = {
        "known": job.done,
        "included": job.included,
        "expires_at": context.clock.now() + expiry,
        "size": size,
        "sha256": fingerprint,
        "contents": directory.sealed(binding),
    }
    job.offer(ready, fingerprint)


def _summed(
    job: Job[CohortExport], binding: Binding[CohortExport], directory: Directory
) -> tuple[int, str]:
    """Size and SHA-256 of the zip, read as it will leave."""
    size, digest = 0, hashlib.sha256()
    for part in Reading(job.context, job.scope, binding, directory).zipped():
        digest.update(part)
        size += len(part)
        job.tell_sometimes([])
    return size, digest.hexdigest()
