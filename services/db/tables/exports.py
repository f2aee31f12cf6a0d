"""Exports that somebody asked for, and the sealed files that wait to be taken."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.contract.exports import (
    CsvDelimiter,
    ExportDestination,
    ExportFailure,
    ExportFormat,
    ExportState,
)
from services.contract.report_enums import ExportPurpose
from services.db.base import Base, Scoped


class Export(Base, Scoped):
    """One export of one patient; it stays when its file has gone.

    `session_id` is the session in which it was asked for, with which it ends (R-SES-05). `claim` is
    of whoever makes it now: nobody else may finish it. `attempts` counts how often it was begun.
    `sha256` is that of the file as it leaves. `has_ins`: it holds an INS, and may leave only while
    the identity is qualified; None while it is not made, or not known of an old one.
    """

    __tablename__ = "export"
    __table_args__ = (
        Index("ix_export_requester", "centre_id", "requester_id", "asked_at", "id"),
        Index("ix_export_state", "centre_id", "state", "asked_at"),
        Index("ix_export_patient", "patient_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"))
    requester_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    session_id: Mapped[UUID]
    format: Mapped[ExportFormat]
    purpose: Mapped[ExportPurpose]
    first_on: Mapped[date]
    last_on: Mapped[date]
    language: Mapped[str]
    blocks: Mapped[list[str]]
    delimiter: Mapped[CsvDelimiter | None]
    destination: Mapped[ExportDestination]
    is_preview: Mapped[bool]
    state: Mapped[ExportState]
    progress: Mapped[int]
    failure: Mapped[ExportFailure | None]
    attempts: Mapped[int]
    has_ins: Mapped[bool | None]
    claim: Mapped[UUID | None]
    asked_at: Mapped[datetime]
    made_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    size: Mapped[int | None]
    sha256: Mapped[str | None]


class ExportFile(Base, Scoped):
    """The file of an export while it waits; `content` is sealed under the patient's key."""

    __tablename__ = "export_file"
    __table_args__ = (Index("ix_export_file_patient", "patient_id"),)

    export_id: Mapped[UUID] = mapped_column(ForeignKey("export.id"), primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"))
    content: Mapped[bytes]
