"""Due work of the end of care: one report for each end of a follow-up, for the record of who
prescribed it and for the patient.

Everything of one report is stored in one transaction, under the identifier of its archive: a kill
leaves all of it or nothing, and it is never made twice. What hinders it stands beside the archive,
and is told to the unit when it will not be made.
"""

import hashlib
import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from services import faults
from services.alerts.raising import raise_told
from services.archiving.reports import place_of
from services.audit.journal import Entry, record
from services.centres.people import roles
from services.centres.times import time_of
from services.contract.archive_enums import (
    ArchiveReason,
    CareReportFault,
    CareReportState,
    CareReportWay,
)
from services.contract.delivery_enums import DeliveryOrigin
from services.contract.enums import AlertKind, AlertLevel, Role
from services.contract.exports import ExportFormat
from services.contract.notices import Language
from services.contract.patient_file import FileBlock
from services.contract.report_enums import ExportPurpose, ReportBlock
from services.contract.reports import Report
from services.db.engine import WriterBusy
from services.db.holding import hold_patient
from services.db.scope import Scope
from services.delivery import outbox
from services.edge.context import Context
from services.end_of_care import rows
from services.end_of_care.rows import Ending
from services.exports.gathering import Asked, gather
from services.exports.handing import parcel_of
from services.exports.makers import MAKERS, Making
from services.exports.mishaps import failure_of
from services.files.query import FileQuery
from services.notifications.preferences import preferences_of
from services.patients import monitoring
from services.patients.indexes import Indexes
from services.security.caller import Caller

MOST_ATTEMPTS: Final = 5
_AGAIN_AFTER: Final = timedelta(minutes=15)
_AT_ONCE: Final = 20
_OF_RECORD: Final = frozenset(ReportBlock)
_OF_PATIENT: Final = frozenset({ReportBlock.SURVEYS, ReportBlock.ACTIONS})
"""Without words: those of the team were not written for the patient (decision 56)."""
_log = logging.getLogger("vigie.end_of_care")


class _Hindered(Exception):
    """There is no report now; `is_for_now`: what hinders it may be settled."""

    def __init__(self, fault: CareReportFault, *, is_for_now: bool = False) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.is_for_now = is_for_now


@dataclass(frozen=True)
class _Made:
    """What one end makes: the report for the record where anything is delivered, and the copy."""

    parcel: outbox.Parcel | None
    copy: bytes | None
    ins: str | None = field(default=None, repr=False)
    """The INS that stands in the copy."""


def report_ends(context: Context, centre_id: UUID) -> None:
    """One pass over the ends of a centre that are to be reported."""
    with context.database.reading(Scope(centre_id)) as session:
        due = rows.due(session, context.clock.now(), _AT_ONCE)
    for archive_id in due:
        _report(context, Scope(centre_id), archive_id)


def _report(context: Context, scope: Scope, archive_id: UUID) -> None:
    """Reports one end; whatever goes wrong of it keeps no other from being reported."""
    ending = _begin(context, scope, archive_id)
    if ending is None:
        return
    try:
        if ending.attempts >= MOST_ATTEMPTS:
            # Each one was killed: the next would be as well.
            raise _Hindered(CareReportFault.INTERNAL)
        _keep(context, scope, ending, _made(context, scope, ending))
    except _Hindered as hindered:
        _hinder(context, scope, ending, hindered.fault, is_for_now=hindered.is_for_now)
    except WriterBusy:
        raise
    except Exception as fault:
        failure = failure_of(CareReportFault, fault, _log, f"report {archive_id}")
        _hinder(context, scope, ending, failure)


def _begin(context: Context, scope: Scope, archive_id: UUID) -> Ending | None:
    """The end as it stands, with one more attempt; None where there is nothing to report."""
    now = context.clock.now()
    with context.database.writing(scope) as session:
        ending = rows.ending(session, archive_id)
        if ending is None:
            return None
        if ending.was_none:
            rows.change(session, archive_id, {"state": CareReportState.WITHDRAWN, "fault": None})
            return None
        again = {"attempts": ending.attempts + 1, "due_at": now + _AGAIN_AFTER}
        rows.change(session, archive_id, again)
        return ending


def _made(context: Context, scope: Scope, ending: Ending) -> _Made:
    if ending.is_doubtful:
        raise _Hindered(CareReportFault.IDENTITY_DOUBTFUL, is_for_now=True)
    if ending.author_id is None:
        raise _Hindered(CareReportFault.NO_AUTHOR, is_for_now=True)
    with context.database.reading(scope) as session:
        wanted = outbox.offered(session, context.keys, ending.centre_id)
        language: Language = "fr"
        spoken = preferences_of(session, [ending.patient_id])[ending.patient_id].language
        copied = ending.reason is not ArchiveReason.DEATH
        of_record = _gathered(context, session, ending, language, _OF_RECORD) if wanted else None
        own: Language = "en" if spoken == "en" else "fr"
        of_patient = _gathered(context, session, ending, own, _OF_PATIENT) if copied else None
    parcel = None
    if of_record is not None and wanted is not None:
        content = _content(context, of_record, wanted)
        parcel = parcel_of(of_record, content, wanted, DeliveryOrigin.END_OF_CARE, None)
    if of_patient is None:
        return _Made(parcel, None)
    copy = _content(context, of_patient, ExportFormat.PDF)
    return _Made(parcel, copy, of_patient.patient.ins)


