"""Which version of which transparency notice somebody was shown and has acknowledged (S-51)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.db.base import Base


class NoticeAcknowledgement(Base):
    """A person, professional or patient, and a version of a notice that they have acknowledged.

    `person_id` is an account or a patient. It is no right and tells nothing of anybody's health, so
    it belongs to no centre: a professional acknowledges once for all of theirs.
    """

    __tablename__ = "notice_acknowledgement"

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    notice: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[str] = mapped_column(primary_key=True)
    language: Mapped[str]
    at: Mapped[datetime]
