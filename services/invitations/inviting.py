"""Invites a patient: a new code that leaves by message, or is shown once for a printed sheet."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, or_, select

from services.centres.people import people
from services.contract.enums import Monitoring
from services.contract.invitations import Invitation as Shown
from services.contract.invitations import InvitationAsk, InvitationMade, Invitations
from services.contract.problems import ProblemCode
from services.contract.week_enums import (
    InvitationChannel,
    MessageChannel,
    MessageKind,
    MessageState,
)
from services.db.tables.messages import Message
from services.edge.writes import Done
from services.errors import ServiceError
from services.invitations import repository
from services.invitations.service import make, state_of
from services.notifications.addresses import NOWHERE, addresses_of
from services.notifications.outbox import Letter, post
from services.patients import monitoring
from services.record.work import Work, hold, invalid

_CHANNELS: Final[Mapping[InvitationChannel, MessageChannel]] = {
    InvitationChannel.SMS: MessageChannel.SMS,
    InvitationChannel.EMAIL: MessageChannel.EMAIL,
}
_MESSAGES: Final = (
    select(Message.id, Message.fallback_of, Message.state, Message.fault)
    .where(
        or_(
            Message.id.in_(bindparam("ids", expanding=True)),
            Message.fallback_of.in_(bindparam("ids", expanding=True)),
        )
    )
    .order_by(Message.created_at)
)


def invite(work: Work, ask: InvitationAsk) -> Done:
    """Makes an invitation, which ends the one before; raises 404, 409 before a consent, 422.

    The code goes into the sealed values of the message, or into this one answer.
    """
    patient = hold(work)
    if patient.monitoring is Monitoring.PENDING:
        raise ServiceError(
            409,
            ProblemCode.CONSENT_REQUIRED,
            "Nobody is invited before their consent is recorded.",
        )
    channel = _CHANNELS.get(ask.channel)
    _require_address(work, channel)
    made = make(
        work.session,
        work.context,
        work.caller.centre_id,
        work.patient_id,
        ask.channel,
        work.caller.person,
        work.now,
    )
    if channel is not None:
        letter = Letter(
            centre_id=work.caller.centre_id,
            patient_id=work.patient_id,
            kind=MessageKind.INVITATION,
            occasion=f"invitation {made.id}",
            expires_at=made.expires_at,
            values={"code": made.code},
            channels=(channel,),
        )
        message_id = post(work.session, work.context.keys, letter, work.now)
        repository.change(work.session, made.id, {"message_id": message_id})
    [shown] = [each for each in invitations_of(work).items if each.id == made.id]
    reply = InvitationMade(
        invitation=shown,
        code=made.code if channel is None else None,
        portal_url=work.context.settings.pages_address,
    )
    return Done(reply, 201, object_id=made.id, patient_id=work.patient_id)


def read(work: Work) -> Invitations:
    """The invitations of a patient; raises 404."""
    monitoring.find(work.session, work.caller, work.patient_id)
    return invitations_of(work)


def invitations_of(work: Work) -> Invitations:
    """Every invitation with what became of it, the newest first."""
    rows = repository.of_patient(work.session, work.patient_id)
    named = people(work.session, [row.made_by for row in rows])
    carried = _messages(work, [row.message_id for row in rows if row.message_id is not None])
    items = []
    for row in rows:
        messages = [] if row.message_id is None else carried.get(row.message_id, [])
        state = state_of(row, [each.state for each in messages], work.now)
        items.append(
            Shown(
                id=row.id,
                channel=row.channel,
                state=state,
                made_by=named.get(row.made_by),
                made_at=row.made_at,
                expires_at=row.expires_at,
                opened_at=row.opened_at,
                activated_at=row.activated_at,
                fault=messages[-1].fault if messages else None,
            )
        )
    return Invitations(items=items)


def _require_address(work: Work, channel: MessageChannel | None) -> None:
    """A number that takes no SMS, or no address at all, is said now and not in an hour."""
    if channel is None:
        return
    addresses = addresses_of(work.session, work.context.keys, [work.patient_id])
    if addresses.get(work.patient_id, NOWHERE).of(channel) is None:
        raise invalid("channel", "no_address")


class _Carried(NamedTuple):
    """A message that carries a code, as far as it says what became of the invitation."""

    id: UUID
    fallback_of: UUID | None
    state: MessageState
    fault: str | None


def _messages(work: Work, ids: Sequence[UUID]) -> dict[UUID, list[_Carried]]:
    """Each message that carried a code, with the one that took its place."""
    found: dict[UUID, list[_Carried]] = {}
    for row in work.session.execute(_MESSAGES, {"ids": list(ids)}) if ids else ():
        first = row.id if row.fallback_of is None else row.fallback_of
        found.setdefault(first, []).append(_Carried._make(row))
    return found
