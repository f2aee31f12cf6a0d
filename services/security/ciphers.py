"""AES-256-GCM bound to where a value stands, and keyed hashes for what must be found again."""

import hashlib
import hmac
import os
import struct
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12
_ALGORITHM_AES_256_GCM: Final = 1
_HEAD: Final = struct.Struct(">BH")


class SealBroken(RuntimeError):
    """A ciphertext does not belong where it was found, or was changed; it never yields data."""


@dataclass(frozen=True)
class Place:
    """Where a sealed value stands; a value moved elsewhere cannot be opened (R-ENC-01)."""

    table: str
    column: str
    row_id: UUID

    def bound_to(self, owner_id: UUID, key_version: int) -> bytes:
        """The additional authenticated data: length-prefixed, so that no two places read alike."""
        words = (self.table.encode(), self.column.encode(), self.row_id.bytes, owner_id.bytes)
        return b"".join(struct.pack(">H", len(word)) + word for word in words) + struct.pack(
            ">H", key_version
        )


class Cipher:
    """Seals and opens values of one owner (a patient or a centre) under one key."""

    def __init__(self, owner_id: UUID, key_version: int, key: bytes) -> None:
        self.owner_id = owner_id
        self.key_version = key_version
        self._aead = AESGCM(key)

    def seal(self, place: Place, plain: bytes) -> bytes:
        """Algorithm, key version, nonce and ciphertext in one value."""
        nonce = os.urandom(_NONCE_BYTES)
        bound = place.bound_to(self.owner_id, self.key_version)
        head = _HEAD.pack(_ALGORITHM_AES_256_GCM, self.key_version)
        return head + nonce + self._aead.encrypt(nonce, plain, bound)

    def open(self, place: Place, sealed: bytes) -> bytes:
        """The plain value; raises `SealBroken` when it was moved, changed, or is of another key."""
        if len(sealed) < _HEAD.size + _NONCE_BYTES + 16:
            raise SealBroken(place.table, place.column, str(place.row_id))
        algorithm, key_version = _HEAD.unpack_from(sealed)
        if algorithm != _ALGORITHM_AES_256_GCM or key_version != self.key_version:
            raise SealBroken(place.table, place.column, str(place.row_id))
        nonce = sealed[_HEAD.size : _HEAD.size + _NONCE_BYTES]
        try:
            return self._aead.decrypt(
                nonce, sealed[_HEAD.size + _NONCE_BYTES :], place.bound_to(self.owner_id, key_version)
            )
        except InvalidTag:
            raise SealBroken(place.table, place.column, str(place.row_id)) from None


class KeyedHash:
    """HMAC-SHA-256 under a key of its own per centre and purpose (R-ENC-03)."""

    def __init__(self, centre_key: bytes, purpose: str) -> None:
        self._key = HKDF(
            algorithm=SHA256(), length=KEY_BYTES, salt=None, info=b"vigie index " + purpose.encode()
        ).derive(centre_key)

    def of(self, value: bytes) -> bytes:
        """The 32-byte keyed hash of a value that the caller has normalised."""
        return hmac.digest(self._key, value, hashlib.sha256)
