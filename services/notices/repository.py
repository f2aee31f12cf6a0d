"""Acknowledgements in the database."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from services.db.tables.notices import NoticeAcknowledgement

_OF_PERSON: Final = (
    select(NoticeAcknowledgement)
    .where(NoticeAcknowledgement.person_id == bindparam("person_id"))
    .order_by(NoticeAcknowledgement.at)
)


def of_person(session: Session, person_id: UUID) -> Sequence[NoticeAcknowledgement]:
    """What somebody has acknowledged, the oldest first."""
    return session.scalars(_OF_PERSON, {"person_id": person_id}).all()


def add(
    session: Session, person_id: UUID, notice: str, version: str, language: str, at: datetime
) -> None:
    """Writes an acknowledgement down."""
    session.execute(
        insert(NoticeAcknowledgement),
        {
            "person_id": person_id,
            "notice": notice,
            "version": version,
            "language": language,
            "at": at,
        },
    )
