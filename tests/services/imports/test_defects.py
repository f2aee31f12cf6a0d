"""Every defect of a resource has its word; it refuses that resource, and nothing beside it."""

from typing import Any

import pytest

from services.db.tables.patients import Patient, TreatmentCycle, TreatmentLine
from services.db.tables.record import RecordEntry
from tests.services.imports.conftest import Dock
from tests.support.bundles import (
    WHO,
    administration,
    bundle,
    condition,
    ecog,
    observation,
    patient,
    plan,
    quantity,
    request,
    response,
    wrapped,
)

Reasons = list[str]
LOINC = "http://loinc.org"
ICD = "http://hl7.org/fhir/sid/icd-10"
EMPTY_BUNDLE = {"resourceType": "Bundle", "type": "batch", "entry": []}
NOBODY = "Patient/00000000-0000-4000-8000-000000000009"


def _loinc(code: str) -> dict[str, Any]:
    return {"coding": [{"system": "http://loinc.org", "code": code}]}


def _both(*codes: str) -> dict[str, Any]:
    return {"coding": [{"system": LOINC, "code": code} for code in codes]}


def _graded(value: dict[str, Any]) -> dict[str, Any]:
    return ecog(valueInteger=None, valueQuantity=value)


def _chosen(system: str, *codes: str) -> dict[str, Any]:
    coding = [{"system": system, "code": code} for code in codes]
    return ecog(valueInteger=None, valueCodeableConcept={"coding": coding})


def _cancer(code: str) -> dict[str, Any]:
    return {"text": "Cancer", "coding": [{"system": ICD, "code": code}]}


def _numbered(number: int) -> list[dict[str, Any]]:
    url = "https://vigie.example/fhir/StructureDefinition/cycle-number"
    return [{"url": url, "valueInteger": number}]


def _of(dock: Dock, *entries: dict[str, Any]) -> tuple[str, Reasons]:
    """The last line of a bundle that begins with a patient and a condition, both good."""
    results = dock.results(bundle(patient(), condition(), *entries))
    assert results[:2] == [("taken", []), ("taken", [])]
    assert len(dock.rows(Patient)) == 7
    return results[-1]


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ({"resource": {}}, "type_not_supported"),
        ({"resource": {"resourceType": "Encounter"}}, "type_not_supported"),
        ({"resource": {"resourceType": ["Patient"]}}, "type_not_supported"),
        (
            {"resource": EMPTY_BUNDLE},
            "type_not_supported",
        ),
        ({"resource": condition(id="c2"), "request": {"method": "DELETE"}}, "method_not_supported"),
        ({"resource": condition(id="c2"), "request": {"method": ["PUT"]}}, "method_not_supported"),
        ({"resource": condition(id="c2"), "modifierExtension": [{"url": "x"}]}, "not_understood"),
        ({"resource": condition(id="c2", modifierExtension=[{"url": "x"}])}, "not_understood"),
        ({"resource": condition(id="c2", implicitRules="http://x")}, "not_understood"),
        (
            {"resource": condition(id="c2", stage=[{"type": {"modifierExtension": [{}]}}])},
            "not_understood",
        ),
        (
            {"resource": condition(id="c2", meta={"security": [{"code": "HTEST"}]})},
            "not_understood",
        ),
        ({"resource": condition(id="c2", meta={"tag": [{"code": "SUBSETTED"}]})}, "not_understood"),
        ({"resource": condition(id="c2", note=[{}] * 10_001)}, "too_large"),
        ({"resource": condition()}, "duplicate_in_bundle"),
        ({"resource": condition(id="c2"), "fullUrl": WHO}, "duplicate_in_bundle"),
    ],
)
def test_an_entry_that_cannot_be_read(sqlite_dock: Dock, entry: dict[str, Any], reason: str):
    assert _of(sqlite_dock, entry) == ("refused", [reason])


