"""Alerts and their acts in the database; every query starts from what this person may see."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import BindParameter, CursorResult, bindparam, insert, select, text, update
from sqlalchemy.orm import Session

from services.alerts.standing import Standing
from services.contract.enums import AlertState
from services.db.holding import hold_patient
from services.db.tables.alerts import Alert, AlertAct
from services.edge import exceptional
from services.security.caller import Caller

_UNITS: BindParameter[Any] = bindparam("unit_ids", expanding=True)
_PATIENT_OF = select(Alert.patient_id).where(
    Alert.id == bindparam("alert_id"), Alert.unit_id.in_(_UNITS)
)
_BY_ID = select(Alert).where(Alert.id.in_(bindparam("alert_ids", expanding=True)))
_SEEN = _BY_ID.where(Alert.unit_id.in_(_UNITS))
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
    return _in_order(session, caller, alert_ids, rows)


def hold(session: Session, caller: Caller, alert_id: UUID, also: Collection[UUID]) -> list[Alert]:
    """The visible alerts among these, with their patient's queue rows held for this transaction.

    On PostgreSQL whoever comes second waits here and then reads what the first one left; on SQLite
    the transaction is already the only writer.
    """
    asked = [alert_id, *also]
    if session.get_bind().dialect.name == "sqlite":
        return visible(session, caller, asked)
    patient_id = _patient_of(session, caller, alert_id)
    if patient_id is None:
        return []
    hold_patient(session, patient_id)
    rows = session.scalars(_SEEN_LOCKED, _seen_by(caller, asked), execution_options=_FRESH)
    return _in_order(session, caller, asked, rows)


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


def _in_order(
    session: Session, caller: Caller, alert_ids: Collection[UUID], rows: Iterable[Alert]
) -> list[Alert]:
    """Alerts of the caller's units, and the others asked for whose patient the caller opened."""
    found = {row.id: row for row in rows}
    missing = [alert_id for alert_id in alert_ids if alert_id not in found]
    if missing and caller.exceptional is not None:
        found |= {row.id: row for row in _opened(session, caller, missing)}
    return [found[alert_id] for alert_id in alert_ids if alert_id in found]


def _opened(session: Session, caller: Caller, alert_ids: Collection[UUID]) -> list[Alert]:
    asked = {"alert_ids": list(alert_ids)}
    rows = session.scalars(_BY_ID, asked, execution_options=_FRESH).all()
    patients = exceptional.opened(session, caller, {row.patient_id for row in rows})
    return [row for row in rows if row.patient_id in patients]


def _patient_of(session: Session, caller: Caller, alert_id: UUID) -> UUID | None:
    asked = {"alert_id": alert_id, "unit_ids": list(caller.unit_ids)}
    patient_id = session.scalar(_PATIENT_OF, asked)
    if patient_id is not None or caller.exceptional is None:
        return patient_id
    return next((row.patient_id for row in _opened(session, caller, [alert_id])), None)


def _seen_by(caller: Caller, alert_ids: Collection[UUID]) -> dict[str, Any]:
    return {"alert_ids": list(alert_ids), "unit_ids": list(caller.unit_ids)}
