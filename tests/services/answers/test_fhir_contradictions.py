"""FHIR answers that contradict themselves, or may be somebody else's, are read by a person."""

from typing import Any

import pytest
from sqlalchemy import update

from services.db.scope import Scope
from services.db.tables.patients import Patient
from tests.services.answers.test_fhir_unread import FATIGUE, OTHER, PATIENT, check
from tests.support.fhir_answers import ABSENT, UCUM, coded, question, quiet, with_items

_ERROR = {"url": ABSENT, "valueCode": "error"}
_DECLINED = {"url": ABSENT, "valueCode": "asked-declined"}
_INS = "urn:oid:1.2.250.1.213.1.4.8"


def _severity(**answer: Any) -> dict[str, Any]:
    return question("fatigue.severity", answer)


def _quantity(**parts: Any) -> dict[str, Any]:
    return question("weight", {"valueQuantity": parts})


CONTRADICTORY: dict[str, tuple[dict[str, Any], str, str]] = {
    "an answer beside a question that has none": (
        with_items(
            PATIENT, question("fatigue.severity", coded(FATIGUE, "1")) | {"extension": [_ERROR]}
        ),
        "value_type",
        f"valueCoding: {FATIGUE}|1 ; {ABSENT}: error",
    ),
    "a code and a reason for none": (
        with_items(
            PATIENT,
            _severity(
                valueCoding={"system": FATIGUE, "code": "0", "_code": {"extension": [_ERROR]}}
            ),
        ),
        "value_type",
        f"valueCoding: {FATIGUE}|0 ; {ABSENT}: error",
    ),
    "a weight and a reason for none": (
        with_items(
            PATIENT, _quantity(value=70, system=UCUM, code="kg", _value={"extension": [_ERROR]})
        ),
        "unknown_attribute",
        f"valueQuantity: 70 {UCUM}|kg ; {ABSENT}: error",
    ),
    "declined, and an error": (
        with_items(PATIENT, question("ecog", {"extension": [_DECLINED, _ERROR]})),
        "value_type",
        f"{ABSENT}: asked-declined ; {ABSENT}: error",
    ),
    "a question declined, and an error": (
        with_items(PATIENT, {"linkId": "ecog", "extension": [_DECLINED, _ERROR]}),
        "value_type",
        f"{ABSENT}: asked-declined ; {ABSENT}: error",
    ),
    "a narrative that says more": (
        quiet(PATIENT, text={"status": "additional", "div": "<div>je saigne</div>"}),
        "not_understood",
        "<div>je saigne</div>",
    ),
    "a narrative that does not say what it is": (
        quiet(PATIENT, text={"div": "<div>je saigne</div>"}),
        "not_understood",
        "<div>je saigne</div>",
    ),
    "redacted": (
        quiet(PATIENT, meta={"security": [{"code": "R"}, {"code": "REDACTED"}]}),
        "not_understood",
        "REDACTED",
    ),
    "a part by its security label": (
        quiet(PATIENT, meta={"security": [{"code": "SUBSETTED"}]}),
        "not_understood",
        "SUBSETTED",
    ),
    "a trial": (
        quiet(PATIENT, meta={"security": [{"code": "HTEST"}]}),
        "not_understood",
        "HTEST",
    ),
    "a tag that stands alone": (
        quiet(PATIENT, meta={"tag": {"code": "SUBSETTED"}}),
        "not_understood",
        "SUBSETTED",
    ),
    "said by a patient of another server": (
        quiet(PATIENT, source={"reference": f"https://ehr.example/fhir/Patient/{OTHER}"}),
        "not_understood",
        f"https://ehr.example/fhir/Patient/{OTHER}",
    ),
    "said by a contained patient": (
        quiet(
            PATIENT,
            contained=[{"resourceType": "Patient", "id": "p"}],
            source={"reference": "#p"},
        ),
        "not_understood",
        "#p",
    ),
    "said by nobody who is there": (
        quiet(PATIENT, source={"reference": "#p"}),
        "not_understood",
        "#p",
    ),
    "said by a patient with a number": (
        quiet(PATIENT, source={"type": "Patient", "identifier": {"value": "9"}}),
        "not_understood",
        '{"type":"Patient","identifier":{"value":"9"}}',
    ),
    "said by a health identity": (
        quiet(PATIENT, source={"identifier": {"system": _INS, "value": "9"}}),
        "not_understood",
        f'{{"identifier":{{"system":"{_INS}","value":"9"}}}}',
    ),
    "written by another patient": (
        quiet(PATIENT, author={"reference": f"Patient/{OTHER}/_history/2"}),
        "not_understood",
        f"Patient/{OTHER}/_history/2",
    ),
}
"""What is wrong with an answer, and what a nurse must see of it."""


@pytest.mark.parametrize("name", CONTRADICTORY)
def test_what_contradicts_itself_is_shown_to_a_person(sqlite_intake, name):
    """Hazard: it is judged as nothing to report."""
    check(sqlite_intake, name, *CONTRADICTORY[name])


@pytest.mark.parametrize(
    ("number", "outcome"),
    [("1 85 05 78 006 084 91", "nothing"), ("299999999999999", "technical")],
)
def test_the_health_identity_of_somebody_else_is_seen(intake, number, outcome):
    """Hazard: the sender mixed up two patients, and its own message says so."""
    context, centre = intake.service.context, intake.service.centre
    index = context.keys.keyed_hash(centre.id, "ins").of(b"185057800608491")
    with context.database.writing(Scope(centre.id)) as session:
        session.execute(update(Patient).where(Patient.id == intake.patient).values(ins_index=index))
    subject = {
        "reference": f"Patient/{intake.patient}",
        "identifier": {"system": _INS, "value": number},
    }

    sent = intake.send_fhir(quiet(intake.patient, subject=subject))

    assert sent.json()["issue"][0]["details"]["coding"][0]["code"] == outcome
    if outcome == "technical":
        detail = intake.detail(intake.alert_of(sent.headers["Location"].rpartition("/")[2]))
        assert number in {each["value"] for each in detail["survey"]["as_sent"]}
