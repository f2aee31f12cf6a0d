"""What a row of the queue shows beside its columns: lead symptoms and the sparkline, sealed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from services.alerts.explanations import open_explanation
from services.alerts.lead_symptoms import graded_lead, lead_symptoms
from services.alerts.series import Course, authored_at, weeks_of
from services.alerts.zones import Zones
from services.contract.alerts import LeadSymptom
from services.db.tables.alerts import Alert
from services.security.ciphers import Cipher, Place
from services.security.keystore import KeyStore


@dataclass(frozen=True)
class Summary:
    """The lead symptom and the next two; `spark` is empty when the lead has no grade to draw."""

    leads: list[LeadSymptom]
    spark: list[int | None]
    threshold: int | None


def summarise(
    session: Session, keys: KeyStore, zone: ZoneInfo, alerts: Sequence[Alert]
) -> dict[UUID, Summary]:
    """The summaries of alerts by alert, with a fixed number of queries for all of them."""
    ciphers = keys.patients({alert.patient_id for alert in alerts})
    told = {alert.id: open_explanation(ciphers[alert.patient_id], alert) for alert in alerts}
    authored = authored_at(
        session, [alert.answer_id for alert in alerts if alert.answer_id is not None]
    )
    courses = {}
    for alert in alerts:
        item = graded_lead(told[alert.id])
        if item is not None and alert.answer_id in authored:
            courses[alert.id] = Course(alert.patient_id, item, authored[alert.answer_id])
    weeks = weeks_of(session, zone, list(courses.values()))
    zones = Zones(session)
    summaries = {}
    for alert in alerts:
        course = courses.get(alert.id)
        drawn = None if course is None else zones.of(told[alert.id], course.item)
        summaries[alert.id] = Summary(
            leads=lead_symptoms(told[alert.id]),
            spark=[] if course is None else [week.grade for week in weeks[course]],
            threshold=None if drawn is None else drawn.threshold,
        )
    return summaries


def seal_summary(cipher: Cipher, patient_id: UUID, summary: Summary) -> bytes:
    """Seals it to its patient's rows of the queue."""
    words = {
        "leads": [
            [lead.item, lead.grade, lead.change, lead.temperature_c] for lead in summary.leads
        ],
        "spark": summary.spark,
        "threshold": summary.threshold,
    }
    return cipher.seal(_place(patient_id), json.dumps(words, separators=(",", ":")).encode())


def open_summary(cipher: Cipher, patient_id: UUID, sealed: bytes) -> Summary:
    """Opens it; raises `SealBroken`."""
    return cipher.read(_place(patient_id), sealed, _summary)


def _summary(plain: bytes) -> Summary:
    words = json.loads(plain)
    leads = [
        LeadSymptom(item=item, grade=grade, change=change, temperature_c=temperature_c)
        for item, grade, change, temperature_c in words["leads"]
    ]
    return Summary(leads, words["spark"], words["threshold"])


def _place(patient_id: UUID) -> Place:
    return Place("worklist_entry", "summary", patient_id)
