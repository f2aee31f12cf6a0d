"""Makes an alert, inside the transaction that stores what it is about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from services.alerts.explanations import seal_explanation
from services.alerts.lead_symptoms import first_graded
from services.alerts.life_cycle import rank_of
from services.alerts.queue import refresh
from services.alerts.unreadable import NO_EXPLANATION
from services.centres import response_times as set_times
from services.centres.times import time_of
from services.clinical.evaluate import Evaluation
from services.clinical.rules import DEFAULT_RESPONSE_TIMES, ResponseTimes
from services.contract.enums import AlertKind, AlertLevel, AlertState, AnswerOutcome
from services.contract.explanations import Explanation
from services.contract.live import LiveKind
from services.db.tables.alerts import Alert, RuleHit
from services.edge.context import Context
from services.ids import new_id
from services.live.announcing import News, announce
from services.patients.monitoring import MonitoredPatient


def raise_alert(
    session: Session,
    context: Context,
    patient: MonitoredPatient,
    answer_id: UUID | None,
    evaluation: Evaluation,
    received_at: datetime,
    rule_set_version: str | None,
    response_times: ResponseTimes = DEFAULT_RESPONSE_TIMES,
) -> UUID:
    """Stores the alert, its rule hits and the patient's row of the queue; returns the alert's id.

    The caller holds the patient's rows (one intake at a time) and has written the answer with its
    grades; None stands for an alert that no answer raised. `response_times` are those of the rule
    set: what the centre has set comes before them, as it is at `received_at`.
    """
    raised = Raised(
        *kind_and_level(evaluation), evaluation.explanation, answer_id, rule_set_version
    )
    alert_id = _store(session, context, patient, raised, received_at, response_times)
    hits = hit_rows(alert_id, patient.centre_id, evaluation)
    if hits:
        session.execute(insert(RuleHit), hits)
    _make_known(session, context, patient, alert_id, received_at)
    return alert_id


def keep_closed(
    session: Session,
    context: Context,
    patient: MonitoredPatient,
    answer_id: UUID,
    evaluation: Evaluation,
    authored_at: datetime,
    rule_set_version: str,
    response_times: ResponseTimes,
) -> UUID:
    """What an imported answer of long ago raised: stored closed, in the place of its day.

    Nobody is called to it, and later answers are compared with it as with any other. The caller
    has written the answer with its grades.
    """
    raised = Raised(
        *kind_and_level(evaluation), evaluation.explanation, answer_id, rule_set_version
    )
    alert_id = _store(
        session, context, patient, raised, authored_at, response_times, AlertState.CLOSED
    )
    hits = hit_rows(alert_id, patient.centre_id, evaluation)
    if hits:
        session.execute(insert(RuleHit), hits)
    return alert_id


def raise_unqualified(
    session: Session,
    context: Context,
    patients: Iterable[MonitoredPatient],
    at: datetime,
    response_times: ResponseTimes = DEFAULT_RESPONSE_TIMES,
) -> list[UUID]:
    """An Info alert for each patient who was enrolled without a qualified identity: until somebody
    qualifies it no INS goes out with their data (decisions 15, 29).

    `enrolling.enrol` names them to whoever enrols, in the same transaction.
    """
    kind, level = AlertKind.IDENTITY, AlertLevel.INFO
    return [
        raise_told(session, context, patient, kind, level, at, response_times)
        for patient in patients
    ]


def raise_told(
    session: Session,
    context: Context,
    patient: MonitoredPatient,
    kind: AlertKind,
    level: AlertLevel,
    at: datetime,
    response_times: ResponseTimes = DEFAULT_RESPONSE_TIMES,
) -> UUID:
    """An alert that its kind alone explains, of something that no answer said: silence (H-09), a
    message that failed, an identity. Stores it, and the patient's rows of the queue.

    The caller holds the patient's rows (`hold_patient`), and has seen to it that the same thing is
    told once.
    """
    raised = Raised(kind, level, NO_EXPLANATION)
    alert_id = _store(session, context, patient, raised, at, response_times)
    _make_known(session, context, patient, alert_id, at)
    return alert_id


@dataclass(frozen=True)
class Raised:
    """What an alert is about; only an answer has rules behind it."""

    kind: AlertKind
    level: AlertLevel
    explanation: Explanation
    answer_id: UUID | None = None
    rule_set_version: str | None = None


def _store(
    session: Session,
    context: Context,
    patient: MonitoredPatient,
    raised: Raised,
    received_at: datetime,
    response_times: ResponseTimes,
    state: AlertState = AlertState.NEW,
) -> UUID:
    alert_id = new_id()
    cipher = context.keys.patient(patient.id)
    is_technical = raised.kind is AlertKind.TECHNICAL
    times = set_times.in_force(session, patient.centre_id, received_at, response_times)
    minutes = times.minutes(raised.level, technical=is_technical)
    centre = time_of(session, patient.centre_id)
    session.execute(
        insert(Alert),
        {
            "id": alert_id,
            "centre_id": patient.centre_id,
            "unit_id": patient.unit_id,
            "patient_id": patient.id,
            "answer_id": raised.answer_id,
            "kind": raised.kind,
            "level": raised.level,
            "rank": rank_of(raised.level, raised.kind),
            "state": state,
            "closed_at": received_at if state is AlertState.CLOSED else None,
            "received_at": received_at,
            "due_at": centre.hours.add_open_minutes(received_at, minutes),
            "response_minutes": minutes,
            "rule_set_version": raised.rule_set_version,
            "lead_item": first_graded(raised.explanation),
            "explanation": seal_explanation(cipher, alert_id, raised.explanation),
            "changed_at": received_at,
            "version": 1,
        },
    )
    return alert_id


def _make_known(
    session: Session, context: Context, patient: MonitoredPatient, alert_id: UUID, at: datetime
) -> None:
    """Gives it its row of the queue, and tells the consoles that listen."""
    refresh(session, context, patient.id, time_of(session, patient.centre_id).zone)
    news = News(LiveKind.ALERT_RAISED, patient.centre_id, patient.unit_id, patient.id, alert_id, 1)
    announce(session, context.database, news, at)


def kind_and_level(evaluation: Evaluation) -> tuple[AlertKind, AlertLevel]:
    """What an evaluation raises: technical counts as critical until looked at (decision 15)."""
    if evaluation.outcome is AnswerOutcome.TECHNICAL:
        return AlertKind.TECHNICAL, AlertLevel.CRITICAL
    if evaluation.outcome is AnswerOutcome.NOTHING or evaluation.level is None:
        raise ValueError("this evaluation raises nothing")
    return AlertKind.CLINICAL, evaluation.level


def hit_rows(alert_id: UUID, centre_id: UUID, evaluation: Evaluation) -> list[dict[str, Any]]:
    """The rule hits of an alert as they are counted, in clear."""
    return [
        {
            "alert_id": alert_id,
            "rule_id": hit.rule_id,
            "rule_version": hit.rule_version,
            "centre_id": centre_id,
            "level": hit.level,
            "item": hit.item,
        }
        for hit in evaluation.explanation.hits
    ]
