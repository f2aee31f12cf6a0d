"""A patient at the door of their pages: a code, then the birth date that goes with it.

An unknown code and a wrong birth date take the same work and have the same answer (R-AUTH-02): the
same statements run, on rows that are not there.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto
from functools import partial
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from services.db.scope import Scope
from services.db.tables.patients import Patient
from services.edge.context import Context
from services.invitations import repository
from services.invitations.codes import hash_of
from services.patients.identity import Identity, open_identity, seal_identity
from services.security.unreadable import ciphers, opened

MOST_FAILURES: Final = 5
_NOBODY: Final = UUID(int=0)
_IDENTITY: Final = select(Patient.identity).where(Patient.id == bindparam("patient_id"))
_DECOY: Final = Identity("NOBODY", None, "Nobody", None, date.min, None, "0")


class Entry(Enum):
    """What the door answers."""

    OPEN = auto()
    EXPIRED = auto()
    """Code and birth date are right, and it is too late to activate: a new one is needed."""
    REFUSED = auto()
    """Anything else: nobody learns which of the two was wrong, or that there were too many tries.
    """


@dataclass(frozen=True)
class Found:
    """The invitation of a code, as far as whoever holds the code may act on it."""

    id: UUID
    centre_id: UUID
    patient_id: UUID
    expires_at: datetime
    activated_at: datetime | None
    is_locked: bool


def find(session: Session, context: Context, code: str) -> Found | None:
    """The living invitation of a code; needs no centre. None for an unknown or an ended one."""
    row = repository.with_code(session, hash_of(context, code))
    if row is None or row.ended_at is not None:
        return None
    return Found(
        row.id,
        row.centre_id,
        row.patient_id,
        row.expires_at,
        row.activated_at,
        row.locked_at is not None,
    )


def scope_of(found: Found | None) -> Scope:
    """The centre in which the birth date is looked up; of nobody, one that does not exist."""
    return Scope(_NOBODY if found is None else found.centre_id)


def try_entry(
    session: Session, context: Context, found: Found | None, born: date, now: datetime
) -> Entry:
    """Judges a birth date, in a writing session of `scope_of(found)`; counts a wrong one.

    The caller slows its network down first (`services/accounts/throttling.py`).
    """
    is_right = _is_born_on(session, context, found, born)
    invitation_id = _NOBODY if found is None else found.id
    if found is None or found.is_locked or not is_right:
        repository.count_failure(session, invitation_id, MOST_FAILURES, now)
        return Entry.REFUSED
    repository.change(session, invitation_id, {"failures": 0})
    if found.activated_at is None and now >= found.expires_at:
        return Entry.EXPIRED
    return Entry.OPEN


def _is_born_on(session: Session, context: Context, found: Found | None, born: date) -> bool:
    patient_id = _NOBODY if found is None else found.patient_id
    sealed = session.scalars(_IDENTITY, {"patient_id": patient_id}).one_or_none()
    if sealed is None:
        # As much opening for nobody as for somebody.
        cipher = context.keys.master()
        open_identity(cipher, _NOBODY, seal_identity(cipher, _NOBODY, _DECOY))
        return False
    cipher = ciphers(context.keys, [patient_id])[patient_id]
    identity = opened(partial(open_identity, cipher, patient_id, sealed), "identity", patient_id)
    return identity is not None and identity.birth_date == born
