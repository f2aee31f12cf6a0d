"""Gives an open alert the answer that corrects its own: it may rise, never fall (decision 16)."""

from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from services.alerts.explanations import seal_explanation
from services.alerts.lead_symptoms import first_graded
from services.alerts.life_cycle import given_back, rank_of
from services.alerts.queue import refresh
from services.alerts.raising import hit_rows, kind_and_level
from services.alerts.repository import standing_of
from services.alerts.standing import Standing
from services.centres import response_times as set_times
from services.centres.times import CentreTime, time_of
from services.clinical.evaluate import Evaluation
from services.clinical.rules import ResponseTimes
from services.contract.enums import AlertKind, AlertLevel, AlertState, AnswerOutcome
from services.db.tables.alerts import Alert, RuleHit
from services.edge.context import Context
from services.live.announcing import announce, changed
from services.patients.monitoring import MonitoredPatient

_OPEN_OF_ANSWER = select(Alert).where(
    Alert.answer_id == bindparam("answer_id"), Alert.state != AlertState.CLOSED
)
_KNOWN_RULES = select(RuleHit.rule_id).where(RuleHit.alert_id == bindparam("alert_id"))


@dataclass(frozen=True)
class _Risen:
    """What a worse answer makes of an alert; somebody has to answer for it anew, in its time."""

    kind: AlertKind
    level: AlertLevel
    response_minutes: int
    due_at: datetime
    received_at: datetime

    def columns(self) -> dict[str, Any]:
        """The columns of the alert."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def correct_alert(
    session: Session,
    context: Context,
    patient: MonitoredPatient,
    replaced_id: UUID,
    answer_id: UUID,
    evaluation: Evaluation,
    received_at: datetime,
    rule_set_version: str | None,
    response_times: ResponseTimes,
) -> UUID | None:
    """Moves the open alert of an answer to the one that corrects it; None when none is open.

    The level stays where the correction is milder, because somebody may have acted on it already.
    Where it is worse the alert is new again: whoever answered for it did not know. Rule hits are
    added and none is taken away. The caller holds the patient's rows.
    """
    alert = session.scalars(_OPEN_OF_ANSWER, {"answer_id": replaced_id}).one_or_none()
    if alert is None:
        return None
    centre = time_of(session, patient.centre_id)
    times = set_times.in_force(session, patient.centre_id, received_at, response_times)
    risen = _risen(alert, evaluation, received_at, times, centre)
    standing = standing_of(alert)
    values = {
        "answer_id": answer_id,
        "explanation": seal_explanation(
            context.keys.patient(patient.id), alert.id, evaluation.explanation
        ),
        "lead_item": first_graded(evaluation.explanation),
        "rule_set_version": rule_set_version,
        "changed_at": received_at,
        "changed_by": None,
        "version": alert.version + 1,
    }
    if risen is not None:
        anew = _standing_of_risen(standing, risen)
        values |= risen.columns() | {
            field.name: getattr(anew, field.name) for field in fields(Standing)
        }
    session.execute(
        update(Alert)
        .where(Alert.id == alert.id)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    _add_hits(session, alert, evaluation)
    refresh(session, context, patient.id, centre.zone)
    announce(session, context.database, changed(alert, alert.version + 1), received_at)
    return alert.id


def _risen(
    alert: Alert,
    evaluation: Evaluation,
    received_at: datetime,
    response_times: ResponseTimes,
    centre: CentreTime,
) -> _Risen | None:
    if evaluation.outcome is AnswerOutcome.NOTHING:
        return None
    kind, level = kind_and_level(evaluation)
    if rank_of(level, kind) >= rank_of(alert.level, alert.kind):
        return None
    minutes = response_times.minutes(level, technical=kind is AlertKind.TECHNICAL)
    due_at = centre.hours.add_open_minutes(received_at, minutes)
    if alert.state is AlertState.NEW:
        due_at = min(due_at, alert.due_at)
    return _Risen(kind, level, minutes, due_at, received_at)


def _standing_of_risen(standing: Standing, risen: _Risen) -> Standing:
    """New again, but whoever is working on a new alert goes on working on it."""
    rank = rank_of(risen.level, risen.kind)
    if standing.state is AlertState.NEW:
        return replace(standing, rank=rank)
    return given_back(standing, rank)


def _add_hits(session: Session, alert: Alert, evaluation: Evaluation) -> None:
    known = set(session.scalars(_KNOWN_RULES, {"alert_id": alert.id}))
    rows = [
        row
        for row in hit_rows(alert.id, alert.centre_id, evaluation)
        if row["rule_id"] not in known
    ]
    if rows:
        session.execute(insert(RuleHit), rows)
