"""Codes that stand in for a lost authenticator: 80 random bits each, kept as a keyed hash.

A keyed hash and not argon2id: nobody guesses 80 random bits, the key is not in the database, and a
code is found by one look-up whose work does not depend on how many codes somebody has.
"""

from typing import Final
from uuid import UUID

from services.security.ciphers import KeyedHash
from services.security.letters import new_letters, plain

CODES_AT_ONCE: Final = 10
PURPOSE: Final = "recovery code"
_LENGTH: Final = 16


def new_code() -> str:
    """A new code in four groups of four letters."""
    return new_letters(_LENGTH)


def hash_of_code(keyed: KeyedHash, account_id: UUID, typed: str) -> bytes:
    """What is stored of a code; the same for every way of typing it, another for each account."""
    return keyed.of(account_id.bytes + plain(typed).encode())
