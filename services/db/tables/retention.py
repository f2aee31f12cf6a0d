"""How long the data of patients are kept: states, announcements, holds, and what an erasure left.

Proofs of consents and erasures name a patient of whom there is no other row any more, so they have
no foreign key to one.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.contract.retention import (
    AnnouncementEnd,
    ErasureOutcome,
    HoldReason,
    RetentionState,
    RetentionStep,
)
from services.contract.week_enums import ConsentChoice, ConsentKind
from services.db.base import Base, Scoped

_STANDS = text("ended_at IS NULL")
_HAS_KEY = text("key_destroyed_at IS NULL")


class Retention(Base, Scoped):
    """Where a patient stands whom nobody follows, or did not when last looked at.

    `state` is what the daily pass did last, and `idle_since` the last use that it knew of then.
    `last_use_on` to `announce_on` are as of that pass; `announce_on` is the day on which the next
    step is to be announced, None when all that can be is. The three borders are None for somebody
    who is followed.
    """

    __tablename__ = "retention"
    __table_args__ = (
        Index("ix_retention_archive", "centre_id", "archive_on"),
        Index("ix_retention_erase", "centre_id", "erase_on"),
        Index("ix_retention_announce", "centre_id", "announce_on"),
    )

    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"), primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    state: Mapped[RetentionState]
    idle_since: Mapped[date | None]
    archived_on: Mapped[date | None]
    last_use_on: Mapped[date]
    last_survey_on: Mapped[date | None]
    inactive_on: Mapped[date | None]
    archive_on: Mapped[date | None]
    erase_on: Mapped[date | None]
    announce_on: Mapped[date | None]
    changed_at: Mapped[datetime]


class RetentionAnnouncement(Base, Scoped):
    """That a step was announced for a day; at most one of a step stands for a patient.

    `border_on` is the border it was made for, `due_on` the day that the patient was told.
    `days_stood` counts the days on which the daily pass found it standing, the last one on
    `counted_on`: a clock that jumps adds one, whatever the jump.
    """

    __tablename__ = "retention_announcement"
    __table_args__ = (
        Index(
            "uq_retention_announcement_standing",
            "patient_id",
            "step",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
        Index("ix_retention_announcement_patient", "patient_id", "announced_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"))
    step: Mapped[RetentionStep]
    border_on: Mapped[date]
    due_on: Mapped[date]
    announced_at: Mapped[datetime]
    days_stood: Mapped[int]
    counted_on: Mapped[date]
    ended: Mapped[AnnouncementEnd | None]
    ended_at: Mapped[datetime | None]


class RetentionHold(Base, Scoped):
    """Something that forbids archiving and erasing a patient; `words` are sealed with their key."""

    __tablename__ = "retention_hold"
    __table_args__ = (
        Index("ix_retention_hold_patient", "patient_id", "placed_at"),
        Index(
            "ix_retention_hold_standing",
            "centre_id",
            "patient_id",
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"))
    reason: Mapped[HoldReason]
    words: Mapped[bytes]
    placed_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    placed_at: Mapped[datetime]
    ended_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[datetime | None]
    version: Mapped[int]


class RetentionObjection(Base, Scoped):
    """That a patient asked for their account to be kept (S-28); appended only."""

    __tablename__ = "retention_objection"
    __table_args__ = (Index("ix_retention_objection_patient", "patient_id", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"))
    at: Mapped[datetime]


class RetentionPass(Base, Scoped):
    """The last daily pass over a centre that came to its end: the day it was for, and when."""

    __tablename__ = "retention_pass"

    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"), primary_key=True)
    day: Mapped[date]
    finished_at: Mapped[datetime]


class Erasure(Base, Scoped):
    """What is left of an erased patient, beside the journal: an identifier, days and the outcome.

    Committed with the deletion of all rows; `key_destroyed_at` None: the key is still to be
    destroyed, which the next pass does. `archived_on` and `announced_at` None: the patient was
    erased before, came back with a copy of the data, and was known by the key that is gone.
    """

    __tablename__ = "erasure"
    __table_args__ = (
        Index(
            "ix_erasure_unfinished",
            "centre_id",
            sqlite_where=_HAS_KEY,
            postgresql_where=_HAS_KEY,
        ),
    )

    patient_id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    outcome: Mapped[ErasureOutcome]
    last_survey_on: Mapped[date | None]
    archived_on: Mapped[date | None]
    announced_at: Mapped[datetime | None]
    erased_at: Mapped[datetime]
    key_destroyed_at: Mapped[datetime | None]


class ConsentProof(Base, Scoped):
    """That somebody who was erased had agreed or refused, when and to which text; no more."""

    __tablename__ = "consent_proof"
    __table_args__ = (Index("ix_consent_proof_patient", "patient_id", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    patient_id: Mapped[UUID]
    kind: Mapped[ConsentKind]
    choice: Mapped[ConsentChoice]
    notice: Mapped[str]
    notice_version: Mapped[str]
    at: Mapped[datetime]
