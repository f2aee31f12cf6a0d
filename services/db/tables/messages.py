"""The outbox of messages to patients, committed with what they tell (R-NOT-03)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.contract.week_enums import MessageChannel, MessageKind, MessageState
from services.db.base import Base, Scoped

_HAS_OCCASION = text("occasion IS NOT NULL")
_WAITS = text("settled_at IS NULL")
_HAS_NOTICE = text("notice_alert_id IS NOT NULL")


class Message(Base, Scoped):
    """One message on one channel; its `id` is what the provider knows it by.

    `values` (what fills the template: a code, a day) and, once it left, the address it went to are
    sealed under the patient's key; `address_index` is the keyed hash of that address, so that a
    number that bounced is known until it is corrected. `occasion` names what must be told once, for
    example a reminder of a window: unique in its centre. `sending` is committed before the provider
    is asked (decision 32); `fault` is a coded word. A message that failed has at most one that
    takes its place on another channel, which says so in `fallback_of`.
    """

    __tablename__ = "message"
    __table_args__ = (
        Index(
            "uq_message_occasion",
            "centre_id",
            "occasion",
            unique=True,
            sqlite_where=_HAS_OCCASION,
            postgresql_where=_HAS_OCCASION,
        ),
        Index(
            "ix_message_waiting",
            "centre_id",
            "next_try_at",
            sqlite_where=_WAITS,
            postgresql_where=_WAITS,
        ),
        Index("ix_message_patient_at", "patient_id", "created_at"),
        Index("uq_message_fallback_of", "fallback_of", unique=True),
        Index(
            "ix_message_alert",
            "notice_alert_id",
            sqlite_where=_HAS_NOTICE,
            postgresql_where=_HAS_NOTICE,
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"))
    kind: Mapped[MessageKind]
    channel: Mapped[MessageChannel]
    language: Mapped[str]
    values: Mapped[bytes]
    state: Mapped[MessageState]
    occasion: Mapped[str | None]
    created_at: Mapped[datetime]
    effective_at: Mapped[datetime]
    next_try_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    attempts: Mapped[int]
    sending_since: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    fault: Mapped[str | None]
    reference: Mapped[str | None]
    address: Mapped[bytes | None]
    address_index: Mapped[bytes | None]
    fallback_of: Mapped[UUID | None] = mapped_column(ForeignKey("message.id"))
    notice_alert_id: Mapped[UUID | None] = mapped_column(ForeignKey("alert.id"))
