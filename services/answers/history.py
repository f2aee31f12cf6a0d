"""Answers of long ago that are brought in from another system: judged, kept, and nobody called."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from services.alerts.raising import keep_closed
from services.answers import repeated, stored
from services.answers.content import meaning, unseal
from services.answers.earlier import find_earlier
from services.answers.judging import Found, judge
from services.answers.receiving import receive
from services.answers.rule_sets import in_force, settle
from services.answers.timing import Timing, timing_of
from services.centres.times import time_of
from services.contract.answer_content import AnswerContent
from services.contract.answers import AnswerReceipt
from services.contract.enums import AnswerOutcome, Channel
from services.db.tables.answers import Answer
from services.db.types import Instant
from services.edge.context import Context
from services.ids import new_id
from services.patients import monitoring
from services.security.caller import Caller
from services.security.unreadable import ciphers, opened

_WRITTEN_AT: Final = (
    select(Answer.id, Answer.content, Answer.content_hash)
    .where(
        Answer.patient_id == bindparam("patient_id"),
        Answer.authored_at == bindparam("authored_at", type_=Instant()),
    )
    .order_by(Answer.id)
)
HISTORY_AFTER: Final = timedelta(days=14)
"""Two weekly surveys: what is older says nothing of today, and the silence since then would."""


@dataclass(frozen=True)
class Brought:
    """What became of an answer that was brought in."""

    receipt: AnswerReceipt
    is_new: bool
    is_history: bool


def bring_in(
    session: Session,
    context: Context,
    caller: Caller,
    patient_id: UUID,
    content: AnswerContent,
    now: datetime,
) -> Brought:
    """Stores an answer of a patient who is followed, written at an instant that can be believed.

    One of the last two weeks is received like any other. An older one is judged by the rules in
    force, beside the surveys and the treatment of its day, and what it raises is stored closed.
    Sent again it is known, whatever became of its alert.
    """
    content_hash = _hash_of(context, caller, patient_id, content)
    known = stored.find_first(session, patient_id, content_hash) or _of_that_instant(
        session, context, patient_id, content
    )
    if known is not None:
        return Brought(known.receipt, is_new=False, is_history=False)
    authored_at = content.authored or now
    if now - authored_at <= HISTORY_AFTER:
        received = receive(
            session, context, caller, patient_id, content, Channel.IMPORT, now, is_dated=True
        )
        return Brought(received.receipt, received.is_new, is_history=False)
    receipt = _keep(session, context, caller, patient_id, content, now)
    return Brought(receipt, is_new=True, is_history=True)


def is_here(
    session: Session, context: Context, caller: Caller, patient_id: UUID, content: AnswerContent
) -> bool:
    """Whether an answer was stored before, and was not taken back."""
    content_hash = _hash_of(context, caller, patient_id, content)
    known = stored.find_first(session, patient_id, content_hash) or _of_that_instant(
        session, context, patient_id, content
    )
    return known is not None and not known.is_gone


def _of_that_instant(
    session: Session, context: Context, patient_id: UUID, content: AnswerContent
) -> stored.First | None:
    """The answer that said the same at that instant, whenever it was received.

    One that came by itself long after it was written is kept under the time of its reception; a
    second alert for it would be one too many (H-11).
    """
    cipher = ciphers(context.keys, [patient_id])[patient_id]
    asked = {"patient_id": patient_id, "authored_at": content.authored}
    for row in session.execute(_WRITTEN_AT, asked):
        read = partial(unseal, cipher, row.id, row.content)
        said = opened(read, "answer", row.id)
        if said is not None and meaning(said) == meaning(content):
            return stored.find_first(session, patient_id, row.content_hash)
    return None


def _hash_of(context: Context, caller: Caller, patient_id: UUID, content: AnswerContent) -> bytes:
    """The hash of what was said and when, whatever the time of reception."""
    keyed = context.keys.keyed_hash(caller.centre_id, repeated.HASH_PURPOSE)
    return keyed.of(patient_id.bytes + bytes(1) + meaning(content))


def _keep(
    session: Session,
    context: Context,
    caller: Caller,
    patient_id: UUID,
    content: AnswerContent,
    now: datetime,
) -> AnswerReceipt:
    patient = monitoring.find(session, caller, patient_id)
    rules = in_force(session, now)
    ahead_limit_s = context.settings.clock_ahead_limit_s
    timing = timing_of(content, now, patient.episode_started_at, ahead_limit_s)
    cipher = context.keys.patient(patient_id)
    judged = judge(rules, content, timing, _found(session, patient, timing), cipher)
    if not rules.is_activated:
        settle(session, caller, rules.version, now)
    answer = stored.NewAnswer(
        id=new_id(),
        centre_id=caller.centre_id,
        patient_id=patient_id,
        content=content,
        content_hash=_hash_of(context, caller, patient_id, content),
        timing=timing,
        received_at=now,
        channel=Channel.IMPORT,
        submitted_by=caller.account_id,
        rule_set_version=rules.version,
        evaluation=judged.evaluation,
    )
    stored.write(session, cipher, answer)
    alert_id = None
    if judged.evaluation.outcome is not AnswerOutcome.NOTHING:
        alert_id = keep_closed(
            session,
            context,
            patient,
            answer.id,
            judged.evaluation,
            timing.authored_at,
            rules.version,
            judged.response_times,
        )
    return answer.receipt(alert_id)


def _found(session: Session, patient: monitoring.MonitoredPatient, timing: Timing) -> Found:
    """What the answer is judged beside; what is expected today was not expected then."""
    day = timing.authored_at.astimezone(time_of(session, patient.centre_id).zone).date()
    return Found(
        find_earlier(session, patient.id, timing.authored_at, patient.episode_started_at),
        monitoring.treatment(session, patient.id, day),
        (),
    )
