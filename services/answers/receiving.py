"""Takes in one answer: found, compared, judged, and only then written, in one transaction."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from services import faults
from services.alerts.raising import raise_alert
from services.answers import content as contents
from services.answers import stored
from services.answers.earlier import find_predecessor
from services.answers.judging import judge
from services.answers.rule_sets import InForce, in_force, settle
from services.answers.timing import Timing, timing_of
from services.clinical.evaluate import Evaluation
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
) -> Received:
    """Stores an answer with its grades and its alert, or finds that it was stored before.

    Raises 404 for a patient whom the caller cannot reach and 409 for one whom nobody follows.
    Everything up to the judgement only reads; an answer leaves here as nothing, alert or technical.
    """
    patient = monitoring.find(session, caller, patient_id)
    _wait_for_turn(session, context, patient_id)
    plain = contents.canonical(content)
    keyed = context.keys.keyed_hash(caller.centre_id, contents.HASH_PURPOSE)
    content_hash = contents.content_hash(keyed, patient_id, plain, content.authored, now)
    first = stored.find_receipt(session, patient_id, content_hash)
    if first is not None:
        return Received(first, is_new=False)
    if patient.monitoring not in _WATCHED:
        raise not_followed()
    timing = timing_of(content, now, context.settings.clock_ahead_limit_s)
    rules = in_force(session, now)
    evaluation = _evaluated(session, context, patient, rules, content, timing)
    if not rules.is_activated:
        settle(session, caller.centre_id, rules.version, now)
    answer = stored.NewAnswer(
        id=new_id(),
        centre_id=caller.centre_id,
        patient_id=patient_id,
        content=content,
        content_hash=content_hash,
        timing=timing,
        received_at=now,
        channel=channel,
        submitted_by=caller.account_id,
        rule_set_version=rules.version,
        evaluation=evaluation,
    )
    stored.write(session, context.keys.patient(patient_id), answer, plain)
    faults.point("answer.before_alert", context.settings)
    alert_id = None
    if evaluation.outcome is not AnswerOutcome.NOTHING:
        alert_id = raise_alert(session, context, patient, answer.id, evaluation, now, rules.version)
    faults.point_at_commit("answer.before_commit", session, context.settings)
    return Received(answer.receipt(alert_id), is_new=True)


def _evaluated(
    session: Session,
    context: Context,
    patient: monitoring.MonitoredPatient,
    rules: InForce,
    content: AnswerContent,
    timing: Timing,
) -> Evaluation:
    before = find_predecessor(session, patient.id, timing.authored_at, patient.episode_started_at)
    faults.point("answer.before_evaluation", context.settings)
    evaluation = judge(rules, content, timing, before, context.keys.patient(patient.id))
    faults.point("answer.after_evaluation", context.settings)
    return evaluation


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
