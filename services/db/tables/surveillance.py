"""What due work leaves behind, and the gaps that surveillance found."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.db.base import Base, Scoped


class DueWork(Base):
    """When a task was tried and done last, in a centre or (nil UUID) in the whole installation.

    A task that is dead writes nothing here, so its instants grow old. `runs` counts what was done;
    `fault` is the type of the last failure, None after a success; `mark` is how far a task came
    that works in portions.
    """

    __tablename__ = "due_work"

    task: Mapped[str] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(primary_key=True)
    tried_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    runs: Mapped[int]
    fault: Mapped[str | None]
    mark: Mapped[datetime | None]


class SurveillanceGap(Base, Scoped):
    """Something that an accepted answer or an alert had to leave behind and that was not there.

    `object_id` is the answer, the alert or the patient that it was missed on; `alert_id` the
    technical alert that says so, which is no foreign key: it may itself be what goes missing.
    """

    __tablename__ = "surveillance_gap"
    __table_args__ = (
        Index("ix_surveillance_gap_object", "centre_id", "kind", "object_id"),
        Index("ix_surveillance_gap_found", "centre_id", "found_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    kind: Mapped[str]
    object_id: Mapped[UUID]
    patient_id: Mapped[UUID]
    alert_id: Mapped[UUID | None]
    found_at: Mapped[datetime]
