"""What became of messages that a provider took, where it can be asked."""

from contextlib import closing
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.contract.week_enums import MessageChannel, MessageState
from services.db.scope import Scope
from services.db.tables.messages import Message
from services.notifications import settling
from services.notifications.carriers.carrying import NotTaken
from services.notifications.carriers.chosen import carrier_of
from services.notifications.claiming import COLUMNS, Claimed, claimed_of
from services.notifications.settling import Desk

_AT_ONCE: Final = 50
# How old a message is, and how long it is left alone after it was asked for in vain.
_LATER: Final = (
    (timedelta(minutes=10), timedelta(minutes=1)),
    (timedelta(hours=2), timedelta(minutes=10)),
    (timedelta.max, timedelta(hours=2)),
)


def follow_sent(desk: Desk, scope: Scope, channel: MessageChannel) -> None:
    """Asks for those that are due to be asked for; a provider that is away is asked later."""
    with desk.context.database.reading(scope) as session:
        waiting = _waiting(session, channel, desk.now)
    if not waiting:
        return
    with closing(carrier_of(desk.context.settings, channel)) as carrier:
        for message, reference, sent_at in waiting:
            try:
                state = carrier.follow(reference) if carrier.follows else None
            except NotTaken:
                return
            _settle(desk, scope, message, state, sent_at)


def _waiting(
    session: Session, channel: MessageChannel, now: datetime
) -> list[tuple[Claimed, str, datetime]]:
    rows = session.execute(
        select(*COLUMNS, Message.reference, Message.sent_at)
        .where(
            Message.channel == channel,
            Message.settled_at.is_(None),
            Message.state == MessageState.SENT,
            Message.next_try_at <= now,
        )
        .order_by(Message.next_try_at)
        .limit(_AT_ONCE)
    )
    return [
        (claimed_of(row, row.attempts), row.reference, row.sent_at)
        for row in rows
        if row.reference is not None
    ]


def _settle(
    desk: Desk, scope: Scope, message: Claimed, state: MessageState | None, sent_at: datetime
) -> None:
    if state is MessageState.FAILED:
        settling.lost(desk, message)
        return
    age = desk.now - sent_at
    if state is MessageState.DELIVERED:
        values = {"state": MessageState.DELIVERED, "settled_at": desk.now}
    elif age > timedelta(hours=desk.context.settings.message.follow_h):
        # It stays sent: nobody will know more.
        values = {"settled_at": desk.now}
    else:
        wait = next(wait for older, wait in _LATER if age <= older)
        values = {"next_try_at": desk.now + wait}
    with desk.context.database.writing(scope) as session:
        session.execute(
            update(Message)
            .where(Message.id == message.id, Message.state == MessageState.SENT)
            .values(values)
            .execution_options(synchronize_session=False)
        )
