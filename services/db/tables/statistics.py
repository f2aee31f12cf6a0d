"""What is kept of closed months: what happened in them, and what was released."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from services.db.base import Base, Scoped


class MonthState(StrEnum):
    """Where a month stands that is over."""

    OVER = "over"
    """Seen to be over, and about to be closed."""
    CLOSED = "closed"
    VOID = "void"
    """Closed by a clock that ran ahead: its figures are wrong, and never shown."""


class StatisticMonth(Base, Scoped):
    """A month of a centre; `month` is its first day, and `seen_at` when it was first seen over.

    `shown` is what may be read of it, and nothing that is behind a mask. The others are for the
    closings that follow, packed and sealed under the key of the centre: `release` holds the exact
    counts with their masks, `persons` what happened to each person
    (`services.statistics.person_month`). That is kept for as many months as a period is long at
    most: who occurs in several months is one person among those of the period. None of them is ever
    changed.
    """

    __tablename__ = "statistic_month"

    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    state: Mapped[MonthState]
    seen_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    release: Mapped[bytes | None]
    persons: Mapped[bytes | None]
    shown: Mapped[dict[str, Any] | None]


class StatisticPerson(Base, Scoped):
    """The number under which a patient is counted; deleted with them, so that it leads to nobody.

    `person` is random, and stands for nothing else anywhere.
    """

    __tablename__ = "statistic_person"

    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"), primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    person: Mapped[UUID] = mapped_column(unique=True)
