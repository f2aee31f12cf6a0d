"""A questionnaire as pages: one symptom on each, then what was measured, then the last words."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from services.answers.released import released
from services.clinical.questionnaire import (
    ChoiceQuestion,
    Item,
    Question,
    QuestionKey,
    Questionnaire,
    QuestionnaireKey,
    Value,
)
from services.contract.answer_content import OPT_OUT, Scalar
from services.contract.enums import Attribute


class Asks(StrEnum):
    """What a page asks for."""

    SYMPTOM = "symptom"
    TEMPERATURE = "temperature"
    WEIGHT = "weight"
    ECOG = "ecog"
    FALL = "fall"
    URGENCY = "urgency"
    COMMENT = "comment"


@dataclass(frozen=True)
class Step:
    """One page of a questionnaire; `place` is 1 for the first, and all that its address says."""

    place: int
    asks: Asks
    name: str
    """What an answer is kept under: the code of the symptom, or what is asked for."""
    item: Item | None = None


_AFTER_SYMPTOMS: Final = (
    Asks.TEMPERATURE,
    Asks.WEIGHT,
    Asks.ECOG,
    Asks.FALL,
    Asks.URGENCY,
    Asks.COMMENT,
)
Items = Mapping[str, Mapping[str, Scalar]]


@lru_cache(maxsize=64)
def steps_of(key: QuestionnaireKey) -> tuple[Step, ...]:
    """The pages of a released questionnaire in its order; raises `KeyError` for another one."""
    form = form_of(key)
    asked: list[tuple[Asks, str, Item | None]] = [
        (Asks.SYMPTOM, item.code, item) for item in form.items.values()
    ]
    asked += [(what, what.value, None) for what in _AFTER_SYMPTOMS if getattr(form, what)]
    return tuple(Step(place, *each) for place, each in enumerate(asked, start=1))


def form_of(key: QuestionnaireKey) -> Questionnaire:
    """A released questionnaire; raises `KeyError`."""
    return released().questionnaires[key]


def answers_to(items: Items) -> dict[QuestionKey, Value]:
    """What was answered to the symptoms, as branching looks at it."""
    found: dict[QuestionKey, Value] = {}
    for item, attributes in items.items():
        for name, value in attributes.items():
            key = QuestionKey(item, Attribute(name))
            if value == OPT_OUT:
                found[key] = "opt_out"
            elif isinstance(value, int):
                found[key] = value
    return found


def asked_of(form: Questionnaire, item: Item, given: Mapping[str, Scalar]) -> list[Question]:
    """The questions of a symptom that what was answered to it asks, in their order."""
    answers = answers_to({item.code: given})
    return [each for each in item.questions.values() if form.is_asked(each.key, answers)]


def choice_of(form: Questionnaire, asks: Asks) -> ChoiceQuestion | None:
    """The question of a page that offers choices about the patient as a whole."""
    return {Asks.ECOG: form.ecog, Asks.FALL: form.fall}.get(asks)
