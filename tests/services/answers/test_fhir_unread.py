"""FHIR responses that nobody can judge are kept whole, and a person sees what was sent."""

import json
from typing import Any

import pytest

from tests.support.answers import answer_content
from tests.support.fhir_answers import (
    ABSENT,
    REPLACES,
    SYSTEMS,
    UCUM,
    as_body,
    coded,
    question,
    quiet,
    symptom,
    temperature,
    with_items,
)

OTHER = "00000000-0000-4000-8000-000000000000"
_MODIFIER = {"url": "https://elsewhere.example/negated", "valueBoolean": True}
PATIENT = "whoever it is"
FATIGUE = f"{SYSTEMS}severity-answer"
_NOW = "2025-11-18T09:00:00Z"


def _declined(reason: str) -> dict[str, Any]:
    return {"_valueDecimal": {"extension": [{"url": ABSENT, "valueCode": reason}]}}


def _severity(**answer: Any) -> dict[str, Any]:
    return question("fatigue.severity", answer)


def _quantity(**parts: Any) -> dict[str, Any]:
    return question("weight", {"valueQuantity": parts})


UNREADABLE: dict[str, tuple[dict[str, Any], str, str]] = {
    "no questionnaire": (
        {k: v for k, v in quiet(PATIENT).items() if k != "questionnaire"},
        "unknown_questionnaire",
        "",
    ),
    "somebody else's questionnaire": (
        quiet(PATIENT, questionnaire="https://other.example/Questionnaire/vigie-weekly|1.1.0"),
        "unknown_questionnaire",
        "https://other.example/Questionnaire/vigie-weekly",
    ),
    "no version": (
        quiet(PATIENT, questionnaire="https://vigie.example/fhir/Questionnaire/vigie-weekly"),
        "unknown_version",
        "",
    ),
    "unknown version": (
        quiet(PATIENT, questionnaire="https://vigie.example/fhir/Questionnaire/vigie-weekly|9"),
        "unknown_version",
        "9",
    ),
    "in progress": (quiet(PATIENT, status="in-progress"), "not_understood", "in-progress"),
    "stopped": (quiet(PATIENT, status="stopped"), "not_understood", "stopped"),
    "withdrawn": (quiet(PATIENT, status="entered-in-error"), "not_understood", "entered-in-error"),
    "a status that is none": (quiet(PATIENT, status="final"), "not_understood", "final"),
    "no status": (
        {k: v for k, v in quiet(PATIENT).items() if k != "status"},
        "not_understood",
        "-",
    ),
    "amended, of nothing": (quiet(PATIENT, status="amended"), "unknown_correction", "?"),
    "a correction of something elsewhere": (
        quiet(PATIENT, extension=[{"url": REPLACES, "valueReference": {"reference": "urn:x:1"}}]),
        "unknown_correction",
        "urn:x:1",
    ),
    "a correction of two answers": (
        quiet(
            PATIENT,
            extension=[
                {"url": REPLACES, "valueReference": {"reference": f"QuestionnaireResponse/{n}"}}
                for n in (1, 2)
            ],
        ),
        "unknown_correction",
        "QuestionnaireResponse/1 ; QuestionnaireResponse/2",
    ),
    "a modifier of the whole": (
        quiet(PATIENT, modifierExtension=[_MODIFIER]),
        "not_understood",
        '{"url":"https://elsewhere.example/negated","valueBoolean":true}',
    ),
    "rules of somebody else": (
        quiet(PATIENT, implicitRules="https://elsewhere.example/rules"),
        "not_understood",
        "https://elsewhere.example/rules",
    ),
    "a modifier of one item": (
        with_items(PATIENT, symptom("fatigue", "severity", 4) | {"modifierExtension": [_MODIFIER]}),
        "not_understood",
        f"valueCoding: {FATIGUE}|4",
    ),
    "a modifier of one answer": (
        with_items(PATIENT, _severity(modifierExtension=[_MODIFIER], **coded(FATIGUE, "3"))),
        "not_understood",
        f"valueCoding: {FATIGUE}|3",
    ),
    "a part of the resource": (
        quiet(PATIENT, meta={"tag": [{"code": "SUBSETTED"}]}),
        "not_understood",
        "SUBSETTED",
    ),
    "said by another patient": (
        quiet(PATIENT, source={"reference": f"Patient/{OTHER}"}),
        "not_understood",
        f"Patient/{OTHER}",
    ),
    "a question that is not asked": (
        with_items(PATIENT, question("hiccups", {"valueString": "tout le temps"}, text="Hoquet ?")),
        "not_understood",
        "Hoquet ? = valueString: tout le temps",
    ),
    "a question that is not asked, without an answer": (
        with_items(PATIENT, {"linkId": "hiccups"}),
        "not_understood",
        "-",
    ),
    "an item without a name": (
        with_items(PATIENT, question("", {"valueBoolean": True})),
        "not_understood",
        "valueBoolean: true",
    ),
    "a long answer to a question that is not asked": (
        with_items(PATIENT, question("diary", {"valueString": "x" * 4000})),
        "not_understood",
        "valueString: " + "x" * 4000,
    ),
    "an answer to a group": (
        with_items(PATIENT, question("fatigue", {"valueInteger": 3})),
        "not_understood",
        "valueInteger: 3",
    ),
    "an empty answer": (
        with_items(PATIENT, question("fatigue.severity", {})),
        "value_type",
        "no value",
    ),
    "a number for a choice": (
        with_items(PATIENT, _severity(valueInteger=3)),
        "value_type",
        "valueInteger: 3",
    ),
    "a word for a choice": (
        with_items(PATIENT, _severity(valueString="opt_out")),
        "value_type",
        "valueString: opt_out",
    ),
    "a choice of another system": (
        with_items(PATIENT, _severity(**coded("https://other.example/scale", "3"))),
        "value_type",
        "valueCoding: https://other.example/scale|3",
    ),
    "a choice of another question": (
        with_items(PATIENT, _severity(**coded(f"{SYSTEMS}frequency-answer", "3"))),
        "value_type",
        f"valueCoding: {SYSTEMS}frequency-answer|3",
    ),
    "a choice without a system": (
        with_items(PATIENT, _severity(valueCoding={"code": "3"})),
        "value_type",
        "valueCoding: None|3",
    ),
    "a choice in words alone": (
        with_items(PATIENT, _severity(valueCoding={"display": "très forte"})),
        "value_type",
        "valueCoding: None|None très forte",
    ),
    "above the scale": (
        with_items(PATIENT, symptom("fatigue", "severity", 5)),
        "value_type",
        f"valueCoding: {FATIGUE}|5",
    ),
    "two answers to one question": (
        with_items(PATIENT, question("fatigue.severity", coded(FATIGUE, "0"), coded(FATIGUE, "4"))),
        "value_type",
        f"valueCoding: {FATIGUE}|0 ; valueCoding: {FATIGUE}|4",
    ),
    "one question twice": (
        quiet(PATIENT, item=[*quiet(PATIENT)["item"], symptom("fatigue", "severity", 3)]),
        "value_type",
        f"valueCoding: {FATIGUE}|0 ; valueCoding: {FATIGUE}|3",
    ),
    "a value and a reason for none": (
        with_items(
            PATIENT,
            _severity(extension=[{"url": ABSENT, "valueCode": "error"}], **coded(FATIGUE, "0")),
        ),
        "value_type",
        f"valueCoding: {FATIGUE}|0 ; {ABSENT}: error",
    ),
    "a value that is hidden": (
        with_items(PATIENT, _severity(extension=[{"url": ABSENT, "valueCode": "masked"}])),
        "value_type",
        f"{ABSENT}: masked",
    ),
    "a declined question that is required": (
        with_items(PATIENT, question("chills.frequency", _declined("not-asked"))),
        "missing_required",
        "-",
    ),
    "unknown urgency": (
        with_items(PATIENT, question("urgency", coded(f"{SYSTEMS}urgency", "now"))),
        "unknown_urgency",
        f"valueCoding: {SYSTEMS}urgency|now",
    ),
    "urgency of another system": (
        with_items(PATIENT, question("urgency", coded("https://other.example", "urgent"))),
        "unknown_urgency",
        "valueCoding: https://other.example|urgent",
    ),
    "pounds": (
        with_items(PATIENT, _quantity(value=150, unit="lb", system=UCUM, code="[lb_av]")),
        "unit_unknown",
        "150 [lb_av]",
    ),
    "kilograms in words alone": (
        with_items(PATIENT, _quantity(value=70, unit="kg")),
        "unit_unknown",
        "70 None|None (kg)",
    ),
    "kilograms of another system": (
        with_items(
            PATIENT, _quantity(value=70, unit="kg", system="https://other.example", code="kg")
        ),
        "unit_unknown",
        "70 https://other.example|kg (kg)",
    ),
    "more than a weight": (
        with_items(PATIENT, _quantity(value=70, system=UCUM, code="kg", comparator=">")),
        "unknown_attribute",
        ">",
    ),
    "a weight in words": (
        with_items(PATIENT, question("weight", {"valueString": "70 kg"})),
        "unknown_attribute",
        "valueString: 70 kg",
    ),
    "a temperature in Fahrenheit": (
        with_items(
            PATIENT,
            {
                "linkId": "temperature",
                "item": [
                    question(
                        "temperature.value",
                        {"valueQuantity": {"value": 101, "system": UCUM, "code": "[degF]"}},
                    ),
                    question("temperature.measured_at", {"valueDateTime": _NOW}),
                ],
            },
        ),
        "unit_unknown",
        "101 [degF]",
    ),
    "a temperature without its time": (
        with_items(PATIENT, temperature(37.0, None, as_quantity=True)),
        "missing_required",
        "37.0 Cel",
    ),
    "a time without its temperature": (
        with_items(PATIENT, temperature(None, _NOW, as_quantity=True)),
        "missing_required",
        "no value",
    ),
    "a temperature of a day": (
        with_items(PATIENT, temperature(37.0, "2025-11-18", as_quantity=False)),
        "unreadable_time",
        "2025-11-18",
    ),
    "four temperatures": (
        with_items(PATIENT, *[temperature(37.0, _NOW, as_quantity=False)] * 4),
        "too_many_temperatures",
        "37.0 Cel",
    ),
    "ECOG 5": (
        with_items(PATIENT, question("ecog", coded("http://loinc.org", "LA9627-6"))),
        "value_type",
        "valueCoding: http://loinc.org|LA9627-6",
    ),
    "a fall as a boolean": (
        with_items(PATIENT, question("fall", {"valueBoolean": True})),
        "value_out_of_range",
        "valueBoolean: true",
    ),
    "a comment as a picture": (
        with_items(
            PATIENT, question("comment", {"valueAttachment": {"url": "https://x.example/1.png"}})
        ),
        "not_understood",
        'valueAttachment: {"url": "https://x.example/1.png"}',
    ),
    "no time": (
        {k: v for k, v in quiet(PATIENT).items() if k != "authored"},
        "unreadable_time",
        "-",
    ),
    "a day for a time": (quiet(PATIENT, authored="2025-11-18"), "unreadable_time", "2025-11-18"),
    "a time without a zone": (
        quiet(PATIENT, authored="2025-11-18T09:30:00"),
        "unreadable_time",
        "2025-11-18T09:30:00",
    ),
}
"""What is wrong in well-formed responses of a patient, and what a nurse must see of each."""


