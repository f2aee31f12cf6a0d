"""An answer means the same in FHIR as in our own JSON: one judgement, whichever way it came."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resources.locate import read_json
from services.answers.fhir_content import content_of
from services.clinical.evaluate import evaluate
from services.contract.answer_content import AnswerContent
from services.contract.fhir_response import QuestionnaireResponse
from services.edge.body import parse
from tests.support.clinical_forms import default_rules, forms
from tests.support.fhir_answers import as_body, as_fhir, flat

PATIENT = "01234567-89ab-cdef-0123-456789abcdef"
VERSIONS = ("1.0.0", "1.1.0")
INSTANTS = st.sampled_from(
    ["2025-11-18T09:30:00Z", "2025-11-18T10:30:00+01:00", "2025-11-18T08:05:59.5Z"]
)
DEGREES = st.sampled_from([36.8, 37, 37.9, 38.0, 38.2, 38.3, 40.1, 29.9, 45.1])


def _document(version: str) -> dict[str, Any]:
    found: Any = read_json("questionnaires", f"vigie-weekly-{version}.json")
    return dict(found)


def _questions(version: str) -> list[tuple[str, str, list[int | str]]]:
    """Symptom, attribute and choices of every question, from the published document."""
    symptoms = next(each for each in _document(version)["item"] if each["linkId"] == "symptoms")
    found = []
    for symptom in symptoms["item"]:
        for asked in symptom["item"]:
            codes = [each["valueCoding"]["code"] for each in asked["answerOption"]]
            choices: list[int | str] = ["opt_out" if c == "opt-out" else int(c) for c in codes]
            found.append((symptom["linkId"], asked["linkId"].partition(".")[2], choices))
    return found


@st.composite
def answers(draw: st.DrawFn) -> dict[str, Any]:
    """An answer in our JSON with nothing in it that the questionnaire does not know."""
    version = draw(st.sampled_from(VERSIONS))
    items: dict[str, dict[str, Any]] = {}
    for item, attribute, choices in _questions(version):
        if draw(st.booleans()):
            items.setdefault(item, {})[attribute] = draw(st.sampled_from(choices))
    readings = st.fixed_dictionaries({"value": DEGREES, "measured_at": st.none() | INSTANTS})
    content: dict[str, Any] = {
        "questionnaire": "vigie-weekly",
        "version": version,
        "language": draw(st.sampled_from(["fr", "en", ""])),
        "authored_at": draw(INSTANTS),
        "items": items,
        "temperatures": draw(st.lists(readings, max_size=4)),
        "urgency": draw(st.sampled_from(["can_wait", "urgent", None])),
        "comment": draw(st.text(max_size=30) | st.none()),
    }
    if version == "1.1.0":
        content["weight"] = draw(st.sampled_from([None, {"value": 71.4}, {"value": 72}]))
        content["ecog"] = draw(st.sampled_from([None, 0, 1, 2, 3, 4, "opt_out"]))
        content["fall"] = draw(st.sampled_from([None, "no", "yes", "opt_out"]))
    return content


def _native(content: dict[str, Any]) -> AnswerContent:
    return parse(AnswerContent, json.dumps(content).encode())


def _from_fhir(resource: dict[str, Any]) -> AnswerContent:
    return content_of(parse(QuestionnaireResponse, as_body(resource)), lambda _number: False)


@settings(max_examples=200, deadline=None)
@given(content=answers(), as_quantity=st.booleans(), is_flat=st.booleans(), order=st.randoms())
def test_every_answer_is_read_the_same_and_judged_the_same(content, as_quantity, is_flat, order):
    resource = as_fhir(content, PATIENT, as_quantity=as_quantity)
    if is_flat:
        resource = flat(resource)
        temperatures = [each for each in resource["item"] if each["linkId"] == "temperature"]
        others = [each for each in resource["item"] if each["linkId"] != "temperature"]
        order.shuffle(others)
        resource["item"] = others + temperatures

    native, read = _native(content), _from_fhir(resource)

    assert read == native
    judged = [evaluate(forms(), default_rules(), each, ()) for each in (native, read)]
    assert judged[0] == judged[1]


@pytest.mark.parametrize("version", VERSIONS)
def test_every_choice_of_every_question_is_read(version):
    """By the document alone: each code that it offers, at the place where it offers it."""
    seen = 0
    for item, attribute, choices in _questions(version):
        for value in choices:
            content = {
                "questionnaire": "vigie-weekly",
                "version": version,
                "authored_at": "2025-11-18T09:30:00Z",
                "items": {item: {attribute: value}},
            }
            assert _from_fhir(as_fhir(content, PATIENT)).items == {item: {attribute: value}}
            seen += 1

    assert seen > 150


def _everything(version: str, **changes: Any) -> dict[str, Any]:
    """Every question answered, the last choice but one of each: much to report."""
    content: dict[str, Any] = {
        "questionnaire": "vigie-weekly",
        "version": version,
        "language": "fr",
        "authored_at": "2025-11-18T09:30:00Z",
        "items": {},
        "temperatures": [
            {"value": 38.1, "measured_at": "2025-11-18T07:00:00Z"},
            {"value": 38.1, "measured_at": "2025-11-18T09:00:00Z"},
        ],
        "urgency": "urgent",
        "comment": "Plus d'appétit depuis mardi.",
    }
    for item, attribute, choices in _questions(version):
        content["items"].setdefault(item, {})[attribute] = choices[-2]
    if version == "1.1.0":
        content |= {"weight": {"value": 71.4}, "ecog": 2, "fall": "yes"}
    return content | changes


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("as_quantity", [True, False])
def test_both_ways_raise_the_same_alert(intake, version, as_quantity):
    content = _everything(version)
    first, second = intake.service.centre.patients[:2]

    native = intake.send(json.dumps(content).encode(), patient=first).json()
    sent = intake.send_fhir(as_fhir(content, second, as_quantity=as_quantity))

    assert sent.status_code == 201, sent.text
    alerts = [native["alert_id"], intake.alert_of(sent.headers["Location"].rpartition("/")[2])]
    details = [intake.detail(alert_id) for alert_id in alerts]
    assert details[0]["explanation"] == details[1]["explanation"]
    assert details[0]["explanation"]["hits"]
    surveys = [{k: v for k, v in each["survey"].items() if k != "answer_id"} for each in details]
    assert surveys[0] == surveys[1]


@pytest.mark.parametrize("version", VERSIONS)
def test_the_same_answer_sent_both_ways_is_one_answer(intake, version):
    content = _everything(version)

    native = intake.send(json.dumps(content).encode()).json()
    again = intake.send_fhir(as_fhir(content, intake.patient))

    assert again.status_code == 200
    assert again.headers["Location"].endswith(native["id"])
    assert intake.stored()["answer"] == 1
