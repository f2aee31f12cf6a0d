"""The one form of a user name, and initials of a name."""

import unicodedata
from typing import Final

_TITLES: Final = {"dr", "pr", "mme", "m."}


def username_key(typed: str) -> str | None:
    """The form in which a user name is stored and found; None when no account can have it."""
    plain = unicodedata.normalize("NFKC", typed).strip().casefold()
    return plain if plain and plain.isprintable() else None


def initials_of(name: str) -> str:
    """At most three letters: the first of each word, titles and particles apart."""
    words = [word for part in name.split() for word in part.split("-") if word]
    letters = [word[0] for word in words if word.casefold() not in _TITLES and word[0].isupper()]
    return "".join(letters)[:3] or name[:2].upper()
