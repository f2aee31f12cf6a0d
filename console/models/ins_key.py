"""The key of an INS as it is typed: two digits that say whether the thirteen before them hold."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

_WHOLE: Final = re.compile(r"[1-478]\d{4}(\d{2}|2[AB])\d{6}\d{2}", re.ASCII)
_PART: Final = re.compile(r"[0-9AB]*")
_LENGTH: Final = 15
_MODULUS: Final = 97
_CORSICA: Final = {"2A": "19", "2B": "18"}


class KeyState(StrEnum):
    """How far a number came."""

    EMPTY = "empty"
    PART = "part"
    RIGHT = "right"
    WRONG = "wrong"
    NONE = "none"
    """No INS: a sign that none has, or too many of them."""


def key_state(text: str) -> tuple[KeyState, int]:
    """The state of what was typed, and how many of its fifteen signs are there."""
    typed = "".join(text.split()).upper()
    count = len(typed)
    if not typed:
        return KeyState.EMPTY, 0
    if count < _LENGTH:
        return (KeyState.PART if _PART.fullmatch(typed) else KeyState.NONE), count
    if not _WHOLE.fullmatch(typed):
        return KeyState.NONE, count
    digits = typed[:13]
    digits = digits[:5] + _CORSICA.get(digits[5:7], digits[5:7]) + digits[7:]
    is_right = int(typed[13:]) == _MODULUS - int(digits) % _MODULUS
    return (KeyState.RIGHT if is_right else KeyState.WRONG), count
