"""A centre as large as the design asks: 10,000 patients, 1,000,000 alerts of which 2,000 are open."""

import hashlib
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from services import starting
from services.alerts.summaries import Summary, seal_summary
from services.contract.alerts import LeadSymptom
from services.contract.enums import (
    AlertKind,
    AlertLevel,
    AlertState,
    AnswerOutcome,
    Channel,
    CredentialScope,
    IdentityStatus,
    Monitoring,
    Role,
    Sex,
)
from services.contract.explanations import Explanation, Quantity, RowSymptom
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.accounts import (
    Account,
    MachineCredential,
    Membership,
    MembershipUnit,
    SignInSession,
)
from services.db.tables.centres import Centre, Unit
from services.edge.context import Context
from services.ids import new_id
from services.security.ciphers import Place
from services.security.keystore import seal_json
from services.security.master_key import make_master_key
from services.settings import Settings
from tests.support.answers import all_quiet

OPENING = {"days": {str(day): [["00:00", "24:00"]] for day in range(7)}, "holidays": None}
SYMPTOMS = tuple(all_quiet())
WEEKS = 9
LEVELS = (AlertLevel.CRITICAL, AlertLevel.HIGH, AlertLevel.MODERATE, AlertLevel.INFO)
_CLOSED_EXPLANATION = os.urandom(420)


class Bulk(Protocol):
    """Where many rows go at once."""

    def insert(self, table_name: str, rows: Any) -> None:
        """Inserts rows of one table."""
        ...

    def finish(self) -> None:
        """Ends the filling."""
        ...


@dataclass(frozen=True)
class Size:
    """How much there is of everything."""

    patients: int
    alerts: int
    open_alerts: int


@dataclass(frozen=True)
class Filled:
    """What a load needs to know of the centre it is aimed at."""

    centre_id: UUID
    unit_id: UUID
    nurse_token: str
    ingest_token: str
    patient_ids: tuple[UUID, ...]


def fill(context: Context, bulk: Bulk, size: Size) -> Filled:
    """Makes the centre; the open alerts get a real history and real rows in the queue."""
    now = datetime.now(UTC)
    centre_id, unit_id = new_id(), new_id()
    context.keys.add_centre(centre_id)
    nurse_token, ingest_token = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    _people(context, centre_id, unit_id, nurse_token, ingest_token, now)
    patient_ids = [new_id() for _ in range(size.patients)]
    context.keys.add_patients(centre_id, patient_ids)
    bulk.insert("patient", _patients(context, centre_id, unit_id, patient_ids, now))
    with_open = patient_ids[: size.open_alerts]
    answers = {
        (patient_id, week): new_id() for patient_id in with_open for week in range(WEEKS)
    }
    bulk.insert("answer", _answers(context, centre_id, answers, now))
    bulk.insert("symptom_grade", _grades(centre_id, answers, now))
    closed = size.alerts - size.open_alerts
    bulk.insert("alert", _closed_alerts(centre_id, unit_id, patient_ids, closed, now))
    opened = list(_open_alerts(context, centre_id, unit_id, with_open, answers, now))
    bulk.insert("alert", opened)
    bulk.insert("worklist_entry", _entries(context, opened))
    bulk.finish()
    return Filled(centre_id, unit_id, nurse_token, ingest_token, tuple(patient_ids))


def open_folder(folder: Path, **urls: str) -> Context:
    """A context on fresh folders."""
    settings = Settings(data_dir=folder / "data", **urls)
    make_master_key(settings.master_key_path)
    starting.initialise(settings)
    return starting.open_context(settings)


