"""The released questionnaire says what the reference says, and a broken one is refused."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from resources.symptoms import SYMPTOMS
from services.clinical.questionnaire import (
    QuestionKey,
    QuestionnaireError,
    Value,
    by_key,
)
from services.clinical.read_questionnaire import read_questionnaire
from services.contract.answer_content import OPT_OUT
from services.contract.enums import Attribute, Urgency
from services.contract.fhir_systems import SYMPTOM_ATTRIBUTE
from tests.support.clinical_forms import questionnaire_document, weekly

# Code, attributes, rank of the grade (0: none), MedDRA lowest level term.
ITEMS = """
fatigue             SI   6 10016256
pain                FSI  7 10033371
abdominal_pain      FSI  7 10000081
nausea              FS   4 10028813
vomiting            FS   4 10047700
diarrhoea           F    1 10012727
constipation        S    2 10010774
appetite_loss       SI   6 10002646
mouth_sores         SI   6 10028130
taste_change        S    2 10013911
dyspnoea            SI   6 10013963
cough               SI   6 10011224
numbness            SI   6 10034620
hand_foot_syndrome  S    2 10054524
rash                P    0 10037868
insomnia            SI   6 10022437
anxiety             FSI  7 10002855
sadness             FSI  7 10012378
dizziness           SI   6 10013573
chills              FS   4 10008531
"""
LETTERS = {
    "F": Attribute.FREQUENCY,
    "S": Attribute.SEVERITY,
    "I": Attribute.INTERFERENCE,
    "P": Attribute.PRESENCE,
}


def asked(code: str, **answers: Value) -> set[str]:
    """Return the attributes of a symptom that are asked after some answers."""
    given = {QuestionKey(code, Attribute(name)): value for name, value in answers.items()}
    return {
        key.attribute.value
        for key in (question.key for question in weekly().items[code].questions.values())
        if weekly().is_asked(key, given)
    }


def test_the_twenty_symptoms_have_the_attributes_ranks_and_codes_of_the_reference():
    expected = [line.split() for line in ITEMS.strip().splitlines()]

    found = [
        [
            item.code,
            "".join(letter for letter, name in LETTERS.items() if name in item.questions),
            str(int(item.rank or 0)),
            item.meddra_code,
        ]
        for item in weekly().items.values()
    ]

    assert found == expected


def test_every_question_offers_its_scale_in_order_and_the_choice_not_to_answer():
    for item in weekly().items.values():
        for attribute, question in item.questions.items():
            highest = 1 if attribute is Attribute.PRESENCE else 4
            values = [option.value for option in question.options]
            assert values == [*range(highest + 1), OPT_OUT]


def test_every_text_is_there_in_both_languages():
    form = weekly()
    assert form.temperature is not None
    assert form.urgency is not None
    assert form.comment is not None
    wordings = [form.temperature.wording, form.urgency.wording, form.comment]
    wordings += form.urgency.options.values()
    for item in form.items.values():
        wordings.append(item.wording)
        for question in item.questions.values():
            wordings += [question.wording, *(option.wording for option in question.options)]

    for wording in wordings:
        assert set(wording.texts) == {"fr", "en"}
        assert all(text.strip() for text in wording.texts.values())
        assert wording.text("de") == wording.text("fr")


def test_the_symptoms_that_can_be_critical_must_be_answered():
    required = {
        item.code
        for item in weekly().items.values()
        if any(question.required for question in item.questions.values())
    }

    assert required == {"abdominal_pain", "vomiting", "diarrhoea", "dyspnoea", "chills"}


@pytest.mark.parametrize(
    ("code", "answers", "expected"),
    [
        ("nausea", {}, {"frequency"}),
        ("nausea", {"frequency": 0}, {"frequency"}),
        ("nausea", {"frequency": 1}, {"frequency", "severity"}),
        ("nausea", {"frequency": OPT_OUT}, {"frequency"}),
        ("fatigue", {"severity": 0}, {"severity"}),
        ("fatigue", {"severity": 1}, {"severity", "interference"}),
        ("pain", {"frequency": 0}, {"frequency"}),
        ("pain", {"frequency": 1}, {"frequency", "severity"}),
        ("pain", {"frequency": 1, "severity": 0}, {"frequency", "severity", "interference"}),
        ("pain", {"frequency": 4, "severity": 4}, {"frequency", "severity", "interference"}),
        ("pain", {"frequency": 0, "severity": 4}, {"frequency"}),
    ],
)
def test_branching_asks_what_is_needed_for_a_grade(code, answers, expected):
    assert asked(code, **answers) == expected


@pytest.mark.parametrize(
    ("behaviour", "conditions", "answers", "is_asked"),
    [
        ("all", ["severity != 0"], {}, False),
        ("all", ["severity != 0"], {"severity": 0}, False),
        ("all", ["severity != 0"], {"severity": 1}, True),
        ("all", ["severity exists", "severity != 0"], {"severity": 0}, False),
        ("all", ["severity exists", "severity != 0"], {"severity": 2}, True),
        ("any", ["severity exists", "frequency = 4"], {"frequency": 4}, True),
        ("any", ["severity exists", "frequency = 4"], {"frequency": 3}, False),
        ("any", ["severity missing"], {"frequency": 3}, True),
        ("any", ["severity missing"], {"frequency": 3, "severity": 1}, False),
    ],
)
def test_an_imported_form_may_branch_in_other_ways(behaviour, conditions, answers, is_asked):
    document = questionnaire_document()
    found(document, "pain.interference").update(
        enableBehavior=behaviour, enableWhen=[fhir_condition(words) for words in conditions]
    )
    form = read_questionnaire(document)
    given = {QuestionKey("pain", Attribute(name)): value for name, value in answers.items()}
    given.setdefault(QuestionKey("pain", Attribute.FREQUENCY), 1)

    assert form.is_asked(QuestionKey("pain", Attribute.INTERFERENCE), given) is is_asked


def test_temperature_and_urgency_are_read():
    form = weekly()

    assert form.temperature is not None
    assert (form.temperature.minimum, form.temperature.maximum) == (30.0, 45.0)
    assert (form.temperature.unit, form.temperature.maximum_occurrences) == ("Cel", 3)
    assert form.urgency is not None
    assert set(form.urgency.options) == set(Urgency)


def test_the_symptoms_are_listed_in_the_order_of_the_form():
    assert list(weekly().items) == list(SYMPTOMS)


def walk(items: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for item in items:
        yield item
        yield from walk(item.get("item", []))


def found(document: dict[str, Any], link_id: str) -> dict[str, Any]:
    return next(item for item in walk(document["item"]) if item["linkId"] == link_id)


def change(link_id: str, **fields: object) -> Callable[[dict[str, Any]], None]:
    return lambda document: found(document, link_id).update(fields)


def drop(link_id: str, field: str) -> Callable[[dict[str, Any]], None]:
    return lambda document: found(document, link_id).pop(field)


def condition(question: str, **fields: object) -> dict[str, object]:
    return {"question": question, "operator": "=", "answerCoding": {"code": "1"}, **fields}


def fhir_condition(words: str) -> dict[str, object]:
    match words.split():
        case [attribute, "exists" | "missing" as wanted]:
            question = f"pain.{attribute}"
            return {"question": question, "operator": "exists", "answerBoolean": wanted == "exists"}
        case [attribute, operator, code]:
            return condition(f"pain.{attribute}", operator=operator, answerCoding={"code": code})
        case _:
            raise AssertionError(words)


def misnumber(document: dict[str, Any]) -> None:
    coding = found(document, "nausea.frequency")["answerOption"][1]["valueCoding"]
    coding["extension"][0]["valueDecimal"] = 3


def turn_around(document: dict[str, Any]) -> None:
    found(document, "nausea.frequency")["answerOption"].reverse()


def repeat_symptom(document: dict[str, Any]) -> None:
    document["item"].append(found(document, "nausea"))


def nest_deeply(document: dict[str, Any]) -> None:
    for _ in range(400):
        document["item"] = [{"linkId": "deep", "type": "group", "item": document["item"]}]


FAULTS: dict[str, tuple[str, Callable[[dict[str, Any]], object]]] = {
    "another resource": (
        "at resourceType",
        lambda document: document.update(resourceType="Patient"),
    ),
    "no version": ("at version", lambda document: document.pop("version")),
    "no symptom": ("asks about no symptom", lambda document: document["item"].pop(0)),
    "a modifier": (
        "not a questionnaire that is understood",
        lambda document: document.update(modifierExtension=[{"url": "x"}]),
    ),
    "a modifier inside": (
        "not a questionnaire that is understood",
        change("pain.severity", modifierExtension=[{"url": "x"}]),
    ),
    "an unknown attribute": ("no choice about a known attribute", change("pain.severity", code=[])),
    "another type": ("no choice about a known attribute", change("pain.severity", type="integer")),
    "a scale in another order": ("0 to 4 in order", turn_around),
    "a choice with two numbers": ("code and rank differ", misnumber),
    "a short scale": (
        "0 to 4 in order",
        lambda document: found(document, "pain.severity")["answerOption"].pop(0),
    ),
    "the symptom again": ("nausea is asked twice", repeat_symptom),
    "the attribute again": (
        "asks the same attribute again",
        change("nausea.severity", code=[{"system": SYMPTOM_ATTRIBUTE, "code": "frequency"}]),
    ),
    "attributes without a grade": (
        "no grade is known for",
        change("fatigue.interference", code=[{"system": SYMPTOM_ATTRIBUTE, "code": "amount"}]),
    ),
    "a condition on a later question": (
        "more than its own",
        change("pain.frequency", enableWhen=[condition("pain.severity")]),
    ),
    "a condition on another symptom": (
        "more than its own",
        change("pain.severity", enableWhen=[condition("fatigue.severity")]),
    ),
    "a condition with an order": (
        "at item",
        change("pain.severity", enableWhen=[condition("pain.frequency", operator=">")]),
    ),
    "a condition on no choice": (
        "not on the scale",
        change(
            "pain.severity", enableWhen=[condition("pain.frequency", answerCoding={"code": "7"})]
        ),
    ),
    "conditions without a behaviour": (
        "without a behaviour",
        drop("pain.severity", "enableBehavior"),
    ),
    "a condition on a whole symptom": (
        "as a whole",
        change("pain", enableWhen=[condition("fatigue.severity")]),
    ),
    "a condition on a page": (
        "symptoms asks something",
        change("symptoms", enableWhen=[condition("urgency")]),
    ),
    "a question of another kind": (
        "x asks something",
        lambda document: document["item"].append({"linkId": "x", "type": "string"}),
    ),
    "temperature in another unit": ("no bounds", change("temperature.value", extension=[])),
    "temperature without a time": (
        "lacks a part",
        lambda document: found(document, "temperature")["item"].pop(),
    ),
    "a nest of groups": ("nested too deeply", nest_deeply),
}


@pytest.mark.parametrize(("said", "fault"), FAULTS.values(), ids=FAULTS.keys())
def test_what_is_not_understood_is_refused(said, fault):
    document = questionnaire_document()
    fault(document)

    with pytest.raises(QuestionnaireError, match=said):
        read_questionnaire(document)


def test_two_of_the_same_version_are_refused():
    with pytest.raises(QuestionnaireError):
        by_key([weekly(), weekly()])
