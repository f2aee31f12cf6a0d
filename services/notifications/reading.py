"""The messages and the preference of one patient, as whoever treats them reads them."""

from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, select, tuple_

from services.alerts import cursors
from services.centres.people import people
from services.contract.messages import (
    ChannelState,
    MessagePage,
    MessagePreference,
    PatientMessage,
)
from services.contract.week_enums import MessageChannel
from services.db.tables.messages import Message
from services.db.types import Id, Instant
from services.notifications.health import ChannelHealth, health_of
from services.notifications.outbox import OUTSIDE
from services.notifications.preferences import Preference, preference_of
from services.notifications.resending import can_resend
from services.notifications.truth import Followed, followed
from services.patients import monitoring
from services.record.work import Work

_PURPOSE: Final = "messages"
_LATEST: Final = (datetime.max.replace(tzinfo=UTC), UUID(int=2**128 - 1))
_PAGE = (
    select(Message)
    .where(
        Message.patient_id == bindparam("patient_id"),
        tuple_(Message.created_at, Message.id)
        < tuple_(bindparam("before_at", type_=Instant()), bindparam("before_id", type_=Id())),
    )
    .order_by(Message.created_at.desc(), Message.id.desc())
    .limit(bindparam("limit"))
)


def messages_of(work: Work, limit: int, cursor: str | None) -> MessagePage:
    """A page of messages; raises 404, and 422 for a cursor of something else."""
    monitoring.find(work.session, work.caller, work.patient_id)
    before: tuple[Any, ...] = _LATEST
    if cursor is not None:
        before = tuple(cursors.unpack(_PURPOSE, cursor, (datetime, UUID)))
    asked = {
        "patient_id": work.patient_id,
        "before_at": before[0],
        "before_id": before[1],
        "limit": limit + 1,
    }
    found = work.session.scalars(_PAGE, asked).all()
    shown, following = found[:limit], None
    if len(found) > limit:
        following = cursors.pack(_PURPOSE, (shown[-1].created_at, shown[-1].id))
    stands = followed(work.session, [work.patient_id])[work.patient_id]
    items = [shown_as(row, stands, work.now) for row in shown]
    return MessagePage(items=items, next_cursor=following)


def shown_as(row: Message, stands: Followed, now: datetime) -> PatientMessage:
    """A message without what is sealed in it."""
    return PatientMessage(
        id=row.id,
        kind=row.kind,
        channel=row.channel,
        language=row.language,
        state=row.state,
        fault=row.fault,
        created_at=row.created_at,
        effective_at=row.effective_at,
        expires_at=row.expires_at,
        sent_at=row.sent_at,
        settled_at=row.settled_at,
        attempts=row.attempts,
        fallback_of=row.fallback_of,
        can_resend=can_resend(row, stands, now),
    )


def preference_read(work: Work) -> MessagePreference:
    """How a patient prefers to be written to, and whether that works; raises 404."""
    monitoring.find(work.session, work.caller, work.patient_id)
    return preference_shown(work, preference_of(work.session, work.patient_id))


def preference_shown(work: Work, preference: Preference) -> MessagePreference:
    """A preference with what is known of the channels."""
    found = health_of(work.session, work.context.keys, [work.patient_id])
    health = found.get(work.patient_id, ChannelHealth())
    named = people(work.session, [preference.changed_by])
    by = preference.changed_by
    return MessagePreference(
        language=preference.language,
        channel=preference.channel,
        version=preference.version,
        changed_by=None if by is None else named.get(by),
        changed_at=preference.changed_at,
        channels=[_state(health, channel) for channel in OUTSIDE],
    )


def _state(health: ChannelHealth, channel: MessageChannel) -> ChannelState:
    tried = health.of(channel)
    return ChannelState(
        channel=channel,
        has_address=health.addresses.of(channel) is not None,
        state=None if tried is None else tried.state,
        fault=None if tried is None else tried.fault,
        at=None if tried is None else tried.at,
    )
