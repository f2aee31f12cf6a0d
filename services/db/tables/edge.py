"""What the edge of a request leaves behind: the journal and the memory of writes."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Identity, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from services.db.base import Base, ReadScoped, Scoped


class JournalEntry(Base, ReadScoped):
    """One recorded access or act: who, when, what, on whom, with which outcome; never any content.

    `shown` lists the opaque ids that a list displayed; `fingerprint` is the SHA-256 of a file that
    was made or has left. The database refuses to change or delete a
    row.
    """

    __tablename__ = "journal"
    __table_args__ = (
        Index("ix_journal_patient_at", "patient_id", "at"),
        Index("ix_journal_actor_at", "actor_id", "at"),
        {"sqlite_autoincrement": True},
    )

    sequence: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), Identity(always=True), primary_key=True
    )
    at: Mapped[datetime]
    centre_id: Mapped[UUID | None]
    actor_id: Mapped[UUID | None]
    role: Mapped[str | None]
    session_id: Mapped[UUID | None]
    device_id: Mapped[UUID | None]
    action: Mapped[str]
    object_id: Mapped[UUID | None]
    patient_id: Mapped[UUID | None]
    shown: Mapped[list[str] | None]
    outcome: Mapped[str]
    request_id: Mapped[str]
    purpose: Mapped[str | None]
    fingerprint: Mapped[str | None]


class IdempotencyRecord(Base, Scoped):
    """The answer of a write, kept 30 days so that a repeated request has one effect (decision 25).

    `body_hash` is keyed; `response` is sealed under the patient's key, or without a patient under
    the centre's.
    """

    __tablename__ = "idempotency"
    __table_args__ = (Index("ix_idempotency_centre_id_made_at", "centre_id", "made_at"),)

    # A person works in several centres and their client makes keys without knowing of centres.
    centre_id: Mapped[UUID] = mapped_column(primary_key=True)
    principal_id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    operation: Mapped[str]
    body_hash: Mapped[bytes]
    status: Mapped[int]
    object_id: Mapped[UUID | None]
    object_version: Mapped[int | None]
    patient_id: Mapped[UUID | None]
    response: Mapped[bytes]
    made_at: Mapped[datetime]
