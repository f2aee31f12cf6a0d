"""What became of a message, written down after its carrier was asked (R-NOT-02)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, exists, insert, select, update
from sqlalchemy.orm import Session

from services.contract.week_enums import MessageChannel, MessageState
from services.db.holding import hold_patient
from services.db.scope import Scope
from services.db.tables.messages import Message
from services.edge.context import Context
from services.ids import new_id
from services.message_settings import MessageSettings
from services.notifications.addresses import index_of
from services.notifications.carriers.carrying import NotTaken
from services.notifications.carriers.chosen import has_carrier
from services.notifications.claiming import Claimed
from services.notifications.faults import Fault
from services.notifications.health import ChannelHealth, health_of
from services.notifications.outbox import open_values, seal_address, seal_values
from services.notifications.telling import tell
from services.security.unreadable import opened

FIRST_LOOK: Final = timedelta(minutes=1)
"""When a provider that can tell more is asked what became of a message."""
_OTHER: Final = {
    MessageChannel.SMS: MessageChannel.EMAIL,
    MessageChannel.EMAIL: MessageChannel.SMS,
}


@dataclass(frozen=True)
class Desk:
    """Where results are written down: one centre, and the time of this look."""

    context: Context
    now: datetime


def taken(
    desk: Desk, message: Claimed, address: str, reference: str | None, *, is_followed: bool
) -> None:
    """The carrier has it; `is_followed`: it will say more."""
    followed = is_followed and reference is not None
    values = _went_to(desk, message, address) | {
        "state": MessageState.SENT,
        "sent_at": desk.now,
        "reference": reference,
        "fault": None,
        "settled_at": None if followed else desk.now,
        "next_try_at": desk.now + FIRST_LOOK,
    }
    with desk.context.database.writing(Scope(message.centre_id)) as session:
        # Also when somebody else holds it by now: that it was taken is true.
        waits = Message.state.in_([MessageState.SENDING, MessageState.QUEUED])
        _write(session, message, values, waits)


def not_taken(desk: Desk, message: Claimed, address: str | None, refused: NotTaken) -> None:
    """The carrier does not have it: later again, or failed, and then perhaps another way."""
    with desk.context.database.writing(Scope(message.centre_id)) as session:
        hold_patient(session, message.patient_id)
        stands = _standing(session, message)
        if stands is None:
            return
        went_to = {} if address is None else _went_to(desk, message, address)
        if Fault.WITHDRAWN in (stands.fault, refused.fault):
            _end(session, message, desk, MessageState.CANCELLED, Fault.WITHDRAWN)
            return
        other = _other_way(session, desk, message)
        settings = desk.context.settings.message
        if not refused.is_final and message.tries < _most_tries(settings, other):
            again_at = desk.now + _wait(settings, message.tries)
            values = {"state": MessageState.QUEUED, "next_try_at": again_at}
            _write(session, message, went_to | values | {"fault": refused.fault.value})
            return
        _write(session, message, went_to)
        fail(session, desk, message, refused.fault, other)


def fail(
    session: Session,
    desk: Desk,
    message: Claimed,
    fault: Fault,
    other: MessageChannel | None,
) -> None:
    """It will not arrive: the other channel once, and whoever follows the patient is told."""
    _end(session, message, desk, MessageState.FAILED, fault)
    if other is not None:
        _send_otherwise(session, desk, message, other)
    tell(session, desk.context, message, fault, desk.now, has_other_way=other is not None)


def lost(desk: Desk, message: Claimed) -> None:
    """The provider took it and says now that it did not arrive."""
    with desk.context.database.writing(Scope(message.centre_id)) as session:
        hold_patient(session, message.patient_id)
        if _standing(session, message, MessageState.SENT) is not None:
            other = _other_way(session, desk, message)
            fail(session, desk, message, Fault.NOT_DELIVERED, other)


def overdue(desk: Desk, message: Claimed) -> None:
    """Its time is over; who was to be reached outside of the pages has not been."""
    with desk.context.database.writing(Scope(message.centre_id)) as session:
        hold_patient(session, message.patient_id)
        stands = _standing(session, message, MessageState.QUEUED, MessageState.SENDING)
        if stands is None:
            return
        if stands.fault == Fault.WITHDRAWN.value:
            _end(session, message, desk, MessageState.CANCELLED, Fault.WITHDRAWN)
            return
        fault = Fault(stands.fault) if stands.fault else Fault.TOO_LATE
        _end(session, message, desk, MessageState.EXPIRED, fault)
        if message.channel in _OTHER:
            tell(session, desk.context, message, fault, desk.now, has_other_way=False)


def rerouted(desk: Desk, message: Claimed) -> bool:
    """Of a channel that this installation does not have: the other one, if that can be."""
    with desk.context.database.writing(Scope(message.centre_id)) as session:
        other = _other_way(session, desk, message)
        if other is None:
            return False
        values = {"state": MessageState.QUEUED, "channel": other, "attempts": message.tries - 1}
        _write(session, message, values, Message.state == MessageState.SENDING)
        return True


def _standing(session: Session, message: Claimed, *states: MessageState) -> Any:
    """The row if it is still as this process left it."""
    wanted = states or (MessageState.SENDING,)
    return session.execute(
        select(Message.state, Message.fault).where(
            Message.id == message.id,
            Message.state.in_(wanted),
            Message.attempts == message.tries,
        )
    ).one_or_none()


def _end(session: Session, message: Claimed, desk: Desk, state: MessageState, fault: Fault) -> None:
    values = {"state": state, "settled_at": desk.now, "fault": fault.value}
    _write(session, message, values)


def _write(
    session: Session, message: Claimed, values: dict[str, Any], *criteria: ColumnElement[bool]
) -> None:
    if values:
        session.execute(
            update(Message)
            .where(Message.id == message.id, *criteria)
            .values(values)
            .execution_options(synchronize_session=False)
        )


def _went_to(desk: Desk, message: Claimed, address: str) -> dict[str, Any]:
    keys = desk.context.keys
    return {
        "address": seal_address(keys.patient(message.patient_id), message.id, address),
        "address_index": index_of(keys, message.centre_id, message.channel, address),
    }


def _most_tries(settings: MessageSettings, other: MessageChannel | None) -> int:
    """Who can be reached otherwise does not wait for a day."""
    if other is None:
        return settings.attempts
    return min(settings.attempts, settings.attempts_before_other_channel)


def _wait(settings: MessageSettings, tries: int) -> timedelta:
    """Twice as long after each try."""
    doubled = settings.retry_first_s * 2 ** min(tries - 1, 20)
    return timedelta(seconds=min(doubled, settings.retry_longest_s))


def _other_way(session: Session, desk: Desk, message: Claimed) -> MessageChannel | None:
    """The other channel, where it was not tried and nothing is known against it."""
    other = _OTHER.get(message.channel)
    is_late = message.expires_at <= desk.now
    if other is None or is_late or message.fallback_of is not None:
        return None
    if not has_carrier(desk.context.settings, other):
        return None
    beside = exists().where(
        Message.patient_id == message.patient_id,
        Message.kind == message.kind,
        Message.created_at == message.created_at,
        Message.channel == other,
    )
    if session.scalars(select(Message.id).where(Message.id == message.id, beside)).first():
        return None
    known = health_of(session, desk.context.keys, [message.patient_id])
    return other if known.get(message.patient_id, ChannelHealth()).works(other) else None


def _send_otherwise(
    session: Session, desk: Desk, message: Claimed, channel: MessageChannel
) -> None:
    cipher, new = desk.context.keys.patient(message.patient_id), new_id()
    values = opened(lambda: open_values(cipher, message.id, message.values), "message", message.id)
    if values is None:
        return
    session.execute(
        insert(Message),
        {
            "id": new,
            "centre_id": message.centre_id,
            "patient_id": message.patient_id,
            "kind": message.kind,
            "channel": channel,
            "language": message.language,
            "values": seal_values(cipher, new, values),
            "state": MessageState.QUEUED,
            "created_at": desk.now,
            "effective_at": desk.now,
            "next_try_at": desk.now,
            "expires_at": message.expires_at,
            "attempts": 0,
            "fallback_of": message.id,
        },
    )
