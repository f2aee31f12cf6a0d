"""Tells the team thirty days before the prescription of a patient ends, once for each end."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from services.alerts.raising import raise_told
from services.contract.enums import AlertKind, AlertLevel, Monitoring
from services.db.tables.patients import Patient
from services.db.tables.schedule import SurveyPlan
from services.patients.monitoring import find_for_system
from services.schedule.at_work import Tick

TOLD_BEFORE: Final = timedelta(days=30)
_ENDING = (
    select(SurveyPlan.patient_id)
    .join(Patient, Patient.id == SurveyPlan.patient_id)
    .where(
        Patient.monitoring.in_([Monitoring.ACTIVE, Monitoring.PAUSED]),
        Patient.synthetic.is_(False),
        SurveyPlan.ending_alert_id.is_(None),
        SurveyPlan.ends_on <= bindparam("soon"),
    )
    .order_by(SurveyPlan.patient_id)
)
_STILL_ENDING = _ENDING.where(SurveyPlan.patient_id == bindparam("patient_id"))


def warn(tick: Tick) -> None:
    """Raises the notices that are due in a centre, each in a transaction of its own."""
    soon = tick.today + TOLD_BEFORE
    with tick.reading() as session:
        ending = list(session.scalars(_ENDING, {"soon": soon}))
    tick.through_patients(ending, lambda session, patient_id: _warn(session, tick, patient_id))


def _warn(session: Session, tick: Tick, patient_id: UUID) -> None:
    asked = {"soon": tick.today + TOLD_BEFORE, "patient_id": patient_id}
    patient = find_for_system(session, patient_id)
    if patient is None or session.scalar(_STILL_ENDING, asked) is None:
        return
    kind, level = AlertKind.NOTICE, AlertLevel.INFO
    alert_id = raise_told(session, tick.context, patient, kind, level, tick.now)
    session.execute(
        update(SurveyPlan)
        .where(SurveyPlan.patient_id == patient_id)
        .values(ending_alert_id=alert_id)
        .execution_options(synchronize_session=False)
    )
