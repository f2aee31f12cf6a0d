"""Alerts and their acts in the database; every query starts from what this person may see."""

from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import BindParameter, CursorResult, bindparam, insert, select, text, update
from sqlalchemy.orm import Session

from services.alerts.standing import Standing
from services.contract.enums import AlertState
from services.db.tables.alerts import Alert, AlertAct
from services.security.caller import Caller

# The same words as in the intake of answers: the rows of one patient have one writer at a time.
_ONE_WRITER = text("SELECT pg_advisory_xact_lock(hashtextextended(:subject, 0))")
_UNITS: BindParameter[Any] = bindparam("unit_ids", expanding=True)
_PATIENT_OF = select(Alert.patient_id).where(
    Alert.id == bindparam("alert_id"), Alert.unit_id.in_(_UNITS)
)
_SEEN = select(Alert).where(
    Alert.id.in_(bindparam("alert_ids", expanding=True)), Alert.unit_id.in_(_UNITS)
)
_SEEN_LOCKED = _SEEN.order_by(Alert.id).with_for_update()
# Spelt out so that the partial index on open alerts can serve; a parameter would not prove it.
STILL_OPEN = text("alert.state <> 'closed'")
HIGHEST_FIRST = (Alert.rank, Alert.due_at, Alert.received_at, Alert.id)
_OPEN_OF_PATIENTS = (
    select(Alert)
    .where(
        Alert.patient_id.in_(bindparam("patient_ids", expanding=True)),
        Alert.state != AlertState.CLOSED,
    )
    .order_by(*HIGHEST_FIRST)
)
_FRESH = {"populate_existing": True}


def visible(session: Session, caller: Caller, alert_ids: Collection[UUID]) -> list[Alert]:
    """Those of the alerts that the caller may see, in the order asked for."""
    rows = session.scalars(_SEEN, _seen_by(caller, alert_ids), execution_options=_FRESH)
    found = {row.id: row for row in rows}
    return [found[alert_id] for alert_id in alert_ids if alert_id in found]


def hold(session: Session, caller: Caller, alert_id: UUID, also: Collection[UUID]) -> list[Alert]:
    """The visible alerts among these, with their patient's queue rows held for this transaction.

    On PostgreSQL whoever comes second waits here and then reads what the first one left; on SQLite
    the transaction is already the only writer.
    """
    asked = [alert_id, *also]
    if session.get_bind().dialect.name == "sqlite":
        return visible(session, caller, asked)
    patient_id = session.scalar(
        _PATIENT_OF, {"alert_id": alert_id, "unit_ids": list(caller.unit_ids)}
    )
    if patient_id is None:
        return []
    session.execute(_ONE_WRITER, {"subject": f"patient:{patient_id}"})
    rows = session.scalars(_SEEN_LOCKED, _seen_by(caller, asked), execution_options=_FRESH)
    found = {row.id: row for row in rows}
    return [found[each] for each in asked if each in found]


def hold_patient(session: Session, patient_id: UUID) -> None:
    """Holds the queue rows of one patient for this transaction, whatever their alerts."""
    if session.get_bind().dialect.name != "sqlite":
        session.execute(_ONE_WRITER, {"subject": f"patient:{patient_id}"})


def open_alerts(session: Session, patient_ids: Collection[UUID]) -> Sequence[Alert]:
    """The open alerts of patients whom the caller may already see, the highest first."""
    return session.scalars(
        _OPEN_OF_PATIENTS, {"patient_ids": list(patient_ids)}, execution_options=_FRESH
    ).all()


def standing_of(alert: Alert) -> Standing:
    """Where an alert stands."""
    return Standing(**{field.name: getattr(alert, field.name) for field in fields(Standing)})


def move(session: Session, alert: Alert, standing: Standing, person: UUID, now: datetime) -> bool:
    """Writes where the alert stands now, unless its version is no longer the one that was read."""
    values = {field.name: getattr(standing, field.name) for field in fields(Standing)}
    result = session.execute(
        update(Alert)
        .where(Alert.id == alert.id, Alert.version == alert.version)
        .values(**values, version=alert.version + 1, changed_at=now, changed_by=person)
        .execution_options(synchronize_session=False)
    )
    return cast("CursorResult[Any]", result).rowcount == 1


def record_act(session: Session, columns: dict[str, Any]) -> None:
    """Appends to the history of an alert."""
    session.execute(insert(AlertAct), columns)


def standing_acts(session: Session, alert_ids: Collection[UUID]) -> Sequence[AlertAct]:
    """The acts of alerts that were not undone, the oldest first."""
    acts = session.scalars(
        select(AlertAct).where(AlertAct.alert_id.in_(alert_ids)).order_by(AlertAct.at, AlertAct.id)
    ).all()
    undone = {act.undoes for act in acts}
    return [act for act in acts if act.id not in undone]


def _seen_by(caller: Caller, alert_ids: Collection[UUID]) -> dict[str, Any]:
    return {"alert_ids": list(alert_ids), "unit_ids": list(caller.unit_ids)}
