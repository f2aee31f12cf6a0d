"""Somebody for every role, and something of every kind in every relation to them."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from httpx2 import Response
from sqlalchemy import insert, select

from services.contract.enums import AccessReason, CredentialScope, Role
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.accounts import (
    Account,
    Membership,
    MembershipUnit,
    SignInSession,
)
from services.db.tables.alerts import Alert, AlertAct
from services.db.tables.record import ExceptionalAccess
from services.fhir.publishing import publish
from services.ids import new_id
from services.security.ciphers import Place
from services.security.policy import POLICY
from services.security.tokens import hash_of, new_token
from tests.security.operations import Operation
from tests.security.planted import (
    FREE_TEXT,
    engine_export,
    expected_symptom,
    support_request,
    unsent_message,
    waiting_document,
)
from tests.support.answers import answer_content
from tests.support.enrolments import finish_enrolment
from tests.support.service import ServiceUnderTest, SmallCentre, random_key
from tests.support.sign_in import bearer

INTERFACE = frozenset(name for name, rule in POLICY.items() if not rule.is_page)
"""What programs call; the pages of patients are looked at elsewhere (test_page_audience.py)."""
_FEVER = {"value": 39.4, "unit": "Cel", "measured_at": "2025-11-18T09:00:00Z"}


class Relation(StrEnum):
    """How an object stands to whoever asks."""

    OWN_UNIT = "own unit"
    OTHER_UNIT = "other unit"
    OPENED = "other unit, opened"
    """By an exceptional access of everybody who signed in, whatever their role."""
    OTHER_CENTRE = "other centre"
    MISSING = "missing"


@dataclass(frozen=True)
class Things:
    """One object of each kind, in one relation."""

    patient: UUID
    alert: UUID
    act: UUID
    credential: UUID
    unit: UUID
    oncologist: UUID
    account: UUID
    session: UUID
    exception: UUID
    access: UUID
    answer: UUID
    membership: UUID
    approval: UUID
    entry: UUID
    line: UUID
    cycle: UUID
    message: UUID
    pause: UUID
    hold: UUID
    request: UUID
    export: UUID
    delivery: UUID
    cohort: UUID
    fhir_export: UUID

    def named(self, place: str) -> UUID:
        """The object for a place in a request; a place nobody knows fails the test."""
        kinds = {
            "patient_id": self.patient,
            "patient_ids": self.patient,
            "alert_id": self.alert,
            # In a body or a query, `id` is that of an alert.
            "id": self.alert,
            "action_id": self.act,
            "credential_id": self.credential,
            "unit_id": self.unit,
            "unit": self.unit,
            "to": self.oncologist,
            "people": self.oncologist,
            "oncologist": self.oncologist,
            "oncologist_id": self.oncologist,
            "prescriber_id": self.oncologist,
            "nurse_id": self.account,
            # Who was looked at and is somebody else.
            "seen": self.patient,
            "owner": self.account,
            "account_id": self.account,
            "session_id": self.session,
            "exception_id": self.exception,
            "access_id": self.access,
            "entry_id": self.entry,
            "line_id": self.line,
            "cycle_id": self.cycle,
            "pause_id": self.pause,
            "hold_id": self.hold,
            "membership_id": self.membership,
            "approval_id": self.approval,
            "unit_ids": self.unit,
            "answer_id": self.answer,
            "message_id": self.message,
            "request_id": self.request,
            "export_id": self.export,
            "delivery_id": self.delivery,
            "cohort_id": self.cohort,
            "fhir_export_id": self.fhir_export,
        }
        assert place in kinds, f"teach tests/security/stage.py what stands at {place!r}"
        return kinds[place]


def reaches_the_centre(operation: Operation, principal: str) -> bool:
    """Whether somebody sees these objects beyond their units: machines do, an admin the units, the
    privacy officer the patients, by identifiers alone.
    """
    if principal in set(CredentialScope):
        return True
    of_the_centre = {
        "credential_id", "account_id", "session_id", "membership_id", "approval_id",
        "request_id",
    }  # fmt: skip
    of_the_centre |= {"unit_id"} if principal == Role.ADMIN else set()
    of_the_centre |= {"patient_id", "hold_id"} if principal == Role.PRIVACY_OFFICER else set()
    return set(operation.ids) <= of_the_centre


def nothing_there() -> Things:
    """Identifiers of nothing at all."""
    return Things(*(uuid4() for _ in fields(Things)))


# Whose objects on this stage are always somebody else's: to everybody they are as missing.
OF_ONESELF = {
    "end_my_session", "end_exceptional_access", "withdraw_request", "read_my_support_request",
    "read_export", "download_export", "cancel_export",
    "read_cohort", "download_cohort", "cancel_cohort",
    "read_fhir_export", "download_fhir_export", "cancel_fhir_export",
}  # fmt: skip
# What somebody types to open a record: that of a patient of the other unit, whom no test looks at.
EXACT_IDENTITY = {"record_number": "800451005"}
# What an exceptional access opens: one record, which takes notes and nothing else.
_FITTING: dict[str, dict[str, Any]] = {
    "open_exceptional_access": EXACT_IDENTITY,
    "create_record_entry": {"content": {"kind": "note", "text": FREE_TEXT}},
    "invite_account": {
        "person": {"name": "Anne Le Roux", "username": "anne", "email": "anne@chu.example"},
        "role": {"role": "manager"},
    },
    "import_accounts": {
        "csv": "name;username;email;role\nAnne Le Roux;anne;anne@chu.example;admin\n"
    },
    # The account of the stage is a nurse.
    "grant_role": {"role": {"role": "manager"}},
    "change_account_person": {"name": "Anne Le Roux", "email": "anne@chu.example"},
}


def opened_relations(operation: Operation) -> set[Relation]:
    """Where an exceptional access leads, if the policy accepts one.

    The unit of whoever was opened is the other unit of the stage: whom to ask there is shown.
    """
    if not POLICY[operation.name].exceptional:
        return set()
    of_unit = {Relation.OTHER_UNIT} if operation.ids == ("unit_id",) else set()
    return of_unit | {Relation.OPENED}


@dataclass(frozen=True)
class Stage:
    """A service, its operations, and one set of objects for each relation."""

    service: ServiceUnderTest
    operations: dict[str, Operation]
    things: dict[Relation, Things]

    def send(
        self,
        operation: Operation,
        headers: dict[str, str],
        things: Things,
        *,
        body: Any = None,
        query: dict[str, Any] | None = None,
        version: int = 1,
    ) -> Response:
        """Sends an operation on some objects with whatever it insists on."""
        sent = dict(headers)
        if operation.method != "GET":
            sent |= {"Idempotency-Key": random_key(), "If-Match": f'"{version}"'}
        return self.service.client.request(
            operation.method,
            operation.url(things.named),
            headers=sent,
            params=operation.query(things.named) | (query or {}),
            json=self.body_of(operation, things) if body is None else body,
        )

    def body_of(self, operation: Operation, things: Things) -> Any:
        """A body that the operation accepts."""
        body = operation.body_example(things.named)
        return body if body is None else body | _FITTING.get(operation.name, {})

    def alert_version(self, alert_id: UUID) -> int:
        """The version that stands."""
        centre = self.service.centre.id
        with self.service.context.database.reading(Scope(centre)) as session:
            return session.scalars(select(Alert.version).where(Alert.id == alert_id)).one()


def raise_alert(service: ServiceUnderTest, centre: SmallCentre, patient: UUID, words: str) -> UUID:
    """An alert for a fever, with free text that nobody without a right may ever see."""
    content = answer_content(temperatures=[_FEVER], comment=words)
    answer = service.client.post(
        f"/api/v1/patients/{patient}/answers",
        json=content,
        headers=bearer(centre.tokens["ingest"]) | {"Idempotency-Key": random_key()},
    )
    assert answer.status_code == 201, answer.text
    return UUID(answer.json()["alert_id"])


def _things(service: ServiceUnderTest, centre: SmallCentre, patient: UUID) -> Things:
    alert = raise_alert(service, centre, patient, FREE_TEXT)
    claimed = service.client.post(
        f"/api/v1/alerts/{alert}/claim",
        json={},
        headers=bearer(centre.tokens["nurse_of_both"])
        | {"Idempotency-Key": random_key(), "If-Match": '"1"'},
    )
    assert claimed.status_code == 200, claimed.text
    with service.context.database.reading(Scope(centre.id)) as session:
        act = session.scalars(select(AlertAct.id).where(AlertAct.alert_id == alert)).one()
        answer = session.scalars(select(Alert.answer_id).where(Alert.id == alert)).one()
    assert answer is not None
    made = service.client.post(
        "/api/v1/machine-credentials",
        json={"label": "to be revoked", "scope": "billing"},
        headers=bearer(centre.tokens["admin"]) | {"Idempotency-Key": random_key()},
    )
    unit = centre.units[0] if patient in centre.patients else centre.units[1]
    # Of the other unit nobody is: an account that may not be asked there or here.
    asked = "oncologist" if unit == centre.units[0] else "nurse_of_both"
    planted = hash_of(plant_session(service, centre, Role.NURSE, []))
    with service.context.database.reading(NO_CENTRE) as session:
        theirs = session.scalars(
            select(SignInSession).where(SignInSession.access_hash == planted)
        ).one()
    credential = UUID(made.json()["id"])
    oncologist = centre.accounts[asked]
    exception = expected_symptom(service, centre, patient)
    access = open_for(service, centre, patient, theirs.account_id, theirs.id)
    finish_enrolment(service, centre, patient)
    account = theirs.account_id
    return Things(
        patient,
        alert,
        act,
        credential,
        unit,
        oncologist,
        account,
        theirs.id,
        exception,
        access,
        answer,
        theirs.membership_id,
        _request(service, centre),
        *_record(service, centre, patient, unit),
    )


def _request(service: ServiceUnderTest, centre: SmallCentre) -> UUID:
    """What an administrator who is nobody else here asked a second person for."""
    who = new_id().hex
    asked = {
        "person": {"name": "Anne Le Roux", "username": who, "email": f"{who}@chu.example"},
        "role": {"role": "manager"},
        "words": "Cadre",
    }
    token = plant_session(service, centre, Role.ADMIN, [])
    headers = bearer(token) | {"Idempotency-Key": random_key()}
    answer = service.client.post("/api/v1/accounts", json=asked, headers=headers)
    assert answer.status_code == 202, answer.text
    return UUID(answer.json()["approval_id"])


def open_for(
    service: ServiceUnderTest, centre: SmallCentre, patient: UUID, account: UUID, session_id: UUID
) -> UUID:
    """Opens a patient to a session for an hour, without anybody's asking."""
    access_id, now = new_id(), service.clock.now()
    cipher = service.context.keys.patient(patient)
    place = Place("exceptional_access", "detail", access_id)
    with service.context.database.writing(Scope(centre.id)) as session:
        session.execute(
            insert(ExceptionalAccess),
            {
                "id": access_id,
                "centre_id": centre.id,
                "patient_id": patient,
                "account_id": account,
                "session_id": session_id,
                "reason": AccessReason.EMERGENCY,
                "detail": cipher.seal(place, FREE_TEXT.encode()),
                "since": now,
                "until": now + timedelta(minutes=60),
                "ended_at": None,
            },
        )
    return access_id


