"""Patients in the order of their names, which are sealed: opened in memory, remembered with care.

What is remembered hangs on the cipher of the patient: it is there no longer than the key is in
memory (at most as many as the key store keeps), and a destroyed key takes it along.
"""

from collections.abc import Sequence
from functools import partial
from typing import Final, TypeAlias
from weakref import WeakKeyDictionary

from sqlalchemy.orm import Session

from services.patients import normal
from services.patients.identity import Identity, open_identity
from services.roster import repository
from services.roster.listed import Listed
from services.security.caller import Caller
from services.security.ciphers import Cipher
from services.security.keystore import KeyStore
from services.security.unreadable import ciphers, opened

NameKey: TypeAlias = tuple[str, ...]
_APOSTROPHES: Final = str.maketrans("", "", "'’ʼ")
_AT_ONCE: Final = 1_000
UNREADABLE: Final[NameKey] = ("\U0010ffff",)
"""After every name."""
_known: WeakKeyDictionary[Cipher, tuple[int, NameKey]] = WeakKeyDictionary()


def name_key(identity: Identity) -> NameKey:
    """What a name is sorted by, as in a French directory: words without accents and capitals, a
    hyphen is a space and an apostrophe nothing; accents decide between names that are else equal.
    """
    names = (identity.family_name, identity.given_name)
    return (*map(_plain, names), *(name.casefold() for name in names))


def name_keys(
    session: Session, keys: KeyStore, caller: Caller, rows: Sequence[Listed]
) -> list[NameKey]:
    """What each of these patients is sorted by; identities are opened where none is remembered."""
    found: list[NameKey] = []
    for start in range(0, len(rows), _AT_ONCE):
        part = rows[start : start + _AT_ONCE]
        sealed_by = ciphers(keys, [row.id for row in part])
        placed = [(row, sealed_by[row.id]) for row in part]
        remembered = [_remembered(row, cipher) for row, cipher in placed]
        unknown = [row.id for row, key in zip(part, remembered, strict=True) if key is None]
        sealed = repository.identities(session, caller, unknown)
        found += [
            key or _opened(row, cipher, sealed[row.id])
            for (row, cipher), key in zip(placed, remembered, strict=True)
        ]
    return found


def _remembered(row: Listed, cipher: Cipher) -> NameKey | None:
    version, key = _known.get(cipher, (None, None))
    return key if version == row.version else None


def _opened(row: Listed, cipher: Cipher, sealed: bytes) -> NameKey:
    identity = opened(partial(open_identity, cipher, row.id, sealed), "identity", row.id)
    if identity is None:
        return UNREADABLE
    key = name_key(identity)
    _known[cipher] = (row.version, key)
    return key


def _plain(name: str) -> str:
    return " ".join(normal.name_words(name.translate(_APOSTROPHES)))
