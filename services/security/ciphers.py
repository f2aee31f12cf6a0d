"""AES-256-GCM bound to where a value stands, and keyed hashes for what must be found again."""

import hashlib
import hmac
import os
import struct
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final, NamedTuple, TypeVar
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12
_ALGORITHM_AES_256_GCM: Final = 1
_TAG_BYTES: Final = 16
_REMEMBERED: Final = 4
_HEAD: Final = struct.Struct(">BH")
_SHORTEST: Final = _HEAD.size + _NONCE_BYTES + _TAG_BYTES


Value = TypeVar("Value")


def head_of(key_version: int) -> bytes:
    """What stands in front of every sealed value and is authenticated with it."""
    return _HEAD.pack(_ALGORITHM_AES_256_GCM, key_version)


class SealBroken(RuntimeError):
    """A ciphertext does not belong where it was found, or was changed; it never yields data."""


class Place(NamedTuple):
    """Where a sealed value stands; a value moved elsewhere cannot be opened (R-ENC-01)."""

    table: str
    column: str
    row_id: UUID

    def bound_to(self, owner: bytes) -> bytes:
        """The additional authenticated data; `owner` holds algorithm, key version and owner."""
        return _column_words(self.table, self.column) + self.row_id.bytes + owner


@lru_cache(maxsize=256)
def _column_words(table: str, column: str) -> bytes:
    """Table and column, each after its length, so that no two pairs read alike."""
    words = (table.encode(), column.encode())
    return b"".join(struct.pack(">H", len(word)) + word for word in words)


class Cipher:
    """Seals and opens values of one owner (a patient or a centre) under one key."""

    def __init__(self, owner_id: UUID, key_version: int, key: bytes) -> None:
        self.owner_id = owner_id
        self.key_version = key_version
        self._aead = AESGCM(key)
        # Made once: a page of the queue opens a hundred values.
        self._head = head_of(key_version)
        self._owner = self._head + owner_id.bytes
        self._read: dict[bytes, tuple[Place, Any, Any]] = {}

    def seal(self, place: Place, plain: bytes) -> bytes:
        """Algorithm, key version, nonce and ciphertext in one value."""
        nonce = os.urandom(_NONCE_BYTES)
        return self._head + nonce + self._aead.encrypt(nonce, plain, place.bound_to(self._owner))

    def open(self, place: Place, sealed: bytes) -> bytes:
        """The plain value; raises `SealBroken` when it was moved, changed, or is of another key."""
        if len(sealed) < _SHORTEST or not sealed.startswith(self._head):
            raise SealBroken(place.table, place.column, str(place.row_id))
        nonce = sealed[_HEAD.size : _HEAD.size + _NONCE_BYTES]
        try:
            return self._aead.decrypt(
                nonce, sealed[_HEAD.size + _NONCE_BYTES :], place.bound_to(self._owner)
            )
        except InvalidTag:
            raise SealBroken(place.table, place.column, str(place.row_id)) from None

    def read(self, place: Place, sealed: bytes, parse: Callable[[bytes], Value]) -> Value:
        """What `parse` makes of the plain value; raises `SealBroken`.

        The last few values are remembered, because a queue is read again and again; they live no
        longer than this cipher, so that a destroyed key takes them along.
        """
        known = self._read.get(sealed)
        if known is not None and known[0] == place and known[1] is parse:
            remembered: Value = known[2]
            return remembered
        value = parse(self.open(place, sealed))
        if len(self._read) >= _REMEMBERED:
            self._read.clear()
        self._read[sealed] = (place, parse, value)
        return value


class KeyedHash:
    """HMAC-SHA-256 under a key of its own per centre and purpose (R-ENC-03)."""

    def __init__(self, centre_key: bytes, purpose: str) -> None:
        self._key = HKDF(
            algorithm=SHA256(), length=KEY_BYTES, salt=None, info=b"vigie index " + purpose.encode()
        ).derive(centre_key)

    def of(self, value: bytes) -> bytes:
        """The 32-byte keyed hash of a value that the caller has normalised."""
        return hmac.digest(self._key, value, hashlib.sha256)
