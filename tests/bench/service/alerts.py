"""Rows of alerts, most of them closed, and of the queue that the open ones make."""

import os
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from services.alerts.summaries import Summary, seal_summary
from services.contract.alerts import LeadSymptom
from services.contract.enums import AlertKind, AlertLevel, AlertState
from services.contract.explanations import (
    Evidence,
    Explanation,
    HitKind,
    Operator,
    Quantity,
    RowSymptom,
    RuleHit,
)
from services.ids import new_id
from services.security.ciphers import Place
from services.security.keystore import seal_json
from tests.bench.service.answers import LAST_WEEK, LEAD, NEXT, AnswerIds, authored_at
from tests.bench.service.bulk import Row
from tests.bench.service.site import Site

_LEVELS = (AlertLevel.CRITICAL, AlertLevel.HIGH, AlertLevel.MODERATE, AlertLevel.INFO)
_NEVER_READ = os.urandom(420)
_NOBODY = UUID(int=0)


def closed_alerts(site: Site, patient_ids: Sequence[UUID], count: int) -> Iterator[Row]:
    """What was dealt with: one a minute, back from yesterday."""
    for number in range(count):
        at = site.now - timedelta(days=1, minutes=number)
        row = _alert(site, patient_ids[number % len(patient_ids)], at, number % 4 + 1)
        yield row | {
            "state": AlertState.CLOSED,
            "acknowledged_at": at + timedelta(hours=1),
            "closed_at": at + timedelta(hours=2),
        }


def open_alerts(site: Site, patient_ids: Sequence[UUID], answers: AnswerIds) -> Iterator[Row]:
    """One for each of these patients, raised by the answer of the last week."""
    for number, patient_id in enumerate(patient_ids):
        at = site.now - timedelta(seconds=number)
        row = _alert(site, patient_id, at, number % 4 + 1)
        sealed = seal_json(
            site.context.keys.patient(patient_id),
            Place("alert", "explanation", row["id"]),
            _explanation(site.now, row["level"]).model_dump(mode="json"),
        )
        yield row | {"explanation": sealed, "answer_id": answers[patient_id, LAST_WEEK]}


def rule_hits(alerts: Sequence[Row]) -> Iterator[Row]:
    """The rule that fired for each open alert."""
    for alert in alerts:
        yield {
            "alert_id": alert["id"],
            "rule_id": f"{LEAD[:3].upper()}-01",
            "rule_version": 1,
            "centre_id": alert["centre_id"],
            "level": alert["level"],
            "item": LEAD,
        }


def worklist_entries(site: Site, alerts: Sequence[Row]) -> Iterator[Row]:
    """The rows of the queue, one a patient."""
    leads = [
        LeadSymptom(item=LEAD, grade=3, change=2, temperature_c=None),
        LeadSymptom(item=NEXT, grade=2, change=1, temperature_c=None),
    ]
    summary = Summary(leads=leads, spark=[0, 1, 0, 1, 0, 1, 0, 3], threshold=3)
    for alert in alerts:
        patient_id = alert["patient_id"]
        cipher = site.context.keys.patient(patient_id)
        yield {
            "patient_id": patient_id,
            "lane": "todo",
            "owner_id": _NOBODY,
            "centre_id": alert["centre_id"],
            "unit_id": alert["unit_id"],
            "top_alert_id": alert["id"],
            "alert_version": alert["version"],
            "kind": alert["kind"],
            "level": alert["level"],
            "state": alert["state"],
            "claimed_by": None,
            "claimed_until": None,
            "top_rank": alert["rank"],
            "next_due_at": alert["due_at"],
            "received_at": alert["received_at"],
            "open_count": 1,
            "turns_at": None,
            "summary": seal_summary(cipher, patient_id, summary),
        }


def activation(site: Site) -> Iterator[Row]:
    """The rules in force since before the first answer of anybody."""
    yield {
        "id": new_id(),
        "centre_id": site.centre_id,
        "version": "default-2",
        "active_from": site.now - timedelta(days=4000),
    }


def _alert(site: Site, patient_id: UUID, at: datetime, rank: int) -> Row:
    return {
        "id": new_id(),
        "centre_id": site.centre_id,
        "unit_id": site.unit_id,
        "patient_id": patient_id,
        "answer_id": None,
        "kind": AlertKind.CLINICAL,
        "level": _LEVELS[rank - 1],
        "rank": rank,
        "state": AlertState.NEW,
        "received_at": at,
        "due_at": at + timedelta(hours=2 * rank),
        "response_minutes": 120 * rank,
        "rule_set_version": "default-1",
        "lead_item": LEAD,
        "explanation": _NEVER_READ,
        "claimed_by": None,
        "claimed_until": None,
        "owner_id": None,
        "acknowledged_at": None,
        "waits_until": None,
        "escalated_to": None,
        "effective_at": None,
        "closed_at": None,
        "closed_by": None,
        "changed_at": at,
        "changed_by": None,
        "version": 1,
    }


def _explanation(now: datetime, level: AlertLevel) -> Explanation:
    return Explanation(
        rule_set_version="default-1",
        compared_with=authored_at(now, LAST_WEEK - 1),
        hits=(_hit(now, level, LEAD, 3, 1), _hit(now, AlertLevel.MODERATE, NEXT, 2, 1)),
        not_answered=(),
        problems=(),
        lead=RowSymptom(quantity=Quantity.COMPOSITE, item=LEAD, now=3, change=2, level=level),
        next_symptoms=(
            RowSymptom(quantity=Quantity.COMPOSITE, item=NEXT, now=2, change=1, level=level),
        ),
    )


def _hit(now: datetime, level: AlertLevel, item: str, grade: int, before: int) -> RuleHit:
    evidence = Evidence(
        quantity=Quantity.COMPOSITE,
        item=item,
        operator=Operator.AT_LEAST,
        threshold=grade,
        now=grade,
        now_at=authored_at(now, LAST_WEEK),
        before=before,
        before_at=authored_at(now, LAST_WEEK - 1),
        change=grade - before,
    )
    return RuleHit(
        rule_id=f"{item[:3].upper()}-01",
        rule_version=1,
        level=level,
        kind=HitKind.LEVEL,
        item=item,
        evidence=(evidence,),
    )
