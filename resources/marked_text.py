"""A text with marked fields, `{link}`, that somebody types: what may stand in it, and its filling.

What is refused keeps a message from leading anywhere but to the pages of the centre: no address and
no telephone number is typed by hand, and nothing is glued to a field that would become one.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from resources.discreet import health_word
from resources.septets import LONGEST, plain, septets

_FIELD: Final = re.compile(r"\{([^{}\s]*)\}")
_BRACE: Final = re.compile(r"[{}]")
# Around a field: a quote or a bracket, `l'` before it, and the signs that end a sentence behind it.
_ALONE: Final = re.compile(r"[(«\"“']*(?:[^\W\d_]{1,4}['’])?\0[.,;:!?)»\"”']*")
_LINK: Final = re.compile(r"://|@|\bwww\b|\w[.。．]+[^\W\d_]", re.IGNORECASE)
_DIGITS: Final = re.compile(r"\+?\d(?:[\s().,/\-–]*\d)*")
_FEWEST_OF_A_NUMBER: Final = 3
_SHORT_NUMBERS: Final = frozenset({"15", "17", "18"})
_SPACES: Final = str.maketrans({"\u00a0": " ", "\u202f": " "})


@dataclass(frozen=True)
class Shape:
    """What a text must be: which fields it may and must have, how long it is when it is filled.

    `is_sms`: one SMS, of GSM-7. `longest` is the most letters of anything else.
    """

    required: frozenset[str]
    allowed: frozenset[str]
    is_sms: bool = False
    has_lines: bool = False
    longest: int = LONGEST


@dataclass(frozen=True)
class Fault:
    """Why a text is refused; `field` is the one that is missing, unknown or glued to a word."""

    reason: str
    field: str = ""


class NotFilled(ValueError):
    """A field of a text has no value."""


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with a value for each field; what a value holds is never a field itself.

    Raises `NotFilled`.
    """

    def _value(match: re.Match[str]) -> str:
        value = values.get(match[1])
        if not value:
            raise NotFilled(match[1])
        return value

    return _FIELD.sub(_value, text)


def fields_of(text: str) -> list[str]:
    """The names of the fields of a text, in their order."""
    return _FIELD.findall(text)


def length_of(text: str, shape: Shape) -> int | None:
    """Septets of an SMS, letters of anything else; None for letters that no SMS has."""
    return septets(plain(text)) if shape.is_sms else len(text)


def fault_of(text: str, shape: Shape, longest: Mapping[str, str]) -> Fault | None:
    """The first thing that is wrong with a text; `longest` are the longest values of its fields."""
    if not text.strip():
        return Fault("empty")
    bare = text.translate(_SPACES)
    lines = bare.split("\n") if shape.has_lines else [bare]
    if not all(line.isprintable() for line in lines):
        return Fault("not_printable")
    return _of_fields(bare, shape) or _of_words(bare) or _of_length(text, shape, longest)


def _of_fields(text: str, shape: Shape) -> Fault | None:
    names = fields_of(text)
    unknown = next((each for each in names if each not in shape.allowed), None)
    if unknown is not None:
        return Fault("unknown_field", unknown)
    if _BRACE.search(_FIELD.sub("", text)):
        return Fault("unknown_field", "{")
    missing = next((each for each in sorted(shape.required) if each not in names), None)
    if missing is not None:
        return Fault("missing_field", missing)
    for word in text.split():
        found = _FIELD.search(word)
        if found and not _ALONE.fullmatch(_FIELD.sub("\0", word)):
            return Fault("glued_field", found[1])
    return None


def _of_words(text: str) -> Fault | None:
    words = unicodedata.normalize("NFKC", _FIELD.sub(" ", text))
    if _LINK.search(words):
        return Fault("typed_link")
    if any(_is_number(each) for each in _DIGITS.findall(words)):
        return Fault("typed_number")
    if health_word(words) is not None:
        return Fault("tells_of_health")
    return None


def _is_number(run: str) -> bool:
    digits = [each for each in run if each.isdigit()]
    return run[0] == "+" or len(digits) >= _FEWEST_OF_A_NUMBER or run in _SHORT_NUMBERS


def _of_length(text: str, shape: Shape, longest: Mapping[str, str]) -> Fault | None:
    length = length_of(filled(text, longest), shape)
    if length is None:
        return Fault("not_gsm7")
    return Fault("too_long") if length > shape.longest else None
