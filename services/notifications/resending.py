"""A message that did not arrive, sent again by somebody who has mended what was wrong."""

from datetime import datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select

from services.contract.problems import CurrentState, ProblemCode
from services.contract.week_enums import MessageKind, MessageState
from services.db.tables.messages import Message
from services.errors import ServiceError, not_found
from services.notifications.outbox import Letter, open_values, post
from services.notifications.truth import Followed, followed
from services.record.work import Work, hold, unreadable
from services.security.unreadable import opened

_ONE = select(Message).where(
    Message.patient_id == bindparam("patient_id"), Message.id == bindparam("message_id")
)
_DID_NOT_ARRIVE: Final = frozenset({MessageState.FAILED, MessageState.EXPIRED})
# What stays true after its time was over, and for how long it is tried again.
_LASTING: Final = frozenset({MessageKind.CALL_US, MessageKind.FOLLOW_UP_ENDED})
_TRIED_FOR: Final = timedelta(days=2)


def can_resend(row: Message, followed: Followed, now: datetime) -> bool:
    """Whether a message may be sent again: never what is not so any more, and an invitation never,
    because a new one has a new code.

    What its fallback has taken the place of is that message's matter; what asks for an answer is
    pointless once its time is over.
    """
    is_in_time = row.kind in _LASTING or row.expires_at > now
    is_lost = row.state in _DID_NOT_ARRIVE and row.kind is not MessageKind.INVITATION
    return is_lost and is_in_time and followed.allows(row.kind, row.created_at)


def resend(work: Work, message_id: UUID) -> UUID:
    """Posts it again, once, on the channel that works now; the new message.

    Raises 404, and 409 for one that arrived, may not be sent again, or was.
    """
    hold(work)
    asked = {"patient_id": work.patient_id, "message_id": message_id}
    row = work.session.scalars(_ONE, asked).one_or_none()
    if row is None:
        raise not_found()
    stands = followed(work.session, [work.patient_id])[work.patient_id]
    if not can_resend(row, stands, work.now):
        raise _forbidden(row)
    cipher = work.context.keys.patient(work.patient_id)
    values = opened(partial(open_values, cipher, row.id, row.values), "message", row.id)
    if values is None:
        raise unreadable()
    letter = Letter(
        centre_id=row.centre_id,
        patient_id=row.patient_id,
        kind=row.kind,
        occasion=f"resent {row.id}",
        expires_at=max(row.expires_at, work.now + _TRIED_FOR)
        if row.kind in _LASTING
        else row.expires_at,
        values=values,
    )
    new = post(work.session, work.context.keys, letter, work.now)
    if new is None:
        raise _forbidden(row)
    return new


def _forbidden(row: Message) -> ServiceError:
    return ServiceError(
        409,
        ProblemCode.STATE_FORBIDS,
        "This message is not sent again.",
        current=CurrentState(version=row.attempts, state=row.state.value, by=None, at=None),
    )
