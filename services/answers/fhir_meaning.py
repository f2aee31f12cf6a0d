"""What a FHIR response says about itself, and whatever of it could change the meaning of the rest.

A sender that uses such a thing means something by it. It is never ignored: the answer is stored and
a person reads it.
"""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from services.answers.fhir_values import words_of_all
from services.contract.answer_content import RETRACTED
from services.contract.fhir_response import QuestionnaireResponse
from services.contract.fhir_systems import REPLACES

_JUDGED: Final = frozenset({"completed", "amended"})
_RESPONSE: Final = "QuestionnaireResponse/"
_NAMES_NOTHING: Final = "?"
_TELLING_TAGS: Final = frozenset({"SUBSETTED", "REDACTED", "MASKED", "HTEST"})
_TAGS: Final = ("tag", "security")
_REPEATING: Final = ("generated", "extensions", "empty")
"""What a narrative is that says no more than the items."""
_LONGEST_NAME: Final = 200


class Doubt(NamedTuple):
    """Something that was not read: where it stood, and what it says."""

    place: str
    words: str


def voids(response: QuestionnaireResponse) -> bool:
    """Whether nothing in it may count as said by the patient, though a person must see it.

    It is withdrawn by its sender, or something about the whole is not understood.
    """
    is_modified = bool(response.modifierExtension) or response.implicitRules is not None
    return is_modified or response.status == RETRACTED


def doubts_of(response: QuestionnaireResponse) -> Iterator[Doubt]:
    """Yields what is not understood about the response as a whole.

    A response that is not finished is judged as far as it goes: what is severe in it is severe.
    """
    if response.status not in _JUDGED:
        yield Doubt("status", response.status or "-")
    if response.modifierExtension:
        yield Doubt("modifierExtension", words_of_all(response.modifierExtension))
    if response.implicitRules is not None:
        yield Doubt("implicitRules", response.implicitRules)
    yield from doubts_of_meta(response.meta)
    yield from _of_narrative(response.text or {})
    named = _named(response)
    if len(set(named)) > 1:
        yield Doubt("extension", " ; ".join(named))


def doubts_of_meta(meta: dict[str, Any] | None) -> Iterator[Doubt]:
    """Yields what says that a resource is a part of the real one, or no patient's but a trial."""
    for place in _TAGS:
        tags = (meta or {}).get(place)
        for tag in tags if isinstance(tags, list) else [tags]:
            code = tag.get("code") if isinstance(tag, dict) else None
            if isinstance(code, str) and code in _TELLING_TAGS:
                yield Doubt(f"meta.{place}", code)


def names_replaced(response: QuestionnaireResponse) -> str | None:
    """The answer that this one corrects; a word that is no identifier where that is not clear."""
    named = set(_named(response))
    if not named:
        return _NAMES_NOTHING if response.status == "amended" else None
    only = named.pop()
    return _NAMES_NOTHING if named else only.removeprefix(_RESPONSE)[:_LONGEST_NAME]


def _named(response: QuestionnaireResponse) -> list[str]:
    references = [each.valueReference for each in response.extension if each.url == REPLACES]
    return [(each.reference if each else None) or _NAMES_NOTHING for each in references]


def _of_narrative(narrative: dict[str, Any]) -> Iterator[Doubt]:
    """A narrative may say what no item says; only its sender knows, and says so in its status."""
    if narrative.get("div") is not None and narrative.get("status") not in _REPEATING:
        yield Doubt("text", str(narrative["div"]))
