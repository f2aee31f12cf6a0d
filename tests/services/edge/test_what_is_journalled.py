"""What was refused, could not be opened or was done beside is in the journal, with its object."""

import logging
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, func, insert, select, update

from services.contract.enums import Role
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.accounts import Membership, MembershipUnit, SignInSession
from services.db.tables.edge import IdempotencyRecord, JournalEntry
from services.db.tables.patients import Patient
from services.ids import new_id
from services.patients import monitoring
from services.security import keystore
from services.security.tokens import hash_of, new_token
from tests.support.answers import answer_json
from tests.support.raw import raw_connection
from tests.support.service import ServiceUnderTest, random_key
from tests.support.sign_in import bearer, make_person

FEVER = {"value": 39.5, "unit": "Cel", "measured_at": "2025-11-18T09:00:00Z"}


def _journal(service: ServiceUnderTest, action: str) -> list[JournalEntry]:
    with service.context.database.reading(Scope(service.centre.id)) as session:
        found = select(JournalEntry).where(JournalEntry.action == action)
        return list(session.scalars(found.order_by(JournalEntry.sequence)))


def _submit(service: ServiceUnderTest, key: str | None = None, words: str = "") -> Any:
    return service.client.post(
        f"/api/v1/patients/{service.centre.patients[0]}/answers",
        content=answer_json(temperatures=[FEVER], comment=words),
        headers=service.writing_as("ingest", key=key),
    )


def _note(service: ServiceUnderTest, alert_id: str, key: str, version: int) -> Any:
    return service.client.post(
        f"/api/v1/alerts/{alert_id}/notes",
        json={"text": "appel"},
        headers=service.writing_as("nurse", version, key),
    )


def test_a_changed_identity_is_never_shown_and_is_journalled_as_an_integrity_error(
    service: ServiceUnderTest,
):
    patient, centre = service.centre.patients[0], Scope(service.centre.id)
    with service.context.database.writing(centre) as session:
        sealed = bytearray(
            session.scalars(select(Patient.identity).where(Patient.id == patient)).one()
        )
        sealed[-1] ^= 1
        session.execute(update(Patient).where(Patient.id == patient).values(identity=bytes(sealed)))

    answer = service.client.get(f"/api/v1/patients/{patient}", headers=service.as_("nurse"))

    assert (answer.status_code, answer.json()["unreadable"]) == (200, ["identity"])
    assert "CANARINOM" not in answer.text
    read, entry = _journal(service, "read_patient")
    assert (read.outcome, read.patient_id) == ("done", patient)
    assert (entry.outcome, entry.object_id, entry.patient_id) == (
        "integrity_error",
        patient,
        patient,
    )


@pytest.mark.parametrize("fault", ["lost", "changed"])
def test_a_key_that_is_lost_or_changed_is_an_integrity_error(
    sqlite_service: ServiceUnderTest, fault: str
):
    service, patient = sqlite_service, sqlite_service.centre.patients[0]
    keys, table = service.context.keys, keystore._patient_keys
    with keys._engine.begin() as connection:
        where = table.c.patient_id == patient
        connection.execute(
            delete(table).where(where)
            if fault == "lost"
            else update(table).where(where).values(wrapped=b"x" * 60)
        )
    keys._ciphers.clear()

    read = service.client.get(f"/api/v1/patients/{patient}", headers=service.as_("nurse"))
    written = _submit(service)

    assert read.json()["unreadable"] == ["identity", "contact"]
    assert written.json()["code"] == "integrity_error"
    for action in ("read_patient", "submit_answer"):
        entry = _journal(service, action)[-1]
        assert (entry.outcome, entry.patient_id) == ("integrity_error", patient)


