"""One reply of a FHIR response: the value it may count as, or all that it says in words.

Nothing is guessed here: a code of another system, a unit that is no UCUM code, a second answer or a
reason without a value never count as a value. They become words that begin with their FHIR name, so
that no rule can take them for an answer, and a person reads them.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from services.answers.fhir_questions import Asked
from services.contract.answer_content import OPT_OUT, Scalar
from services.contract.fhir_response import (
    Coding,
    Companion,
    Extension,
    FhirQuantity,
    Reference,
    ResponseAnswer,
    ResponseItem,
)
from services.contract.fhir_systems import ABSENT, DECLINED, UCUM

_NOT_SAID: Final = frozenset({DECLINED, "not-asked", "not-applicable", "not-performed"})
"""Reasons that say no more than a question left out; for all others something may be missing."""
_NUMBERS: Final = frozenset({"valueDecimal", "valueInteger"})


@dataclass(frozen=True)
class Given:
    """What was replied to one question: one value of one type, or one reason without a value.

    `words` is all of it. Several replies, or a reply that contradicts itself, have words only.
    """

    words: str
    name: str | None = None
    value: Any = None
    reason: str | None = None

    @property
    def is_silent(self) -> bool:
        """Whether it says no more than a question that was left out."""
        return self.reason in _NOT_SAID


def given_in(item: ResponseItem) -> list[Given]:
    """The replies of an item, each by itself; none where it says nothing."""
    replies = [_given(answer) for answer in item.answer]
    reasons = list(_reasons_in(item.extension))
    if not reasons:
        return replies
    # Whoever answers and says why there is no answer contradicts themselves.
    words = [*(each.words for each in replies), *(f"{ABSENT}: {reason}" for reason in reasons)]
    said = {*reasons, *(each.reason for each in replies)}
    return [Given(" ; ".join(words), reason=reasons[0] if len(said) == 1 else None)]


def together(replies: Sequence[Given]) -> Given:
    """The one reply to a question; several are words, for nobody knows which one holds."""
    return replies[0] if len(replies) == 1 else Given(" ; ".join(each.words for each in replies))


def choice(given: Given, asked: Asked) -> Scalar:
    """The value of a choice, or its words when it is none that the question offers."""
    if given.is_silent:
        return OPT_OUT if given.reason == DECLINED and asked.offers_opt_out else None
    coding = given.value
    if isinstance(coding, Coding) and coding.code is not None:
        return asked.choices.get((coding.system, coding.code), given.words)
    return given.words


def reading(given: Given, unit: str) -> Mapping[str, Scalar]:
    """A measured number with its unit; a bare one is in the unit that the questionnaire names."""
    if given.name in _NUMBERS:
        return {"value": given.value, "unit": unit}
    if isinstance(given.value, FhirQuantity):
        return _of_quantity(given.value)
    return {"value": None, "unit": unit, "sent": given.words}


def _of_quantity(quantity: FhirQuantity) -> Mapping[str, Scalar]:
    is_coded = quantity.system == UCUM and quantity.code is not None
    unit = quantity.code if is_coded else f"{quantity.system}|{quantity.code} ({quantity.unit})"
    found: dict[str, Scalar] = {"value": quantity.value, "unit": unit}
    return found if quantity.comparator is None else found | {"comparator": quantity.comparator}


def _given(answer: ResponseAnswer) -> Given:
    values = dict(_values(answer))
    reasons = list(_reasons(answer))
    words = [f"{name}: {words_of(value)}" for name, value in values.items()]
    words += [f"{ABSENT}: {reason}" for reason in reasons]
    said = " ; ".join(words) or "no value"
    if len(values) == 1 and not reasons:
        [(name, value)] = values.items()
        return Given(said, name, value)
    is_reason = reasons and all(_is_hollow(value) for value in values.values())
    return Given(said, reason=reasons[0] if is_reason and len(set(reasons)) == 1 else None)


def _values(answer: ResponseAnswer) -> Iterator[tuple[str, Any]]:
    for name in type(answer).model_fields:
        value = getattr(answer, name)
        if name.startswith("value") and value is not None:
            yield name, value


def _is_hollow(value: object) -> bool:
    """Whether a value holds nothing but the reason why there is none."""
    if isinstance(value, Coding):
        return value.code is None and value.display is None
    return isinstance(value, FhirQuantity) and value.value is None


def _reasons(part: Companion | Coding | FhirQuantity | Reference | ResponseAnswer) -> Iterator[str]:
    """The reasons for no value wherever they may stand: beside it, in it, beside its parts."""
    yield from _reasons_in(part.extension)
    for name in type(part).model_fields:
        inner = getattr(part, name)
        if isinstance(inner, Companion | Coding | FhirQuantity | Reference):
            yield from _reasons(inner)


def _reasons_in(extensions: Iterable[Extension]) -> Iterator[str]:
    return (each.valueCode or "?" for each in extensions if each.url == ABSENT)


def words_of_all(extensions: Iterable[Extension]) -> str:
    """Extensions as they came, for a person."""
    return " ; ".join(words_of(each) for each in extensions)


def words_of(value: Any) -> str:
    """A value as it came, for a person."""
    match value:
        case Coding():
            return " ".join(filter(None, (f"{value.system}|{value.code}", value.display)))
        case FhirQuantity():
            parts = (value.comparator, value.value, value.unit, f"{value.system}|{value.code}")
            return " ".join(str(part) for part in parts if part is not None)
        case str():
            return value
        case dict() | bool() | int() | float():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return str(value.model_dump_json(exclude_none=True, exclude_defaults=True))
