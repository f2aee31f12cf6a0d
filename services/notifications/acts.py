"""What somebody who treats a patient does about messages: the preference, a message sent again."""

from uuid import UUID

from sqlalchemy import bindparam, select

from services.contract.messages import MessagePreferenceAsk, ResendAsk
from services.contract.problems import CurrentState, ProblemCode
from services.db.tables.messages import Message
from services.edge.writes import Done
from services.errors import ServiceError
from services.notifications.preferences import preference_of, set_preference
from services.notifications.reading import preference_shown, shown_as
from services.notifications.resending import resend
from services.notifications.truth import followed
from services.record.work import Work, hold, require_writable

_ONE = select(Message).where(Message.id == bindparam("message_id"))


def change_preference(work: Work, version: int, ask: MessagePreferenceAsk) -> Done:
    """Writes down how a patient prefers to be written to; raises 404, 403, 409, 412."""
    require_writable(work, hold(work))
    standing = preference_of(work.session, work.patient_id)
    if standing.version != version:
        current = CurrentState(
            version=standing.version, state="changed", by=None, at=standing.changed_at
        )
        raise ServiceError(
            412, ProblemCode.VERSION_STALE, "This was changed meanwhile.", current=current
        )
    changed = set_preference(
        work.session,
        work.caller.centre_id,
        work.patient_id,
        ask.language,
        ask.channel,
        work.caller.account_id,
        work.now,
    )
    return Done(
        preference_shown(work, changed),
        object_id=work.patient_id,
        object_version=changed.version,
        patient_id=work.patient_id,
    )


def send_again(work: Work, message_id: UUID, _ask: ResendAsk) -> Done:
    """Posts a message again; raises 404, 409."""
    new = resend(work, message_id)
    row = work.session.scalars(_ONE, {"message_id": new}).one()
    stands = followed(work.session, [work.patient_id])[work.patient_id]
    reply = shown_as(row, stands, work.now)
    return Done(reply, status=201, object_id=new, patient_id=work.patient_id)