def test_nothing_of_a_bundle_of_trials_is_taken(sqlite_dock: Dock):
    """Somebody who tries the interface must not find an invented patient in the queue."""
    trial = {"security": [{"code": "R"}, {"code": "HTEST"}]}
    made = bundle(patient(), condition(), response("2025-11-17T08:00:00Z"))

    assert sqlite_dock.results(made | {"meta": trial}) == [("refused", ["not_understood"])] * 3
    assert len(sqlite_dock.rows(Patient)) == 6


def test_an_entry_without_a_resource_has_a_line(sqlite_dock: Dock):
    made = bundle(patient())
    made["entry"].append({"fullUrl": "urn:uuid:x"})

    assert sqlite_dock.results(made)[1] == ("refused", ["resource_missing"])


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"subject": {}}, "reference_missing"),
        ({"subject": {"display": "Jeanne"}}, "reference_missing"),
        ({"subject": {"reference": "urn:uuid:nobody"}}, "reference_unknown"),
        ({"subject": {"reference": "Patient?identifier=x"}}, "reference_unknown"),
        ({"subject": {"reference": "#inside"}}, "reference_unknown"),
        (
            {"subject": {"reference": "Patient/00000000-0000-4000-8000-000000000009"}},
            "reference_unknown",
        ),
        ({"subject": None}, "malformed"),
        ({"subject": "Patient/1"}, "malformed"),
        ({"code": {}}, "label_missing"),
        ({"code": {"text": " - "}}, "label_missing"),
        ({"code": {"coding": [{"code": 7}]}}, "malformed"),
        ({"onsetDateTime": None}, "date_missing"),
        ({"onsetDateTime": "2025-13"}, "date_unreadable"),
        ({"onsetDateTime": "2025-02-30"}, "date_unreadable"),
        ({"onsetDateTime": "hier"}, "date_unreadable"),
        ({"onsetDateTime": "0000"}, "date_unreadable"),
        ({"onsetDateTime": "1066"}, "date_unreadable"),
        ({"onsetDateTime": "9999-12-31T23:59:59-12:00"}, "date_unreadable"),
        ({"onsetDateTime": "0001-01-01T00:00:00+14:00"}, "date_unreadable"),
        ({"onsetDateTime": "2025-01-01T08:00:00"}, "date_unreadable"),
        ({"onsetDateTime": "٢٠٢٥"}, "date_unreadable"),
        ({"onsetDateTime": "2025-11-19"}, "date_in_future"),
        ({"onsetDateTime": "1957"}, "before_birth"),
        ({"onsetDateTime": "1958-02"}, "before_birth"),
        ({"onsetDateTime": "1958-03-13"}, "before_birth"),
        ({"onsetDateTime": "2025-02-01", "abatementDateTime": "2025-01"}, "ends_before_beginning"),
        ({"verificationStatus": {"coding": [{"code": "entered-in-error"}]}}, "entered_in_error"),
        ({"verificationStatus": {"coding": [{"code": "refuted"}]}}, "status_not_taken"),
    ],
)
def test_a_condition_that_is_not_taken(sqlite_dock: Dock, changes: dict[str, Any], reason: str):
    assert _of(sqlite_dock, condition(id="c2", **changes)) == ("refused", [reason])
    assert len(sqlite_dock.rows(RecordEntry)) == 1


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        (
            {"code": _cancer("C18 7")},
            ["icd10_not_taken"],
        ),
        (
            {"code": _cancer("x" * 90)},
            ["icd10_not_taken"],
        ),
        ({"code": {"text": "x" * 300}}, ["label_cut"]),
        ({"code": {"text": "Cancer\u202e du\u0000 côlon"}}, ["label_cut"]),
        ({"abatementDateTime": "2025-11-19"}, ["date_in_future"]),
        ({"clinicalStatus": {"coding": [{"code": "resolved"}]}}, ["end_missing"]),
        ({"verificationStatus": {"coding": [{"code": "provisional"}]}}, ["unconfirmed"]),
    ],
)
def test_a_condition_at_which_somebody_should_look(
    sqlite_dock: Dock, changes: dict[str, Any], reasons: Reasons
):
    assert _of(sqlite_dock, condition(id="c2", **changes)) == ("taken_with_warning", reasons)


