"""All statements on reports that are due at the end of care."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import CursorResult, bindparam, insert, or_, select, update
from sqlalchemy.orm import Session

from services.contract.archive_enums import ArchiveReason, CareReportState, RestoreReason
from services.contract.enums import IdentityStatus, Role
from services.db.tables.archiving import Archive, EndOfCareDue, EndOfCareReport
from services.db.tables.patients import Patient
from services.db.types import Instant

OPEN: Final = (CareReportState.DUE, CareReportState.BLOCKED)
"""What may still become a report."""
_SILENT: Final = {"synchronize_session": False}
_WAS_NONE: Final = or_(
    Archive.undone_at.is_not(None), Archive.restore_reason == RestoreReason.ERROR
)
_DUE: Final = (
    select(EndOfCareDue.archive_id)
    .where(
        EndOfCareDue.state.in_(OPEN),
        EndOfCareDue.due_at <= bindparam("now", type_=Instant()),
    )
    .order_by(EndOfCareDue.due_at, EndOfCareDue.archive_id)
)
_ENDING: Final = (
    select(
        EndOfCareDue.archive_id,
        EndOfCareDue.patient_id,
        EndOfCareDue.centre_id,
        EndOfCareDue.attempts,
        EndOfCareDue.state,
        Archive.reason,
        Archive.archived_at,
        Archive.archived_by,
        _WAS_NONE.label("was_none"),
        Patient.unit_id,
        Patient.oncologist_id,
        Patient.identity_status,
        Patient.episode_started_at,
        Patient.created_at,
    )
    .join(Archive, Archive.id == EndOfCareDue.archive_id)
    .join(Patient, Patient.id == EndOfCareDue.patient_id)
    .where(EndOfCareDue.archive_id == bindparam("archive_id"))
)


@dataclass(frozen=True)
class Ending:
    """The end of a follow-up that is to be reported, as it stands now.

    `author_id` None: nobody whose report it would be. `began_at` is when the time of monitoring
    began that this end ended.
    """

    archive_id: UUID
    patient_id: UUID
    centre_id: UUID
    unit_id: UUID
    attempts: int
    state: CareReportState
    reason: ArchiveReason
    ended_at: datetime
    began_at: datetime
    author_id: UUID | None
    is_doubtful: bool
    was_none: bool

    def days(self, zone: Any) -> tuple[date, date]:
        """The first and the last day where the centre stands."""
        last = self.ended_at.astimezone(zone).date()
        return min(self.began_at.astimezone(zone).date(), last), last


def due(session: Session, now: datetime, limit: int) -> Sequence[UUID]:
    """The archives whose reports are due, the longest due first."""
    return session.scalars(_DUE.limit(limit), {"now": now}).all()


def ending(session: Session, archive_id: UUID) -> Ending | None:
    """One end; None where it was taken back or erased."""
    row = session.execute(_ENDING, {"archive_id": archive_id}).one_or_none()
    if row is None:
        return None
    # Somebody who is followed again has begun another time of monitoring since.
    is_of_this = row.episode_started_at <= row.archived_at
    return Ending(
        row.archive_id,
        row.patient_id,
        row.centre_id,
        row.unit_id,
        row.attempts,
        row.state,
        row.reason,
        row.archived_at,
        row.episode_started_at if is_of_this else row.created_at,
        row.archived_by or row.oncologist_id,
        row.identity_status is IdentityStatus.DOUBTFUL,
        bool(row.was_none),
    )


def change(session: Session, archive_id: UUID, values: Mapping[str, Any]) -> bool:
    """Changes one that may still become a report; False: it may not, and nothing was changed."""
    wanted = update(EndOfCareDue).where(
        EndOfCareDue.archive_id == archive_id, EndOfCareDue.state.in_(OPEN)
    )
    done: Any = session.execute(wanted.values(**values), execution_options=_SILENT)
    assert isinstance(done, CursorResult)
    return bool(done.rowcount)


def add_copy(session: Session, columns: Mapping[str, Any]) -> None:
    """Adds the copy of the patient."""
    session.execute(insert(EndOfCareReport), dict(columns))


def role_of(found: Mapping[UUID, Role], author_id: UUID) -> Role:
    """In which role somebody signs: theirs, or that of who is responsible."""
    role = found.get(author_id)
    return role if role in (Role.NURSE, Role.ONCOLOGIST) else Role.ONCOLOGIST
