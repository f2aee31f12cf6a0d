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
from resources.typed_leads import typed_lead

_FIELD: Final = re.compile(r"\{([^{}\s]*)\}")
_BRACE: Final = re.compile(r"[{}]")
# Around a field: a quote or a bracket, `l'` before it, and the signs that end a sentence behind it.
_ALONE: Final = re.compile(r"[(«\"“']*(?:[^\W\d_]{1,4}['’])?\0[.,;:!?)»\"”']*")
# Of the letters that both languages are written with, none comes after these.
_LAST_LETTER: Final = "\u024f"
_BLANK: Final = "\u2800"
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
    if not all(line.isprintable() and _is_seen(line) for line in lines):
        return Fault("not_printable")
    return _of_fields(bare, shape) or _of_words(bare, shape) or _of_length(text, shape, longest)


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


def _is_seen(line: str) -> bool:
    """Whether nothing stands in it that adds nothing to see, or only a mark to what is before."""
    composed = unicodedata.normalize("NFC", line)
    return _BLANK not in composed and not any(
        unicodedata.category(each).startswith("M") for each in composed
    )


def _of_words(text: str, shape: Shape) -> Fault | None:
    words = unicodedata.normalize("NFKC", _FIELD.sub(" ", text))
    lead = typed_lead(words)
    if lead is not None:
        return Fault(lead)
    if health_word(words) is not None:
        return Fault("tells_of_health")
    # Letters that look like others, or like nothing, spell what no check finds. An SMS has few.
    is_ours = shape.is_sms or all(each <= _LAST_LETTER for each in words if each.isalpha())
    return None if is_ours else Fault("other_alphabet")


def _of_length(text: str, shape: Shape, longest: Mapping[str, str]) -> Fault | None:
    length = length_of(filled(text, longest), shape)
    if length is None:
        return Fault("not_gsm7")
    return Fault("too_long") if length > shape.longest else None
