"""Whatever a FHIR response says comes out somewhere, and what nobody understands is technical."""

import itertools
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from services.answers.fhir_content import content_of
from services.clinical.evaluate import evaluate
from services.contract.enums import AnswerOutcome
from services.contract.fhir_response import QuestionnaireResponse
from services.edge.body import parse
from tests.support.clinical_forms import default_rules, forms
from tests.support.fhir_answers import CANONICAL, SYSTEMS, UCUM, as_body

LINK_IDS = [
    *("symptoms", "fatigue", "fatigue.severity", "diarrhoea.frequency", "rash.presence", "weight"),
    *("temperature", "temperature.value", "temperature.measured_at", "urgency", "ecog", "fall"),
    *("comment", "hiccups", "", "page-2"),
]
KINDS: tuple[str, ...] = (
    "valueString",
    "valueInteger",
    "valueDecimal",
    "valueDateTime",
    "valueUri",
    "valueCoding",
)
KINDS += ("valueQuantity", "valueReference", "valueAttachment", "modified")
MODIFIER = [{"url": "https://elsewhere.example/not"}]


def _answer(draw: st.DrawFn, marks: Iterator[int]) -> dict[str, Any]:
    kind, mark = draw(st.sampled_from(KINDS)), next(marks)
    match kind:
        case "valueInteger" | "valueDecimal":
            return {kind: mark}
        case "valueCoding":
            return {kind: {"system": f"{SYSTEMS}severity-answer", "code": str(mark)}}
        case "valueQuantity":
            system = draw(st.sampled_from([UCUM, "urn:x"]))
            unit = draw(st.sampled_from(["kg", "Cel", "[lb_av]"]))
            return {kind: {"value": mark, "system": system, "code": unit}}
        case "valueReference":
            return {kind: {"reference": f"Observation/{mark}"}}
        case "valueAttachment":
            return {kind: {"title": f"mark {mark}"}}
        case "modified":
            return {"modifierExtension": MODIFIER, "valueString": f"mark {mark}"}
        case _:
            return {kind: f"mark {mark}"}


@st.composite
def responses(draw: st.DrawFn) -> tuple[dict[str, Any], list[int]]:
    """A response in which every value holds a number of its own, and those numbers."""
    marks, count = itertools.count(7_000_001), itertools.count()

    def _items(depth: int) -> list[dict[str, Any]]:
        found = []
        for _ in range(draw(st.integers(0, 3))):
            item: dict[str, Any] = {"linkId": draw(st.sampled_from(LINK_IDS))}
            item["answer"] = [_answer(draw, marks) for _ in range(draw(st.integers(0, 2)))]
            for _ in item["answer"]:
                next(count)
            if depth < 3:
                item["item"] = _items(depth + 1)
                if item["answer"] and draw(st.booleans()):
                    item["answer"][0]["item"] = _items(depth + 1)
            found.append(item)
        return found

    resource = {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": draw(
            st.sampled_from([f"{CANONICAL}vigie-weekly|1.1.0", f"{CANONICAL}x|1", "urn:other|1"])
        ),
        "status": draw(st.sampled_from(["completed", "stopped", "entered-in-error"])),
        "subject": {"reference": "Patient/01234567-89ab-cdef-0123-456789abcdef"},
        "authored": "2025-11-18T07:09:00Z",
        "item": _items(0),
    }
    return resource, [7_000_001 + number for number in range(next(count))]


@settings(max_examples=300, deadline=None)
@given(made=responses())
def test_every_value_comes_out_and_what_has_no_place_is_technical(made):
    resource, marks = made

    content = content_of(parse(QuestionnaireResponse, as_body(resource)))

    written = content.model_dump_json()
    assert [mark for mark in marks if str(mark) not in written] == []
    judged = evaluate(forms(), default_rules(), content, ())
    # No mark is a choice, a plausible measure or an instant; only a comment may hold any words.
    if set(marks) - ({int(content.comment.split()[-1])} if content.comment else set()):
        assert judged.outcome is AnswerOutcome.TECHNICAL
    if content.unread:
        assert "not_understood" in {each.code for each in judged.explanation.problems}
