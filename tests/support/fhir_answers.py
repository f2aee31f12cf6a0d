"""Answers of ours written as FHIR responses, the way a sender would: from the published codes."""

import json
from collections.abc import Iterable
from typing import Any

from tests.support.answers import answer_content

SYSTEMS = "https://vigie.example/fhir/CodeSystem/"
CANONICAL = "https://vigie.example/fhir/Questionnaire/"
REPLACES = "https://vigie.example/fhir/StructureDefinition/replaces"
ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
UCUM = "http://unitsofmeasure.org"
_ECOG = ["LA9622-7", "LA9623-5", "LA9624-3", "LA9625-0", "LA9626-8"]
_OPT_OUT = {"system": f"{SYSTEMS}opt-out", "code": "opt-out"}

Resource = dict[str, Any]


def coded(system: str, code: str) -> Resource:
    """An answer that is a code."""
    return {"valueCoding": {"system": system, "code": code}}


def question(link_id: str, *answers: Resource, **more: Any) -> Resource:
    """An item with its answers."""
    return {"linkId": link_id, "answer": list(answers)} | more


def symptom(item: str, attribute: str, value: int | str) -> Resource:
    """One attribute of one symptom on its scale, or declined."""
    code = "opt-out" if value == "opt_out" else str(value)
    return question(f"{item}.{attribute}", coded(f"{SYSTEMS}{attribute}-answer", code))


def temperature(value: float | None, measured_at: str | None, *, as_quantity: bool) -> Resource:
    """One reading: the group with its two questions."""
    parts = []
    if value is not None:
        quantity = {"value": value, "unit": "°C", "system": UCUM, "code": "Cel"}
        answer = {"valueQuantity": quantity} if as_quantity else {"valueDecimal": value}
        parts.append(question("temperature.value", answer))
    if measured_at is not None:
        parts.append(question("temperature.measured_at", {"valueDateTime": measured_at}))
    return {"linkId": "temperature", "item": parts}


def _groups(content: Resource) -> list[Resource]:
    return [
        {"linkId": item, "item": [symptom(item, name, value) for name, value in answered.items()]}
        for item, answered in content["items"].items()
    ]


def _survey_questions(content: Resource, *, as_quantity: bool) -> Iterable[Resource]:
    for reading in content.get("temperatures") or []:
        yield temperature(reading["value"], reading.get("measured_at"), as_quantity=as_quantity)
    if (weight := content.get("weight")) is not None:
        quantity = {"value": weight["value"], "unit": "kg", "system": UCUM, "code": "kg"}
        answer = {"valueQuantity": quantity} if as_quantity else {"valueDecimal": weight["value"]}
        yield question("weight", answer)
    if (ecog := content.get("ecog")) is not None:
        answer = {"valueCoding": _OPT_OUT} if ecog == "opt_out" else {}
        yield question("ecog", answer or coded("http://loinc.org", _ECOG[ecog]))
    if (fall := content.get("fall")) is not None:
        answer = {"valueCoding": _OPT_OUT} if fall == "opt_out" else {}
        yield question("fall", answer or coded(f"{SYSTEMS}yes-no", fall))
    if (urgency := content.get("urgency")) is not None:
        yield question("urgency", coded(f"{SYSTEMS}urgency", urgency))
    if (comment := content.get("comment")) is not None:
        yield question("comment", {"valueString": comment})


def as_fhir(content: Resource, patient: object, *, as_quantity: bool = False) -> Resource:
    """An answer in the JSON of the intake as the same answer in FHIR."""
    resource: Resource = {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": f"{CANONICAL}{content['questionnaire']}|{content['version']}",
        "status": "completed",
        "subject": {"reference": f"Patient/{patient}"},
        "authored": content["authored_at"],
        "item": [
            {"linkId": "symptoms", "item": _groups(content)},
            *_survey_questions(content, as_quantity=as_quantity),
        ],
    }
    if content.get("language"):
        resource["language"] = content["language"]
    if content.get("replaces") is not None:
        named = {"reference": f"QuestionnaireResponse/{content['replaces']}"}
        resource |= {
            "status": "amended",
            "extension": [{"url": REPLACES, "valueReference": named}],
        }
    return resource


def quiet(patient: object, **changes: Any) -> dict[str, Any]:
    """A complete response with nothing to report."""
    return as_fhir(answer_content(), patient) | changes


def with_items(patient: object, *items: dict[str, Any]) -> dict[str, Any]:
    """The same with other items at its end; one that is asked already takes its place."""
    resource = quiet(patient)
    for item in items:
        _drop(resource["item"], item["linkId"])
    return resource | {"item": [*resource["item"], *items]}


def _drop(items: list[dict[str, Any]], link_id: str) -> None:
    items[:] = [each for each in items if each["linkId"] != link_id]
    for each in items:
        _drop(each.get("item", []), link_id)


def flat(resource: Resource) -> Resource:
    """The same without groups, but for those that hold a temperature together."""
    items: list[Resource] = []

    def _open(nested: Iterable[Resource]) -> None:
        for item in nested:
            if "item" in item and item["linkId"] != "temperature":
                _open(item["item"])
            else:
                items.append(item)

    _open(resource["item"])
    return resource | {"item": items}


def as_body(resource: Resource) -> bytes:
    """The bytes of a body."""
    return json.dumps(resource).encode()
