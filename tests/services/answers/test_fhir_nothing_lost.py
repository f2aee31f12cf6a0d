"""Whatever a FHIR response says comes out somewhere, and what nobody understands is technical.

Once with values that no question takes, wherever they stand; once with a good answer in which one
or more things contradict it, belong to somebody else or are too long.
"""

import itertools
from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from services.answers.fhir_content import content_of
from services.clinical.evaluate import Evaluation, evaluate
from services.contract.answer_content import AnswerContent
from services.contract.enums import AnswerOutcome
from services.contract.fhir_response import QuestionnaireResponse
from services.edge.body import parse
from tests.support.clinical_forms import default_rules, forms
from tests.support.fhir_answers import (
    ABSENT,
    CANONICAL,
    SYSTEMS,
    UCUM,
    as_body,
    question,
    symptom,
    with_items,
)

LINK_IDS = [
    *("symptoms", "fatigue", "fatigue.severity", "diarrhoea.frequency", "rash.presence", "weight"),
    *("temperature", "temperature.value", "temperature.measured_at", "urgency", "ecog", "fall"),
    *("comment", "hiccups", "", "page-2"),
]
PATIENT = "Patient/01234567-89ab-cdef-0123-456789abcdef"
KINDS: tuple[str, ...] = (
    "valueString",
    "valueInteger",
    "valueDecimal",
    "valueDateTime",
    "valueUri",
    "valueCoding",
)
KINDS += ("valueQuantity", "valueReference", "valueAttachment", "modified")
Changed = tuple[dict[str, Any], list[dict[str, Any]]]
"""Elements of the resource that change, and items that are put in."""
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
        "subject": {"reference": PATIENT},
        "authored": "2025-11-18T07:09:00Z",
        "item": _items(0),
    }
    return resource, [7_000_001 + number for number in range(next(count))]


def _judged(resource: dict[str, Any]) -> tuple[AnswerContent, Evaluation]:
    """The answer in a response, and what becomes of it; health identities are of others."""
    response = parse(QuestionnaireResponse, as_body(resource))
    content = content_of(response, lambda _number: True)
    return content, evaluate(forms(), default_rules(), content, ())


@settings(max_examples=300, deadline=None)
@given(made=responses())
def test_every_value_comes_out_and_what_has_no_place_is_technical(made):
    resource, marks = made

    content, judged = _judged(resource)

    written = content.model_dump_json()
    assert [mark for mark in marks if str(mark) not in written] == []
    # No mark is a choice, a plausible measure or an instant; only a comment may hold any words.
    if set(marks) - ({int(content.comment.split()[-1])} if content.comment else set()):
        assert judged.outcome is AnswerOutcome.TECHNICAL
    if content.unread:
        assert "not_understood" in {each.code for each in judged.explanation.problems}


def _reason(mark: str) -> list[dict[str, str]]:
    return [{"url": ABSENT, "valueCode": mark}]


def _fatigue(**changes: Any) -> Changed:
    return {}, [symptom("fatigue", "severity", 0) | changes]


def _fatigue_coded(**changes: Any) -> Changed:
    coding = {"system": f"{SYSTEMS}severity-answer", "code": "0"} | changes
    return {}, [question("fatigue.severity", {"valueCoding": coding})]


def _weight(**changes: Any) -> Changed:
    quantity = {"value": 70, "system": UCUM, "code": "kg"} | changes
    return {}, [question("weight", {"valueQuantity": quantity})]


def _photo(mark: str) -> dict[str, Any]:
    return {"valueAttachment": {"title": mark, "data": "A" * 20_000}}


TROUBLES: dict[str, Callable[[str], Changed]] = {
    "reason beside an answer": lambda mark: _fatigue(extension=_reason(mark)),
    "reason beside a code": lambda mark: _fatigue_coded(_code={"extension": _reason(mark)}),
    "reason beside a display": lambda mark: _fatigue_coded(_display={"extension": _reason(mark)}),
    "reason in a coding": lambda mark: _fatigue_coded(extension=_reason(mark)),
    "reason beside a number": lambda mark: _weight(_value={"extension": _reason(mark)}),
    "reason beside a unit": lambda mark: _weight(_code={"extension": _reason(mark)}),
    "two reasons": lambda mark: (
        {},
        [question("ecog", {"extension": [*_reason("asked-declined"), *_reason(mark)]})],
    ),
    "two reasons of an item": lambda mark: (
        {},
        [{"linkId": "fall", "extension": [*_reason("asked-declined"), *_reason(mark)]}],
    ),
    "photo": lambda mark: ({}, [question("comment", _photo(mark))]),
    "photo that nobody asked for": lambda mark: ({}, [question("photo", _photo(mark))]),
    "diary": lambda mark: ({}, [question("diary", {"valueString": mark + "x" * 20_000})]),
    "implicit rules": lambda mark: ({"implicitRules": mark + "x" * 20_000}, []),
    "modifier": lambda mark: (
        {"modifierExtension": [{"url": "https://elsewhere.example/not", "valueString": mark}]},
        [],
    ),
    "status": lambda mark: ({"status": mark}, []),
    "narrative": lambda mark: ({"text": {"status": "additional", "div": mark}}, []),
    "source": lambda mark: ({"source": {"reference": f"https://x.example/Patient/{mark}"}}, []),
    "source by a number": lambda mark: (
        {"source": {"type": "Patient", "identifier": {"value": mark}}},
        [],
    ),
    "author": lambda mark: ({"author": {"reference": f"Patient/{mark}"}}, []),
    "subject": lambda mark: (
        {
            "subject": {
                "reference": PATIENT,
                "identifier": {"system": "urn:oid:1.2.250.1.213.1.4.8", "value": mark},
            }
        },
        [],
    ),
    "labels": lambda _mark: (
        {"meta": {"security": [{"code": "REDACTED"}], "tag": [{"code": "HTEST"}]}},
        [],
    ),
}
UNMARKED = {"labels"}
VOID = {"modifier", "implicit rules"}


@settings(max_examples=200, deadline=None)
@given(names=st.sets(st.sampled_from(sorted(TROUBLES)), max_size=4), is_severe=st.booleans())
def test_a_good_answer_with_something_wrong_about_it_is_technical_and_stays_severe(
    names, is_severe
):
    changes: dict[str, Any] = {"subject": {"reference": PATIENT}}
    items = [symptom("diarrhoea", "frequency", 4)] if is_severe else []
    marks = {name: f"mark-{number}" for number, name in enumerate(sorted(names))}
    for name, mark in marks.items():
        changed, added = TROUBLES[name](mark)
        changes |= changed
        items += added

    content, judged = _judged(with_items(PATIENT, *items) | changes)

    written = content.model_dump_json()
    marked = {name: mark for name, mark in marks.items() if name not in UNMARKED}
    lost = {name for name, mark in marked.items() if mark not in written}
    # Two troubles of one element: only one of them was sent.
    assert lost == {name for name in marked if marks[name] not in str((changes, items))}
    quiet_outcome = AnswerOutcome.ALERT if is_severe else AnswerOutcome.NOTHING
    assert judged.outcome is (AnswerOutcome.TECHNICAL if names else quiet_outcome)
    assert bool(judged.explanation.hits) is (is_severe and not names & VOID)