def _people(
    context: Context, centre_id: UUID, unit_id: UUID, nurse: str, ingest: str, now: datetime
) -> None:
    account_id, membership_id = new_id(), new_id()
    with context.database.writing(NO_CENTRE) as session:
        session.add(
            Centre(
                id=centre_id,
                name="Centre",
                zone="Europe/Paris",
                opening_hours=OPENING,
                demonstration=False,
                created_at=now,
            )
        )
        session.add(
            Account(
                id=account_id,
                username="nurse",
                name="Claire Morvan",
                initials="CM",
                title=None,
                password_hash="!",
                totp_secret=None,
                totp_last_step=None,
                created_at=now,
                disabled_at=None,
            )
        )
        session.flush()
        session.add(
            Membership(
                id=membership_id, account_id=account_id, centre_id=centre_id, role=Role.NURSE, ended_at=None
            )
        )
        session.add(
            MachineCredential(
                id=new_id(),
                centre_id=centre_id,
                scope=CredentialScope.INGEST,
                label="load",
                secret_hash=hashlib.sha256(ingest.encode()).digest(),
                created_by=None,
                created_at=now,
                revoked_at=None,
            )
        )
    with context.database.writing(Scope(centre_id)) as session:
        session.add(Unit(id=unit_id, centre_id=centre_id, name="Unité"))
        session.flush()
        session.add(MembershipUnit(membership_id=membership_id, unit_id=unit_id))
        session.add(
            SignInSession(
                id=new_id(),
                account_id=account_id,
                membership_id=membership_id,
                centre_id=centre_id,
                device_id=None,
                access_hash=hashlib.sha256(nurse.encode()).digest(),
                access_expires_at=now + timedelta(hours=11),
                refresh_hash=os.urandom(32),
                previous_refresh_hash=None,
                started_at=now,
                authenticated_at=now,
                last_act_at=now,
                ended_at=None,
                end_reason=None,
            )
        )


def _patients(
    context: Context, centre_id: UUID, unit_id: UUID, ids: list[UUID], now: datetime
) -> Iterator[dict[str, Any]]:
    index = context.keys.keyed_hash(centre_id, "record_number")
    for number, patient_id in enumerate(ids):
        cipher = context.keys.patient(patient_id)
        identity = {
            "family_name": f"PATIENT{number:05d}",
            "birth_name": None,
            "given_name": "Jeanne",
            "civility": "Mme",
            "birth_date": (date(1950, 1, 1) + timedelta(days=number)).isoformat(),
            "ins": None,
            "record_number": f"{number:09d}",
        }
        contact = {
            "phone": "06 39 98 14 27",
            "preferred_hours": "9 h – 12 h",
            "carer": None,
            "disease": "Côlon métastatique",
            "oncologist": "Dr A. Tanguy",
        }
        yield {
            "id": patient_id,
            "centre_id": centre_id,
            "unit_id": unit_id,
            "sex": Sex.FEMALE,
            "identity_status": IdentityStatus.PROVISIONAL,
            "monitoring": Monitoring.ACTIVE,
            "episode_started_at": now - timedelta(days=200),
            "oncologist_id": None,
            "identity": seal_json(cipher, Place("patient", "identity", patient_id), identity),
            "contact": seal_json(cipher, Place("patient", "contact", patient_id), contact),
            "ins_index": None,
            "record_number_index": index.of(identity["record_number"].encode()),
            "phone_index": None,
            "version": 1,
            "created_at": now,
        }


def _answers(
    context: Context, centre_id: UUID, answers: dict[tuple[UUID, int], UUID], now: datetime
) -> Iterator[dict[str, Any]]:
    for (patient_id, week), answer_id in answers.items():
        at = now - timedelta(days=7 * (WEEKS - 1 - week), hours=2)
        content = {
            "questionnaire": "vigie-weekly",
            "version": "1.0.0",
            "language": "fr",
            "authored_at": at.isoformat(),
            "items": {name: {"severity": (week + place) % 4} for place, name in enumerate(SYMPTOMS)},
            "comment": "Plus de huit fois par jour depuis dimanche.",
        }
        cipher = context.keys.patient(patient_id)
        yield {
            "id": answer_id,
            "centre_id": centre_id,
            "patient_id": patient_id,
            "questionnaire": "vigie-weekly",
            "questionnaire_version": "1.0.0",
            "rule_set_version": "default-1",
            "authored_at": at,
            "received_at": at,
            "channel": Channel.WEB,
            "submitted_by": None,
            "outcome": AnswerOutcome.ALERT if week == WEEKS - 1 else AnswerOutcome.NOTHING,
            "completed": True,
            "content_hash": os.urandom(32),
            "content": seal_json(cipher, Place("answer", "content", answer_id), content),
        }


