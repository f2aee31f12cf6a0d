"""Which answer a correction takes the place of: always the last version of the one it names.

A retraction is a version too: it takes all versions before it out of the surveys of the patient.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, select, update
from sqlalchemy.orm import Session

from services.contract.answer_content import AnswerContent
from services.db.tables.answers import Answer

_COLUMNS = (Answer.id, Answer.authored_at, Answer.late, Answer.withdrawn_at)
_NAMED = select(*_COLUMNS).where(
    Answer.id == bindparam("answer_id"), Answer.patient_id == bindparam("patient_id")
)
_PREDECESSOR = select(Answer.replaces_id).where(Answer.id == bindparam("answer_id"))
_SUCCESSOR = select(*_COLUMNS).where(Answer.replaces_id == bindparam("answer_id"))


@dataclass(frozen=True)
class Replaced:
    """The version whose place is taken: where it stood among the surveys, and if it was late.

    `is_withdrawn`: it was taken back before, or is the retraction that did so.
    """

    id: UUID
    authored_at: datetime
    is_late: bool
    is_withdrawn: bool


def find_replaced(session: Session, patient_id: UUID, content: AnswerContent) -> Replaced | None:
    """The last version of the answer that a correction names; None when there is none to find.

    An id of somebody else's answer is as unknown as one that never was.
    """
    named = _id_in(content.replaces)
    if named is None:
        return None
    row = session.execute(_NAMED, {"answer_id": named, "patient_id": patient_id}).first()
    return None if row is None else last_version(session, _version(row))


def last_version(session: Session, version: Replaced) -> Replaced:
    """The version that no other one has replaced."""
    while True:
        row = session.execute(_SUCCESSOR, {"answer_id": version.id}).first()
        if row is None:
            return version
        version = _version(row)


def withdraw(session: Session, last: UUID, at: datetime) -> None:
    """Takes an answer and all that it replaced out of the surveys; its alerts stay as they are."""
    version: UUID | None = last
    while version is not None:
        session.execute(
            update(Answer)
            .where(Answer.id == version, Answer.withdrawn_at.is_(None))
            .values(withdrawn_at=at)
            .execution_options(synchronize_session=False)
        )
        version = session.scalar(_PREDECESSOR, {"answer_id": version})


def _version(row: Row[*tuple[Any, ...]]) -> Replaced:
    return Replaced(row.id, row.authored_at, row.late, row.withdrawn_at is not None)


def _id_in(text: str | None) -> UUID | None:
    try:
        return None if text is None else UUID(text)
    except ValueError:
        return None
