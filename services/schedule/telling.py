"""What is said to patients of their week: each thing once, however often it is asked for."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from services.contract.week_enums import MessageKind
from services.notifications.outbox import Letter, cancel, post_all
from services.schedule.at_work import Tick
from services.schedule.steps import told_at

REMINDERS: Final = (MessageKind.REMINDER, MessageKind.SECOND_REMINDER)
OF_A_WEEK: Final = (MessageKind.SURVEY_OPEN, *REMINDERS, MessageKind.REMINDER_NOW)
"""What asks for an answer: it waits no longer once the answer is there, or is asked for no more."""


def announce(session: Session, tick: Tick, rows: Sequence[Mapping[str, Any]]) -> None:
    """Tells patients of windows that were just made; by day when they come late."""
    letters = [
        Letter(
            centre_id=tick.centre_id,
            patient_id=row["patient_id"],
            kind=MessageKind.SURVEY_OPEN,
            occasion=f"survey:{row['id']}:open",
            expires_at=row["closes_at"],
            effective_at=max(tick.now, told_at(row["opens_at"], row["issued_at"], tick.zone)),
        )
        for row in rows
    ]
    post_all(session, tick.context.keys, letters, tick.now)


def take_back(session: Session, patient_ids: Iterable[UUID], now: datetime) -> None:
    """Cancels what still waits to ask these patients for an answer."""
    for patient_id in patient_ids:
        cancel(session, patient_id, OF_A_WEEK, now)