def _gathered(
    context: Context,
    session: Session,
    ending: Ending,
    language: Language,
    blocks: frozenset[ReportBlock],
) -> Report:
    first, last = ending.days(time_of(session, ending.centre_id).zone)
    caller, now = _author(session, ending), context.clock.now()
    asked = Asked(ending.archive_id, ExportPurpose.END_OF_FOLLOW_UP, first, last, language, blocks)
    report = gather(FileQuery(session, context, caller, ending.patient_id, now), asked)
    if FileBlock.IDENTITY in report.could_not_open:
        raise _Hindered(CareReportFault.IDENTITY_UNREADABLE)
    return report


def _author(session: Session, ending: Ending) -> Caller:
    """Who signs it, limited to the unit of the patient."""
    author_id = ending.author_id
    assert author_id is not None
    role = rows.role_of(roles(session, ending.centre_id, [author_id]), author_id)
    return Caller(
        principal_id=author_id,
        account_id=author_id,
        role=role,
        credential_scope=None,
        centre_id=ending.centre_id,
        unit_ids=frozenset({ending.unit_id}),
        session_id=None,
        device_id=None,
        request_id=f"end of care {ending.archive_id}",
    )


def _content(context: Context, report: Report, wanted: ExportFormat) -> bytes:
    content = MAKERS[wanted](report, Making())
    if len(content) > context.settings.export_limit_bytes:
        raise _Hindered(CareReportFault.TOO_LARGE)
    return content


def _keep(context: Context, scope: Scope, ending: Ending, made: _Made) -> None:
    """Stores all of it at once, unless the end was taken back or the patient erased meanwhile.

    Where delivery was switched off since, or to another format, it is made anew.
    """
    now = context.clock.now()
    way = CareReportWay.OFF if made.parcel is None else CareReportWay.QUEUED
    values: dict[str, Any] = {
        "state": CareReportState.MADE,
        "fault": None,
        "made_at": now,
        "way": way,
    }
    with context.database.writing(scope) as session:
        hold_patient(session, ending.patient_id)
        stands, parcel = rows.ending(session, ending.archive_id), made.parcel
        if parcel is not None and not outbox.takes(
            session, context.keys, ending.centre_id, parcel.format
        ):
            rows.change(session, ending.archive_id, {"attempts": ending.attempts, "due_at": now})
            return
        if stands is None or not rows.change(session, ending.archive_id, values):
            return
        if parcel is not None:
            outbox.put(session, context.keys, parcel, now)
        if made.copy is not None:
            copy = _sealed(context, ending, made.copy, now)
            rows.add_copy(session, copy | _known_by(context, ending, made.ins))
        record(session, _entry(ending, "done", now, made))
        faults.point_at_commit("end_of_care.made", session, context.settings)


def _known_by(context: Context, ending: Ending, ins: str | None) -> dict[str, Any]:
    """Which INS stands in the copy, so that no other identity is ever given it."""
    index = None if ins is None else Indexes(context.keys, ending.centre_id).ins(ins)
    return {"has_ins": ins is not None, "ins_index": index}


def _sealed(context: Context, ending: Ending, content: bytes, now: datetime) -> dict[str, Any]:
    cipher = context.keys.patient(ending.patient_id)
    return {
        "archive_id": ending.archive_id,
        "centre_id": ending.centre_id,
        "patient_id": ending.patient_id,
        "content": cipher.seal(place_of(ending.archive_id), content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "made_at": now,
    }


def _hinder(
    context: Context,
    scope: Scope,
    ending: Ending,
    fault: CareReportFault,
    *,
    is_for_now: bool = False,
) -> None:
    """Says what hinders it; what nobody has to settle is tried a few times, then told."""
    now = context.clock.now()
    is_over = not is_for_now and ending.attempts + 1 >= MOST_ATTEMPTS
    state = CareReportState.BLOCKED if is_for_now else CareReportState.DUE
    values: dict[str, Any] = {"state": CareReportState.FAILED if is_over else state, "fault": fault}
    if is_for_now:
        values["attempts"] = 0
    is_news = is_over or (fault is CareReportFault.NO_AUTHOR and ending.state is not state)
    with context.database.writing(scope) as session:
        hold_patient(session, ending.patient_id)
        if not rows.change(session, ending.archive_id, values) or not is_news:
            return
        patient = monitoring.find_for_system(session, ending.patient_id)
        if patient is not None:
            raise_told(session, context, patient, AlertKind.NOTICE, AlertLevel.INFO, now)
        record(session, _entry(ending, f"failed:{fault}", now, None))


def _entry(ending: Ending, outcome: str, now: datetime, made: _Made | None) -> Entry:
    copy = None if made is None else made.copy
    return Entry(
        "make_care_report",
        now,
        outcome,
        f"end of care {ending.archive_id}",
        centre_id=ending.centre_id,
        role=Role.SYSTEM.value,
        object_id=ending.archive_id,
        patient_id=ending.patient_id,
        purpose=ExportPurpose.END_OF_FOLLOW_UP,
        fingerprint=None if copy is None else hashlib.sha256(copy).hexdigest(),
    )
