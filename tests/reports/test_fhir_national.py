"""National constraints, row by row of clinical.md 4.2 and 4.7: no official validator runs here."""

import pytest

from reports.national import REGISTERS
from services.contract.enums import IdentityStatus, Sex
from tests.reports.fhir_parts import bundle, of_kind
from tests.samples import reports

_CORE = "https://hl7.fr/ig/fhir/core/StructureDefinition/"
_INS = f"{_CORE}fr-core-patient-ins"
_TLSV = (
    "https://interop.esante.gouv.fr/ig/fhir/telesurveillance/StructureDefinition/tlsv-observation"
)
_TYPES = "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203"
REAL, DEMONSTRATION = "1.2.250.1.213.1.4.8", "1.2.250.1.213.1.4.11"


def _patient(*, is_demonstration=True, **changes):
    report = reports.report(patient=reports.identity(**changes), is_demonstration=is_demonstration)
    [found] = of_kind(bundle(report), "Patient")
    return found


def _extension(resource, name):
    return [each for each in resource.get("extension", []) if each["url"].endswith(name)]


def _status(patient):
    [reliability] = _extension(patient, "fr-core-identity-reliability")
    return reliability["extension"][0]["valueCoding"]["code"]


@pytest.mark.parametrize(
    ("oid", "name", "use", "is_demonstration"),
    [
        ("1.2.250.1.213.1.4.8", "INS-NIR", "official", False),
        ("1.2.250.1.213.1.4.9", "INS-NIA", "temp", False),
        ("1.2.250.1.213.1.4.10", "INS-NIR-TEST", "official", True),
        ("1.2.250.1.213.1.4.11", "INS-NIR-DEMO", "official", True),
    ],
)
def test_each_register_has_its_oid_its_type_and_its_use(oid, name, use, is_demonstration):
    patient = _patient(ins_system=oid, is_demonstration=is_demonstration)
    number = patient["identifier"][0]

    assert oid in REGISTERS
    assert number["system"] == f"urn:oid:{oid}"
    assert number["type"]["coding"] == [{"system": _TYPES, "code": name}]
    assert number["use"] == use
    assert number["value"] == "258033523804237"


def test_a_qualified_identity_keeps_the_profile_of_the_ins():
    patient = _patient()
    [official] = [each for each in patient["name"] if each["use"] == "official"]
    [place] = _extension(patient, "patient-birthPlace")
    [insee] = place["valueAddress"]["extension"]

    assert patient["meta"]["profile"] == [_INS]
    assert insee["url"] == f"{_CORE}fr-core-address-insee-code"
    assert insee["valueCoding"]["code"] == "35238"
    assert patient["gender"] in ("male", "female", "unknown")
    assert patient["birthDate"] == "1958-03-14"
    assert official["family"] == "LE DANTEC"
    assert len(official["given"]) == 1
    assert [each["valueString"] for each in official["extension"]] == official["given"]
    assert official["extension"][0]["url"] == f"{_CORE}fr-core-patient-birth-list-given-name"
    # fr-core-1 and fr-core-2: qualified with one official number.
    assert _status(patient) == "VALI"
    assert [each.get("use") for each in patient["identifier"]].count("official") == 1


@pytest.mark.parametrize(
    "status", [each for each in IdentityStatus if each is not IdentityStatus.QUALIFIED]
)
def test_no_number_travels_with_an_identity_that_is_not_qualified(status):
    patient = _patient(identity_status=status, ins=None, ins_system=None)

    assert patient["meta"]["profile"] == [f"{_CORE}fr-core-patient"]
    assert _status(patient) == "PROV"
    assert not [each for each in patient["identifier"] if "1.2.250.1.213.1.4" in each["system"]]


@pytest.mark.parametrize(
    ("oid", "is_demonstration"), [(REAL, True), (DEMONSTRATION, False), ("1.2.3", False)]
)
def test_a_number_of_the_other_world_or_of_no_register_does_not_travel(oid, is_demonstration):
    patient = _patient(ins_system=oid, is_demonstration=is_demonstration)

    assert "258033523804237" not in str(patient)
    assert _status(patient) == "PROV"
    assert patient["meta"]["profile"] == [f"{_CORE}fr-core-patient"]


def test_who_has_no_known_place_of_birth_does_not_claim_the_profile_of_the_ins():
    assert _patient(birthplace=None)["meta"]["profile"] == [f"{_CORE}fr-core-patient"]


