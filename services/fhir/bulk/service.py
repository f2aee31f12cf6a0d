"""What an engine does with its exports: ask for one, see where it stands, take it, give it up."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.audit.journal import entry_of, record
from services.contract.cohorts import CohortFailure, CohortState
from services.contract.problems import ProblemCode
from services.db.scope import Scope
from services.db.tables.fhir import FhirExport
from services.edge.context import Context
from services.edge.reads import Seen
from services.errors import ServiceError, not_found
from services.exports.refusals import HOUR, gone, require_pace
from services.exports.spooled.leaving import Leaving
from services.exports.spooled.shelves import STANDING
from services.exports.spooled.spool import Binding, Directory, Reading
from services.fhir.bulk import rows
from services.fhir.bulk.asking import Wanted
from services.fhir.bulk.making import EXPORTS
from services.ids import new_id
from services.security.caller import Caller

AGAIN_AFTER_S: Final = 5
"""How long an engine waits before it asks again."""
_LOST: Final = frozenset({CohortFailure.PATIENT_ERASED, CohortFailure.PATIENT_CHANGED})


@dataclass(frozen=True)
class Taken:
    """A file that leaves: its bytes as they are read, how many they are, and their SHA-256."""

    content: Iterator[bytes]
    size: int
    sha256: str


def ask(context: Context, caller: Caller, operation: str, path: str, wanted: Wanted) -> UUID:
    """Has an export be made, in the place of one that is ready; raises 429 while another one of
    this credential is made, and for too many in an hour.
    """
    now, export_id = context.clock.now(), new_id()
    columns = {
        "id": export_id,
        "centre_id": caller.centre_id,
        "credential_id": caller.principal_id,
        "request": path + (f"?{wanted.said}" if wanted.said else ""),
        "kinds": [each.kind.value for each in wanted.served],
        "since": wanted.since,
        "state": CohortState.QUEUED,
        "patients": 0,
        "done": 0,
        "attempts": 0,
        "has_key": False,
        "asked_at": now,
    }
    with context.database.writing(Scope(caller.centre_id)) as session:
        if rows.is_under_way(session, caller.principal_id):
            raise _busy()
        lately = rows.lately(session, caller.principal_id, now - HOUR)
        require_pace(lately, context.settings.fhir_exports_per_hour, now)
        rows.end_ready(session, caller.principal_id, now)
        try:
            rows.add(session, columns)
        except IntegrityError:
            # Two at once: the database lets one of them begin.
            raise _busy() from None
        record(session, entry_of(caller, operation, now, object_id=export_id))
    return export_id


def read(session: Session, caller: Caller, export_id: UUID, now: datetime) -> Seen[FhirExport]:
    """One that is made, waits to be, or is ready; raises 404 for one of anybody else or one that
    was given up, 410 for one that is over or that somebody has left, 500 for one that failed.
    """
    row = _own(session, caller, export_id)
    _require_standing(session, row, now)
    return Seen(row, object_id=export_id)


def cancel(context: Context, caller: Caller, export_id: UUID) -> None:
    """Ends the making, or discards the files; raises 404 where there is nothing to give up."""
    now = context.clock.now()
    with context.database.writing(Scope(caller.centre_id)) as session:
        _own(session, caller, export_id)
        if not rows.SHELF.end(session, export_id, STANDING, CohortState.CANCELLED, now):
            raise not_found()
        record(session, entry_of(caller, "cancel_fhir_export", now, object_id=export_id))


def take(context: Context, caller: Caller, export_id: UUID, name: str) -> Taken:
    """A file; who is in it is told to the journal before it leaves. Raises as `read` does."""
    now = context.clock.now()
    with context.database.writing(Scope(caller.centre_id)) as session:
        row = _own(session, caller, export_id)
        _require_standing(session, row, now)
        if row.state is not CohortState.READY or name not in (row.outputs or {}):
            raise not_found()
        binding = Binding(rows.SHELF, export_id, context.keys.file(export_id))
        directory = Directory.opened(binding, row.contents)
        session.expunge(row)
        _journal(session, caller, row, name, now)
    leaves = Reading(context, Scope(caller.centre_id), binding, directory).unpacked(name)
    size = next(each.size for each in directory.files if each.name == name)
    content = Leaving(EXPORTS, context, caller, "download_fhir_export", export_id).told(leaves)
    assert row.outputs is not None
    return Taken(content, size, row.outputs[name]["sha256"])


def _journal(session: Session, caller: Caller, row: FhirExport, name: str, now: datetime) -> None:
    """Some hundred people an entry, as a page of a search has them."""
    assert row.outputs is not None
    entry = replace(
        entry_of(caller, "download_fhir_export", now, object_id=row.id),
        fingerprint=row.outputs[name]["sha256"],
    )
    after = None
    while some := rows.members(session, row.id, after):
        after = some[-1][0]
        shown = tuple(patient_id for patient_id, files in some if name in files)
        if shown:
            record(session, replace(entry, shown=shown))


def _own(session: Session, caller: Caller, export_id: UUID) -> FhirExport:
    row = rows.own(session, caller.principal_id, export_id)
    if row is None:
        raise not_found()
    return row


def _require_standing(session: Session, row: FhirExport, now: datetime) -> None:
    [state] = EXPORTS.states(session, [row], now)
    if state is CohortState.CANCELLED:
        raise not_found()
    if state is CohortState.EXPIRED:
        raise gone()
    if state is CohortState.FAILED:
        failure = row.failure or EXPORTS.lost(session, row) or CohortFailure.INTERNAL
        raise _failed(failure)


def _failed(failure: CohortFailure) -> ServiceError:
    if failure in _LOST:
        words = "Somebody in it was erased, or is not certain to be who they were: ask for another."
        return ServiceError(410, ProblemCode.EXPORT_GONE, words)
    if failure is CohortFailure.STORAGE_FULL:
        return ServiceError(500, ProblemCode.STORAGE_FULL, "The service had no room for it.")
    if failure is CohortFailure.TOO_LARGE:
        words = "It is larger than the operator allows: ask for fewer types, or by _since."
        return ServiceError(500, ProblemCode.TOO_LARGE, words)
    return ServiceError(500, ProblemCode.INTERNAL, "It could not be made: ask for another.")


def _busy() -> ServiceError:
    return ServiceError(
        429,
        ProblemCode.TOO_MANY_REQUESTS,
        "One at a time: another export of this credential is being made.",
        retry_after_s=AGAIN_AFTER_S,
    )
