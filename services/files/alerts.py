"""The open alerts of a patient as the column beside the synthesis shows them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from services.alerts.explanations import told
from services.alerts.lead_symptoms import lead_symptoms
from services.alerts.repository import HIGHEST_FIRST
from services.contract.enums import AlertState
from services.contract.patient_file import OpenAlert
from services.contract.people import PersonLabel
from services.db.plain import columns_of
from services.db.tables.alerts import Alert, RuleHit
from services.security.ciphers import Cipher

# A row for each rule that fired: all of it is one read of columns.
_OPEN: Final = (
    select(*columns_of(Alert), RuleHit.item.label("fired_on"))
    .outerjoin(RuleHit, RuleHit.alert_id == Alert.id)
    .where(Alert.patient_id == bindparam("patient_id"), Alert.state != AlertState.CLOSED)
    .order_by(*HIGHEST_FIRST)
)


def open_of(session: Session, patient_id: UUID) -> tuple[Sequence[Any], set[str]]:
    """The open alerts of a patient, the highest first, and the symptoms on which a rule fired."""
    rows = session.execute(_OPEN, {"patient_id": patient_id}).all()
    items = {row.fired_on for row in rows if row.fired_on}
    return list({row.id: row for row in rows}.values()), items


def shown(
    alerts: Sequence[Any],
    cipher: Cipher,
    named: Mapping[UUID, PersonLabel],
    escalations: Mapping[UUID, Row[*tuple[Any, ...]]],
) -> tuple[list[OpenAlert], bool]:
    """The alerts in the same order, and whether all explanations could be opened."""
    explained = {alert.id: told(cipher, alert) for alert in alerts}
    listed = []
    for alert in alerts:
        explanation, escalation = explained[alert.id], escalations.get(alert.id)
        is_escalated = alert.state is AlertState.ESCALATED
        owner = None if alert.owner_id is None else named.get(alert.owner_id)
        asked_at: datetime | None = alert.effective_at if escalation is None else escalation.at
        listed.append(
            OpenAlert(
                id=alert.id,
                version=alert.version,
                kind=alert.kind,
                level=alert.level,
                state=alert.state,
                received_at=alert.received_at,
                due_at=alert.due_at if alert.state is AlertState.NEW else None,
                waits_until=alert.waits_until,
                leads=[] if explanation is None else lead_symptoms(explanation),
                owner=owner,
                escalated_by=owner if is_escalated else None,
                escalated_at=asked_at if is_escalated else None,
            )
        )
    return listed, all(each is not None for each in explained.values())
