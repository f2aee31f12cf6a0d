"""Brings back what was put off when the patient answers again (screens.md 1.11)."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from services.alerts.queue import refresh
from services.contract.enums import AlertState
from services.db.tables.alerts import Alert
from services.edge.context import Context
from services.live.announcing import announce, changed


def wake(session: Session, context: Context, patient_id: UUID, now: datetime) -> None:
    """Ends the deferrals of a patient, whose rows the caller holds for this transaction.

    Whatever the new answer says: what was put off was put off without knowing it.
    """
    woken = session.execute(
        update(Alert)
        .where(
            Alert.patient_id == patient_id,
            Alert.state == AlertState.DEFERRED,
            Alert.waits_until > now,
        )
        .values(waits_until=now, version=Alert.version + 1, changed_at=now, changed_by=None)
        .execution_options(synchronize_session=False)
    )
    if cast("CursorResult[Any]", woken).rowcount:
        refresh(session, context, patient_id)
        _announce(session, context, patient_id, now)


def _announce(session: Session, context: Context, patient_id: UUID, now: datetime) -> None:
    woken = session.scalars(
        select(Alert).where(
            Alert.patient_id == patient_id,
            Alert.state == AlertState.DEFERRED,
            Alert.waits_until == now,
        ),
        execution_options={"populate_existing": True},
    )
    for alert in woken.all():
        announce(session, context.database, changed(alert, alert.version), now)