def _record(
    service: ServiceUnderTest, centre: SmallCentre, patient: UUID, unit: UUID
) -> Iterator[UUID]:
    """A fact, a line of treatment, a cycle of it, a message, a pause and a hold of a patient; what
    somebody asked for help with, an export of that somebody, a document for the record, an export
    of the unit, and one of an engine.
    """

    def made(part: str, body: dict[str, Any], who: str = "nurse_of_both") -> UUID:
        answer = service.client.post(
            f"/api/v1/patients/{patient}/{part}",
            json=body,
            headers=bearer(centre.tokens[who]) | {"Idempotency-Key": random_key()},
        )
        assert answer.status_code == 201, answer.text
        return UUID(answer.json()["id"])

    diagnosis = {"kind": "diagnosis", "label": FREE_TEXT}
    yield made("entries", {"began_on": "2025", "content": diagnosis})
    line = made("treatments", {"name": FREE_TEXT, "started_on": "2025-11-18"})
    yield line
    cycle = {"number": 2, "started_on": "2025-11-18", "note": FREE_TEXT}
    yield made(f"treatments/{line}/cycles", cycle)
    yield unsent_message(service, centre, patient)
    yield made("pauses", {"reason": "other", "from_on": "2026-10-01", "until_on": "2026-10-02"})
    # Of the privacy officer's own words, which they read again.
    held = {"reason": "other", "words": "Numéro 12"}
    yield made("retention/holds", held, "privacy_officer")
    yield support_request(service, centre)
    asked = {
        "format": "pdf",
        "purpose": "care_continuity",
        "first": "2025-11-01",
        "last": "2025-11-18",
        "language": "fr",
        "blocks": ["surveys"],
    }
    yield made("exports", asked, "nurse_of_both")
    yield waiting_document(service, centre, patient)
    yield _cohort(service, centre, unit)
    yield engine_export(service, centre)