@pytest.mark.parametrize(
    ("resource", "reason"),
    [
        (observation("29463-7", status="preliminary"), "status_not_taken"),
        (observation("29463-7", status="entered-in-error"), "entered_in_error"),
        (observation("718-7"), "code_not_supported"),
        (
            observation("29463-7") | {"code": {"coding": [{"code": "29463-7"}]}},
            "code_not_supported",
        ),
        (observation("29463-7", effectiveDateTime=None), "date_missing"),
        (observation("29463-7", effectiveDateTime="2026"), "date_in_future"),
        (observation("29463-7", effectiveDateTime="2025-10"), "date_incomplete"),
        (observation("29463-7", effectiveDateTime="1958-03-13"), "before_birth"),
        (observation("29463-7", valueQuantity=None), "value_missing"),
        (observation("29463-7", dataAbsentReason={"text": "x"}), "value_missing"),
        (observation("29463-7", valueQuantity={"value": 71}), "unit_not_supported"),
        (observation("29463-7", valueQuantity=quantity(71400, "g")), "value_out_of_range"),
        (observation("29463-7", valueQuantity=quantity(7140, "g")), "unit_not_supported"),
        (
            observation("29463-7", valueQuantity=quantity(71, "kg", comparator="<")),
            "value_out_of_range",
        ),
        (observation("29463-7", valueQuantity=quantity(19, "kg")), "value_out_of_range"),
        (observation("29463-7", valueQuantity=quantity(10**400, "kg")), "value_out_of_range"),
        (observation("29463-7", valueQuantity=quantity("71", "kg")), "malformed"),
        (observation("29463-7", valueQuantity=quantity(True, "kg")), "malformed"),
        (observation("8310-5", valueQuantity=quantity(101, "[degF]")), "unit_not_supported"),
        (observation("8310-5", valueQuantity=quantity(46, "Cel")), "value_out_of_range"),
        (
            observation("29463-7", valueQuantity=quantity(71, "kg", system="urn:x")),
            "unit_not_supported",
        ),
        (observation("29463-7") | {"code": _both("29463-7", "8310-5")}, "code_not_supported"),
        (_graded(quantity(2, "{score}", comparator=">")), "value_out_of_range"),
        (_graded(quantity(1.5, "{score}")), "value_out_of_range"),
        (_chosen("urn:x", "LA9624-3"), "value_out_of_range"),
        (_chosen(LOINC, "LA9624-3", "LA9625-0"), "value_out_of_range"),
        (ecog(valueInteger=5), "value_out_of_range"),
        (ecog(valueInteger=-1), "value_out_of_range"),
        (ecog(valueInteger=1.5), "malformed"),
        (ecog(valueInteger=None), "value_missing"),
        (
            ecog(
                valueInteger=None,
                valueCodeableConcept={
                    "coding": [{"system": "http://loinc.org", "code": "LA9627-6"}]
                },
            ),
            "value_out_of_range",
        ),
    ],
)
def test_an_observation_that_is_not_taken(sqlite_dock: Dock, resource: dict[str, Any], reason: str):
    assert _of(sqlite_dock, resource) == ("refused", [reason])
    assert len(sqlite_dock.rows(RecordEntry)) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {
            "valueInteger": None,
            "valueCodeableConcept": {
                "coding": [{"system": "http://loinc.org", "code": "LA9624-3"}]
            },
        },
        {"valueInteger": None, "valueQuantity": quantity(2, "{score}")},
    ],
)
def test_a_performance_status_in_each_of_its_forms(sqlite_dock: Dock, changes: dict[str, Any]):
    resource = {name: value for name, value in (ecog() | changes).items() if value is not None}

    assert _of(sqlite_dock, resource) == ("taken", [])


