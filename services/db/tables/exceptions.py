"""What is expected of single patients for a time, and the rule hits that this muted."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.contract.enums import AlertLevel, ExceptionEnd, ExceptionKind
from services.db.base import Base, Scoped


class RuleException(Base, Scoped):
    """A symptom that an oncologist expects in one patient up to a grade, until a day.

    `rule_id` and `rule_version` name the one rule that is muted; without them it is every rule on
    the symptom. It holds under `rule_set_version` only. `detail` is the sealed reason and the name
    of who decided it.
    """

    __tablename__ = "rule_exception"
    __table_args__ = (Index("ix_rule_exception_patient_until", "patient_id", "until"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"))
    kind: Mapped[ExceptionKind]
    item: Mapped[str]
    level: Mapped[int]
    rule_set_version: Mapped[str]
    rule_id: Mapped[str | None]
    rule_version: Mapped[int | None]
    since: Mapped[datetime]
    until: Mapped[datetime]
    detail: Mapped[bytes]
    made_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    ended: Mapped[ExceptionEnd | None]
    version: Mapped[int]


class MutedHit(Base, Scoped):
    """A rule version that would have raised an alert for an answer, but for an exception."""

    __tablename__ = "muted_hit"
    __table_args__ = (
        Index("ix_muted_hit_exception", "exception_id", "authored_at"),
        Index("ix_muted_hit_patient", "patient_id"),
    )

    answer_id: Mapped[UUID] = mapped_column(ForeignKey("answer.id"), primary_key=True)
    rule_id: Mapped[str] = mapped_column(primary_key=True)
    rule_version: Mapped[int]
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"))
    exception_id: Mapped[UUID] = mapped_column(ForeignKey("rule_exception.id"))
    level: Mapped[AlertLevel]
    item: Mapped[str | None]
    authored_at: Mapped[datetime]
