"""A message that did not arrive, told to whoever follows the patient: once for a cause (H-09)."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from services.alerts.raising import raise_told
from services.contract.enums import AlertKind, AlertLevel, AlertState
from services.db.tables.alerts import Alert
from services.db.tables.messages import Message
from services.edge.context import Context
from services.notifications.claiming import Claimed
from services.notifications.faults import OF_ADDRESS, Fault
from services.patients import monitoring

_OPEN_NOTICE: Final = (
    select(Message.notice_alert_id)
    .join(Alert, Alert.id == Message.notice_alert_id)
    .where(
        Message.patient_id == bindparam("patient_id"),
        Message.channel == bindparam("channel"),
        Message.fault == bindparam("fault"),
        Alert.state != AlertState.CLOSED,
    )
    .limit(1)
)


_STANDS_FOR_IT: Final = (
    select(Alert.id)
    .join(Message, Message.notice_alert_id == Alert.id)
    .where(Message.id == bindparam("message_id"), Alert.state != AlertState.CLOSED)
)


def tell(
    session: Session,
    context: Context,
    message: Claimed,
    fault: Fault,
    now: datetime,
    *,
    has_other_way: bool,
) -> None:
    """An Info alert, unless one of the same channel and cause is open: then that one stands for it,
    as does one that was open for this message from the beginning.

    A wrong address is told in any case, because somebody must correct it; anything else when there
    is no other way left. The caller holds the patient.
    """
    if has_other_way and fault not in OF_ADDRESS:
        return
    if session.scalars(_STANDS_FOR_IT, {"message_id": message.id}).first() is not None:
        return
    asked = {
        "patient_id": message.patient_id,
        "channel": message.channel,
        "fault": fault.value,
    }
    alert_id = session.scalars(_OPEN_NOTICE, asked).first()
    if alert_id is None:
        alert_id = _raise(session, context, message.patient_id, now)
    session.execute(
        update(Message)
        .where(Message.id == message.id)
        .values(notice_alert_id=alert_id)
        .execution_options(synchronize_session=False)
    )


def _raise(session: Session, context: Context, patient_id: UUID, now: datetime) -> UUID | None:
    patient = monitoring.find_for_system(session, patient_id)
    if patient is None:
        return None
    return raise_told(session, context, patient, AlertKind.NOTICE, AlertLevel.INFO, now)
