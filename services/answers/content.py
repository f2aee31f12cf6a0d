"""An answer as it is kept: one sealed value, and the words by which a repetition is recognised."""

import json
from typing import Any, Final
from uuid import UUID

from services.contract.answer_content import AnswerContent
from services.security.ciphers import Cipher, Place

_LATER_FIELDS: Final = ("replaces", "weight", "ecog", "fall", "unread")


def as_sent(content: AnswerContent) -> bytes:
    """The content as it is kept: everything that came, as it came."""
    return _compact(content.model_dump(mode="json"))


def meaning(content: AnswerContent) -> bytes:
    """The content as bytes that depend on what was said only.

    Not on the order of fields, on how a whole number is written, on an attribute that is null
    instead of left out, nor on the language of the form. Fields of later releases count where they
    are given only, so that what an earlier release stored is still recognised.
    """
    words = content.model_dump(mode="json", exclude={"language"})
    for name in _LATER_FIELDS:
        if words[name] in (None, []):
            del words[name]
    words["items"] = {
        item: {name: value for name, value in attributes.items() if value is not None}
        for item, attributes in words["items"].items()
    }
    return _compact(_whole(words))


def _whole(value: Any) -> Any:
    match value:
        case float() if value.is_integer():
            return int(value)
        case dict():
            return {name: _whole(each) for name, each in value.items()}
        case list():
            return [_whole(each) for each in value]
        case _:
            return value


def _compact(words: Any) -> bytes:
    return json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def seal(cipher: Cipher, answer_id: UUID, plain: bytes) -> bytes:
    """The sealed content of an answer's row."""
    return cipher.seal(_place(answer_id), plain)


def unseal(cipher: Cipher, answer_id: UUID, sealed: bytes) -> AnswerContent:
    """The content of an answer's row; raises `SealBroken`."""
    return AnswerContent.model_validate_json(cipher.open(_place(answer_id), sealed))


def _place(answer_id: UUID) -> Place:
    return Place("answer", "content", answer_id)
