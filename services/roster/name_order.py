"""Patients in the order of their names, which are sealed: opened in memory, remembered with care.

What is remembered hangs on the cipher of the patient: it is there no longer than the key is in
memory (at most as many as the key store keeps), and a destroyed key takes it along.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final, TypeAlias
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy.orm import Session

from services.patients import normal
from services.patients.identity import Identity, open_identity
from services.roster import repository
from services.roster.repository import Listed
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
) -> dict[UUID, NameKey]:
    """What each of these patients is sorted by; identities are opened where none is remembered."""
    found: dict[UUID, NameKey] = {}
    for start in range(0, len(rows), _AT_ONCE):
        part = rows[start : start + _AT_ONCE]
        sealed_by = ciphers(keys, [row.id for row in part])
        unknown: list[Listed] = []
        for row in part:
            known = _known.get(sealed_by[row.id])
            if known is not None and known[0] == row.version:
                found[row.id] = known[1]
            else:
                unknown.append(row)
        if unknown:
            sealed = repository.identities(session, caller, [row.id for row in unknown])
            found |= _opened(unknown, sealed_by, sealed)
    return found


def _opened(
    rows: Iterable[Listed], sealed_by: dict[UUID, Cipher], sealed: dict[UUID, bytes]
) -> dict[UUID, NameKey]:
    found: dict[UUID, NameKey] = {}
    for row in rows:
        cipher = sealed_by[row.id]
        reading = partial(open_identity, cipher, row.id, sealed[row.id])
        identity = opened(reading, "identity", row.id)
        if identity is None:
            found[row.id] = UNREADABLE
        else:
            found[row.id] = name_key(identity)
            _known[cipher] = (row.version, found[row.id])
    return found


def _plain(name: str) -> str:
    return " ".join(normal.name_words(name.translate(_APOSTROPHES)))
