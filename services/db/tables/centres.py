"""Centres, their care units, and the rule sets that are in force there."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.contract.centre_settings import CentreSection
from services.db.base import Base, Scoped


class Centre(Base):
    """A hospital or clinic; `opening_hours` and what follows `created_at` are its settings.

    `public_name` is what messages to patients call it, without any word about health; None is its
    name. `phone` is where its patients call. Both, and the `phone` of a unit, count until the first
    version of the contacts (`centre_setting`) follows them.
    `contract_ended_on` is the last day of its contract: from the next one on its records are read.
    """

    __tablename__ = "centre"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    zone: Mapped[str]
    opening_hours: Mapped[dict[str, Any]]
    demonstration: Mapped[bool]
    created_at: Mapped[datetime]
    public_name: Mapped[str | None]
    phone: Mapped[str | None]
    contract_ended_on: Mapped[date | None]


class Unit(Base, Scoped):
    """A care unit; rights of nurses and oncologists come from it (decision 2).

    `ended_at`: nobody works there any more, and nobody is put there; None while it is used.
    `escalation_list` names the accounts that are asked one after the other when nobody answers;
    `version` grows with every change. A `synthetic` one holds the patient of surveillance; nobody
    may be a member of it. `phone` is where its patients call; None is that of the centre.
    """

    __tablename__ = "unit"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"), index=True)
    name: Mapped[str]
    escalation_list: Mapped[list[str]] = mapped_column(default=list)
    version: Mapped[int] = mapped_column(default=1)
    synthetic: Mapped[bool] = mapped_column(default=False)
    phone: Mapped[str | None]
    ended_at: Mapped[datetime | None]


class CentreSetting(Base, Scoped):
    """One version of one section of a centre's settings; its content is never changed.
    `approved_by` is the second person, where one had to agree.

    It is in force from `effective_from` on until the next one is. `undone_at`: it was taken back,
    or another one took its place (`replaced_by`), before it was in force.
    """

    __tablename__ = "centre_setting"
    __table_args__ = (UniqueConstraint("centre_id", "section", "version"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    section: Mapped[CentreSection]
    version: Mapped[int]
    content: Mapped[dict[str, Any]]
    effective_from: Mapped[datetime]
    made_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]
    # An account, without a foreign key: PostgreSQL would check the rows of every centre for it.
    approved_by: Mapped[UUID | None]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    replaced_by: Mapped[int | None]


class RuleSet(Base):
    """A rule set as it was released; a row is never changed (decision 14)."""

    __tablename__ = "rule_set"

    version: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    content: Mapped[dict[str, Any]]
    released_at: Mapped[datetime]


class RuleSetActivation(Base, Scoped):
    """From when a rule set judges the answers of a centre."""

    __tablename__ = "rule_set_activation"
    __table_args__ = (UniqueConstraint("centre_id", "active_from"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    version: Mapped[str] = mapped_column(ForeignKey("rule_set.version"))
    active_from: Mapped[datetime]