def check(intake: Any, name: str, resource: dict[str, Any], problem: str, shown: str) -> None:
    response = intake.send_fhir(
        as_body(resource).replace(PATIENT.encode(), str(intake.patient).encode())
    )
    assert response.status_code == 201, (name, response.text)
    assert response.json()["issue"][0]["details"]["coding"][0]["code"] == "technical", name
    detail = intake.detail(intake.alert_of(response.headers["Location"].rpartition("/")[2]))
    assert problem in {each["code"] for each in detail["explanation"]["problems"]}, name
    assert shown in {each["value"] for each in detail["survey"]["as_sent"]}, name


def test_what_cannot_be_read_is_kept_and_shown_to_a_person(intake):
    for name, case in UNREADABLE.items():
        check(intake, name, *case)

    stored = intake.stored()
    assert stored["answer"] == stored["alert"] == len(UNREADABLE)


TOLERATED: dict[str, dict[str, Any]] = {
    "a name, a picture of it, and who wrote it down": {
        "id": "local-17",
        "meta": {"versionId": "3", "tag": [{"code": "ward-2"}]},
        "text": {"status": "generated", "div": "<div>…</div>"},
        "identifier": {"system": "urn:x", "value": "17"},
        "contained": [{"resourceType": "Device", "id": "d"}],
        "author": {"reference": "#d"},
        "encounter": {"display": "suivi"},
        "basedOn": [{"display": "plan"}],
        "extension": [{"url": "https://other.example/colour", "valueString": "blue"}],
    },
    "a carer who answered": {"source": {"reference": "RelatedPerson/4"}},
    "the same patient as source": {"source": {"reference": "Patient/{patient}"}},
    "a version of the same patient": {
        "source": {"reference": "Patient/{patient}/_history/2"},
        "author": {"reference": "https://vigie.example/api/v1/fhir/Patient/{patient}"},
    },
    "the same patient by a number": {
        "subject": {"reference": "Patient/{patient}", "identifier": {"value": "7"}},
        "source": {"type": "Patient", "identifier": {"value": "7"}},
    },
    "a number of the patient that nobody here knows": {
        "subject": {
            "reference": "Patient/{patient}",
            "identifier": {"system": "urn:x", "value": "7"},
        },
    },
    "a label that changes nothing": {"meta": {"security": [{"code": "R"}]}},
}


