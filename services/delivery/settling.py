"""What became of a document, written down after its endpoint was asked."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from services.alerts.raising import raise_told
from services.audit.journal import Entry, record
from services.contract.delivery_enums import (
    DeliveryFault,
    DeliveryOrigin,
    DeliveryState,
    DeliveryStep,
)
from services.contract.enums import AlertKind, AlertLevel, Role
from services.db.holding import hold_patient
from services.db.scope import Scope
from services.db.tables.delivery import Delivery
from services.delivery import rows
from services.delivery.carriers.carrying import NotDelivered
from services.delivery_settings import DeliverySettings
from services.edge.context import Context
from services.patients import monitoring

OF_ENDPOINT: Final = frozenset(
    {
        DeliveryFault.AWAY,
        DeliveryFault.SLOWED,
        DeliveryFault.NOT_ALLOWED,
        DeliveryFault.NOT_TRUSTED,
        DeliveryFault.WRONG_PLACE,
        DeliveryFault.NO_SPACE,
        DeliveryFault.NOT_UNDERSTOOD,
        DeliveryFault.NOT_PERMITTED,
    }
)
"""Faults behind which the next document would meet the same."""
_LOOKED_FOR_EVERY: Final = timedelta(minutes=1)


@dataclass(frozen=True)
class Desk:
    """Where results of one centre are written down."""

    context: Context

    @property
    def now(self) -> datetime:
        """The present instant: a look may take long."""
        return self.context.clock.now()

    @property
    def settings(self) -> DeliverySettings:
        """How often and how long a document is tried."""
        return self.context.settings.delivery


def taken(desk: Desk, row: Delivery, *, is_acknowledged: bool, is_awaited: bool) -> None:
    """The endpoint has it; `is_awaited`: it will say so once more, or that it does not."""
    now = desk.now
    if is_acknowledged:
        _acknowledge(desk, row, DeliveryState.SENDING, sent_at=now)
        return
    values: dict[str, Any] = {
        "state": DeliveryState.SENT,
        "fault": None,
        "sent_at": now,
        "failed_at": None,
        "settled_at": None if is_awaited else now,
        "next_try_at": now + _LOOKED_FOR_EVERY if is_awaited else None,
    }
    with desk.context.database.writing(Scope(row.centre_id)) as session:
        if rows.change(session, row, values, DeliveryState.SENDING):
            rows.note(session, row, DeliveryStep.SENT, now)
        # It has left, whatever became of its row meanwhile: erased, or in the hands of another.
        record(session, _entry(row, "done", now))


def acknowledged(desk: Desk, row: Delivery) -> None:
    """What was taken is there."""
    _acknowledge(desk, row, DeliveryState.SENT)


def _acknowledge(desk: Desk, row: Delivery, state: DeliveryState, **more: Any) -> None:
    now = desk.now
    values = more | {
        "state": DeliveryState.ACKNOWLEDGED,
        "fault": None,
        "acknowledged_at": now,
        "failed_at": None,
        "settled_at": now,
        "next_try_at": None,
    }
    with desk.context.database.writing(Scope(row.centre_id)) as session:
        is_changed = rows.change(session, row, values, state)
        if is_changed:
            rows.forget(session, [row.id])
            rows.note(session, row, DeliveryStep.ACKNOWLEDGED, now)
        if is_changed or state is DeliveryState.SENDING:
            # As above.
            record(session, _entry(row, "acknowledged", now))


def not_taken(desk: Desk, row: Delivery, refused: NotDelivered) -> None:
    """The endpoint does not have it: later again, or failed."""
    now = desk.now
    if refused.is_final or row.attempts >= desk.settings.attempts:
        _fail(desk, row, refused.fault, DeliveryState.SENDING)
        return
    with desk.context.database.writing(Scope(row.centre_id)) as session:
        values = {
            "state": DeliveryState.QUEUED,
            "fault": refused.fault,
            "next_try_at": now + _wait(desk.settings, row.attempts),
        }
        if rows.change(session, row, values, DeliveryState.SENDING):
            rows.note(session, row, DeliveryStep.NOT_TAKEN, now, refused.fault)


def refused_later(desk: Desk, row: Delivery, fault: DeliveryFault) -> None:
    """The endpoint took it, and says now that it does not."""
    _fail(desk, row, fault, DeliveryState.SENT)


def unanswered(desk: Desk, row: Delivery) -> None:
    """No acknowledgement so far: it is looked for again, or never came."""
    now = desk.now
    is_late = row.sent_at is not None and row.sent_at <= now - timedelta(
        hours=desk.settings.acknowledged_within_h
    )
    values: dict[str, Any] = {"next_try_at": now + _LOOKED_FOR_EVERY}
    if is_late:
        values = {"next_try_at": None, "settled_at": now, "fault": DeliveryFault.UNANSWERED}
    with desk.context.database.writing(Scope(row.centre_id)) as session:
        if is_late:
            hold_patient(session, row.patient_id)
        if rows.change(session, row, values, DeliveryState.SENT) and is_late:
            rows.note(session, row, DeliveryStep.UNANSWERED, now)
            _tell_unit(session, desk, row, now)


def block(session: Session, desk: Desk, row: Delivery, fault: DeliveryFault) -> None:
    """It may not leave; once for a cause. The caller holds the patient."""
    now = desk.now
    if row.state is DeliveryState.BLOCKED and row.fault is fault:
        return
    states = (DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.BLOCKED)
    values = {"state": DeliveryState.BLOCKED, "fault": fault, "next_try_at": None}
    if rows.change(session, row, values, *states):
        rows.note(session, row, DeliveryStep.BLOCKED, now, fault)
        record(session, _entry(row, f"blocked:{fault}", now))
        _tell_unit(session, desk, row, now)


def withdraw(
    session: Session,
    row: Delivery,
    now: datetime,
    fault: DeliveryFault | None = None,
) -> bool:
    """It never leaves, and the document goes; False where it may have left already."""
    states = (DeliveryState.QUEUED, DeliveryState.BLOCKED, DeliveryState.FAILED)
    values = {
        "state": DeliveryState.CANCELLED,
        "fault": fault,
        "next_try_at": None,
        "settled_at": now,
    }
    is_changed = rows.change(session, row, values, *states)
    if is_changed:
        rows.forget(session, [row.id])
    return is_changed


def give_up(session: Session, row: Delivery, now: datetime) -> bool:
    """Nobody looks for its acknowledgement any more; the fault says that it may have arrived."""
    values = {"state": DeliveryState.CANCELLED, "settled_at": now}
    return rows.change(session, row, values, DeliveryState.SENT)


def _fail(desk: Desk, row: Delivery, fault: DeliveryFault, state: DeliveryState) -> None:
    """It is not tried any more."""
    now = desk.now
    values = {
        "state": DeliveryState.FAILED,
        "fault": fault,
        "next_try_at": None,
        "settled_at": now,
        "failed_at": now,
    }
    with desk.context.database.writing(Scope(row.centre_id)) as session:
        hold_patient(session, row.patient_id)
        if not rows.change(session, row, values, state):
            return
        rows.note(session, row, DeliveryStep.FAILED, now, fault)
        record(session, _entry(row, f"failed:{fault}", now))
        _tell_unit(session, desk, row, now)


def _tell_unit(session: Session, desk: Desk, row: Delivery, now: datetime) -> None:
    """The unit is told of what nobody asked for and looks for; the caller holds the patient."""
    if row.origin is not DeliveryOrigin.END_OF_CARE:
        return
    patient = monitoring.find_for_system(session, row.patient_id)
    if patient is not None:
        raise_told(session, desk.context, patient, AlertKind.NOTICE, AlertLevel.INFO, now)


def _wait(settings: DeliverySettings, tries: int) -> timedelta:
    """Twice as long after each try."""
    doubled = settings.retry_first_s * 2 ** min(max(tries, 1) - 1, 20)
    return timedelta(seconds=min(doubled, settings.retry_longest_s))


def _entry(row: Delivery, outcome: str, now: datetime) -> Entry:
    return Entry(
        "deliver_document",
        now,
        outcome,
        f"delivery {row.id}",
        centre_id=row.centre_id,
        role=Role.SYSTEM.value,
        object_id=row.id,
        patient_id=row.patient_id,
        purpose=row.purpose,
        fingerprint=row.sha256,
    )
