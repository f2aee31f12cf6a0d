"""The end of a follow-up, the answers that came after it, and the report that is due then."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from services.contract.archive_enums import (
    ArchiveReason,
    CareReportFault,
    CareReportState,
    CareReportWay,
    InformedHow,
    RestoreReason,
)
from services.contract.enums import Channel
from services.db.base import Base, Scoped

_STANDS = text("undone_at IS NULL AND restored_at IS NULL")
_HAS_NOTICE = text("notice_alert_id IS NOT NULL")


class Archive(Base, Scoped):
    """One end of the follow-up of a patient; at most one of a patient stands.

    `detail` (words of whoever ended it) is sealed under the patient's key. `archived_by` None is
    the patient themself. `before` is what an undo puts back; until `hold_until` it may be taken
    back and nothing leaves, `settled_at` is when what could still be put back was let go.
    `notice_alert_id` tells the team that the patient does not know, `reminded_at` since when it
    last stood as new work. What became of the messages stands in the outbox alone. `began_at` is
    when the follow-up began that ended; None before that was kept.
    """

    __tablename__ = "archive"
    __table_args__ = (
        Index(
            "uq_archive_standing",
            "patient_id",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
        Index("ix_archive_patient_at", "patient_id", "archived_at"),
        Index("ix_archive_centre_at", "centre_id", "archived_at", "id"),
        Index(
            "ix_archive_alert",
            "notice_alert_id",
            sqlite_where=_HAS_NOTICE,
            postgresql_where=_HAS_NOTICE,
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"))
    reason: Mapped[ArchiveReason]
    detail: Mapped[bytes | None]
    died_on: Mapped[date | None]
    began_at: Mapped[datetime | None]
    archived_at: Mapped[datetime]
    archived_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    hold_until: Mapped[datetime]
    before: Mapped[dict[str, Any]]
    settled_at: Mapped[datetime | None]
    informed_how: Mapped[InformedHow | None]
    informed_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    informed_at: Mapped[datetime | None]
    notice_alert_id: Mapped[UUID | None] = mapped_column(ForeignKey("alert.id"))
    reminded_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    restored_at: Mapped[datetime | None]
    restored_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    restore_reason: Mapped[RestoreReason | None]
    version: Mapped[int]


class LateAnswer(Base, Scoped):
    """Answers that were refused because nobody follows their patient any more (R-RET-03).

    One row for a patient, a channel and a day (UTC): `times` of them, the last at `received_at`.
    Nothing of what they said is kept. `notice_alert_id` told the team.
    """

    __tablename__ = "late_answer"
    __table_args__ = (
        UniqueConstraint("patient_id", "channel", "received_on"),
        Index("ix_late_answer_centre_at", "centre_id", "received_at", "id"),
        Index(
            "ix_late_answer_alert",
            "notice_alert_id",
            sqlite_where=_HAS_NOTICE,
            postgresql_where=_HAS_NOTICE,
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"))
    channel: Mapped[Channel]
    received_on: Mapped[date]
    received_at: Mapped[datetime]
    times: Mapped[int]
    submitted_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    notice_alert_id: Mapped[UUID | None] = mapped_column(ForeignKey("alert.id"))


class EndOfCareDue(Base, Scoped):
    """A report at the end of care: to be made from `due_at` on, made at `made_at`.

    `way` is what was done of it for the record of the prescriber; the patient finds their own copy
    (`end_of_care_report`) on their pages.
    """

    __tablename__ = "end_of_care_due"

    archive_id: Mapped[UUID] = mapped_column(ForeignKey("archive.id"), primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"), index=True)
    due_at: Mapped[datetime]
    made_at: Mapped[datetime | None]
    state: Mapped[CareReportState] = mapped_column(default=CareReportState.DUE)
    fault: Mapped[CareReportFault | None]
    attempts: Mapped[int] = mapped_column(default=0)
    way: Mapped[CareReportWay | None]


class EndOfCareReport(Base, Scoped):
    """The copy of the patient, as PDF in their language; sealed under their key.

    `has_ins`: it holds an INS, and is given out only while the identity is qualified, and has that
    INS: `ins_index` is its keyed hash. None: that is not known of an old one.
    """

    __tablename__ = "end_of_care_report"

    archive_id: Mapped[UUID] = mapped_column(ForeignKey("archive.id"), primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"), index=True)
    content: Mapped[bytes]
    sha256: Mapped[str]
    made_at: Mapped[datetime]
    has_ins: Mapped[bool | None]
    ins_index: Mapped[bytes | None]
