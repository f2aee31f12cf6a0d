"""A good bundle of one patient, and the parts of which tests make others."""

import copy
from typing import Any
from uuid import UUID

from tests.support.answers import answer_content
from tests.support.fhir_answers import as_fhir

Resource = dict[str, Any]
INS_OID = "urn:oid:1.2.250.1.213.1.4.8"
IPP = "urn:oid:1.2.250.1.71.4.2.7"
INS = "258033523804237"
WHO = "urn:uuid:00000000-0000-4000-8000-000000000001"
PLAN = "urn:uuid:00000000-0000-4000-8000-000000000002"
RELIABILITY = "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-identity-reliability"


def patient(**changes: Any) -> Resource:
    """A validated identity with its INS."""
    return {
        "resourceType": "Patient",
        "extension": [
            {
                "url": RELIABILITY,
                "extension": [{"url": "identityStatus", "valueCoding": {"code": "VALI"}}],
            }
        ],
        "identifier": [
            {"use": "official", "system": INS_OID, "value": INS},
            {
                "use": "usual",
                "type": {"coding": [{"code": "PI"}]},
                "system": IPP,
                "value": "800451237",
            },
        ],
        "name": [
            {"use": "official", "family": "Le Dantec", "given": ["Jeanne"]},
            {"use": "usual", "family": "Kermarrec", "given": ["Jeanne"]},
        ],
        "telecom": [{"system": "phone", "value": "06 39 98 14 27"}],
        "gender": "female",
        "birthDate": "1958-03-14",
    } | changes


def condition(**changes: Any) -> Resource:
    """Cancer of the colon, since a month that is known by its year."""
    coding = [{"system": "http://hl7.org/fhir/sid/icd-10", "code": "C18.7"}]
    return {
        "resourceType": "Condition",
        "id": "c1",
        "subject": {"reference": WHO},
        "code": {"coding": coding, "text": "Cancer du côlon sigmoïde"},
        "onsetDateTime": "2024-11",
    } | changes


def plan(**changes: Any) -> Resource:
    """A line of treatment."""
    return {
        "resourceType": "CarePlan",
        "status": "active",
        "intent": "plan",
        "subject": {"reference": WHO},
        "title": "FOLFIRI + bévacizumab",
        "period": {"start": "2025-01-06"},
    } | changes


def request(**changes: Any) -> Resource:
    """A prescription of its own."""
    return {
        "resourceType": "MedicationRequest",
        "id": "m1",
        "status": "completed",
        "intent": "order",
        "subject": {"reference": WHO},
        "medicationCodeableConcept": {"text": "Capécitabine"},
        "authoredOn": "2024-12-02",
    } | changes


def administration(day: str, number: int, **changes: Any) -> Resource:
    """What was given on a day, by the plan."""
    return {
        "resourceType": "MedicationAdministration",
        "id": f"a{number}",
        "status": "completed",
        "subject": {"reference": WHO},
        "medicationCodeableConcept": {"text": "FOLFIRI"},
        "effectiveDateTime": day,
        "request": {"reference": PLAN},
    } | changes


def quantity(value: Any, unit: str, **changes: Any) -> Resource:
    """A number with its UCUM unit."""
    return {"value": value, "system": "http://unitsofmeasure.org", "code": unit} | changes


def observation(code: str, name: str = "o1", **changes: Any) -> Resource:
    """A weight, unless another value is given."""
    return {
        "resourceType": "Observation",
        "id": name,
        "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": code}]},
        "subject": {"reference": WHO},
        "effectiveDateTime": "2025-10-01T08:30:00+02:00",
        "valueQuantity": quantity(71.4, "kg"),
    } | changes


def ecog(**changes: Any) -> Resource:
    """A performance status."""
    made = observation("89247-1", "o2") | {"valueInteger": 1}
    del made["valueQuantity"]
    return made | changes


def response(authored_at: str, **answered: Any) -> Resource:
    """What the patient answered on a day."""
    made = as_fhir(answer_content(authored_at=authored_at, **answered), UUID(int=0))
    return made | {"subject": {"reference": WHO}, "source": {"reference": WHO}}


def bundle(*entries: Resource, kind: str = "transaction") -> Resource:
    """A bundle of entries; a patient has the address `WHO`, a plan `PLAN`."""
    return {
        "resourceType": "Bundle",
        "type": kind,
        "entry": [entry if "resource" in entry else wrapped(entry) for entry in entries],
    }


def wrapped(resource: Resource) -> Resource:
    """A resource as an entry."""
    address = {"Patient": WHO, "CarePlan": PLAN}.get(str(resource.get("resourceType")))
    return {"resource": resource} if address is None else {"fullUrl": address, "resource": resource}


def whole() -> Resource:
    """Everything that is read, all of it good."""
    severe = {"diarrhoea": {"frequency": 4}}
    made = bundle(
        patient(),
        condition(),
        plan(),
        request(),
        administration("2025-01-06", 1),
        administration("2025-01-20", 2),
        observation("29463-7"),
        ecog(),
        response("2025-09-02T08:00:00Z"),
        response("2025-09-09T08:00:00Z", symptoms=severe),
        response("2025-11-17T08:00:00Z", symptoms=severe),
    )
    return copy.deepcopy(made)
