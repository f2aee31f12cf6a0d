"""How a patient came to be followed: the steps of the enrolment, and what they agreed to."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.contract.week_enums import (
    Collection,
    ConsentChoice,
    ConsentKind,
    EnrolmentStop,
    MessageChannel,
)
from services.db.base import Base, Scoped


class Enrolment(Base, Scoped):
    """The enrolment of a patient, saved at each of its four steps; one for each patient.

    `step` is the last one that was saved (1 is the identity, which makes the patient). `content`
    holds what was answered at each step, sealed under the patient's key. A `no` to what makes a
    patient eligible ends it with `stop`; `finished_at` is when the consent was recorded and the
    plan made.
    """

    __tablename__ = "enrolment"
    __table_args__ = (Index("ix_enrolment_centre_unit", "centre_id", "unit_id", "finished_at"),)

    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"), primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    step: Mapped[int]
    content: Mapped[bytes]
    stop: Mapped[EnrolmentStop | None]
    started_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    started_at: Mapped[datetime]
    changed_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    version: Mapped[int]


class Consent(Base, Scoped):
    """One answer of a patient to one question, with the text they read; appended only.

    The last one of a kind is what holds. `collected_by` is who wrote it down; None is the patient
    themself, on their pages. `notice` and `notice_version` name the text (S-47 to S-50).
    """

    __tablename__ = "consent"
    __table_args__ = (Index("ix_consent_patient_at", "patient_id", "kind", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"))
    kind: Mapped[ConsentKind]
    choice: Mapped[ConsentChoice]
    notice: Mapped[str]
    notice_version: Mapped[str]
    language: Mapped[str]
    collection: Mapped[Collection]
    collected_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]


class MessagePreference(Base, Scoped):
    """In which language a patient is written to, and on which channel first."""

    __tablename__ = "message_preference"

    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"), primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    language: Mapped[str]
    channel: Mapped[MessageChannel]
    version: Mapped[int]
    changed_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[datetime]
