"""What the guide for senders shows is sent as it stands, and answered as it says."""

import json
import re
from typing import Any

from services.contract.answer_content import AnswerContent
from tests.architecture.sources import ROOT
from tests.support.service import ServiceUnderTest

_GUIDE = ROOT / "docs" / "integrator.md"
_TESTED = re.compile(r"<!-- tested: (\S+) -->\n```json\n(.*?)```", re.DOTALL)
_BLOCK = re.compile(r"```json\n(.*?)```", re.DOTALL)


def _example(name: str, **places: str) -> Any:
    text = dict(_TESTED.findall(_GUIDE.read_text(encoding="utf-8")))[name]
    for place, value in places.items():
        text = text.replace(place, value)
    return json.loads(text)


def test_the_fhir_example_is_taken_in_and_answered_as_shown(service: ServiceUnderTest):
    resource = _example("response", PATIENT_ID=str(service.centre.patients[0]))

    sent = service.client.post(
        "/api/v1/fhir/QuestionnaireResponse",
        json=resource,
        headers=service.writing_as("ingest") | {"Content-Type": "application/fhir+json"},
    )

    assert sent.status_code == 201, sent.text
    assert sent.json() == _example("outcome")
    alerts = service.client.get("/api/v1/alerts", headers=service.as_("nurse")).json()["items"]
    detail = service.client.get(
        f"/api/v1/alerts/{alerts[0]['id']}", headers=service.as_("nurse")
    ).json()
    problems = detail["explanation"]["problems"]
    # Everything in it was understood: what is wrong with it is what it leaves out.
    assert {each["code"] for each in problems} == {"missing_required"}
    assert detail["survey"]["comment"] == "Rien à signaler."


def test_the_example_in_our_own_json_is_taken_in_as_shown(service: ServiceUnderTest):
    content, receipt = [json.loads(block) for block in _BLOCK.findall(_GUIDE.read_text())[:2]]

    sent = service.client.post(
        f"/api/v1/patients/{service.centre.patients[0]}/answers",
        json=content,
        headers=service.writing_as("ingest"),
    )

    assert AnswerContent.model_validate(content).authored is not None
    assert sent.status_code == 201
    made = ("id", "patient_id", "received_at", "alert_id")
    assert {k: v for k, v in sent.json().items() if k not in made} == {
        k: v for k, v in receipt.items() if k not in made
    }


def test_the_bundle_is_taken_in_and_reported_as_shown(service: ServiceUnderTest):
    sent = service.client.post(
        "/api/v1/patients/import",
        params={"unit": str(service.centre.units[0])},
        json=_example("bundle"),
        headers=service.writing_as("import") | {"Content-Type": "application/fhir+json"},
    )

    assert sent.status_code == 200, sent.text
    patient_id = sent.json()["lines"][0]["patient_id"]
    report = json.loads(sent.text.replace(patient_id, "01a2…"))
    assert report == _example("report")


def test_an_enrolment_goes_as_the_guide_tells(service: ServiceUnderTest):
    person = _example("enrolment", UNIT_ID=str(service.centre.units[0]))

    made = service.client.post(
        "/api/v1/enrolments", json=person, headers=service.writing_as("nurse")
    )
    saved = service.client.put(
        f"/api/v1/enrolments/{made.json()['patient']['id']}/steps/eligibility",
        json=_example("eligibility"),
        headers=service.writing_as("nurse", version=1),
    )

    assert (made.status_code, made.json()["identity_status"]) == (201, "validated")
    assert saved.status_code == 200, saved.text
    assert not [each for each in saved.json()["missing"] if "eligibility" in each["field"]]
