"""Answers of patients and the grades computed from them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.contract.enums import AnswerOutcome, Channel
from services.db.base import Base, Scoped


class Answer(Base, Scoped):
    """One submitted questionnaire; `content` is one sealed blob (decision 22).

    `content_hash` is keyed (HMAC) and finds a duplicate without reading anything. `completed` says
    that every item was judged, so that later answers may be compared with this one. `grade_count`
    is how many grades were stored with it, so that a lost one is missed; None before that was kept.
    `replaces_id` is the version that a correction takes the place of, at most one for each; `late`
    keeps an answer out of the answer rate (decision 16). `withdrawn_at` is since when it is no
    survey of the patient: it was taken back, or it is the retraction that says so (0017).
    `unfinished`: what a patient had said so far and could not wait; it is no answer to the week.
    """

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("patient_id", "content_hash"),
        Index("ix_answer_patient_authored", "patient_id", "authored_at"),
        Index("ix_answer_centre_received", "centre_id", "received_at"),
        Index("uq_answer_replaces", "replaces_id", unique=True),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"))
    questionnaire: Mapped[str]
    questionnaire_version: Mapped[str]
    rule_set_version: Mapped[str]
    authored_at: Mapped[datetime]
    received_at: Mapped[datetime]
    channel: Mapped[Channel]
    submitted_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    outcome: Mapped[AnswerOutcome]
    completed: Mapped[bool]
    content_hash: Mapped[bytes]
    content: Mapped[bytes]
    grade_count: Mapped[int | None]
    late: Mapped[bool] = mapped_column(default=False)
    unfinished: Mapped[bool] = mapped_column(default=False)
    replaces_id: Mapped[UUID | None] = mapped_column(ForeignKey("answer.id"))
    withdrawn_at: Mapped[datetime | None]


class SymptomGrade(Base, Scoped):
    """An estimated grade of one symptom in one answer; clear, so that it counts (decision 22).

    `missing` says why there is no grade; `presence` is for items that have no grade at all.
    """

    __tablename__ = "symptom_grade"
    __table_args__ = (Index("ix_symptom_grade_patient_item", "patient_id", "item", "authored_at"),)

    answer_id: Mapped[UUID] = mapped_column(ForeignKey("answer.id"), primary_key=True)
    item: Mapped[str] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"))
    authored_at: Mapped[datetime]
    grade: Mapped[int | None]
    missing: Mapped[str | None]
    presence: Mapped[bool | None]
    imputed: Mapped[bool]
