"""The outbox of live events: that something changed, for whom, and never what it says."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, FetchedValue, ForeignKey, Identity, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from services.contract.live import LiveKind
from services.db.base import Base, Scoped

_SEQUENCE = BigInteger().with_variant(Integer, "sqlite")


class LiveEvent(Base, Scoped):
    """One change of an alert or of a patient, written with it and kept for a quarter of an hour.

    `alert_id` and `version` are None where the patient changed; `session_id` is then the session
    that wrote it and knows already, None where nobody's did.
    `made_in` is the transaction that wrote it (0 on SQLite, which commits in the order of `id`): on
    PostgreSQL a lower `id` may be committed after a higher one, and only what no transaction under
    way can still precede has been read for good.
    """

    __tablename__ = "live_event"
    __table_args__ = (
        Index("ix_live_event_centre_place", "centre_id", "made_in", "id"),
        Index("ix_live_event_centre_at", "centre_id", "at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(_SEQUENCE, Identity(always=True), primary_key=True)
    made_in: Mapped[int] = mapped_column(BigInteger, server_default=FetchedValue())
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    unit_id: Mapped[UUID]
    patient_id: Mapped[UUID]
    alert_id: Mapped[UUID | None]
    kind: Mapped[LiveKind]
    version: Mapped[int | None]
    session_id: Mapped[UUID | None]
    at: Mapped[datetime]
