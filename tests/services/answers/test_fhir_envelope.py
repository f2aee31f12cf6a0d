"""FHIR responses with a broken envelope are refused as FHIR refuses, and leave nothing."""

from typing import Any

import pytest

from tests.support.fhir_answers import as_body, question, quiet, with_items
from tests.support.service import random_key

NOTHING = {"answer": 0, "symptom_grade": 0, "alert": 0, "worklist_entry": 0, "idempotency": 0}


PATIENT = "whoever it is"


def _text(old: str, new: str, patient: object) -> bytes:
    """A body that no JSON writer would make."""
    text = as_body(quiet(patient)).decode()
    assert old in text
    return text.replace(old, new, 1).encode()


def _nested(depth: int) -> dict[str, Any]:
    return {"linkId": "g", "item": [_nested(depth - 1)] if depth else []}


MALFORMED: dict[str, tuple[bytes, int]] = {
    "not json": (b"{", 400),
    "xml": (b"<QuestionnaireResponse xmlns='http://hl7.org/fhir'/>", 400),
    "not utf-8": (b'{"language": "\xff"}', 400),
    "a list": (b"[]", 422),
    "nothing": (b"", 422),
    "another resource": (as_body(quiet(PATIENT, resourceType="Observation")), 422),
    "a bundle of it": (
        as_body({"resourceType": "Bundle", "entry": [{"resource": quiet(PATIENT)}]}),
        422,
    ),
    "nobody's": (as_body({k: v for k, v in quiet(PATIENT).items() if k != "subject"}), 422),
    "whose it is by a number alone": (
        as_body(quiet(PATIENT, subject={"identifier": {"value": "800451000"}})),
        422,
    ),
    "whose it is elsewhere": (
        as_body(quiet(PATIENT, subject={"reference": f"https://x.example/Patient/{PATIENT}"})),
        422,
    ),
    "of a contained patient": (as_body(quiet(PATIENT, subject={"reference": "#p"})), 422),
    "of a group": (
        as_body(quiet(PATIENT, subject={"reference": f"Patient/{PATIENT}", "type": "Group"})),
        422,
    ),
    "unknown element": (as_body(quiet(PATIENT, answers=[])), 422),
    "unknown element of an item": (as_body(with_items(PATIENT, {"linkId": "x", "value": 3})), 422),
    "unknown type of value": (as_body(with_items(PATIENT, question("x", {"valueMoney": {}}))), 422),
    "status as a number": (as_body(quiet(PATIENT, status=1)), 422),
    "item as an object": (as_body(quiet(PATIENT, item={})), 422),
    "answer as an object": (as_body(with_items(PATIENT, {"linkId": "x", "answer": {}})), 422),
    "a number as text": (
        as_body(with_items(PATIENT, question("weight", {"valueDecimal": "70"}))),
        422,
    ),
    "a coding as text": (as_body(with_items(PATIENT, question("x", {"valueCoding": "3"}))), 422),
    "an integer that is none": (
        as_body(with_items(PATIENT, question("x", {"valueInteger": 2.5}))),
        422,
    ),
    "not a number": (
        _text('"status"', '"item": [{"answer": [{"valueDecimal": NaN}]}], "x"', PATIENT),
        400,
    ),
    "infinite": (as_body(quiet(PATIENT)).replace(b'"can_wait"', b"1e999"), 422),
    "a code too long": (
        as_body(with_items(PATIENT, question("ecog", {"valueCoding": {"code": "x" * 201}}))),
        422,
    ),
    "a field twice": (_text('"status"', '"status": "stopped", "status"', PATIENT), 400),
    "too deep": (as_body(quiet(PATIENT, item=[_nested(30)])), 400),
    "too large": (as_body(quiet(PATIENT, text={"div": "x" * 1_000_001})), 413),
}
"""Broken envelopes of a patient by name, and the status that each is refused with."""


def _assert_refused(response: Any, status: int, name: str = "") -> None:
    assert response.status_code == status, (name, response.text)
    assert response.headers["content-type"] == "application/fhir+json"
    outcome = response.json()
    assert outcome["resourceType"] == "OperationOutcome"
    assert {each["severity"] for each in outcome["issue"]} == {"error"}
    assert outcome["issue"][0]["details"]["coding"][0]["code"]


def test_a_broken_envelope_is_refused_as_fhir_does_and_leaves_nothing(intake):
    patient = str(intake.patient).encode()
    for name, (body, status) in MALFORMED.items():
        sent = intake.send_fhir(body.replace(PATIENT.encode(), patient))
        _assert_refused(sent, status, name)

    assert intake.stored() == NOTHING


def test_a_refusal_repeats_nothing_of_what_was_sent(sqlite_intake):
    resource = with_items(
        sqlite_intake.patient, {"linkId": "CANARILINK", "CANARIFIELD": "CANARIVALUE"}
    )

    refused = sqlite_intake.send_fhir(resource)

    assert refused.status_code == 422
    assert "CANARI" not in refused.text
    assert refused.json()["issue"][1]["diagnostics"].startswith("item.")


@pytest.mark.parametrize("who", ["nurse", "oncologist", "admin", "fhir_read", "import"])
def test_only_an_ingest_credential_may_send(sqlite_intake, who):
    refused = sqlite_intake.send_fhir(quiet(sqlite_intake.patient), who=who)

    _assert_refused(refused, 403)
    assert sqlite_intake.stored() == NOTHING


def test_nobody_without_a_credential_is_told_more_than_that(sqlite_intake):
    answer = sqlite_intake.service.client.post(
        "/api/v1/fhir/QuestionnaireResponse",
        content=b"{",
        headers={"Idempotency-Key": random_key()},
    )

    _assert_refused(answer, 401)
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.json()["issue"][0]["code"] == "login"
