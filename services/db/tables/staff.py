"""What was changed of the rights of professionals, what waits for a second person, their mails."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.contract.accounts import IdentityCheck, MailState, RightChangeKind, StaffMailKind
from services.contract.approvals import ApprovalKind, ApprovalState, VoidReason
from services.contract.staff import ReviewVerdict
from services.db.base import Base, Scoped


class RightChange(Base, Scoped):
    """One change of somebody's rights in a centre; `words`, why, is sealed under the centre's key.

    `by_id` None: the local command, or the last day of a role. `identity_check` is how it was made
    sure who asked for a reset.
    """

    __tablename__ = "right_change"
    __table_args__ = (Index("ix_right_change_account_at", "centre_id", "account_id", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    kind: Mapped[RightChangeKind]
    words: Mapped[bytes]
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    # An account, without a foreign key: PostgreSQL would check the rows of every centre for it.
    approved_by_id: Mapped[UUID | None]
    identity_check: Mapped[IdentityCheck | None]
    at: Mapped[datetime]


class ApprovalRequest(Base, Scoped):
    """What somebody asked a second person for (R-AZ-10); it is never edited.

    `payload` is sealed under the key of the centre, `digest` its SHA-256 before that. `subject_id`
    is the account that it concerns, who decides nothing of it. `decided_words` is sealed.
    `void_because` says why nothing was done of what somebody approved.
    """

    __tablename__ = "approval_request"
    __table_args__ = (Index("ix_approval_request_state_at", "centre_id", "state", "asked_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    kind: Mapped[ApprovalKind]
    state: Mapped[ApprovalState]
    subject_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    payload: Mapped[bytes]
    digest: Mapped[bytes]
    asked_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime]
    lapses_at: Mapped[datetime]
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None]
    decided_words: Mapped[bytes | None]
    void_because: Mapped[VoidReason | None]
    version: Mapped[int]


class StaffMail(Base):
    """A mail to a professional until it has left; `secret` is sealed under the master key and goes
    with the sending. `account_id` None: nobody may have one, and nothing is sent.
    """

    __tablename__ = "staff_mail"
    __table_args__ = (Index("ix_staff_mail_state_due", "state", "due_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"), index=True)
    centre_id: Mapped[UUID | None] = mapped_column(ForeignKey("centre.id"))
    kind: Mapped[StaffMailKind]
    address: Mapped[str | None]
    secret: Mapped[bytes | None]
    state: Mapped[MailState]
    tries: Mapped[int]
    made_at: Mapped[datetime]
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


class AccessReviewLine(Base, Scoped):
    """What was found of an account in the review of a quarter, the last finding alone.

    `account_version` is what was looked at: a later change asks for another look.
    """

    __tablename__ = "access_review_line"

    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"), primary_key=True)
    quarter: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    account_version: Mapped[int]
    verdict: Mapped[ReviewVerdict]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
