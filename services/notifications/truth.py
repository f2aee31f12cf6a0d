"""Whether what a message says is still so: nobody who is followed reads that nobody reads their
answers, and nothing is written to the dead (H-08, S-24).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from services.contract.archive_enums import ArchiveReason
from services.contract.archiving import FOLLOWED
from services.contract.enums import Monitoring
from services.contract.week_enums import MessageKind
from services.db.tables.archiving import Archive
from services.db.tables.patients import Patient
from services.notifications.outbox import OF_THE_END

_STANDING: Final = (
    select(Patient.id, Patient.monitoring, Archive.archived_at, Archive.reason.label("reason"))
    .outerjoin(
        Archive,
        (Archive.patient_id == Patient.id)
        & Archive.undone_at.is_(None)
        & Archive.restored_at.is_(None),
    )
    .where(Patient.id.in_(bindparam("patient_ids", expanding=True)))
)


@dataclass(frozen=True)
class Followed:
    """Whether a patient is followed, and the end that stands: when, and whether it is a death."""

    monitoring: Monitoring
    ended_at: datetime | None
    is_dead: bool

    def allows(self, kind: MessageKind, made_at: datetime) -> bool:
        """Whether a message of this kind, made then, is still true of them."""
        if self.is_dead:
            return False
        if kind is MessageKind.FOLLOW_UP_ENDED:
            is_of_this_end = self.ended_at is None or made_at >= self.ended_at
            return self.monitoring is Monitoring.ENDED and is_of_this_end
        if kind in OF_THE_END:
            return self.monitoring not in FOLLOWED
        return self.monitoring is not Monitoring.ENDED


def followed(session: Session, patient_ids: Iterable[UUID]) -> dict[UUID, Followed]:
    """How some patients stand."""
    rows = session.execute(_STANDING, {"patient_ids": list(patient_ids)})
    return {
        row.id: Followed(row.monitoring, row.archived_at, row.reason is ArchiveReason.DEATH)
        for row in rows
    }
