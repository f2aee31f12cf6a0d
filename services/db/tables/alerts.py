"""Alerts, their rule hits, the acts of their history, and the rows of the queue."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.contract.enums import ActionKind, AlertKind, AlertLevel, AlertState
from services.db.base import Base, Scoped

_STILL_OPEN = text("state <> 'closed'")
_IS_CLAIMED = text("claimed_by IS NOT NULL")


class Alert(Base, Scoped):
    """What one answer raised, at most one for each answer (decision 14).

    `rank` orders the queue: technical 0 until acknowledged, critical 1 ... info 4 (decision 15).
    `explanation` is sealed under the patient's key. `version` grows with every change.
    `waits_until` is until when an acknowledged alert waits for its owner's next act, a deferred one
    for its time, an escalated one for the answer of `escalated_to`, who is asked from
    `effective_at` on.
    """

    __tablename__ = "alert"
    __table_args__ = (
        Index("ix_alert_patient_received", "patient_id", "received_at"),
        Index("ix_alert_unit_received", "centre_id", "unit_id", "received_at", "id"),
        # Two thousand of a million are open: a page of them never walks through closed ones.
        Index(
            "ix_alert_open",
            "centre_id",
            "unit_id",
            "state",
            "received_at",
            "id",
            sqlite_where=_STILL_OPEN,
            postgresql_where=_STILL_OPEN,
        ),
        Index("ix_alert_centre_closed", "centre_id", "closed_at"),
        Index(
            "ix_alert_claimed",
            "centre_id",
            "claimed_by",
            sqlite_where=_IS_CLAIMED,
            postgresql_where=_IS_CLAIMED,
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"))
    answer_id: Mapped[UUID | None] = mapped_column(ForeignKey("answer.id"), unique=True)
    kind: Mapped[AlertKind]
    level: Mapped[AlertLevel]
    rank: Mapped[int]
    state: Mapped[AlertState]
    received_at: Mapped[datetime]
    due_at: Mapped[datetime]
    response_minutes: Mapped[int]
    rule_set_version: Mapped[str | None]
    lead_item: Mapped[str | None]
    explanation: Mapped[bytes]
    claimed_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    claimed_until: Mapped[datetime | None]
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    acknowledged_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[datetime]
    changed_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    version: Mapped[int]
    waits_until: Mapped[datetime | None]
    escalated_to: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    effective_at: Mapped[datetime | None]


class RuleHit(Base, Scoped):
    """A rule version that fired for an alert; its evidence is in the alert's sealed explanation."""

    __tablename__ = "rule_hit"

    alert_id: Mapped[UUID] = mapped_column(ForeignKey("alert.id"), primary_key=True)
    rule_id: Mapped[str] = mapped_column(primary_key=True)
    rule_version: Mapped[int]
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    level: Mapped[AlertLevel]
    item: Mapped[str | None]


class AlertAct(Base, Scoped):
    """One act in the history of an alert; appended only, an undo is an act of its own.

    `codes` holds coded words (measures, contact result, cause, reason, who is asked) and times;
    `detail` is sealed text and grades.
    `before` is what an undo puts back.
    """

    __tablename__ = "alert_act"
    __table_args__ = (
        Index("ix_alert_act_alert_at", "alert_id", "at"),
        Index("ix_alert_act_patient_at", "patient_id", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    alert_id: Mapped[UUID] = mapped_column(ForeignKey("alert.id"))
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"))
    kind: Mapped[ActionKind]
    by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    codes: Mapped[dict[str, Any]]
    detail: Mapped[bytes | None]
    before: Mapped[dict[str, Any]]
    resulting_version: Mapped[int]
    undoes: Mapped[UUID | None] = mapped_column(ForeignKey("alert_act.id"), unique=True)


class AlertLook(Base, Scoped):
    """For how many seconds an alert was in the foreground of nurses, all together.

    Whose screens they were is not kept, nor when: this measures alerts, not people.
    """

    __tablename__ = "alert_look"

    alert_id: Mapped[UUID] = mapped_column(ForeignKey("alert.id"), primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"), index=True)
    seconds: Mapped[int]


class WorklistEntry(Base, Scoped):
    """One row of a queue: a patient with open alerts, kept in the transaction that changes them.

    `lane` is `todo` (nobody answers for it), `held` (acknowledged, by `owner_id`), `deferred` (by
    `owner_id`), `escalated` (to `owner_id`) or `lapsed` (all open alerts of a patient of whom the
    first one waited long enough, under the owner of the highest); nobody is the nil UUID. From
    `turns_at` on the `lapsed` row stands in the place of the `todo` row, and a `deferred` one is no
    longer shown: a comparison on reading, so no timer can fail. What the row shows of its highest
    alert stands here too, so that a page is one walk along one index; `summary` (leads, sparkline)
    is sealed under the patient's key.
    """

    __tablename__ = "worklist_entry"
    __table_args__ = (
        Index(
            "ix_worklist_entry_level",
            "centre_id",
            "lane",
            "unit_id",
            "top_rank",
            "next_due_at",
            "received_at",
            "patient_id",
            # Not part of the order: the counts beside the queue then read nothing but this index.
            "open_count",
            "turns_at",
        ),
        Index("ix_worklist_entry_due", "centre_id", "lane", "unit_id", "next_due_at", "patient_id"),
        Index(
            "ix_worklist_entry_received",
            "centre_id",
            "lane",
            "unit_id",
            "received_at",
            "patient_id",
        ),
        Index("ix_worklist_entry_owner", "centre_id", "lane", "owner_id"),
    )

    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"), primary_key=True)
    lane: Mapped[str] = mapped_column(primary_key=True)
    owner_id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    top_alert_id: Mapped[UUID] = mapped_column(ForeignKey("alert.id"))
    alert_version: Mapped[int]
    kind: Mapped[AlertKind]
    level: Mapped[AlertLevel]
    state: Mapped[AlertState]
    claimed_by: Mapped[UUID | None]
    claimed_until: Mapped[datetime | None]
    top_rank: Mapped[int]
    next_due_at: Mapped[datetime]
    received_at: Mapped[datetime]
    open_count: Mapped[int]
    summary: Mapped[bytes]
    turns_at: Mapped[datetime | None]
