"""Answers of patients whom nobody follows any more: refused aloud, and never lost silently (H-08).

Nothing of what they say is kept, because nobody would read it; that they came is, and the unit is
told once until somebody has looked.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from services.alerts.raising import raise_told
from services.audit.journal import entry_of
from services.contract.enums import AlertKind, AlertLevel, AlertState, Channel, Monitoring
from services.contract.problems import ProblemCode
from services.db.holding import hold_patient
from services.db.scope import Scope
from services.db.tables.alerts import Alert
from services.db.tables.archiving import LateAnswer
from services.edge.context import Context
from services.ids import new_id
from services.patients import monitoring
from services.security.caller import Caller

_OF_THE_DAY: Final = select(LateAnswer.id, LateAnswer.times).where(
    LateAnswer.patient_id == bindparam("patient_id"),
    LateAnswer.channel == bindparam("channel"),
    LateAnswer.received_on == bindparam("received_on"),
)
_STILL_TOLD: Final = (
    select(LateAnswer.notice_alert_id)
    .join(Alert, Alert.id == LateAnswer.notice_alert_id)
    .where(LateAnswer.patient_id == bindparam("patient_id"), Alert.state != AlertState.CLOSED)
    .limit(1)
)


def note_not_taken(context: Context, caller: Caller, patient_id: UUID, channel: Channel) -> None:
    """Keeps whose answer was refused; of somebody whose follow-up has ended the unit hears too."""
    code, now = ProblemCode.MONITORING_NOT_ACTIVE, context.clock.now()
    context.journal.append(entry_of(caller, "answer_not_taken", now, code, patient_id=patient_id))
    with context.database.writing(Scope(caller.centre_id)) as session:
        hold_patient(session, patient_id)
        patient = monitoring.find_for_system(session, patient_id)
        if patient is not None and patient.monitoring is Monitoring.ENDED:
            alert_id = _told(session, context, patient, now)
            _count(session, caller, patient, channel, alert_id, now)


def _told(
    session: Session, context: Context, patient: monitoring.MonitoredPatient, now: datetime
) -> UUID:
    """The notice that is open for it already, or a new one."""
    standing = session.scalar(_STILL_TOLD, {"patient_id": patient.id})
    if standing is not None:
        return standing
    return raise_told(session, context, patient, AlertKind.NOTICE, AlertLevel.INFO, now)


def _count(
    session: Session,
    caller: Caller,
    patient: monitoring.MonitoredPatient,
    channel: Channel,
    alert_id: UUID,
    now: datetime,
) -> None:
    asked = {"patient_id": patient.id, "channel": channel, "received_on": now.date()}
    known = session.execute(_OF_THE_DAY, asked).one_or_none()
    last = {
        "received_at": now,
        "submitted_by": caller.account_id,
        "notice_alert_id": alert_id,
    }
    if known is None:
        new = {"id": new_id(), "centre_id": patient.centre_id, "times": 1}
        session.execute(insert(LateAnswer), new | asked | last)
        return
    session.execute(
        update(LateAnswer)
        .where(LateAnswer.id == known.id)
        .values(**last, times=known.times + 1)
        .execution_options(synchronize_session=False)
    )
