"""Requests for help with the product, and what became of them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.contract.support import SupportKind, SupportState, SupportStepKind
from services.db.base import Base, Scoped


class SupportRequest(Base, Scoped):
    """One request; `log`, lines of the console's own log, is sealed under the centre's key."""

    __tablename__ = "support_request"
    __table_args__ = (
        Index("ix_support_request_due", "centre_id", "due_at", "id"),
        Index("ix_support_request_requester", "centre_id", "requester_id", "due_at", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    kind: Mapped[SupportKind]
    state: Mapped[SupportState]
    requester_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]
    due_at: Mapped[datetime]
    log: Mapped[bytes | None]
    version: Mapped[int]


class SupportStep(Base, Scoped):
    """One step of a request, the first of which is the request in words.

    `words` is sealed under the centre's key.
    """

    __tablename__ = "support_step"
    __table_args__ = (Index("ix_support_step_request", "centre_id", "request_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    request_id: Mapped[UUID] = mapped_column(ForeignKey("support_request.id"))
    kind: Mapped[SupportStepKind]
    words: Mapped[bytes]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
