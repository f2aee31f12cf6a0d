"""Codes that stand in for a lost authenticator: 80 random bits each, kept as a keyed hash.

A keyed hash and not argon2id: nobody guesses 80 random bits, the key is not in the database, and a
code is found by one look-up whose work does not depend on how many codes somebody has.
"""

import secrets
from typing import Final
from uuid import UUID

from services.security.ciphers import KeyedHash

CODES_AT_ONCE: Final = 10
PURPOSE: Final = "recovery code"
# Crockford's letters: none looks like another, whatever somebody copied from paper.
_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH: Final = 16
_GROUP: Final = 4
_MISREAD: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def new_code() -> str:
    """A new code in four groups of four letters."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    return "-".join(letters[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))


def hash_of_code(keyed: KeyedHash, account_id: UUID, typed: str) -> bytes:
    """What is stored of a code; the same for every way of typing it, another for each account."""
    return keyed.of(account_id.bytes + _plain(typed).encode())


def _plain(typed: str) -> str:
    return typed.upper().translate(_MISREAD)