def test_a_refused_access_names_what_it_was_tried_on(service: ServiceUnderTest):
    alert, patient = uuid4(), service.centre.patients_of_other_unit[0]
    service.client.get(f"/api/v1/alerts/{alert}", headers=service.as_("nurse"))
    service.client.get(f"/api/v1/patients/{patient}", headers=service.as_("nurse"))
    service.client.get(f"/api/v1/patients/{patient}", headers=service.as_("manager"))

    refused = _journal(service, "read_alert") + _journal(service, "read_patient")
    assert [(each.outcome, each.object_id, each.patient_id) for each in refused] == [
        ("refused:not_found", alert, None),
        ("refused:not_found", patient, patient),
        ("refused:forbidden", patient, patient),
    ]
    assert {each.purpose for each in refused} == {None}


def test_what_an_envelope_is_refused_for_is_journalled_once(service: ServiceUnderTest):
    alert = str(uuid4())
    path = f"/api/v1/alerts/{alert}/claim"
    service.client.post(path, json={}, headers=service.as_("nurse"))
    service.client.post(path, json={}, headers=service.writing_as("nurse"))
    service.client.post(path, json={"invented": 1}, headers=service.writing_as("nurse", 1))
    service.client.post(path, json={}, headers=service.writing_as("nurse", 1))
    service.client.post("/api/v1/alerts/x/claim", json={}, headers=service.writing_as("nurse", 1))

    entries = _journal(service, "claim_alert")
    assert [each.outcome for each in entries] == [
        "refused:idempotency_key_required",
        "refused:version_required",
        "refused:invalid_body",
        "refused:not_found",
        "refused:invalid_parameter",
    ]
    assert [each.object_id for each in entries] == [UUID(alert)] * 4 + [None]
    assert {each.actor_id for each in entries} == {service.centre.accounts["nurse"]}


def test_what_people_who_treat_see_is_journalled_as_care(service: ServiceUnderTest):
    path = f"/api/v1/patients/{service.centre.patients[0]}"
    read = service.client.get(path, headers=service.as_("nurse"))
    service.client.get("/api/v1/me", headers=service.as_("nurse"))
    _submit(service)

    assert read.headers["etag"] == f'"{read.json()["version"]}"'
    found = [_journal(service, each)[-1] for each in ("read_patient", "read_me", "submit_answer")]
    assert [each.purpose for each in found] == ["care", None, None]
    assert _journal(service, "activate_rule_set")[-1].centre_id == service.centre.id


def test_every_alert_that_an_acknowledgement_covers_is_journalled(service: ServiceUnderTest):
    first, second = (_submit(service, words=each).json()["alert_id"] for each in "ab")
    done = service.client.post(
        f"/api/v1/alerts/{first}/acknowledge",
        json={"also": [{"id": second, "version": 1}]},
        headers=service.writing_as("nurse", 1),
    )

    assert done.status_code == 200, done.text
    found = [str(each.object_id) for each in _journal(service, "acknowledge_alert")]
    assert found == [first, second]


def _second_membership(service: ServiceUnderTest) -> str:
    """The nurse of the first centre, signed in to the other one."""
    token, now, membership = new_token(), service.clock.now(), new_id()
    other, account = service.other_centre, service.centre.accounts["nurse"]
    rows: list[tuple[Any, dict[str, Any]]] = [
        (
            Membership,
            {"id": membership, "account_id": account, "centre_id": other.id, "role": Role.NURSE},
        ),
        (MembershipUnit, {"membership_id": membership, "unit_id": other.units[0]}),
        (
            SignInSession,
            {
                "id": new_id(),
                "account_id": account,
                "membership_id": membership,
                "centre_id": other.id,
                "access_hash": hash_of(token),
                "access_expires_at": now + timedelta(hours=1),
                "refresh_hash": hash_of(new_token()),
                "started_at": now,
                "authenticated_at": now,
                "last_act_at": now,
            },
        ),
    ]
    with service.context.database.writing(NO_CENTRE) as session:
        for table, row in rows:
            session.execute(insert(table), row)
    return token


def test_the_same_key_in_two_centres_is_two_writes(service: ServiceUnderTest):
    key, other = random_key(), _second_membership(service)
    mine = service.client.post(
        f"/api/v1/patients/{service.centre.patients[0]}/answers",
        content=answer_json(),
        headers=service.writing_as("nurse", key=key),
    )
    theirs = service.client.post(
        f"/api/v1/patients/{service.other_centre.patients[0]}/answers",
        content=answer_json(),
        headers=bearer(other) | {"Idempotency-Key": key},
    )

    assert (mine.status_code, theirs.status_code) == (201, 201)


