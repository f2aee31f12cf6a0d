"""Consents in the database: appended, never changed; a mistake is taken out at once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.orm import Session

from services.db.tables.enrolment import Consent, Enrolment

_OF_PATIENT: Final = (
    select(Consent)
    .where(Consent.patient_id == bindparam("patient_id"))
    .order_by(Consent.at, Consent.id)
)
_ENROLLING: Final = select(Enrolment.started_at).where(
    Enrolment.patient_id == bindparam("patient_id"),
    Enrolment.stop.is_(None),
    Enrolment.finished_at.is_(None),
)


def of_patient(session: Session, patient_id: UUID) -> Sequence[Consent]:
    """Every answer of a patient, the oldest first."""
    return session.scalars(_OF_PATIENT, {"patient_id": patient_id}).all()


def enrolling_since(session: Session, patient_id: UUID) -> datetime | None:
    """When the enrolment of a patient began that is still open; None without one."""
    return session.scalar(_ENROLLING, {"patient_id": patient_id})


def add(session: Session, columns: dict[str, Any]) -> None:
    """Writes an answer down."""
    session.execute(insert(Consent), columns)


def take_out(session: Session, consent_id: UUID) -> None:
    """Forgets an answer that was never given; the journal keeps that it was written down."""
    session.execute(
        delete(Consent).where(Consent.id == consent_id).execution_options(synchronize_session=False)
    )
