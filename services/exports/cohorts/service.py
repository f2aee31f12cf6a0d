"""What people do with cohort exports: ask for one, look at their own, cancel it, take it once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from services.approvals import requests
from services.audit.journal import Entry, entry_of, record, record_all
from services.centres.times import time_of
from services.contract.approvals import ApprovalKind
from services.contract.cohorts import (
    NOBODY,
    NOT_YOURS,
    TOO_MANY,
    CohortAsk,
    CohortExport,
    CohortPage,
    CohortPayload,
    CohortState,
)
from services.contract.enums import Role
from services.contract.report_enums import ReportBlock
from services.db.scope import Scope
from services.db.tables import cohorts as tables
from services.edge.context import Context
from services.edge.writes import Done
from services.errors import not_found
from services.exports.cohorts import rows
from services.exports.cohorts.fields import fields_of
from services.exports.cohorts.making import COHORTS
from services.exports.cohorts.shown import shown, states, unit_labels
from services.exports.refusals import HOUR, gone, no_file, refused, require_days, require_pace
from services.exports.spooled.leaving import Leaving
from services.exports.spooled.shelves import STANDING
from services.exports.spooled.spool import Binding, Directory, Reading
from services.ids import new_id
from services.security.caller import Caller
from services.security.ciphers import SealBroken
from services.staff.asking import tell_approvers

_STREAMS_FOR: Final = timedelta(minutes=15)
"""Whoever takes a file has it by then; after it nothing of it is left here."""


@dataclass(frozen=True)
class CohortWork:
    """Who reads or writes cohort exports in their centre, and when."""

    session: Session
    context: Context
    caller: Caller
    now: datetime


@dataclass(frozen=True)
class Taken:
    """A file that leaves: its bytes as they are read, how many they are, and their SHA-256."""

    content: Iterator[bytes]
    size: int
    sha256: str


def ask(work: CohortWork, asked: CohortAsk) -> Done:
    """Has an export of a unit wait for the privacy officer; raises 422 and 429 as the contract of
    cohorts says.
    """
    session, caller, export_id = work.session, work.caller, new_id()
    unit = unit_labels(session, list(caller.unit_ids)).get(asked.unit_id)
    if unit is None:
        raise refused("unit_id", NOT_YOURS)
    require_days(asked.first, asked.last, work.now, time_of(session, caller.centre_id).zone)
    lately = rows.lately(session, caller.person, work.now - HOUR)
    require_pace(lately, work.context.settings.cohorts_per_hour, work.now)
    patient_ids = rows.patients_of(session, asked.unit_id)
    _require_some(work, len(patient_ids))
    blocks = [each for each in ReportBlock if each in asked.blocks]
    payload = CohortPayload(
        export_id=export_id,
        unit=unit,
        **{name: getattr(asked, name) for name in _SAME},
        blocks=blocks,
        patients=len(patient_ids),
        fields=fields_of(asked.format, blocks),
        words=asked.words,
    )
    kind = ApprovalKind.EXPORT_COHORT
    approval_id = requests.ask(session, work.context, caller, kind, payload, None)
    approvers = frozenset({Role.PRIVACY_OFFICER})
    tell_approvers(session, work.context, caller, approvers, None, work.now)
    assert caller.session_id is not None
    columns = {
        "id": export_id,
        "centre_id": caller.centre_id,
        "unit_id": asked.unit_id,
        "requester_id": caller.person,
        "session_id": caller.session_id,
        "approval_id": approval_id,
        "format": asked.format,
        "purpose": asked.purpose,
        "first_on": asked.first,
        "last_on": asked.last,
        "language": asked.language,
        "blocks": [each.value for each in blocks],
        "state": CohortState.WAITING,
        "patients": len(patient_ids),
        "done": 0,
        "attempts": 0,
        "has_key": False,
        "asked_at": work.now,
    }
    rows.add(session, columns, patient_ids)
    return Done(_one(work, export_id), 202, object_id=export_id, purpose=asked.purpose)


_SAME: Final = ("format", "purpose", "first", "last", "language")
"""What a payload says in the words in which it was asked."""


def page(work: CohortWork, limit: int, cursor: str | None) -> CohortPage:
    """One's own cohort exports, newest first."""
    listed, following = rows.page(work.session, work.caller, limit, cursor)
    items = shown(work.session, work.context, listed, work.now)
    return CohortPage(items=items, next_cursor=following)


