"""What is sealed and cannot be opened: said and logged with ids, never a reason to show nothing.

One broken value of one patient must not hide the queue of a unit or lose an answer. Nothing else is
forgiven here: a fault of the database or of the code still fails.
"""

import logging
import os
from collections.abc import Callable, Collection
from typing import Final, TypeVar
from uuid import UUID

from services.security.ciphers import KEY_BYTES, Cipher, SealBroken
from services.security.keystore import KeyMissing, KeyStore

Value = TypeVar("Value")
_log = logging.getLogger("vigie.unreadable")
BROKEN: Final = (SealBroken, KeyMissing, ValueError, KeyError)
"""ValueError and KeyError: what was opened is not in words that this release knows."""


def opened(read: Callable[[], Value], what: str, of: UUID) -> Value | None:
    """What `read` opens, or None with a log entry."""
    try:
        return read()
    except BROKEN as broken:
        _log.error("unreadable %s %s (%s)", what, of, type(broken).__name__)
        return None


def ciphers(keys: KeyStore, patient_ids: Collection[UUID]) -> dict[UUID, Cipher]:
    """The ciphers of patients to read with; one whose key is missing or broken opens nothing."""
    wanted = list(patient_ids)
    try:
        return keys.patients(wanted)
    except (KeyMissing, SealBroken):
        return {each: _cipher(keys, each) for each in wanted}


def _cipher(keys: KeyStore, patient_id: UUID) -> Cipher:
    found = opened(lambda: keys.patient(patient_id), "key", patient_id)
    return found or Cipher(patient_id, 1, os.urandom(KEY_BYTES))
