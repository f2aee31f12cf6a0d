"""Messages on a patient's own pages: delivered when they were shown there."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from services.contract.week_enums import MessageChannel, MessageKind, MessageState
from services.db.tables.messages import Message
from services.edge.context import Context
from services.notifications import words
from services.notifications.outbox import open_values
from services.patients import monitoring
from services.security.unreadable import ciphers, opened

_UNREAD = (
    select(Message.id, Message.kind, Message.language, Message.values, Message.effective_at)
    .where(
        Message.patient_id == bindparam("patient_id"),
        Message.channel == MessageChannel.APP,
        Message.state == MessageState.QUEUED,
        Message.effective_at <= bindparam("now"),
        Message.expires_at > bindparam("now"),
    )
    .order_by(Message.effective_at, Message.id)
)


@dataclass(frozen=True)
class OnPages:
    """A message that waits on the pages, in the words of the patient's language."""

    id: UUID
    kind: MessageKind
    at: datetime
    text: str


def unread(session: Session, context: Context, patient_id: UUID, now: datetime) -> list[OnPages]:
    """What a patient has not been shown so far, oldest first; none that cannot be opened."""
    rows = session.execute(_UNREAD, {"patient_id": patient_id, "now": now}).all()
    patient = monitoring.find_for_system(session, patient_id)
    if not rows or patient is None:
        return []
    cipher = ciphers(context.keys, [patient_id])[patient_id]
    sender = words.sender_of(session, context.settings, patient.centre_id, patient.unit_id, now)
    found = []
    for row in rows:
        values = opened(partial(open_values, cipher, row.id, row.values), "message", row.id)
        if values is not None:
            text = words.on_pages(sender, row.kind, row.language, values)
            found.append(OnPages(row.id, row.kind, row.effective_at, text))
    return found


def mark_shown(
    session: Session, patient_id: UUID, message_ids: Collection[UUID], now: datetime
) -> None:
    """Says that the pages with these messages were given out; others are left as they are."""
    session.execute(
        update(Message)
        .where(
            Message.patient_id == patient_id,
            Message.id.in_(list(message_ids)),
            Message.channel == MessageChannel.APP,
            Message.state == MessageState.QUEUED,
        )
        .values(state=MessageState.DELIVERED, sent_at=now, settled_at=now)
        .execution_options(synchronize_session=False)
    )
