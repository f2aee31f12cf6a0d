"""Secrets that people copy by hand: letters of which none looks like another (Crockford's)."""

import secrets
from typing import Final

_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUP: Final = 4
_MISREAD: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def new_letters(count: int) -> str:
    """So many random letters of five bits each, in groups of four."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(count))
    return "-".join(letters[start : start + _GROUP] for start in range(0, count, _GROUP))


def plain(typed: str) -> str:
    """The one form of every way of typing them."""
    return typed.upper().translate(_MISREAD)
