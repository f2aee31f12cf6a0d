"""Wrapped keys of centres and patients, in a store apart from the data (decision 21)."""

import json
import os
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import (
    Column,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    bindparam,
    create_engine,
    delete,
    event,
    insert,
    select,
)
from sqlalchemy.pool import NullPool

from services.db.answering import Answering, give_up_on_silence
from services.db.types import Id, Instant
from services.security.ciphers import (
    KEY_BYTES,
    Cipher,
    KeyedHash,
    Place,
    SealBroken,
    head_of,
)

_CACHED_CIPHERS = 20_000
_FIRST_VERSION = 1
_HEAD = head_of(_FIRST_VERSION)
_NONCE_BYTES = 12
_metadata = MetaData()
_centre_keys = Table(
    "centre_key",
    _metadata,
    Column("centre_id", Id(), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
)
_patient_keys = Table(
    "patient_key",
    _metadata,
    Column("patient_id", Id(), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("centre_id", Id(), nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
)
_file_keys = Table(
    "file_key",
    _metadata,
    Column("file_id", Id(), primary_key=True),
    Column("centre_id", Id(), nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
)
"""Of files that hold more than one patient: each has a key of its own, which goes with it."""
_destroyed = Table(
    "destroyed_patient_key",
    _metadata,
    Column("patient_id", Id(), primary_key=True),
    Column("centre_id", Id(), nullable=False, index=True),
    Column("destroyed_at", Instant(), nullable=False),
)
"""Whose key was destroyed: a copy of the data that comes back knows nothing of it."""
_KEYS_OF = select(_patient_keys).where(
    _patient_keys.c.patient_id.in_(bindparam("patient_ids", expanding=True))
)


class KeyMissing(RuntimeError):
    """No key is stored for this owner: its data cannot be read; after an erasure, never."""


def _wrap(key: bytes, under: bytes, bound_to: bytes) -> bytes:
    """Algorithm, version, nonce and ciphertext; the first two are authenticated too."""
    nonce = os.urandom(_NONCE_BYTES)
    return _HEAD + nonce + AESGCM(under).encrypt(nonce, key, _HEAD + bound_to)


def _unwrap(wrapped: bytes, under: bytes, bound_to: bytes) -> bytes:
    """The key; raises `SealBroken` when it was changed or is another owner's."""
    nonce, sealed = wrapped[len(_HEAD) :][:_NONCE_BYTES], wrapped[len(_HEAD) + _NONCE_BYTES :]
    try:
        if not wrapped.startswith(_HEAD):
            raise InvalidTag
        return AESGCM(under).decrypt(nonce, sealed, _HEAD + bound_to)
    except (InvalidTag, ValueError):
        raise SealBroken("key", "wrapped", str(UUID(bytes=bound_to))) from None


class KeyStore:
    """Gives out ciphers; a new key is committed here before the first row that uses it exists."""

    def __init__(self, url: str, master_key: bytes) -> None:
        self._engine = _open(url)
        self._master = master_key
        self._lock = threading.Lock()
        self._centres: dict[UUID, bytes] = {}
        self._ciphers: OrderedDict[UUID, Cipher] = OrderedDict()
        self._hashes: dict[tuple[UUID, str], KeyedHash] = {}
        _metadata.create_all(self._engine)

    def add_centre(self, centre_id: UUID) -> None:
        """Makes and commits the key of a new centre."""
        wrapped = _wrap(os.urandom(KEY_BYTES), self._master, centre_id.bytes)
        with self._engine.begin() as connection:
            connection.execute(
                insert(_centre_keys),
                {"centre_id": centre_id, "version": _FIRST_VERSION, "wrapped": wrapped},
            )

    def add_patients(self, centre_id: UUID, patient_ids: Iterable[UUID]) -> None:
        """Makes and commits the keys of new patients of a centre."""
        under = self._centre_key(centre_id)
        rows = [
            {
                "patient_id": patient_id,
                "version": _FIRST_VERSION,
                "centre_id": centre_id,
                "wrapped": _wrap(os.urandom(KEY_BYTES), under, patient_id.bytes),
            }
            for patient_id in patient_ids
        ]
        with self._engine.begin() as connection:
            connection.execute(insert(_patient_keys), rows)

    def add_file(self, centre_id: UUID, file_id: UUID) -> Cipher:
        """Makes and commits the key of a file of a centre, in place of one that it had."""
        key = os.urandom(KEY_BYTES)
        wrapped = _wrap(key, self._centre_key(centre_id), file_id.bytes)
        row = {"file_id": file_id, "centre_id": centre_id, "wrapped": wrapped}
        with self._engine.begin() as connection:
            connection.execute(delete(_file_keys).where(_file_keys.c.file_id == file_id))
            connection.execute(insert(_file_keys), row)
        return Cipher(file_id, _FIRST_VERSION, key)

    def file(self, file_id: UUID) -> Cipher:
        """The cipher of a file; raises `KeyMissing`. It is remembered nowhere."""
        wanted = select(_file_keys).where(_file_keys.c.file_id == file_id)
        with self._engine.connect() as connection:
            row = connection.execute(wanted).one_or_none()
        if row is None:
            raise KeyMissing(str(file_id))
        key = _unwrap(row.wrapped, self._centre_key(row.centre_id), file_id.bytes)
        return Cipher(file_id, _FIRST_VERSION, key)

    def destroy_file(self, file_id: UUID) -> None:
        """Destroys the key of a file for good; without one nothing happens."""
        with self._engine.begin() as connection:
            connection.execute(delete(_file_keys).where(_file_keys.c.file_id == file_id))

    def destroy_patient(self, patient_id: UUID, now: datetime) -> None:
        """Destroys every version of a patient's key, for good; without one nothing happens.

        Another process may have the key in its memory until it ends.
        """
        of_patient = _patient_keys.c.patient_id == patient_id
        with self._engine.begin() as connection:
            centre_id = connection.scalar(select(_patient_keys.c.centre_id).where(of_patient))
            if centre_id is not None:
                connection.execute(delete(_patient_keys).where(of_patient))
                known = {"patient_id": patient_id, "centre_id": centre_id, "destroyed_at": now}
                connection.execute(insert(_destroyed), known)
        with self._lock:
            self._ciphers.pop(patient_id, None)

    def destroyed(self, centre_id: UUID) -> dict[UUID, datetime]:
        """The patients of a centre whose keys were destroyed, and when."""
        wanted = select(_destroyed.c.patient_id, _destroyed.c.destroyed_at).where(
            _destroyed.c.centre_id == centre_id
        )
        with self._engine.connect() as connection:
            return {row.patient_id: row.destroyed_at for row in connection.execute(wanted)}

    def patient(self, patient_id: UUID) -> Cipher:
        """The cipher of a patient; raises `KeyMissing`."""
        with self._lock:
            cipher = self._ciphers.get(patient_id)
            if cipher is not None:
                self._ciphers.move_to_end(patient_id)
                return cipher
        return self.patients([patient_id])[patient_id]

    def patients(self, patient_ids: Iterable[UUID]) -> dict[UUID, Cipher]:
        """The ciphers of many patients, one query for those not yet known; raises `KeyMissing`."""
        found: dict[UUID, Cipher] = {}
        missing = []
        with self._lock:
            for patient_id in patient_ids:
                cipher = self._ciphers.get(patient_id)
                if cipher is None:
                    missing.append(patient_id)
                else:
                    found[patient_id] = cipher
        if missing:
            found |= self._load(missing)
        return found

    @contextmanager
    def in_passing(self, patient_id: UUID) -> Iterator[None]:
        """Leaves no cipher of a patient behind that was not there: who goes through ten thousand
        keeps nothing of them, and pushes out nobody on whom others work.
        """
        with self._lock:
            is_at_work = patient_id in self._ciphers
        try:
            yield
        finally:
            if not is_at_work:
                with self._lock:
                    self._ciphers.pop(patient_id, None)

    def _load(self, patient_ids: list[UUID]) -> dict[UUID, Cipher]:
        with self._engine.connect() as connection:
            rows = connection.execute(_KEYS_OF, {"patient_ids": patient_ids}).all()
        loaded = {}
        for row in rows:
            key = _unwrap(row.wrapped, self._centre_key(row.centre_id), row.patient_id.bytes)
            loaded[row.patient_id] = Cipher(row.patient_id, row.version, key)
        if len(loaded) != len(set(patient_ids)):
            raise KeyMissing(str(next(pid for pid in patient_ids if pid not in loaded)))
        with self._lock:
            self._ciphers.update(loaded)
            while len(self._ciphers) > _CACHED_CIPHERS:
                self._ciphers.popitem(last=False)
        return loaded

    def centre(self, centre_id: UUID) -> Cipher:
        """The cipher of a centre, for what belongs to no patient."""
        return Cipher(centre_id, _FIRST_VERSION, self._centre_key(centre_id))

    def fits(self, centre_id: UUID) -> bool:
        """Whether this store and this master key give the key of a centre; asked of the store."""
        try:
            self._read_centre_key(centre_id)
        except (KeyMissing, SealBroken):
            return False
        return True

    def master(self) -> Cipher:
        """The cipher of the installation, for what belongs to no centre (second-factor secrets)."""
        return Cipher(UUID(int=0), _FIRST_VERSION, self._master)

    def installation_hash(self, purpose: str) -> KeyedHash:
        """The keyed hash of the installation, for what is looked up before any centre is known."""
        return KeyedHash(self._master, purpose)

    def keyed_hash(self, centre_id: UUID, purpose: str) -> KeyedHash:
        """The keyed hash of a centre for one purpose."""
        with self._lock:
            known = self._hashes.get((centre_id, purpose))
        if known is None:
            known = KeyedHash(self._centre_key(centre_id), purpose)
            with self._lock:
                self._hashes[centre_id, purpose] = known
        return known

    def _centre_key(self, centre_id: UUID) -> bytes:
        with self._lock:
            known = self._centres.get(centre_id)
        if known is not None:
            return known
        key = self._read_centre_key(centre_id)
        with self._lock:
            self._centres[centre_id] = key
        return key

    def _read_centre_key(self, centre_id: UUID) -> bytes:
        with self._engine.connect() as connection:
            wrapped = connection.scalar(
                select(_centre_keys.c.wrapped).where(_centre_keys.c.centre_id == centre_id)
            )
        if wrapped is None:
            raise KeyMissing(str(centre_id))
        return _unwrap(wrapped, self._master, centre_id.bytes)

    def dispose(self) -> None:
        """Closes the store and forgets every key."""
        self._engine.dispose()
        self._centres.clear()
        self._ciphers.clear()
        self._hashes.clear()


def seal_json(cipher: Cipher, place: Place, value: Any) -> bytes:
    """Seals a JSON value."""
    return cipher.seal(place, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def open_json(cipher: Cipher, place: Place, sealed: bytes) -> Any:
    """Opens a JSON value; raises `SealBroken`."""
    return json.loads(cipher.open(place, sealed))


def _open(url: str) -> Engine:
    engine = create_engine(url, poolclass=NullPool)
    if engine.dialect.name == "postgresql":
        give_up_on_silence(engine, Answering())
    else:
        event.listen(engine, "connect", _delete_for_good)
    return engine


def _delete_for_good(connection: Any, _record: object) -> None:
    """What was a key is overwritten in the file."""
    connection.execute("PRAGMA secure_delete=ON")


__all__ = ["Cipher", "KeyMissing", "KeyStore", "Place", "SealBroken", "open_json", "seal_json"]
