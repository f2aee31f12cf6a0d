"""Exports of all patients of a unit, who is in each, and the sealed chunks that wait."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.contract.cohorts import CohortFailure, CohortFormat, CohortState, NotIncluded
from services.contract.report_enums import ExportPurpose
from services.db.base import Base, Scoped


class CohortExport(Base, Scoped):
    """One export of a unit; it stays when its file has gone.

    `patients` is how many were asked for, `done` how many of them were gone through; of the `known`
    who were there still when it was made, `included` are in it. `claim` is of whoever makes it now,
    `attempts` how often it was begun. `contents` says what lies in which chunks, sealed as they are
    under the key of the file; `has_key` is true while there may be one.
    """

    __tablename__ = "cohort_export"
    __table_args__ = (
        Index("ix_cohort_export_requester", "centre_id", "requester_id", "asked_at", "id"),
        Index("ix_cohort_export_state", "centre_id", "state", "asked_at"),
        Index("ix_cohort_export_key", "centre_id", "has_key"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    requester_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    session_id: Mapped[UUID]
    approval_id: Mapped[UUID] = mapped_column(ForeignKey("approval_request.id"))
    format: Mapped[CohortFormat]
    purpose: Mapped[ExportPurpose]
    first_on: Mapped[date]
    last_on: Mapped[date]
    language: Mapped[str]
    blocks: Mapped[list[str]]
    state: Mapped[CohortState]
    failure: Mapped[CohortFailure | None]
    patients: Mapped[int]
    done: Mapped[int]
    known: Mapped[int | None]
    included: Mapped[int | None]
    attempts: Mapped[int]
    claim: Mapped[UUID | None]
    has_key: Mapped[bool]
    asked_at: Mapped[datetime]
    approved_at: Mapped[datetime | None]
    made_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    size: Mapped[int | None] = mapped_column(BigInteger)
    sha256: Mapped[str | None]
    contents: Mapped[bytes | None]


class CohortMember(Base, Scoped):
    """A patient whom an export was asked for; `is_in` says whether they are in it, `has_ins`
    whether their INS is (None while it is not made, or not known of an old one).

    A patient who is erased leaves every export, and with them goes its file (R-RET-02).
    """

    __tablename__ = "cohort_member"
    __table_args__ = (Index("ix_cohort_member_patient", "patient_id"),)

    export_id: Mapped[UUID] = mapped_column(ForeignKey("cohort_export.id"), primary_key=True)
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"), primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    is_in: Mapped[bool | None]
    reason: Mapped[NotIncluded | None]
    has_ins: Mapped[bool | None]


class CohortChunk(Base, Scoped):
    """A piece of a file of an export, sealed to its place; nothing of it is whole without all."""

    __tablename__ = "cohort_chunk"

    export_id: Mapped[UUID] = mapped_column(ForeignKey("cohort_export.id"), primary_key=True)
    file: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    content: Mapped[bytes]
