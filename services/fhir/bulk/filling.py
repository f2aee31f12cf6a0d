"""The files of an export of an engine, filled patient by patient by what answers its reads."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from reports.fhir.document import text_of
from reports.fhir.parts import Resource
from reports.fhir.people import has_ins
from services import faults
from services.contract.cohorts import CohortFailure, NotIncluded
from services.contract.enums import CredentialScope, Role
from services.contract.fhir_outcome import OperationOutcome
from services.contract.fhir_systems import CODE_SYSTEMS
from services.contract.problems import ProblemCode
from services.db.tables.fhir import FhirExport, ResourceKind
from services.edge.fhir import issue
from services.exports.spooled.jobs import Failed, Job
from services.exports.spooled.spool import Binding, Directory, Spool
from services.fhir.bulk import rows
from services.fhir.gathering import Desk, Gathered, gather
from services.fhir.kinds import SERVED
from services.fhir.rows import NumberedRow
from services.security.caller import Caller

ERRORS: Final = "OperationOutcome"
_NOTE: Final = CODE_SYSTEMS + "search-note"
_OBJECTS_AT_ONCE: Final = 50
"""Questionnaires that are opened together: ten years of one patient do not lie in memory whole."""
_TYPES: Final = {each.kind: each.type for each in SERVED.values()}


@dataclass
class _Pen:
    """Writes lines into files; it remembers how many each has, and their fingerprint."""

    spool: Spool[FhirExport]
    counts: dict[str, int] = field(default_factory=dict)
    sums: dict[str, Any] = field(default_factory=dict)

    def write(self, name: str, resources: list[Resource]) -> None:
        """Appends resources to the file of their type."""
        if not resources:
            return
        lines = "".join(text_of(each) + "\n" for each in resources).encode()
        self.spool.write(name, lines)
        self.counts[name] = self.counts.get(name, 0) + len(resources)
        self.sums.setdefault(name, hashlib.sha256()).update(lines)

    def outputs(self) -> dict[str, Any]:
        """What is in which file."""
        return {
            name: {"count": count, "sha256": self.sums[name].hexdigest()}
            for name, count in self.counts.items()
        }


def fill(job: Job[FhirExport]) -> None:
    """Makes the files of a job and offers them; raises `Failed`, and `Stopped` as a job does."""
    context, row = job.context, job.row
    binding = Binding(rows.SHELF, row.id, context.keys.add_file(row.centre_id, row.id))
    spool = Spool(binding, row.centre_id)
    pen = _Pen(spool)
    _begin(job)
    for patient_id in _patients(job):
        mark = _of_patient(job, pen, patient_id)
        job.mark(patient_id, mark, is_in=bool(mark.files))
        job.tell_sometimes(spool.sealed())
        faults.point("fhir_exports.patient", context.settings)
    directory = spool.close()
    job.tell(spool.sealed())
    _offer(job, pen, binding, directory)


def caller_of(row: FhirExport) -> Caller:
    """The machine that asked, in its centre."""
    return Caller(
        principal_id=row.credential_id,
        account_id=None,
        role=Role.SYSTEM,
        credential_scope=CredentialScope.FHIR_READ,
        centre_id=row.centre_id,
        unit_ids=frozenset(),
        session_id=None,
        device_id=None,
        request_id=f"fhir export {row.id}",
    )


def _begin(job: Job[FhirExport]) -> None:
    """Lists whom it is about, and notes up to when nothing will be missing."""
    with job.context.database.writing(job.scope) as session:
        read_at = rows.read_up_to(session) or job.context.clock.now()
        job.listed = rows.list_members(session, job.row)
        job.move(session, {"patients": job.listed, "read_at": read_at})


def _patients(job: Job[FhirExport]) -> Iterator[UUID]:
    after = None
    while True:
        with job.context.database.reading(job.scope) as session:
            some = rows.members(session, job.row.id, after)
        if not some:
            return
        for after, _ in some:
            yield after


def _of_patient(job: Job[FhirExport], pen: _Pen, patient_id: UUID) -> rows.Mark:
    """Writes all of a patient; says in which files there is something of them."""
    files: set[str] = set()
    is_known_by_ins = False
    with job.context.database.reading(job.scope) as session:
        numbered = rows.numbered(session, job.row, patient_id)
    for kind, some in _parts(numbered):
        made = job.tried(patient_id, partial(_gathered, job, kind, some))
        if made is NotIncluded.OUT_OF_UNIT:
            # Erased since: it is begun anew without them.
            break
        if isinstance(made, NotIncluded):
            made = Gathered(unreadable={each.object_id for each in some})
        found = [each for row in some for each in made.resources.get(row.object_id, ())]
        pen.write(_TYPES[kind], found)
        pen.write(ERRORS, [_unread(kind, each) for each in sorted(made.unreadable)])
        files |= {_TYPES[kind]} if found else set()
        is_known_by_ins |= any(has_ins(each) for each in found)
        if made.unreadable:
            files.add(ERRORS)
            _journal_unread(job, patient_id)
        if pen.spool.bytes > job.context.settings.cohort_limit_bytes:
            raise Failed(CohortFailure.TOO_LARGE)
        job.tell_sometimes(pen.spool.sealed())
    return rows.Mark(frozenset(files), is_known_by_ins)


def _parts(
    numbered: Sequence[NumberedRow],
) -> Iterator[tuple[ResourceKind, list[NumberedRow]]]:
    for kind, same in groupby(numbered, key=lambda row: row.kind):
        listed = list(same)
        for start in range(0, len(listed), _OBJECTS_AT_ONCE):
            yield kind, listed[start : start + _OBJECTS_AT_ONCE]


def _gathered(job: Job[FhirExport], kind: ResourceKind, some: list[NumberedRow]) -> Gathered:
    now = job.context.clock.now()
    with job.context.database.reading(job.scope) as session:
        return gather(Desk(session, job.context, caller_of(job.row), now), kind, some)


def _unread(kind: ResourceKind, object_id: UUID) -> Resource:
    """What stands in the place of something that cannot be opened."""
    words = f"{_TYPES[kind]} of {object_id} cannot be opened. Tell the administrator."
    outcome = OperationOutcome(issue=[issue("error", "incomplete", _NOTE, "unreadable", words)])
    said: Resource = outcome.model_dump(mode="json", exclude_none=True)
    return said


def _journal_unread(job: Job[FhirExport], patient_id: UUID) -> None:
    now = job.context.clock.now()
    entry = job.kind.entry(job.row, ProblemCode.INTEGRITY_ERROR, now, None)
    job.context.journal.append(replace(entry, patient_id=patient_id))


def _offer(
    job: Job[FhirExport], pen: _Pen, binding: Binding[FhirExport], directory: Directory
) -> None:
    expiry = timedelta(seconds=job.context.settings.fhir_export_expiry_s)
    ready = {
        # Of those who were erased before their turn nothing is in it.
        "patients": job.done,
        "expires_at": job.context.clock.now() + expiry,
        "outputs": pen.outputs(),
        "contents": directory.sealed(binding),
    }
    job.offer(ready, None)
