"""The short code of an invitation: read aloud, typed on a phone, kept as a keyed hash."""

import secrets
from typing import Final

from services.edge.context import Context

ALPHABET: Final = "23479CDFGHJKMNPQRTVWXY"
"""No two that look alike (of 0 O, 1 I L, 2 Z, 5 S, 6 G, 8 B and U V at most one is there), and no
vowel, so that no code is a word."""
LENGTH: Final = 6


def new_code() -> str:
    """A random code: one of 22^6, about 113 million."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def normal(text: str) -> str:
    """A code as it is compared: capitals, without the spaces and hyphens that people type."""
    return "".join(each for each in text.upper() if each.isalnum())


def hash_of(context: Context, code: str) -> bytes:
    """The keyed hash of the installation under which a code is found, whatever its centre is."""
    return context.keys.installation_hash("invitation code").of(normal(code).encode())
