"""What was changed of the rights of professionals, kept for as long as the accounts are."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.contract.accounts import RightChangeKind
from services.db.base import Base, Scoped


class RightChange(Base, Scoped):
    """One change of somebody's rights in a centre; `words`, why, is sealed under the centre's key.

    `by_id` None: the local command.
    """

    __tablename__ = "right_change"
    __table_args__ = (Index("ix_right_change_account_at", "centre_id", "account_id", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    kind: Mapped[RightChangeKind]
    words: Mapped[bytes]
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
