"""One writer of a patient's rows at a time."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

# The same words as in the intake of answers.
_ONE_WRITER = text("SELECT pg_advisory_xact_lock(hashtextextended(:subject, 0))")


def hold_patient(session: Session, patient_id: UUID) -> None:
    """Holds the rows of one patient for this transaction; on SQLite there is one writer anyway."""
    if session.get_bind().dialect.name != "sqlite":
        session.execute(_ONE_WRITER, {"subject": f"patient:{patient_id}"})