@pytest.mark.parametrize("name", TOLERATED)
def test_what_changes_no_meaning_is_tolerated(intake, name):
    changes = json.loads(json.dumps(TOLERATED[name]).replace("{patient}", str(intake.patient)))

    response = intake.send_fhir(quiet(intake.patient, **changes))

    assert response.status_code == 201
    assert response.json()["issue"][0]["details"]["coding"][0]["code"] == "nothing"


@pytest.mark.parametrize(
    ("item", "field", "value"),
    [
        (question("ecog", _declined("asked-declined")), "ecog", "opt_out"),
        (question("weight", _declined("asked-declined")), "weight", None),
        (question("fall", _declined("not-asked")), "fall", None),
        (question("comment", _declined("not-applicable")), "comment", None),
        ({"linkId": "fall", "answer": []}, "fall", None),
        (
            {"linkId": "ecog", "extension": [{"url": ABSENT, "valueCode": "asked-declined"}]},
            "ecog",
            "opt_out",
        ),
    ],
)
def test_a_reason_for_no_answer_is_an_opt_out_or_silence_and_no_more(
    sqlite_intake, item, field, value
):
    changes = {} if value is None else {field: value}
    native = sqlite_intake.send(json.dumps(answer_content(**changes)).encode()).json()

    again = sqlite_intake.send_fhir(with_items(sqlite_intake.patient, item))

    assert again.status_code == 200, "another answer than in our own JSON"
    assert again.headers["Location"].endswith(native["id"])


