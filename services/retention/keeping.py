"""`Keep my account`: what a patient says against archiving and erasure (S-28)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from services.contract.retention import AnnouncementEnd, RetentionState, RetentionStep
from services.db.holding import hold_patient
from services.db.scope import scope_of
from services.db.tables.retention import RetentionObjection
from services.edge.context import Context
from services.ids import new_id
from services.notifications.outbox import cancel
from services.retention import rows
from services.retention.moves import KINDS


def keep(session: Session, _context: Context, patient_id: UUID, now: datetime) -> None:
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
