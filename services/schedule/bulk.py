"""Reminds many at once, each for themself: what is not possible for one stops nobody else.

But for somebody out of reach: one identifier of another unit refuses the whole, as anywhere.
"""

from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from services.audit.journal import entry_of, record
from services.contract.non_responders import RemindAsk, Reminded, RemindedAll
from services.contract.schedule import ReminderOutcome
from services.db.holding import hold_patient
from services.edge.context import Context
from services.edge.writes import Done
from services.patients import monitoring
from services.record.work import Work
from services.schedule.by_hand import Sent, remind_now
from services.security.caller import Caller
from services.security.unreadable import opened

OPERATION = "remind_non_responders"


def remind_all(
    session: Session, context: Context, caller: Caller, now: datetime, ask: RemindAsk
) -> Done:
    """What was done about each; every one of them has a journal entry of their own.

    Raises 404 when one of them is out of reach, and then nobody is reminded.
    """
    sent = {}
    for patient_id in ask.patient_ids:
        monitoring.find(session, caller, patient_id)
    # In one order, whatever was asked for: two who hold several never wait for each other.
    for patient_id in sorted(set(ask.patient_ids)):
        sent[patient_id] = each = _remind(Work(session, context, caller, patient_id, now))
        record(
            session,
            entry_of(
                caller,
                OPERATION,
                now,
                each.outcome.value,
                object_id=each.message_id or patient_id,
                patient_id=patient_id,
            ),
        )
    items = [
        Reminded(
            patient_id=patient_id,
            outcome=sent[patient_id].outcome,
            message_id=sent[patient_id].message_id,
        )
        for patient_id in dict.fromkeys(ask.patient_ids)
    ]
    return Done(RemindedAll(items=items))


def _remind(work: Work) -> Sent:
    if opened(partial(work.context.keys.patient, work.patient_id), "key", work.patient_id) is None:
        return Sent(ReminderOutcome.UNREADABLE)
    hold_patient(work.session, work.patient_id)
    return remind_now(work)
