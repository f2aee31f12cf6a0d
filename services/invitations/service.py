"""Makes invitations, says what became of them, and ends them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from services.contract.week_enums import InvitationChannel, InvitationState, MessageState
from services.db.tables.portal import Invitation
from services.edge.context import Context
from services.ids import new_id
from services.invitations import repository
from services.invitations.codes import hash_of, new_code

LASTS: Final = timedelta(days=7)
_LEFT: Final = frozenset({MessageState.SENT, MessageState.DELIVERED})
_LOST: Final = frozenset({MessageState.FAILED, MessageState.EXPIRED, MessageState.CANCELLED})


@dataclass(frozen=True)
class Made:
    """A new invitation and its code, which is kept nowhere in clear."""

    id: UUID
    code: str
    expires_at: datetime


def make(
    session: Session,
    context: Context,
    centre_id: UUID,
    patient_id: UUID,
    channel: InvitationChannel,
    by: UUID,
    now: datetime,
) -> Made:
    """Makes an invitation, which ends those before; the caller holds the patient's rows."""
    repository.end_all(session, patient_id, now, keep_activated=False)
    code = new_code()
    while repository.with_code(session, hash_of(context, code)) is not None:
        code = new_code()
    made = Made(new_id(), code, now + LASTS)
    repository.add(
        session,
        {
            "id": made.id,
            "centre_id": centre_id,
            "patient_id": patient_id,
            "code_hash": hash_of(context, code),
            "channel": channel,
            "message_id": None,
            "made_by": by,
            "made_at": now,
            "expires_at": made.expires_at,
            "opened_at": None,
            "activated_at": None,
            "failures": 0,
            "locked_at": None,
            "ended_at": None,
        },
    )
    return made


def state_of(row: Invitation, messages: Iterable[MessageState], now: datetime) -> InvitationState:
    """What became of an invitation; `messages` are the states of what carried its code.

    Several where one failed and another channel took its place.
    """
    states = set(messages)
    decided = (
        (row.ended_at is not None, InvitationState.REPLACED),
        (row.locked_at is not None, InvitationState.LOCKED),
        (row.activated_at is not None, InvitationState.ACTIVATED),
        (now >= row.expires_at, InvitationState.EXPIRED),
        (row.opened_at is not None, InvitationState.OPENED),
        (row.channel is InvitationChannel.SHEET, InvitationState.SENT),
        (bool(states & _LEFT), InvitationState.SENT),
        (bool(states) and states <= _LOST, InvitationState.FAILED),
    )
    return next((state for holds, state in decided if holds), InvitationState.WAITING)


def mark_opened(session: Session, invitation_id: UUID, now: datetime) -> None:
    """Somebody has entered code and birth date for the first time; later times change nothing."""
    repository.mark_once(session, invitation_id, "opened_at", now)


def activate(session: Session, invitation_id: UUID, now: datetime) -> None:
    """The patient has gone through the first pages: from now on it opens them until it is ended."""
    repository.mark_once(session, invitation_id, "activated_at", now)


def end(session: Session, patient_id: UUID, now: datetime) -> list[UUID]:
    """Ends what has not been activated, and says which: of somebody who is followed no more only
    the pages that are open already stay.
    """
    ended = repository.not_activated(session, patient_id)
    repository.end_all(session, patient_id, now, keep_activated=True)
    return ended


def begin_again(session: Session, invitation_ids: Iterable[UUID]) -> None:
    """Has invitations hold again that were ended by mistake."""
    repository.not_ended(session, invitation_ids)