def _cohort(service: ServiceUnderTest, centre: SmallCentre, unit: UUID) -> UUID:
    """All patients of a unit, asked for by an oncologist who is nobody else here."""
    asked = {
        "unit_id": str(unit),
        "format": "csv",
        "purpose": "end_of_contract",
        "first": "2025-11-01",
        "last": "2025-11-18",
        "language": "fr",
        "blocks": ["surveys"],
        "words": "Reprise",
    }
    token = plant_session(service, centre, Role.ONCOLOGIST, [unit])
    headers = bearer(token) | {"Idempotency-Key": random_key()}
    answer = service.client.post("/api/v1/cohort-exports", json=asked, headers=headers)
    assert answer.status_code == 202, answer.text
    return UUID(answer.json()["id"])


def set_stage(service: ServiceUnderTest, operations: list[Operation]) -> Stage:
    """Raises an alert in each relation, and gives everybody a session."""
    centre, other = service.centre, service.other_centre
    things = {
        Relation.OWN_UNIT: _things(service, centre, centre.patients[0]),
        Relation.OTHER_UNIT: _things(service, centre, centre.patients_of_other_unit[0]),
        Relation.OPENED: _things(service, centre, centre.patients_of_other_unit[1]),
        Relation.OTHER_CENTRE: _things(service, other, other.patients[0]),
        Relation.MISSING: nothing_there(),
    }
    # Nobody signs in as `system`; here somebody did, and must be refused everywhere.
    centre.tokens["system"] = plant_session(service, centre, Role.SYSTEM, centre.units[:1])
    for who in Role:
        if who in centre.sessions:
            opened = things[Relation.OPENED].patient
            open_for(service, centre, opened, centre.accounts[who], centre.sessions[who])
    for each in (centre, other):
        # What machines read is numbered by due work.
        publish(service.context, each.id)
    return Stage(service, {each.name: each for each in operations}, things)