@pytest.mark.parametrize(
    ("resource", "reason"),
    [
        (plan(status="draft"), "status_not_taken"),
        (plan(status="entered-in-error"), "entered_in_error"),
        (plan(intent="proposal"), "status_not_taken"),
        (plan(title="…"), "label_missing"),
        (plan(period={}), "date_missing"),
        (plan(period={"start": "2025-01"}), "date_incomplete"),
        (plan(period={"start": "2025-12-01"}), "date_in_future"),
        (plan(period={"start": "1958-03-13"}), "before_birth"),
        (plan(period={"start": "2025-01-06", "end": "2025-01-05"}), "ends_before_beginning"),
        (plan(period={"start": "2025-01-06", "end": "2025"}), "date_incomplete"),
        (request(status="cancelled"), "status_not_taken"),
        (request(doNotPerform=True), "status_not_taken"),
        (request(medicationCodeableConcept={}), "label_missing"),
        (request(authoredOn=None), "date_missing"),
        (administration("2025-01-06", 1), "line_unknown"),
        (administration("2025-01-06", 1, request={}), "line_unknown"),
        (administration("2025-01-06", 1, status="not-done"), "status_not_taken"),
    ],
)
def test_a_treatment_that_is_not_taken(sqlite_dock: Dock, resource: dict[str, Any], reason: str):
    made = {name: value for name, value in resource.items() if value is not None}

    assert _of(sqlite_dock, made) == ("refused", [reason])
    assert sqlite_dock.rows(TreatmentLine) == []
    assert sqlite_dock.rows(TreatmentCycle) == []


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (administration("2025-01-05", 9), "outside_line"),
        (administration("2025-07-01", 9), "outside_line"),
        (administration("2025-01", 9), "date_incomplete"),
        (
            administration(
                "2025-01-27",
                9,
                extension=[
                    {
                        "url": "https://vigie.example/fhir/StructureDefinition/cycle-number",
                        "valueInteger": 1,
                    }
                ],
            ),
            "cycle_out_of_order",
        ),
        (
            administration(
                "2025-01-27",
                9,
                extension=[
                    {
                        "url": "https://vigie.example/fhir/StructureDefinition/cycle-number",
                        "valueInteger": 0,
                    }
                ],
            ),
            "value_out_of_range",
        ),
    ],
)
def test_a_cycle_that_does_not_fit_its_line(sqlite_dock: Dock, given: dict[str, Any], reason: str):
    line = plan(period={"start": "2025-01-06", "end": "2025-06-30"})

    result = _of(sqlite_dock, line, administration("2025-01-06", 1), given)

    assert result == ("refused", [reason])
    assert len(sqlite_dock.rows(TreatmentCycle)) == 1


def test_what_is_about_a_refused_patient_is_refused_with_them(sqlite_dock: Dock):
    made = bundle(
        patient(birthDate="1958-03"), condition(), plan(), administration("2025-01-06", 1)
    )

    results = sqlite_dock.results(made)

    assert results == [
        ("refused", ["date_incomplete"]),
        ("refused", ["patient_refused"]),
        ("refused", ["patient_refused"]),
        ("refused", ["patient_refused"]),
    ]
    assert len(sqlite_dock.rows(Patient)) == 6
    assert sqlite_dock.rows(RecordEntry) == []


def test_a_patient_that_cannot_be_read_refuses_what_is_about_them(sqlite_dock: Dock):
    assert sqlite_dock.results(bundle(patient(name="x"), condition())) == [
        ("refused", ["malformed"]),
        ("refused", ["patient_refused"]),
    ]


def test_nobody_is_reached_by_the_identifier_of_another_unit_or_centre(sqlite_dock: Dock):
    service = sqlite_dock.service
    elsewhere = service.centre.patients_of_other_unit[0]
    away = service.other_centre.patients[0]

    def _about(patient_id: object) -> dict[str, Any]:
        return bundle(wrapped(condition(subject={"reference": f"Patient/{patient_id}"})))

    unknown = [("refused", ["reference_unknown"])]
    assert sqlite_dock.results(_about(elsewhere), "nurse") == unknown
    assert sqlite_dock.results(_about(away), "nurse") == unknown
    assert sqlite_dock.results(_about(away)) == unknown
    assert sqlite_dock.results(_about(elsewhere)) == [("taken", [])]
