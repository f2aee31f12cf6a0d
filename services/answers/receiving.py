"""Takes in one answer: found, compared, judged, and only then written, in one transaction."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from services import faults
from services.alerts.correcting import correct_alert
from services.alerts.raising import raise_alert
from services.alerts.rule_exception_rows import running
from services.alerts.waking import wake
from services.answers import repeated, stored
from services.answers.corrections import Replaced, find_replaced, withdraw
from services.answers.earlier import find_earlier
from services.answers.judging import Found, Judgement, judge
from services.answers.rule_exceptions import keep
from services.answers.rule_sets import InForce, in_force, settle
from services.answers.timing import Timing, timing_of
from services.centres.times import time_of
from services.clinical.evaluate import Evaluation
from services.clinical.rules import ResponseTimes
from services.contract.answer_content import AnswerContent
from services.contract.answers import AnswerReceipt
from services.contract.enums import AnswerOutcome, Channel, Monitoring
from services.contract.problems import ProblemCode
from services.edge.context import Context
from services.errors import ServiceError
from services.ids import new_id
from services.patients import monitoring
from services.security.caller import Caller

_WATCHED = (Monitoring.ACTIVE, Monitoring.PAUSED)
_ONE_ANSWER_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended(:patient, 0))")


@dataclass(frozen=True)
class Received:
    """What the sender is told, and whether anything was stored for it."""

    receipt: AnswerReceipt
    is_new: bool


def receive(
    session: Session,
    context: Context,
    caller: Caller,
    patient_id: UUID,
    content: AnswerContent,
    channel: Channel,
    now: datetime,
    *,
    is_dated: bool = False,
    is_unfinished: bool = False,
) -> Received:
    """Stores an answer with its grades and its alert, or finds that it was stored before.

    `is_dated`: the instant of writing tells which answer it is, however long ago. `is_unfinished`:
    the patient is still answering, and what they have said so far cannot wait for the rest.
    Raises 404 for a patient whom the caller cannot reach and 409 for one whom nobody follows.
    Everything up to the judgement only reads; an answer leaves here as nothing, alert or technical.
    """
    monitoring.find(session, caller, patient_id)
    _wait_for_turn(session, context, patient_id)
    # Whoever was waited for may have ended the follow-up: nobody would read this answer (H-08).
    patient = monitoring.find(session, caller, patient_id)
    keyed = context.keys.keyed_hash(caller.centre_id, repeated.HASH_PURPOSE)
    known = repeated.recognise(session, keyed, patient_id, content, now, is_dated=is_dated)
    if known.first is not None:
        return Received(known.first, is_new=False)
    if patient.monitoring not in _WATCHED:
        raise not_followed()
    arrived = _Arrived(content, known.content_hash, channel, is_unfinished)
    return Received(_take_in(session, context, caller, patient, arrived, now), is_new=True)


def what_if(
    session: Session, context: Context, caller: Caller, patient_id: UUID, content: AnswerContent
) -> Evaluation:
    """What an unfinished answer would raise now; writes nothing, and raises what `receive` does."""
    patient = monitoring.find(session, caller, patient_id)
    if patient.monitoring not in _WATCHED:
        raise not_followed()
    now = context.clock.now()
    rules = in_force(session, now)
    replaced = find_replaced(session, patient.id, content)
    timing = _timing(context, patient, content, replaced, now)
    found = _found(session, patient, timing)
    cipher = context.keys.patient(patient.id)
    return judge(rules, content, timing, found, cipher, is_unfinished=True).evaluation


@dataclass(frozen=True)
class _Arrived:
    """A new answer as it came."""

    content: AnswerContent
    content_hash: bytes
    channel: Channel
    is_unfinished: bool


def _take_in(
    session: Session,
    context: Context,
    caller: Caller,
    patient: monitoring.MonitoredPatient,
    arrived: _Arrived,
    now: datetime,
) -> AnswerReceipt:
    """Judges a new answer and writes everything that it leaves behind."""
    content = arrived.content
    rules = in_force(session, now)
    replaced = find_replaced(session, patient.id, content)
    timing = _timing(context, patient, content, replaced, now)
    found = _found(session, patient, timing)
    judged = _judged(context, patient, rules, arrived, timing, found)
    if not rules.is_activated:
        settle(session, caller, rules.version, now)
    answer = stored.NewAnswer(
        id=new_id(),
        centre_id=caller.centre_id,
        patient_id=patient.id,
        content=content,
        content_hash=arrived.content_hash,
        timing=timing,
        received_at=now,
        channel=arrived.channel,
        submitted_by=caller.account_id,
        rule_set_version=rules.version,
        evaluation=judged.evaluation,
        replaces_id=None if replaced is None else replaced.id,
        is_unfinished=arrived.is_unfinished,
    )
    stored.write(session, context.keys.patient(patient.id), answer)
    if content.is_retraction and replaced is not None:
        withdraw(session, replaced.id, now)
    keep(session, context, caller, found.exceptions, answer, judged.evaluation)
    wake(session, context, patient.id, now)
    faults.point("answer.before_alert", context.settings)
    alert_id = _alert_of(session, context, patient, answer, replaced, judged.response_times)
    faults.point_at_commit("answer.before_commit", session, context.settings)
    return answer.receipt(alert_id)


def _alert_of(
    session: Session,
    context: Context,
    patient: monitoring.MonitoredPatient,
    answer: stored.NewAnswer,
    replaced: Replaced | None,
    response_times: ResponseTimes,
) -> UUID | None:
    """A correction goes to the alert that stands open for what it corrects, if there is one.

    A retraction, and what is said in its place, has an alert of its own: it must not take what was
    severe off the screen, nor be taken off itself.
    """
    found = (
        answer.id,
        answer.evaluation,
        answer.received_at,
        answer.rule_set_version,
        response_times,
    )
    is_apart = answer.content.is_retraction or replaced is None or replaced.is_withdrawn
    if replaced is not None and not is_apart:
        alert_id = correct_alert(session, context, patient, replaced.id, *found)
        if alert_id is not None:
            return alert_id
    if answer.evaluation.outcome is AnswerOutcome.NOTHING:
        return None
    return raise_alert(session, context, patient, *found)


def _timing(
    context: Context,
    patient: monitoring.MonitoredPatient,
    content: AnswerContent,
    replaced: Replaced | None,
    now: datetime,
) -> Timing:
    ahead_limit_s = context.settings.clock_ahead_limit_s
    return timing_of(content, now, patient.episode_started_at, ahead_limit_s, replaced)


def _found(session: Session, patient: monitoring.MonitoredPatient, timing: Timing) -> Found:
    """What an answer is judged beside: earlier surveys, the treatment, what is expected."""
    zone = time_of(session, patient.centre_id).zone
    today = timing.received_at.astimezone(zone).date()
    return Found(
        find_earlier(session, patient.id, timing.authored_at, patient.episode_started_at),
        monitoring.treatment(session, patient.id, today),
        running(session, patient.id, timing.received_at),
    )


def _judged(
    context: Context,
    patient: monitoring.MonitoredPatient,
    rules: InForce,
    arrived: _Arrived,
    timing: Timing,
    found: Found,
) -> Judgement:
    faults.point("answer.before_evaluation", context.settings)
    cipher = context.keys.patient(patient.id)
    judged = judge(
        rules, arrived.content, timing, found, cipher, is_unfinished=arrived.is_unfinished
    )
    faults.point("answer.after_evaluation", context.settings)
    return judged


def _wait_for_turn(session: Session, context: Context, patient_id: UUID) -> None:
    """One answer of a patient at a time; on SQLite there is one writer anyway."""
    if not context.database.is_sqlite:
        session.execute(_ONE_ANSWER_AT_A_TIME, {"patient": f"patient:{patient_id}"})


def not_followed() -> ServiceError:
    """Refused aloud, because nobody would read the answer (R-RET-03)."""
    return ServiceError(
        409,
        ProblemCode.MONITORING_NOT_ACTIVE,
        "This patient is not being followed: nobody reads answers, and this one was not stored.",
    )
