"""Which messages are due, and who of several processes sends them: `sending` is committed first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from services.contract.week_enums import MessageChannel, MessageKind, MessageState
from services.db.tables.messages import Message
from services.notifications.faults import OF_PROVIDER

LEASE: Final = timedelta(minutes=2)
"""How long a message is one sender's; who is killed with it leaves it to the next after that."""
REST: Final = timedelta(minutes=1)
"""How long a channel is left alone whose provider took nothing."""


@dataclass(frozen=True)
class Claimed:
    """A message that this process alone sends, unless it takes longer than the lease.

    `tries` counts this one.
    """

    id: UUID
    centre_id: UUID
    patient_id: UUID
    kind: MessageKind
    channel: MessageChannel
    language: str
    values: bytes
    created_at: datetime
    expires_at: datetime
    fallback_of: UUID | None
    tries: int


COLUMNS: Final = (
    Message.id,
    Message.centre_id,
    Message.patient_id,
    Message.kind,
    Message.channel,
    Message.language,
    Message.values,
    Message.created_at,
    Message.expires_at,
    Message.fallback_of,
    Message.attempts,
)


def _is_waiting(now: datetime) -> ColumnElement[bool]:
    """Not in anybody's hands: it waits, or who had it never came back (or had another clock)."""
    is_left = or_(Message.sending_since <= now - LEASE, Message.sending_since > now + LEASE)
    return or_(
        Message.state == MessageState.QUEUED,
        and_(Message.state == MessageState.SENDING, is_left),
    )


def _is_due(channel: MessageChannel, now: datetime) -> ColumnElement[bool]:
    return and_(
        Message.channel == channel,
        Message.settled_at.is_(None),
        Message.next_try_at <= now,
        Message.expires_at > now,
        _is_waiting(now),
    )


def due(session: Session, channel: MessageChannel, now: datetime, limit: int) -> int:
    """How many messages of a channel could leave now, as far as the limit."""
    found = session.scalars(select(Message.id).where(_is_due(channel, now)).limit(limit))
    return len(found.all())


def rests(session: Session, channel: MessageChannel, now: datetime) -> bool:
    """Whether the provider took nothing a moment ago: then nobody asks it again so soon."""
    tried = select(Message.id).where(
        Message.channel == channel,
        Message.settled_at.is_(None),
        Message.state == MessageState.QUEUED,
        Message.fault.in_([each.value for each in OF_PROVIDER]),
        Message.sending_since > now - REST,
        Message.sending_since <= now,
    )
    return session.scalars(tried.limit(1)).first() is not None


def claim(session: Session, channel: MessageChannel, now: datetime, limit: int) -> list[Claimed]:
    """Takes the next messages of a channel, those that wait longest first.

    On PostgreSQL any number of processes take different ones; on SQLite there is one writer.
    """
    rows = session.execute(
        select(*COLUMNS)
        .where(_is_due(channel, now))
        .order_by(Message.next_try_at, Message.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    if rows:
        _change(
            session,
            [row.id for row in rows],
            {
                "state": MessageState.SENDING,
                "sending_since": now,
                "attempts": Message.attempts + 1,
            },
        )
    return [claimed_of(row, row.attempts + 1) for row in rows]


def claimed_of(row: Any, tries: int) -> Claimed:
    """A message of `COLUMNS`."""
    return Claimed(
        row.id,
        row.centre_id,
        row.patient_id,
        row.kind,
        row.channel,
        row.language,
        # A row has a method of this name.
        row._mapping["values"],
        row.created_at,
        row.expires_at,
        row.fallback_of,
        tries,
    )


def release(session: Session, message_ids: Collection[UUID]) -> None:
    """Gives back what was taken and not tried."""
    _change(
        session,
        message_ids,
        {"state": MessageState.QUEUED, "attempts": Message.attempts - 1},
        Message.state == MessageState.SENDING,
    )


def overdue(session: Session, channel: MessageChannel, now: datetime, limit: int) -> list[Claimed]:
    """Messages that are in nobody's hands and whose time is over; those of the pages too."""
    of_channel = Message.channel.in_([channel, MessageChannel.APP])
    rows = session.execute(
        select(*COLUMNS)
        .where(
            of_channel,
            Message.settled_at.is_(None),
            Message.expires_at <= now,
            _is_waiting(now),
        )
        .order_by(Message.expires_at)
        .limit(limit)
    )
    return [claimed_of(row, row.attempts) for row in rows]


def _change(
    session: Session,
    message_ids: Collection[UUID],
    values: dict[str, Any],
    *criteria: ColumnElement[bool],
) -> None:
    session.execute(
        update(Message)
        .where(Message.id.in_(list(message_ids)), *criteria)
        .values(values)
        .execution_options(synchronize_session=False)
    )
