"""`Keep my account`: what a patient says against archiving and erasure (S-28)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from services.contract.retention import AnnouncementEnd, RetentionState, RetentionStep
from services.db.holding import hold_patient
from services.db.scope import scope_of
from services.db.tables.retention import Retention, RetentionAnnouncement, RetentionObjection
from services.ids import new_id
from services.notifications.outbox import cancel
from services.retention import rows
from services.retention.moves import KINDS

_ANNOUNCED: Final = (
    select(RetentionAnnouncement.step, RetentionAnnouncement.due_on)
    .where(
        RetentionAnnouncement.patient_id == bindparam("patient_id"),
        RetentionAnnouncement.ended_at.is_(None),
    )
    .order_by(RetentionAnnouncement.due_on, RetentionAnnouncement.step)
)
_STATE: Final = select(Retention.state).where(Retention.patient_id == bindparam("patient_id"))


@dataclass(frozen=True)
class Ending:
    """What an account comes to unless the patient says no; None and None: it is archived already,
    and nothing further is announced.
    """

    step: RetentionStep | None
    due_on: date | None


def ending_of(session: Session, patient_id: UUID) -> Ending | None:
    """What there is to say no to; None for an account that simply goes on."""
    asked = {"patient_id": patient_id}
    announced = session.execute(_ANNOUNCED, asked).first()
    if announced is not None:
        return Ending(announced.step, announced.due_on)
    is_archived = session.scalar(_STATE, asked) is RetentionState.ARCHIVED
    return Ending(None, None) if is_archived else None


def keep(session: Session, patient_id: UUID, now: datetime) -> None:
    """Writes the wish down, takes back what was announced, and makes the account active again.

    All clocks start anew from this day. Also out of the archive: whoever says this is there.
    """
    hold_patient(session, patient_id)
    session.execute(
        insert(RetentionObjection),
        {
            "id": new_id(),
            "centre_id": scope_of(session).centre_id,
            "patient_id": patient_id,
            "at": now,
        },
    )
    rows.end_announcements(session, patient_id, list(RetentionStep), AnnouncementEnd.KEPT, now)
    cancel(session, patient_id, KINDS.values(), now)
    values = {"state": RetentionState.ACTIVE, "idle_since": None, "archived_on": None}
    rows.change(session, patient_id, values | {"changed_at": now})