def test_a_severe_answer_in_an_unfinished_response_is_seen(intake):
    """Who stopped half-way may be too ill to go on."""
    resource = with_items(intake.patient, symptom("diarrhoea", "frequency", 4))

    sent = intake.send_fhir(resource | {"status": "stopped"})

    detail = intake.detail(intake.alert_of(sent.headers["Location"].rpartition("/")[2]))
    assert detail["explanation"]["hits"]
    assert detail["kind"] == "technical"


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "entered-in-error"},
        {"modifierExtension": [_MODIFIER]},
        {"implicitRules": "https://elsewhere.example/rules"},
    ],
)
def test_what_its_sender_withdraws_or_turns_is_graded_as_nothing(intake, changes):
    """Values that may mean their contrary must not stand in a chart as if they were said."""
    resource = with_items(intake.patient, symptom("diarrhoea", "frequency", 4))

    sent = intake.send_fhir(resource | changes)

    detail = intake.detail(intake.alert_of(sent.headers["Location"].rpartition("/")[2]))
    assert detail["explanation"]["hits"] == []
    assert f"valueCoding: {SYSTEMS}frequency-answer|4" in {
        each["value"] for each in detail["survey"]["as_sent"]
    }


def test_a_fever_is_seen_in_a_version_that_is_not_known(intake):
    resource = with_items(intake.patient, temperature(39.4, _NOW, as_quantity=True))
    canonical = resource["questionnaire"].partition("|")[0]

    sent = intake.send_fhir(resource | {"questionnaire": f"{canonical}|7.0"})

    detail = intake.detail(intake.alert_of(sent.headers["Location"].rpartition("/")[2]))
    assert [hit["rule_id"] for hit in detail["explanation"]["hits"]] == ["FEV-01"]


def test_temperatures_side_by_side_are_not_paired_by_guess(intake):
    parts = [
        question("temperature.value", {"valueDecimal": 38.1}, {"valueDecimal": 38.2}),
        question("temperature.measured_at", {"valueDateTime": _NOW}),
    ]

    sent = intake.send_fhir(with_items(intake.patient, {"linkId": "temperature", "item": parts}))

    detail = intake.detail(intake.alert_of(sent.headers["Location"].rpartition("/")[2]))
    assert detail["kind"] == "technical"
    shown = [(each["item"], each["value"]) for each in detail["survey"]["as_sent"]]
    assert ("temperature", "38.1 Cel") in shown
    assert ("temperature", "38.2 Cel") in shown
    assert ("temperature.measured_at", f"valueDateTime: {_NOW}") in shown
