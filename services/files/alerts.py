"""The open alerts of a patient as the column beside the synthesis shows them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from services.alerts.explanations import told
from services.alerts.lead_symptoms import lead_symptoms
from services.contract.enums import AlertState
from services.contract.patient_file import OpenAlert
from services.contract.people import PersonLabel
from services.db.tables.alerts import Alert, RuleHit
from services.security.ciphers import Cipher

_ITEMS = select(RuleHit.item).where(RuleHit.alert_id.in_(bindparam("alert_ids", expanding=True)))


def symptoms_of(session: Session, alerts: Collection[Alert]) -> set[str]:
    """The symptoms on which a rule fired for one of some alerts."""
    if not alerts:
        return set()
    found = session.scalars(_ITEMS, {"alert_ids": [alert.id for alert in alerts]})
    return {item for item in found if item is not None}


def shown(
    alerts: Sequence[Alert],
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
