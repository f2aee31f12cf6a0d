"""The clinical record: what is written down of a patient, and every version of it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.contract.enums import (
    AccessReason,
    DatePrecision,
    EntryKind,
    EntrySource,
    EventType,
)
from services.db.base import Base, Scoped


class RecordEntry(Base, Scoped):
    """One fact of the record as it stands: a diagnosis, an event, a measurement, a note.

    `began_on` is the first day that `precision` leaves open. `content` (label, code, value, words)
    is sealed under the patient's key; `event` is clear because events are counted. `version` grows
    with every change; a fact that was wrong is `withdrawn_at`, never deleted. `external_index` is
    the keyed hash of the identifier that the system gave it from which it was imported.
    """

    __tablename__ = "record_entry"
    __table_args__ = (
        Index("ix_record_entry_patient_on", "patient_id", "kind", "began_on"),
        Index("ix_record_entry_external", "patient_id", "external_index"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"))
    kind: Mapped[EntryKind]
    event: Mapped[EventType | None]
    began_on: Mapped[date]
    precision: Mapped[DatePrecision]
    ended_on: Mapped[date | None]
    ended_precision: Mapped[DatePrecision | None]
    content: Mapped[bytes]
    source: Mapped[EntrySource]
    recorded_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime]
    version: Mapped[int]
    changed_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    external_index: Mapped[bytes | None]


class RecordVersion(Base, Scoped):
    """What something of a patient was in one of its versions; appended only.

    `object_id` is an entry, a line or a cycle of treatment, or the patient (identity and contact).
    `content` is the sealed snapshot of all that could be changed, with the reason of the change.
    """

    __tablename__ = "record_version"
    __table_args__ = (Index("ix_record_version_patient_at", "patient_id", "at"),)

    object_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"))
    content: Mapped[bytes]
    by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]


class ExceptionalAccess(Base, Scoped):
    """A record outside somebody's units that they opened for an hour (R-AZ-09).

    `detail` is the sealed text of the reason.
    """

    __tablename__ = "exceptional_access"
    __table_args__ = (
        Index("ix_exceptional_access_account_until", "account_id", "until"),
        Index("ix_exceptional_access_patient_since", "patient_id", "since"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    session_id: Mapped[UUID] = mapped_column(ForeignKey("session.id"))
    reason: Mapped[AccessReason]
    detail: Mapped[bytes]
    since: Mapped[datetime]
    until: Mapped[datetime]
    ended_at: Mapped[datetime | None]
