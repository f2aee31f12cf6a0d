"""Gives back to the unit what waits for somebody who no longer works there (R-FLT-11)."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import and_, bindparam, case, select, update
from sqlalchemy.orm import Session

from services.alerts.queue import refresh
from services.alerts.repository import STILL_OPEN
from services.audit.journal import Entry, record
from services.contract.enums import AlertState, Role
from services.db.holding import hold_patient
from services.db.tables.accounts import Account, Membership, MembershipUnit, SignInSession
from services.db.tables.alerts import Alert
from services.db.tables.record import ExceptionalAccess
from services.db.types import Instant
from services.edge.context import Context
from services.live.announcing import announce, changed
from services.settings import Settings

MOST_AT_ONCE: Final = 200
_AWAITED = case((Alert.state == AlertState.ESCALATED, Alert.escalated_to), else_=Alert.owner_id)
_STILL_WORKS = (
    select(Membership.id)
    .join(MembershipUnit, MembershipUnit.membership_id == Membership.id)
    .join(Account, Account.id == Membership.account_id)
    .where(
        Membership.account_id == _AWAITED,
        MembershipUnit.unit_id == Alert.unit_id,
        Membership.ended_at.is_(None),
        Account.disabled_at.is_(None),
    )
    .correlate(Alert)
    .exists()
)
# Whoever opened the record for an hour holds it as long, and not beyond.
_LOOKS_IN = (
    select(ExceptionalAccess.id)
    .join(SignInSession, SignInSession.id == ExceptionalAccess.session_id)
    .join(Membership, Membership.id == SignInSession.membership_id)
    .join(Account, Account.id == ExceptionalAccess.account_id)
    .where(
        ExceptionalAccess.account_id == _AWAITED,
        ExceptionalAccess.patient_id == Alert.patient_id,
        ExceptionalAccess.ended_at.is_(None),
        ExceptionalAccess.until > bindparam("now", type_=Instant()),
        # A session that nobody comes back to is not marked as ended: it is judged as it would be.
        SignInSession.ended_at.is_(None),
        SignInSession.started_at > bindparam("begun_after", type_=Instant()),
        SignInSession.last_act_at > bindparam("acted_after", type_=Instant()),
        Membership.ended_at.is_(None),
        Account.disabled_at.is_(None),
    )
    .correlate(Alert)
    .exists()
)
_FORSAKEN = (
    select(Alert.id, Alert.patient_id)
    .where(
        STILL_OPEN,
        Alert.state != AlertState.NEW,
        Alert.waits_until > bindparam("now", type_=Instant()),
        and_(_AWAITED.is_not(None), ~_STILL_WORKS, ~_LOOKS_IN),
    )
    .order_by(Alert.id)
    .limit(MOST_AT_ONCE)
)


def forsaken(session: Session, settings: Settings, now: datetime) -> list[tuple[UUID, UUID]]:
    """Alerts, with their patients, whose wait is for somebody who left the unit or was disabled.

    Whoever reached one from outside the unit has left when their exceptional access is over.
    """
    asked = {
        "now": now,
        "begun_after": now - timedelta(seconds=settings.session_limit_s),
        "acted_after": now - timedelta(seconds=settings.idle_limit_s),
    }
    return [(row.id, row.patient_id) for row in session.execute(_FORSAKEN, asked)]


def give_back(
    session: Session, context: Context, alert_id: UUID, patient_id: UUID, now: datetime
) -> None:
    """Ends the wait of such an alert: from now on its unit sees it again.

    Who answered for it stays written in it until somebody takes it in hand; the journal says that
    nobody's act ended the wait.
    """
    hold_patient(session, patient_id)
    if (alert_id, patient_id) not in forsaken(session, context.settings, now):
        return
    values: dict[str, Any] = {"waits_until": now, "changed_at": now, "changed_by": None}
    session.execute(
        update(Alert)
        .where(Alert.id == alert_id)
        .values(**values, version=Alert.version + 1)
        .execution_options(synchronize_session=False)
    )
    refresh(session, context, patient_id)
    alert = session.scalars(
        select(Alert).where(Alert.id == alert_id), execution_options={"populate_existing": True}
    ).one()
    announce(session, context.database, changed(alert, alert.version), now)
    record(session, _entry(alert, now))


def _entry(alert: Alert, now: datetime) -> Entry:
    return Entry(
        "alert_given_back",
        now,
        "done",
        "surveillance",
        centre_id=alert.centre_id,
        role=Role.SYSTEM.value,
        object_id=alert.id,
        patient_id=alert.patient_id,
    )
