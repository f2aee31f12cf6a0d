"""Documents on their way to the record of the hospital, and how a centre delivers them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.contract.delivery_enums import (
    DeliveryFault,
    DeliveryOrigin,
    DeliveryState,
    DeliveryStep,
    DeliveryTransport,
)
from services.contract.exports import ExportFormat
from services.contract.report_enums import ExportPurpose
from services.db.base import Base, Scoped


class DeliverySetting(Base, Scoped):
    """One version of how a centre delivers; the last one is in force, and none is ever changed.

    `secrets` are sealed under the key of the centre, and taken out of a version that another one
    has followed.
    """

    __tablename__ = "delivery_setting"
    __table_args__ = (UniqueConstraint("centre_id", "version"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    version: Mapped[int]
    is_on: Mapped[bool]
    format: Mapped[ExportFormat]
    endpoint: Mapped[dict[str, Any] | None]
    secrets: Mapped[bytes | None]
    made_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]


class Delivery(Base, Scoped):
    """One document for the record; its `id` is that of the document, so that there is one.

    `tried_at` is when it was last claimed; `attempts` counts since it was queued or sent again.
    `has_ins`: the document holds an INS, and may leave only while the identity is qualified, and
    has that INS: `ins_index` is its keyed hash; None of a document from before it was kept.
    `failed_at` is when it failed last, None since its endpoint has taken it (again): until then
    what had left before, at `sent_at`, is not there.
    `next_try_at` is also when an acknowledgement is looked for next; None: nothing more is done.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        Index("ix_delivery_state", "centre_id", "state", "next_try_at"),
        Index("ix_delivery_queued", "centre_id", "queued_at", "id"),
        Index("ix_delivery_patient", "patient_id", "queued_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"))
    origin: Mapped[DeliveryOrigin]
    format: Mapped[ExportFormat]
    purpose: Mapped[ExportPurpose]
    requester_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    has_ins: Mapped[bool]
    ins_index: Mapped[bytes | None]
    size: Mapped[int]
    sha256: Mapped[str]
    state: Mapped[DeliveryState]
    fault: Mapped[DeliveryFault | None]
    transport: Mapped[DeliveryTransport | None]
    destination: Mapped[str | None]
    attempts: Mapped[int]
    queued_at: Mapped[datetime]
    next_try_at: Mapped[datetime | None]
    tried_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    acknowledged_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]


class DeliveryFile(Base, Scoped):
    """The document of a delivery while it may leave; sealed under the patient's key.

    `subject` is what a mail of it is called, sealed as well.
    """

    __tablename__ = "delivery_file"

    delivery_id: Mapped[UUID] = mapped_column(ForeignKey("delivery.id"), primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"), index=True)
    content: Mapped[bytes]
    subject: Mapped[bytes]


class DeliveryHistory(Base, Scoped):
    """What happened to a delivery; appended only."""

    __tablename__ = "delivery_history"
    __table_args__ = (Index("ix_delivery_history_delivery", "delivery_id", "at", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"), index=True)
    delivery_id: Mapped[UUID] = mapped_column(ForeignKey("delivery.id"))
    step: Mapped[DeliveryStep]
    fault: Mapped[DeliveryFault | None]
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