def _grades(
    centre_id: UUID, answers: dict[tuple[UUID, int], UUID], now: datetime
) -> Iterator[dict[str, Any]]:
    for (patient_id, week), answer_id in answers.items():
        at = now - timedelta(days=7 * (WEEKS - 1 - week), hours=2)
        for place, name in enumerate(SYMPTOMS):
            yield {
                "answer_id": answer_id,
                "item": name,
                "centre_id": centre_id,
                "patient_id": patient_id,
                "authored_at": at,
                "grade": 3 if place == 0 and week == WEEKS - 1 else (week + place) % 3,
                "missing": None,
                "presence": None,
                "imputed": False,
            }


def _alert(centre_id: UUID, unit_id: UUID, patient_id: UUID, at: datetime, rank: int) -> dict[str, Any]:
    return {
        "id": new_id(),
        "centre_id": centre_id,
        "unit_id": unit_id,
        "patient_id": patient_id,
        "answer_id": None,
        "kind": AlertKind.CLINICAL,
        "level": LEVELS[rank - 1],
        "rank": rank,
        "state": AlertState.NEW,
        "received_at": at,
        "due_at": at + timedelta(hours=2 * rank),
        "response_minutes": 120 * rank,
        "rule_set_version": "default-1",
        "lead_item": "diarrhoea",
        "explanation": _CLOSED_EXPLANATION,
        "claimed_by": None,
        "claimed_until": None,
        "owner_id": None,
        "acknowledged_at": None,
        "closed_at": None,
        "closed_by": None,
        "changed_at": at,
        "changed_by": None,
        "version": 1,
    }


def _closed_alerts(
    centre_id: UUID, unit_id: UUID, patient_ids: list[UUID], count: int, now: datetime
) -> Iterator[dict[str, Any]]:
    for number in range(count):
        at = now - timedelta(days=1, seconds=60 * number)
        row = _alert(centre_id, unit_id, patient_ids[number % len(patient_ids)], at, number % 4 + 1)
        yield row | {
            "state": AlertState.CLOSED,
            "acknowledged_at": at + timedelta(hours=1),
            "closed_at": at + timedelta(hours=2),
        }


def _open_alerts(
    context: Context,
    centre_id: UUID,
    unit_id: UUID,
    patient_ids: list[UUID],
    answers: dict[tuple[UUID, int], UUID],
    now: datetime,
) -> Iterator[dict[str, Any]]:
    for number, patient_id in enumerate(patient_ids):
        row = _alert(centre_id, unit_id, patient_id, now - timedelta(seconds=number), number % 4 + 1)
        explanation = Explanation(
            rule_set_version="default-1",
            compared_with=now - timedelta(days=7),
            hits=(),
            not_answered=(),
            problems=(),
            lead=RowSymptom(
                quantity=Quantity.COMPOSITE, item="diarrhoea", now=3, change=2, level=row["level"]
            ),
            next_symptoms=(),
        )
        cipher = context.keys.patient(patient_id)
        sealed = seal_json(
            cipher, Place("alert", "explanation", row["id"]), explanation.model_dump(mode="json")
        )
        yield row | {"explanation": sealed, "answer_id": answers[patient_id, WEEKS - 1]}


def _entries(context: Context, alerts: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    lead = LeadSymptom(item="diarrhoea", grade=3, change=2, temperature_c=None)
    summary = Summary(leads=[lead], spark=[0, 1, 2, 0, 1, 2, 1, 3], threshold=3)
    for alert in alerts:
        patient_id = alert["patient_id"]
        yield {
            "patient_id": patient_id,
            "lane": "todo",
            "owner_id": UUID(int=0),
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
            "summary": seal_summary(context.keys.patient(patient_id), patient_id, summary),
        }
