"""Whether a patient is followed, changed: begun, ended, waiting for an enrolment (decision 30).

The version of the patient is that of identity and contact, and stays.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from services.contract.enums import Monitoring
from services.db.tables.patients import Patient


def begin(session: Session, patient_id: UUID, now: datetime) -> None:
    """Follows somebody from now on, in a new episode."""
    _become(session, patient_id, monitoring=Monitoring.ACTIVE, episode_started_at=now)


def end(session: Session, patient_id: UUID) -> None:
    """Follows somebody no more."""
    _become(session, patient_id, monitoring=Monitoring.ENDED)


def await_enrolment(session: Session, patient_id: UUID) -> None:
    """Somebody is about to be enrolled, and asked nothing yet."""
    _become(session, patient_id, monitoring=Monitoring.PENDING)


def go_on(session: Session, patient_id: UUID, monitoring: Monitoring) -> None:
    """The follow-up had not ended after all: the episode is the same."""
    _become(session, patient_id, monitoring=monitoring)


def _become(session: Session, patient_id: UUID, **values: Any) -> None:
    session.execute(
        update(Patient)
        .where(Patient.id == patient_id)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