def plant_session(
    service: ServiceUnderTest, centre: SmallCentre, role: Role, units: list[UUID]
) -> str:
    """The access token of a new account's session, without its signing in."""
    now, token = service.clock.now(), new_token()
    account_id, membership_id = new_id(), new_id()
    account = {
        "id": account_id,
        "username": str(account_id),
        "name": "Prénom Nom",
        "initials": "PN",
        "password_hash": "!",
        "created_at": now,
    }
    opened = {
        "id": new_id(),
        "account_id": account_id,
        "membership_id": membership_id,
        "centre_id": centre.id,
        "access_hash": hash_of(token),
        "access_expires_at": now + timedelta(days=365),
        "refresh_hash": hash_of(new_token()),
        "started_at": now,
        "authenticated_at": now,
        "last_act_at": now,
    }
    membership = {
        "id": membership_id,
        "account_id": account_id,
        "centre_id": centre.id,
        "role": role,
    }
    with service.context.database.writing(NO_CENTRE) as session:
        session.execute(insert(Account), account)
        session.execute(insert(Membership), membership)
        if units:
            rows = [{"membership_id": membership_id, "unit_id": unit} for unit in units]
            session.execute(insert(MembershipUnit), rows)
        session.execute(insert(SignInSession), opened)
    return token
