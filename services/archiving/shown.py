"""Archives as they are read: who, why, whether the patient knows, how long it is kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from services.archiving import reports, rows, told
from services.archiving.keeping import consent_holds, kept_until
from services.centres.people import people
from services.centres.times import time_of
from services.contract.archive_enums import ArchiveReason, RestoreReason
from services.contract.archiving import Archive as Shown
from services.contract.archiving import CareReport, Informed
from services.contract.people import PersonLabel
from services.contract.week_enums import ConsentChoice, ConsentKind
from services.db.tables.archiving import Archive
from services.db.tables.enrolment import Consent
from services.db.tables.messages import Message
from services.edge.context import Context
from services.security.caller import Caller
from services.security.unreadable import ciphers

_CONSENTS: Final = (
    select(Consent.patient_id, Consent.choice, Consent.at)
    .where(
        Consent.patient_id.in_(bindparam("patient_ids", expanding=True)),
        Consent.kind == ConsentKind.TELEMONITORING,
    )
    .order_by(Consent.at, Consent.id)
)


@dataclass(frozen=True)
class Reader:
    """Who reads archives, and when."""

    session: Session
    context: Context
    caller: Caller
    now: datetime


@dataclass(frozen=True)
class _Known:
    """What stands beside archives, read for all of them at once."""

    zone: ZoneInfo
    today: date
    surveys: dict[UUID, datetime]
    activity: dict[UUID, datetime]
    consents: dict[UUID, tuple[ConsentChoice, datetime]]
    messages: dict[UUID, list[Message]]
    reports: dict[UUID, CareReport]
    named: dict[UUID, PersonLabel]


def shown_all(reader: Reader, archives: Sequence[Archive]) -> list[Shown]:
    """These archives, in the same order, with a handful of statements."""
    patient_ids = [each.patient_id for each in archives]
    zone = time_of(reader.session, reader.caller.centre_id).zone
    persons = [person for each in archives for person in (each.archived_by, each.informed_by)]
    known = _Known(
        zone,
        reader.now.astimezone(zone).date(),
        rows.last_surveys(reader.session, patient_ids),
        rows.last_activity(reader.session, patient_ids),
        consents_of(reader.session, patient_ids),
        told.messages_of(reader.session, [each.id for each in archives]),
        reports.reports_of(reader.session, [each.id for each in archives]),
        people(reader.session, persons),
    )
    sealed_by = ciphers(reader.context.keys, patient_ids)
    details = [rows.open_detail(sealed_by[each.patient_id], each) for each in archives]
    return [
        _shown(reader, known, each, detail) for each, detail in zip(archives, details, strict=True)
    ]


def consents_of(
    session: Session, patient_ids: Iterable[UUID]
) -> dict[UUID, tuple[ConsentChoice, datetime]]:
    """What patients last said to telemonitoring, and when."""
    found = session.execute(_CONSENTS, {"patient_ids": list(patient_ids)})
    return {row.patient_id: (row.choice, row.at) for row in found}


def holds(said: tuple[ConsentChoice, datetime] | None, zone: ZoneInfo, today: date) -> bool:
    """Whether somebody may be followed again without a new consent."""
    if said is None or said[0] is not ConsentChoice.ACCEPTED:
        return False
    return consent_holds(said[1].astimezone(zone).date(), today)


def can_undo(archive: Archive, person: UUID | None, now: datetime) -> bool:
    """Whether this person may take this archive back now."""
    stands = archive.undone_at is None and archive.restored_at is None
    return stands and archive.archived_by == person and now < archive.hold_until


def _shown(reader: Reader, known: _Known, archive: Archive, detail: str | None) -> Shown:
    messages = known.messages[archive.id]
    archived_on = archive.archived_at.astimezone(known.zone).date()
    survey = known.surveys.get(archive.patient_id)
    survey_on = None if survey is None else survey.astimezone(known.zone).date()
    active_on = known.activity[archive.patient_id].astimezone(known.zone).date()
    may_undo = can_undo(archive, reader.caller.account_id, reader.now)
    return Shown(
        id=archive.id,
        patient_id=archive.patient_id,
        version=archive.version,
        reason=archive.reason,
        detail=detail,
        died_on=archive.died_on,
        archived_at=archive.archived_at,
        archived_by=_name(known, archive.archived_by),
        undo_until=archive.hold_until if may_undo else None,
        is_told=told.is_told(archive, messages),
        informed=_informed(known, archive),
        messages=[told.shown(each) for each in messages],
        last_survey_on=survey_on,
        kept_until=kept_until(archived_on, survey_on, active_on),
        may_return_at_once=holds(known.consents.get(archive.patient_id), known.zone, known.today),
        undone_at=archive.undone_at,
        restored_at=archive.restored_at,
        unreadable=archive.detail is not None and detail is None,
        report=known.reports.get(archive.id),
    )


def _informed(known: _Known, archive: Archive) -> Informed | None:
    if archive.informed_how is None or archive.informed_at is None:
        return None
    by = _name(known, archive.informed_by)
    return Informed(how=archive.informed_how, by=by, at=archive.informed_at)


def _name(known: _Known, person: UUID | None) -> PersonLabel | None:
    return None if person is None else known.named.get(person)


def may_return_for(archive: Archive, reason: RestoreReason) -> bool:
    """Nobody comes back from a death, but the wrong person may have been recorded."""
    return archive.reason is not ArchiveReason.DEATH or reason is RestoreReason.ERROR
