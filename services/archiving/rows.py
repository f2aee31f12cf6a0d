"""The ends of follow-ups in the database: the one that stands, and what becomes of it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, Final
from uuid import UUID

from sqlalchemy import BindParameter, bindparam, func, select, update
from sqlalchemy.orm import Session

from services.contract.archive_enums import RestoreReason
from services.db.tables.answers import Answer
from services.db.tables.archiving import Archive
from services.db.tables.patients import Patient
from services.db.tables.portal import PortalSession
from services.schedule.windows import IS_SURVEY
from services.security.ciphers import Cipher, Place
from services.security.keystore import open_json, seal_json
from services.security.unreadable import opened

STANDS: Final = (Archive.undone_at.is_(None), Archive.restored_at.is_(None))
_FRESH: Final[dict[str, Any]] = {"populate_existing": True}
_LAST_OF: Final = (
    select(Archive)
    .where(Archive.patient_id == bindparam("patient_id"), Archive.undone_at.is_(None))
    .order_by(Archive.archived_at.desc(), Archive.id.desc())
    .limit(1)
)
_STANDING: Final = select(Archive).where(Archive.patient_id == bindparam("patient_id"), *STANDS)
_ALL_OF: Final = (
    select(Archive)
    .where(Archive.patient_id == bindparam("patient_id"))
    .order_by(Archive.archived_at.desc(), Archive.id.desc())
)
_PATIENTS: BindParameter[Any] = bindparam("patient_ids", expanding=True)
_LAST_SURVEYS: Final = (
    select(Answer.patient_id, func.max(Answer.authored_at).label("at"))
    .where(Answer.patient_id.in_(_PATIENTS), *IS_SURVEY)
    .group_by(Answer.patient_id)
)
_LAST_VISITS: Final = (
    select(PortalSession.patient_id, func.max(PortalSession.last_act_at).label("at"))
    .where(PortalSession.patient_id.in_(_PATIENTS))
    .group_by(PortalSession.patient_id)
)
_ENTERED: Final = select(Patient.id, Patient.created_at.label("at")).where(
    Patient.id.in_(_PATIENTS)
)


def last_of(session: Session, patient_id: UUID) -> Archive | None:
    """The last archive of a patient that was not undone, whether it stands or not."""
    return session.scalars(
        _LAST_OF, {"patient_id": patient_id}, execution_options=_FRESH
    ).one_or_none()


def all_of(session: Session, patient_id: UUID) -> Sequence[Archive]:
    """Every archive of a patient, even those that were undone, the last first."""
    return session.scalars(_ALL_OF, {"patient_id": patient_id}, execution_options=_FRESH).all()


def standing_of(session: Session, patient_id: UUID) -> Archive | None:
    """The archive in which a patient is now: found by what became of it, not by its time, because
    a clock may be set back between a return and the next end.
    """
    return session.scalars(
        _STANDING, {"patient_id": patient_id}, execution_options=_FRESH
    ).one_or_none()


def change(session: Session, archive: Archive, values: Mapping[str, Any]) -> None:
    """Writes the next version; the caller holds the patient and has compared the version."""
    write(session, archive.id, dict(values) | {"version": archive.version + 1})


def write(session: Session, archive_id: UUID, values: Mapping[str, Any]) -> None:
    """Writes beside what somebody saw: the version stays."""
    session.execute(
        update(Archive)
        .where(Archive.id == archive_id)
        .values(**values)
        .execution_options(synchronize_session=False)
    )


def restored(
    session: Session, archive: Archive, by: UUID, now: datetime, reason: RestoreReason | None
) -> None:
    """The patient comes out of the archives; without a reason an enrolment began again."""
    values = {"restored_at": now, "restored_by": by, "restore_reason": reason}
    change(session, archive, values)


def came_to_nothing(session: Session, patient_id: UUID) -> None:
    """Somebody who was to be followed again is not: the archive stands as it did."""
    found = last_of(session, patient_id)
    if found is not None and found.restored_at is not None:
        values = {"restored_at": None, "restored_by": None, "restore_reason": None}
        change(session, found, values)


def last_surveys(session: Session, patient_ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """When patients wrote their last completed questionnaire; nobody who never did."""
    rows = session.execute(_LAST_SURVEYS, {"patient_ids": list(patient_ids)})
    return {row.patient_id: row.at for row in rows}


def last_activity(session: Session, patient_ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """When patients last opened their pages, or else when they were entered."""
    asked = {"patient_ids": list(patient_ids)}
    found = {row.id: row.at for row in session.execute(_ENTERED, asked)}
    for row in session.execute(_LAST_VISITS, asked):
        found[row.patient_id] = max(row.at, found.get(row.patient_id, row.at))
    return found


def seal_detail(cipher: Cipher, archive_id: UUID, detail: str) -> bytes:
    """The words of whoever ended the follow-up, sealed."""
    return seal_json(cipher, _place(archive_id), {"detail": detail})


def open_detail(cipher: Cipher, archive: Archive) -> str | None:
    """Those words; None where there are none or they cannot be opened."""
    if archive.detail is None:
        return None
    read = partial(open_json, cipher, _place(archive.id), archive.detail)
    found = opened(read, "archive", archive.id)
    return None if found is None else str(found["detail"])


def _place(archive_id: UUID) -> Place:
    return Place("archive", "detail", archive_id)
