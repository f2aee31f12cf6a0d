"""Whom an exact identity names: one patient of the centre, or nobody (R-AZ-02)."""

import re
from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from services.contract.exceptional_access import ExceptionalAccessAsk
from services.errors import not_found
from services.exceptional import repository
from services.patients import normal
from services.patients.identity import Identity, open_identity
from services.security.keystore import KeyStore
from services.security.unreadable import ciphers, opened

_LETTERS: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Found:
    """A patient and their unit."""

    id: UUID
    unit_id: UUID


def find(session: Session, keys: KeyStore, centre_id: UUID, ask: ExceptionalAccessAsk) -> Found:
    """The one patient of the centre with this identity.

    Raises the same 404 for nobody, for two of them, and for a patient of another centre.
    """
    if ask.ins is not None:
        index = keys.keyed_hash(centre_id, "ins").of(normal.ins(ask.ins).encode())
        found = [Found(row.id, row.unit_id) for row in repository.by_ins(session, index)]
    elif ask.record_number is not None:
        number = normal.record_number(ask.record_number).encode()
        index = keys.keyed_hash(centre_id, "record_number").of(number)
        found = [Found(row.id, row.unit_id) for row in repository.by_record_number(session, index)]
    else:
        found = _named(session, keys, centre_id, ask)
    if len(found) != 1:
        raise not_found()
    return found[0]


def _named(
    session: Session, keys: KeyStore, centre_id: UUID, ask: ExceptionalAccessAsk
) -> list[Found]:
    """Patients of this full name and birth date; an identity that cannot be opened is nobody's."""
    if ask.birth_date is None:
        return []
    token = keys.keyed_hash(centre_id, "search birth_date")
    rows = repository.born_on(session, token.of(normal.birth_date(ask.birth_date).encode()))
    open_with = ciphers(keys, [row.id for row in rows])
    found = []
    for row in rows:
        read = partial(open_identity, open_with[row.id], row.id, row.identity)
        identity = opened(read, "identity", row.id)
        if identity is not None and _is(identity, ask):
            found.append(Found(row.id, row.unit_id))
    return found


def _is(identity: Identity, ask: ExceptionalAccessAsk) -> bool:
    """Whether all three traits are the same, whatever capitals, accents and hyphens."""
    families = {_same(identity.family_name), _same(identity.birth_name)} - {""}
    return (
        _same(ask.family_name) in families
        and _same(ask.given_name) == _same(identity.given_name)
        and ask.birth_date == identity.birth_date
    )


def _same(name: str | None) -> str:
    return "".join(_LETTERS.findall(normal.plain_letters(name or "")))
