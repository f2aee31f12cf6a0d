"""One writer at a time: of a patient's rows, and of the numbers by which patients are known.

Whoever needs both holds the numbers first.
"""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

_ONE_WRITER = text("SELECT pg_advisory_xact_lock(hashtextextended(:subject, 0))")


def hold_patient(session: Session, patient_id: UUID) -> None:
    """Holds the rows of one patient for this transaction; on SQLite there is one writer anyway."""
    # The same words as in the intake of answers.
    _hold(session, f"patient:{patient_id}")


def hold_numbers(session: Session, centre_id: UUID) -> None:
    """Holds the INS and record numbers of a centre for this transaction: what is looked up of them
    stays true, and two people are not given one number, nor one person enrolled twice.
    """
    _hold(session, f"numbers:{centre_id}")


def hold_schedule(session: Session, centre_id: UUID) -> None:
    """Holds the weeks of a centre for this transaction: nobody is asked twice, nor after the end.

    Whoever needs a patient as well holds the patient first.
    """
    _hold(session, f"schedule:{centre_id}")


def _hold(session: Session, subject: str) -> None:
    if session.get_bind().dialect.name != "sqlite":
        session.execute(_ONE_WRITER, {"subject": subject})