def test_who_was_born_abroad_has_the_code_of_a_country():
    [place] = _extension(_patient(birthplace="99134"), "patient-birthPlace")

    assert "TRE_R20-Pays" in place["valueAddress"]["extension"][0]["valueCoding"]["system"]


@pytest.mark.parametrize("sex", Sex)
def test_the_sex_is_one_of_three(sex):
    label = reports.identity().label.model_copy(update={"sex": sex})

    assert _patient(label=label)["gender"] in ("male", "female", "unknown")


def test_an_invented_report_is_tagged_in_each_of_its_resources_and_a_real_one_in_none():
    invented = bundle(reports.typical())
    real = bundle(reports.typical().model_copy(update={"is_demonstration": False}))

    tags = [each["resource"]["meta"]["tag"][0]["code"] for each in invented["entry"]]
    assert set(tags) == {"HTEST"}
    assert "HTEST" not in str(real)


def test_who_asked_has_their_national_numbers_and_the_centre_its_own():
    document = bundle(reports.report())
    [practitioner] = of_kind(document, "Practitioner")
    [centre] = of_kind(document, "Organization")
    numbers = {each["system"]: each["value"] for each in practitioner["identifier"]}

    assert numbers["https://rpps.esante.gouv.fr"] == "10003456789"
    assert numbers["urn:oid:1.2.250.1.71.4.2.1"] == "810003456789"
    assert "290000017" in [each["value"] for each in centre["identifier"]]


def test_who_has_no_number_is_named_without_one():
    asked = reports.report().requester.model_copy(update={"rpps": None})
    [practitioner] = of_kind(bundle(reports.report(requester=asked)), "Practitioner")

    assert [each["system"] for each in practitioner["identifier"]] == ["urn:ietf:rfc:3986"]


def _observations(report=None):
    document = bundle(report or reports.typical())
    return [
        each
        for each in of_kind(document, "Observation")
        if _TLSV in each.get("meta", {}).get("profile", [])
    ]


def test_every_observation_keeps_the_national_profile():
    document = bundle(reports.typical())
    [patient] = of_kind(document, "Patient")
    kinds = {each["fullUrl"]: each["resource"]["resourceType"] for each in document["entry"]}
    found = _observations()

    assert len(found) > 300
    for each in found:
        assert each["status"] in ("final", "corrected", "entered-in-error")
        [[category]] = [one["coding"] for one in each["category"]]
        assert category["system"] == "http://terminology.hl7.org/CodeSystem/observation-category"
        assert category["code"] in ("survey", "vital-signs", "activity")
        assert each["code"]["coding"]
        assert each["subject"]["reference"] == f"urn:uuid:{patient['id']}"
        assert each["effectiveDateTime"]
        values = [name for name in each if name.startswith("value")]
        assert len(values) + ("dataAbsentReason" in each) == 1
        derived = {kinds[one["reference"]] for one in each.get("derivedFrom", [])}
        assert derived <= {"QuestionnaireResponse", "Observation"}


def test_the_level_of_an_alert_is_the_interpretation_of_what_raised_it():
    raised = {
        each["code"]["coding"][0]["code"]: each["interpretation"][0]["coding"][0]["code"]
        for each in _observations()
        if "interpretation" in each
    }

    assert raised == {"diarrhoea": "critical", "abdominal_pain": "moderate"}


@pytest.mark.parametrize(
    ("code", "unit", "category"),
    [("29463-7", "kg", "vital-signs"), ("8310-5", "Cel", "vital-signs")],
)
def test_a_measure_has_its_loinc_code_and_its_ucum_unit(code, unit, category):
    found = [
        each for each in _observations() if code in [one["code"] for one in each["code"]["coding"]]
    ]

    assert found
    for each in found:
        assert each["valueQuantity"]["code"] == unit
        assert each["valueQuantity"]["system"] == "http://unitsofmeasure.org"
        assert each["category"][0]["coding"][0]["code"] == category


def test_a_grade_of_a_clinician_is_no_observation_of_the_patient():
    confirmed = [
        each
        for each in of_kind(bundle(reports.typical()), "Observation")
        if each.get("method", {}).get("coding", [{}])[0].get("code") == "ctcae-5"
    ]

    assert len(confirmed) == 2
    assert all("profile" not in each.get("meta", {}) for each in confirmed)
