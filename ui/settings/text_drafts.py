"""The texts of messages while somebody changes them: each one's own words, or the usual ones."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Final, NamedTuple

from resources.catalogue import LANGUAGES
from resources.marked_text import Fault, NotFilled, Shape, fault_of, fields_of, filled, length_of
from resources.message_texts import (
    CHANNELS,
    REQUIRED,
    SUBJECT,
    Words,
    body_of,
    emergency,
    longest_values,
    usual,
)
from resources.septets import plain
from services.contract.message_texts import MessageTextsContent

# As an editor gives them back.
_SPACES: Final = str.maketrans({"\u00a0": " ", "\u202f": " "})
FIELDS: Final = ("centre", "link", "phone", "date", "code", "emergency")


class Key(NamedTuple):
    """Which message."""

    kind: str
    channel: str
    language: str

    @property
    def shape(self) -> Shape:
        """What its words must be."""
        return body_of(self.kind, self.channel)


EVERY: Final = tuple(Key(*each) for each in product(REQUIRED, CHANNELS, LANGUAGES))


class TextDrafts:
    """Every message that has words of its own; one that says the usual has none."""

    def __init__(self) -> None:
        self._own: dict[Key, Words] = {}

    def put(self, content: MessageTextsContent) -> None:
        """Begin with these."""
        self._own = {
            Key(each.kind.value, each.channel, each.language): Words(each.subject, each.body)
            for each in content.texts
        }

    @property
    def changed(self) -> list[Key]:
        """Those with words of their own, in the order of the list."""
        return [each for each in EVERY if each in self._own]

    def words(self, key: Key) -> Words:
        """What a message says."""
        return self._own.get(key) or usual(*key)

    def write(self, key: Key, words: Words) -> None:
        """What somebody typed."""
        if _same(words, usual(*key)):
            self._own.pop(key, None)
        else:
            self._own[key] = words

    def fault_of(self, key: Key) -> tuple[str, Fault] | None:
        """The part of a message that would be refused, and why."""
        words, longest = self.words(key), longest_values(key.kind, key.language)
        if words.subject is not None:
            fault = fault_of(words.subject, SUBJECT, longest)
            if fault is not None:
                return "subject", fault
        fault = fault_of(words.body, key.shape, longest)
        return None if fault is None else ("body", fault)

    def content(self) -> MessageTextsContent | None:
        """All of them; None while one would be refused."""
        if any(self.fault_of(each) is not None for each in self.changed):
            return None
        texts = [{**key._asdict(), **self._own[key]._asdict()} for key in self.changed]
        known = {"section": "message_texts", "texts": texts}
        return MessageTextsContent.model_validate(known, strict=False)

    def length(self, key: Key) -> int | None:
        """How long a message is at its longest; None while that cannot be told."""
        longest = longest_values(key.kind, key.language)
        try:
            return length_of(filled(self.words(key).body, longest), key.shape)
        except NotFilled:
            return None

    def example(self, key: Key, values: Mapping[str, str]) -> str:
        """What a patient would read; a field without a value stays as it is marked."""
        words = self.words(key)
        text = words.body if words.subject is None else f"{words.subject}\n{words.body}"
        known = {name: f"{{{name}}}" for name in fields_of(text)}
        known |= {name: value for name, value in values.items() if value}
        known["emergency"] = emergency(key.language)
        told = filled(text, known)
        return plain(told) if key.channel == "sms" else told


def _same(words: Words, others: Words) -> bool:
    return all(
        (one or "").translate(_SPACES) == (other or "").translate(_SPACES)
        for one, other in zip(words, others, strict=True)
    )
