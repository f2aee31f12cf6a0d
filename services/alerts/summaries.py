"""What a row of the queue shows beside its columns: lead symptoms and the sparkline, sealed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from services.alerts.explanations import told
from services.alerts.lead_symptoms import graded_lead, lead_symptoms
from services.alerts.series import Course, authored_at, weeks_of
from services.alerts.stored_rules import StoredRules
from services.alerts.zones import Zones
from services.contract.alerts import LeadSymptom
from services.db.tables.alerts import Alert
from services.security.ciphers import Cipher, Place
from services.security.keystore import KeyStore
from services.security.unreadable import ciphers, opened


@dataclass(frozen=True)
class Summary:
    """The lead symptom and the next two; `spark` is empty when the lead has no grade to draw."""

    leads: list[LeadSymptom]
    spark: list[int | None]
    threshold: int | None
    is_readable: bool = True


UNREADABLE: Final = Summary([], [], None, is_readable=False)


def summarise(
    session: Session, keys: KeyStore, zone: ZoneInfo, alerts: Sequence[Alert]
) -> dict[UUID, Summary]:
    """The summaries of alerts by alert, with a fixed number of queries for all of them.

    An explanation that cannot be opened makes an unreadable row, and never an answer fail.
    """
    sealed_by = ciphers(keys, {alert.patient_id for alert in alerts})
    known = {alert.id: told(sealed_by[alert.patient_id], alert) for alert in alerts}
    explained = {alert_id: found for alert_id, found in known.items() if found is not None}
    authored = authored_at(
        session, [alert.answer_id for alert in alerts if alert.answer_id is not None]
    )
    courses = {}
    for alert in alerts:
        item = graded_lead(explained[alert.id]) if alert.id in explained else None
        if item is not None and alert.answer_id in authored:
            courses[alert.id] = Course(alert.patient_id, item, authored[alert.answer_id])
    weeks = weeks_of(session, zone, list(courses.values()))
    zones = Zones(StoredRules(session))
    summaries = dict.fromkeys(known, UNREADABLE)
    for alert_id, explanation in explained.items():
        course = courses.get(alert_id)
        drawn = None if course is None else zones.of(explanation, course.item)
        summaries[alert_id] = Summary(
            leads=lead_symptoms(explanation),
            spark=[] if course is None else [week.grade for week in weeks[course]],
            threshold=None if drawn is None else drawn.threshold,
        )
    return summaries


def seal_summary(cipher: Cipher, patient_id: UUID, summary: Summary) -> bytes:
    """Seals it to its patient's rows of the queue."""
    words = {
        "leads": [
            [lead.item, lead.grade, lead.change, lead.temperature_c, lead.value]
            for lead in summary.leads
        ],
        "spark": summary.spark,
        "threshold": summary.threshold,
        "is_readable": summary.is_readable,
    }
    return cipher.seal(_place(patient_id), json.dumps(words, separators=(",", ":")).encode())


def open_summary(cipher: Cipher, patient_id: UUID, sealed: bytes) -> Summary:
    """Opens it; raises `SealBroken`."""
    return cipher.read(_place(patient_id), sealed, _summary)


def summary_shown(cipher: Cipher, patient_id: UUID, sealed: bytes) -> Summary:
    """Opens it, or says that it cannot be opened."""
    found = opened(lambda: open_summary(cipher, patient_id, sealed), "row of patient", patient_id)
    return UNREADABLE if found is None else found


def _summary(plain: bytes) -> Summary:
    words = json.loads(plain)
    leads = [
        LeadSymptom(
            item=item,
            grade=grade,
            change=change,
            temperature_c=temperature_c,
            # Rows of an earlier release have no fifth value.
            value=rest[0] if rest else None,
        )
        for item, grade, change, temperature_c, *rest in words["leads"]
    ]
    return Summary(leads, words["spark"], words["threshold"], words.get("is_readable", True))


def _place(patient_id: UUID) -> Place:
    return Place("worklist_entry", "summary", patient_id)
