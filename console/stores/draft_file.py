"""Drafts of one person on disk: sealed with a key that only the system's keyring holds, gone after
a day (screens.md 1.6). Runs in workers.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import secrets as randomness
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEPT = timedelta(hours=24)
KEY_BYTES = 32
_NONCE_BYTES = 12
_SUFFIX = ".draft"


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody typed into the form of one alert, or of one fact of a record, as JSON, and when
    by the service's clock.
    """

    about: UUID
    kind: str
    content: str
    typed_at: datetime


class DraftFile:
    """One file a person; its name tells nobody whose it is, its bytes open for them alone."""

    def __init__(self, folder: Path, key: bytes, person: UUID) -> None:
        self._folder = folder
        self._person = person.bytes
        self._key = _derived(key, b"vigie drafts " + person.bytes)
        name = _derived(key, b"vigie draft name " + person.bytes)
        self.path = folder / f"{hashlib.sha256(name).hexdigest()[:32]}{_SUFFIX}"

    def read(self, now: datetime) -> list[Draft]:
        """What is young enough; a file that does not open is removed, for nobody can use it."""
        try:
            sealed = self.path.read_bytes()
        except FileNotFoundError:
            return []
        try:
            found = [_draft(each) for each in json.loads(self._opened(sealed))]
        except (ValueError, KeyError, TypeError):
            self.path.unlink(missing_ok=True)
            return []
        return [draft for draft in found if now - draft.typed_at < KEPT]

    def write(self, drafts: Iterable[Draft]) -> None:
        """Replace everything at once, so that a crash leaves the old file or the new one."""
        kept = list(drafts)
        if not kept:
            self.path.unlink(missing_ok=True)
            return
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = self.path.with_suffix(".new")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(self._sealed(json.dumps([asdict(each) for each in kept], default=str)))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.path)

    def _sealed(self, text: str) -> bytes:
        nonce = randomness.token_bytes(_NONCE_BYTES)
        sealed: bytes = _aead(self._key).encrypt(nonce, text.encode(), self._person)
        return nonce + sealed

    def _opened(self, sealed: bytes) -> str:
        invalid = importlib.import_module("cryptography.exceptions").InvalidTag
        nonce, text = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        try:
            opened: bytes = _aead(self._key).decrypt(nonce, text, self._person)
        except invalid:
            raise ValueError("sealed otherwise") from None
        return opened.decode()


def remove_old(folder: Path) -> None:
    """Remove the files of everybody that were last written more than a day ago."""
    oldest = time.time() - KEPT.total_seconds()
    for path in folder.glob("*"):
        if path.is_file() and path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)


def _draft(told: dict[str, str]) -> Draft:
    return Draft(
        UUID(told["about"]),
        told["kind"],
        told["content"],
        datetime.fromisoformat(told["typed_at"]),
    )


def _aead(key: bytes) -> AESGCM:
    # Not at the top: loading it takes time that the sign-in form does not have.
    made: AESGCM = importlib.import_module("cryptography.hazmat.primitives.ciphers.aead").AESGCM(
        key
    )
    return made


def _derived(key: bytes, purpose: bytes) -> bytes:
    hkdf = importlib.import_module("cryptography.hazmat.primitives.kdf.hkdf")
    hashes = importlib.import_module("cryptography.hazmat.primitives.hashes")
    made: bytes = hkdf.HKDF(
        algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=purpose
    ).derive(key)
    return made