def test_a_key_is_remembered_for_29_days_and_forgotten_after_31(service: ServiceUnderTest):
    alert_id, key = _submit(service).json()["alert_id"], random_key()
    first = _note(service, alert_id, key, 1)
    assert first.status_code == 200
    service.clock.forward(days=29)
    service.stay_signed_in()
    assert _note(service, alert_id, key, 1).headers["idempotency-replayed"] == "true"
    service.clock.forward(days=2)
    service.stay_signed_in()

    again = _note(service, alert_id, key, first.json()["alert"]["version"])

    assert again.status_code == 200
    assert "idempotency-replayed" not in again.headers
    with service.context.database.reading(Scope(service.centre.id)) as session:
        assert session.scalar(select(func.count()).select_from(IdempotencyRecord)) == 1


def test_a_wrong_code_is_journalled_under_the_account_it_was_tried_for(
    sqlite_service: ServiceUnderTest,
):
    service = sqlite_service
    person = make_person(service)
    challenge = person.first_step().json()["challenge"]
    service.client.post(
        "/api/v1/auth/second-factor", json={"challenge": challenge, "code": "000000"}
    )
    with raw_connection(service.context.database, None) as connection:
        tried = connection.scalars(
            select(JournalEntry.actor_id)
            .where(JournalEntry.outcome == "refused:sign_in_refused")
            .order_by(JournalEntry.sequence.desc())
        ).all()
    assert tried[0] == person.account_id


def test_two_keys_or_versions_that_differ_are_refused(sqlite_service: ServiceUnderTest):
    service = sqlite_service
    for name, words in (("Idempotency-Key", "another-key"), ("If-Match", '"2"')):
        headers = [*service.writing_as("nurse", 1).items(), (name, words)]
        path = f"/api/v1/alerts/{uuid4()}/claim"
        answer = service.client.post(path, json={}, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")


def test_a_version_with_a_zero_byte_is_refused(service: ServiceUnderTest):
    answer = service.client.get("/api/v1/rule-sets/a%00b", headers=service.as_("nurse"))
    assert answer.status_code == 422


def test_a_fault_says_its_type_and_place_and_nothing_of_a_patient(
    sqlite_service: ServiceUnderTest,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
):
    def _fail(*_given: object) -> None:
        raise ValueError("CANARITEXTE")

    monkeypatch.setattr(monitoring, "header", _fail)
    # Let through what the server would print.
    sqlite_service.client._transport.raise_server_exceptions = True  # type: ignore[attr-defined]
    path = f"/api/v1/patients/{sqlite_service.centre.patients[0]}"
    with caplog.at_level(logging.DEBUG):
        answer = sqlite_service.client.get(path, headers=sqlite_service.as_("nurse"))

    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    assert answer.headers["x-request-id"] == answer.json()["request_id"]
    assert "unexpected ValueError at" in caplog.text
    assert "CANARI" not in caplog.text


def test_a_body_without_a_caller_is_small(sqlite_service: ServiceUnderTest):
    for size, status in ((15_000, 422), (16_001, 413)):
        raw = b'{"username": "' + b"x" * (size - 16) + b'"}'
        assert sqlite_service.client.post("/api/v1/auth/sign-in", content=raw).status_code == status


def test_thousands_of_faults_are_told_in_one(sqlite_service: ServiceUnderTest):
    raw = b"{" + b",".join(b'"a%d":0' % number for number in range(60_000)) + b"}"
    path = f"/api/v1/patients/{sqlite_service.centre.patients[0]}/answers"
    answer = sqlite_service.client.post(
        path, content=raw, headers=sqlite_service.writing_as("ingest")
    )
    assert answer.status_code == 422
    assert [each["reason"] for each in answer.json()["errors"]] == ["too_many_problems"]