def detail(work: CohortWork, export_id: UUID) -> CohortExport:
    """One of one's own; raises 404 for that of anybody else."""
    return _one(work, export_id)


def cancel(work: CohortWork, export_id: UUID) -> Done:
    """Takes back what waits, ends what is made, discards what is there; what is over stays so."""
    row = _own(work, export_id)
    if rows.SHELF.end(work.session, export_id, STANDING, CohortState.CANCELLED, work.now):
        requests.drop(work.session, work.caller, row.approval_id, work.now)
    return Done(_one(work, export_id), object_id=export_id, purpose=row.purpose)


def take(context: Context, caller: Caller, export_id: UUID) -> Taken:
    """The file, for once and all; whoever is in it is told so by the journal before it leaves.

    Raises 404 for anybody else's and for one that came to nothing, 409 where there is no file yet
    or none could be made, 410 for one that was taken before or whose time is over.
    """
    now = context.clock.now()
    with context.database.writing(Scope(caller.centre_id)) as session:
        work = CohortWork(session, context, caller, now)
        row = _own(work, export_id)
        _require_ready(states(session, [row], now)[0])
        binding = Binding(rows.SHELF, export_id, context.keys.file(export_id))
        directory = Directory.opened(binding, row.contents)
        taken = {"state": CohortState.TAKEN, "ended_at": now, "expires_at": now + _STREAMS_FOR}
        if not rows.SHELF.move(session, export_id, {CohortState.READY}, taken):
            raise gone()
        if row.size is None or row.sha256 is None:
            raise SealBroken("cohort_export", "contents", str(export_id))
        _journal(work, row)
    leaves = Reading(context, Scope(caller.centre_id), binding, directory).zipped()
    content = Leaving(COHORTS, context, caller, "download_cohort", export_id).told(leaves)
    return Taken(content, row.size, row.sha256)


def _journal(work: CohortWork, row: tables.CohortExport) -> None:
    """An entry of the export, and one of each patient whose record leaves with it (R-AUD-01)."""
    entry = replace(
        entry_of(work.caller, "download_cohort", work.now, object_id=row.id),
        purpose=row.purpose,
        fingerprint=row.sha256,
    )
    record(work.session, entry)
    for patient_ids in _included(work.session, row.id):
        record_all(work.session, _of_patients(entry, patient_ids))


def _of_patients(entry: Entry, patient_ids: Iterable[UUID]) -> Iterator[Entry]:
    return (replace(entry, patient_id=each) for each in patient_ids)


def _included(session: Session, export_id: UUID) -> Iterator[list[UUID]]:
    after = None
    while some := rows.members(session, export_id, after, only_in=True):
        yield some
        after = some[-1]


def _one(work: CohortWork, export_id: UUID) -> CohortExport:
    return shown(work.session, work.context, [_own(work, export_id)], work.now)[0]


def _own(work: CohortWork, export_id: UUID) -> tables.CohortExport:
    row = rows.own(work.session, work.caller, export_id)
    if row is None:
        raise not_found()
    return row


def _require_ready(state: CohortState) -> None:
    if state in (CohortState.EXPIRED, CohortState.TAKEN):
        raise gone()
    if state is CohortState.CANCELLED:
        raise not_found()
    if state is not CohortState.READY:
        raise no_file()


def _require_some(work: CohortWork, count: int) -> None:
    if count == 0:
        raise refused("unit_id", NOBODY)
    if count > work.context.settings.cohort_patients:
        raise refused("unit_id", TOO_MANY)
