"""Takes up a gap: mends what can be mended, and puts a technical alert at the top of the queue."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, func, insert, or_, select, update
from sqlalchemy.orm import Session

from services.alerts.queue import refresh
from services.alerts.raising import raise_alert
from services.audit.journal import Entry, record
from services.centres.units import Units
from services.clinical.evaluate import Evaluation
from services.clinical.problems import problem
from services.contract.enums import AlertLevel, AlertState, AnswerOutcome, Role
from services.contract.explanations import EvaluationProblemCode, Explanation
from services.db.holding import hold_patient
from services.db.tables.alerts import Alert
from services.db.tables.surveillance import SurveillanceGap
from services.edge.context import Context
from services.edge.integrity import UNOPENABLE
from services.ids import new_id
from services.patients import monitoring
from services.surveillance.checks import Gap, GapKind

_log = logging.getLogger("vigie.surveillance")
_SHOWN_FOR: Final = timedelta(days=30)
_PROBLEM: Final = {
    GapKind.ALERT: EvaluationProblemCode.ALERT_LOST,
    GapKind.GRADES: EvaluationProblemCode.EVALUATION_LOST,
    GapKind.RULE_HITS: EvaluationProblemCode.EVALUATION_LOST,
    GapKind.QUEUE_ROW: EvaluationProblemCode.QUEUE_ROW_LOST,
    GapKind.UNIT: EvaluationProblemCode.UNIT_LOST,
}
_KNOWN = (
    select(SurveillanceGap.alert_id, Alert.state)
    .outerjoin(Alert, Alert.id == SurveillanceGap.alert_id)
    .where(
        SurveillanceGap.kind == bindparam("kind"),
        SurveillanceGap.object_id == bindparam("object_id"),
    )
    .order_by(SurveillanceGap.found_at.desc(), SurveillanceGap.id.desc())
    .limit(1)
)
_UNSEEN = (
    select(func.count())
    .select_from(SurveillanceGap)
    .outerjoin(Alert, Alert.id == SurveillanceGap.alert_id)
    .where(
        SurveillanceGap.found_at > bindparam("after"),
        or_(Alert.id.is_(None), Alert.state == AlertState.NEW),
    )
)


@dataclass(frozen=True)
class Repair:
    """A transaction of one centre in which gaps are taken up."""

    session: Session
    context: Context
    centre_id: UUID
    units: Units
    now: datetime


def unseen(session: Session, now: datetime) -> int:
    """How many gaps nobody has looked at: their technical alert is still new, or is gone too."""
    return session.scalar(_UNSEEN, {"after": now - _SHOWN_FOR}) or 0


def take_up(repair: Repair, gap: Gap) -> None:
    """Mends the gap and tells of it, once for as long as what was told is not closed."""
    session = repair.session
    hold_patient(session, gap.patient_id)
    known = session.execute(_KNOWN, {"kind": gap.kind.value, "object_id": gap.object_id}).first()
    patient = monitoring.find_for_system(session, gap.patient_id)
    if gap.kind is GapKind.UNIT and patient is not None:
        patient = _brought_home(repair, patient)
    if known is not None and known.state not in (None, AlertState.CLOSED):
        refresh(session, repair.context, gap.patient_id)
        return
    alert_id = None if patient is None else _tell(repair, patient, gap)
    if known is not None and known.alert_id is None and alert_id is None:
        # Written down already, and there is still no way to tell of it.
        return
    row = {
        "id": new_id(),
        "centre_id": repair.centre_id,
        "kind": gap.kind.value,
        "object_id": gap.object_id,
        "patient_id": gap.patient_id,
        "alert_id": alert_id,
        "found_at": repair.now,
    }
    session.execute(insert(SurveillanceGap), row)
    record(session, _entry(repair, gap))


def _tell(repair: Repair, patient: monitoring.MonitoredPatient, gap: Gap) -> UUID | None:
    """The technical alert of a gap; none for a patient whose key is gone, who stays unseen."""
    evaluation = Evaluation(
        outcome=AnswerOutcome.TECHNICAL,
        level=AlertLevel.CRITICAL,
        grades=(),
        explanation=Explanation(
            rule_set_version=None,
            compared_with=None,
            hits=(),
            not_answered=(),
            problems=(problem(_PROBLEM[gap.kind]),),
            lead=None,
            next_symptoms=(),
        ),
        is_completed=False,
    )
    try:
        return raise_alert(
            repair.session, repair.context, patient, gap.answer_id, evaluation, repair.now, None
        )
    except UNOPENABLE as broken:
        _log.error("no alert for gap %s of %s (%s)", gap.kind, gap.object_id, type(broken).__name__)
        return None


def _brought_home(
    repair: Repair, patient: monitoring.MonitoredPatient
) -> monitoring.MonitoredPatient:
    """The patient in a unit of the centre, with the open alerts that had none."""
    units = repair.units
    home = patient.unit_id if patient.unit_id in units.ids else units.default
    if home is None:
        return patient
    if home != patient.unit_id:
        monitoring.move_to_unit(repair.session, patient.id, home)
    repair.session.execute(
        update(Alert)
        .where(
            Alert.patient_id == patient.id,
            Alert.state != AlertState.CLOSED,
            Alert.unit_id.not_in(units.ids),
        )
        .values(unit_id=home, version=Alert.version + 1, changed_at=repair.now)
        .execution_options(synchronize_session=False)
    )
    return replace(patient, unit_id=home)


def _entry(repair: Repair, gap: Gap) -> Entry:
    return Entry(
        "surveillance_gap",
        repair.now,
        gap.kind.value,
        "surveillance",
        centre_id=repair.centre_id,
        role=Role.SYSTEM.value,
        object_id=gap.object_id,
        patient_id=gap.patient_id,
    )
