"""What was written to everybody in the last weeks: that they are asked, and reminders of it.

It agrees with their weeks. The numbers of a few who do not answer are wrong, which is why.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from services.contract.week_enums import (
    MessageChannel,
    MessageFault,
    MessageKind,
    MessageState,
    SurveyState,
)
from services.db.scope import Scope
from services.db.tables.messages import Message
from services.db.tables.schedule import SurveyWindow
from services.demo.calendar import PRESENT
from services.edge.context import Context
from services.ids import new_id
from services.notifications.addresses import Addresses, addresses_of, index_of
from services.notifications.outbox import seal_address, seal_values

_WEEKS: Final = timedelta(weeks=4)
_A_DAY: Final = timedelta(days=1)
_ARRIVES_AFTER: Final = timedelta(seconds=40)
_ONE_WRONG_OF: Final = 3
_REMINDERS: Final = (MessageKind.REMINDER, MessageKind.SECOND_REMINDER)


def write_messages(context: Context, centre_id: UUID) -> int:
    """Writes the messages of the weeks that stand; how many."""
    with context.database.writing(Scope(centre_id)) as session:
        windows = _windows(session)
        patient_ids = list(dict.fromkeys(window.patient_id for window in windows))
        silent = [each.patient_id for each in windows if _is_silent(each)]
        wrong = frozenset(list(dict.fromkeys(silent))[::_ONE_WRONG_OF])
        addresses = addresses_of(session, context.keys, patient_ids)
        rows = [
            row
            for window in windows
            for row in _rows(context, window, addresses[window.patient_id], wrong)
        ]
        if rows:
            session.execute(insert(Message), rows)
    return len(rows)


def _windows(session: Session) -> Sequence[SurveyWindow]:
    recent = SurveyWindow.opens_at >= PRESENT - _WEEKS
    return session.scalars(
        select(SurveyWindow).where(recent).order_by(SurveyWindow.opens_at, SurveyWindow.id)
    ).all()


def _is_silent(window: SurveyWindow) -> bool:
    is_unanswered = window.answer_id is None and window.state is not SurveyState.CANCELLED
    return is_unanswered and window.reminders == len(_REMINDERS)


def _rows(
    context: Context, window: SurveyWindow, addresses: Addresses, wrong: frozenset[UUID]
) -> Iterator[dict[str, Any]]:
    channel = MessageChannel.SMS if addresses.sms else MessageChannel.EMAIL
    address = addresses.of(channel)
    if address is None:
        return
    reached = MessageState.DELIVERED if channel is MessageChannel.SMS else MessageState.SENT
    state = MessageState.FAILED if window.patient_id in wrong else reached
    for kind, at in _told(window):
        message_id, cipher = new_id(), context.keys.patient(window.patient_id)
        is_failed = state is MessageState.FAILED
        yield {
            "id": message_id,
            "centre_id": window.centre_id,
            "patient_id": window.patient_id,
            "kind": kind,
            "channel": channel,
            "language": "fr",
            "values": seal_values(cipher, message_id, {}),
            "state": state,
            "occasion": None,
            "created_at": at,
            "effective_at": at,
            "next_try_at": at,
            "expires_at": window.closes_at,
            "attempts": 1,
            "sending_since": at,
            "sent_at": None if is_failed else at,
            "settled_at": at + _ARRIVES_AFTER,
            "fault": MessageFault.WRONG_ADDRESS.value if is_failed else None,
            "address": seal_address(cipher, message_id, address),
            "address_index": index_of(context.keys, window.centre_id, channel, address),
        }


def _told(window: SurveyWindow) -> Iterator[tuple[MessageKind, datetime]]:
    """What was written about a week, and when."""
    yield MessageKind.SURVEY_OPEN, window.issued_at
    for number, kind in enumerate(_REMINDERS[: window.reminders], 1):
        is_last = number == window.reminders and window.last_reminder_at is not None
        at = window.last_reminder_at if is_last else window.opens_at + number * _A_DAY
        if at is not None and at <= PRESENT:
            yield kind, at
