"""The archives of the reader's units, and the answers that came after the end, page by page."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, bindparam, not_, select, tuple_

from services.alerts import cursors
from services.alerts.unreadable import label_without_identity, labels
from services.archiving import rows, told
from services.archiving.shown import Reader, shown_all
from services.centres.people import people
from services.contract.archive_enums import ArchiveReason
from services.contract.archiving import (
    ArchivedPatient,
    ArchivePage,
    LateAnswer,
    LateAnswerPage,
    PatientArchives,
)
from services.db.tables.archiving import Archive
from services.db.tables.archiving import LateAnswer as Row
from services.db.tables.patients import Patient
from services.db.types import Id, Instant
from services.edge.reads import Seen
from services.patients import monitoring
from services.record.work import Work

_ARCHIVES: Final = "archives"
_LATE: Final = "late answers"
_LATEST: Final = (datetime.max.replace(tzinfo=UTC), UUID(int=2**128 - 1))
_UNITS: Final = Patient.unit_id.in_(bindparam("unit_ids", expanding=True))
_STANDING: Final = (
    select(Archive)
    .join(Patient, Patient.id == Archive.patient_id)
    .where(
        _UNITS,
        *rows.STANDS,
        tuple_(Archive.archived_at, Archive.id)
        < tuple_(bindparam("before_at", type_=Instant()), bindparam("before_id", type_=Id())),
    )
    .order_by(Archive.archived_at.desc(), Archive.id.desc())
    .limit(bindparam("limit"))
)
_REFUSED: Final = (
    select(Row)
    .join(Patient, Patient.id == Row.patient_id)
    .where(
        _UNITS,
        tuple_(Row.received_at, Row.id)
        < tuple_(bindparam("before_at", type_=Instant()), bindparam("before_id", type_=Id())),
    )
    .order_by(Row.received_at.desc(), Row.id.desc())
    .limit(bindparam("limit"))
)


@dataclass(frozen=True)
class Wanted:
    """Which archives, and which page of them; None filters nothing."""

    limit: int
    cursor: str | None
    reason: ArchiveReason | None = None
    is_told: bool | None = None
    has_failed: bool | None = None


def page(reader: Reader, wanted: Wanted) -> Seen[ArchivePage]:
    """A page of the archives, the last archived first; raises 422 for a foreign cursor."""
    statement = _filtered(wanted)
    asked = _asked(reader, _ARCHIVES, wanted.cursor, wanted.limit)
    found = reader.session.scalars(statement, asked).all()
    archives, following = found[: wanted.limit], None
    if len(found) > wanted.limit:
        last = archives[-1]
        following = cursors.pack(_ARCHIVES, (last.archived_at, last.id))
    patient_ids = [each.patient_id for each in archives]
    named = labels(reader.session, reader.context.keys, patient_ids)
    items = [
        ArchivedPatient(
            patient=named[each.patient_id] or label_without_identity(each.patient_id),
            archive=each,
            identity_unreadable=named[each.patient_id] is None,
        )
        for each in shown_all(reader, archives)
    ]
    shown = ArchivePage(items=items, next_cursor=following)
    return Seen(shown, shown=tuple(patient_ids))


def late_answers(reader: Reader, limit: int, cursor: str | None) -> Seen[LateAnswerPage]:
    """A page of refused answers, newest first; raises 422 for a foreign cursor."""
    asked = _asked(reader, _LATE, cursor, limit)
    found = reader.session.scalars(_REFUSED, asked).all()
    answers, following = found[:limit], None
    if len(found) > limit:
        following = cursors.pack(_LATE, (answers[-1].received_at, answers[-1].id))
    patient_ids = list(dict.fromkeys(each.patient_id for each in answers))
    named = labels(reader.session, reader.context.keys, patient_ids)
    persons = people(reader.session, [each.submitted_by for each in answers])
    items = [
        LateAnswer(
            id=each.id,
            patient=named[each.patient_id] or label_without_identity(each.patient_id),
            received_at=each.received_at,
            channel=each.channel,
            count=each.times,
            by=None if each.submitted_by is None else persons.get(each.submitted_by),
            identity_unreadable=named[each.patient_id] is None,
        )
        for each in answers
    ]
    return Seen(LateAnswerPage(items=items, next_cursor=following), shown=tuple(patient_ids))


def of_patient(work: Work) -> PatientArchives:
    """Every archive of one patient, the last first; raises 404 for one out of reach."""
    monitoring.find(work.session, work.caller, work.patient_id)
    found = rows.all_of(work.session, work.patient_id)
    reader = Reader(work.session, work.context, work.caller, work.now)
    return PatientArchives(items=shown_all(reader, found))


def _filtered(wanted: Wanted) -> Select[Archive]:
    statement = _STANDING
    if wanted.reason is not None:
        statement = statement.where(Archive.reason == wanted.reason)
    if wanted.is_told is not None:
        is_told = told.IS_TOLD if wanted.is_told else not_(told.IS_TOLD)
        statement = statement.where(told.NEEDS_TELLING, is_told)
    if wanted.has_failed is not None:
        has_failed = told.HAS_FAILED if wanted.has_failed else not_(told.HAS_FAILED)
        statement = statement.where(has_failed)
    return statement


def _asked(reader: Reader, purpose: str, cursor: str | None, limit: int) -> dict[str, Any]:
    before: tuple[Any, ...] = _LATEST
    if cursor is not None:
        before = tuple(cursors.unpack(purpose, cursor, (datetime, UUID)))
    return {
        "unit_ids": list(reader.caller.unit_ids),
        "before_at": before[0],
        "before_id": before[1],
        "limit": limit + 1,
    }
