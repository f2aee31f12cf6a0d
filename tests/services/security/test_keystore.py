"""Keys live in a store of their own, wrapped, and are never made twice by accident (R-ENC-05)."""

import os
from pathlib import Path
from uuid import uuid4

import pytest

from services import starting
from services.security.ciphers import Place, SealBroken
from services.security.keystore import KeyMissing, KeyStore
from services.security.master_key import (
    MasterKeyExposed,
    MasterKeyMissing,
    make_master_key,
    read_master_key,
)
from tests.support.service import settings_in

MASTER = bytes(range(32))


def test_a_cipher_survives_a_restart(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'keys.sqlite'}"
    centre, patient, place = uuid4(), uuid4(), Place("t", "c", uuid4())
    first = KeyStore(url, MASTER)
    first.add_centre(centre)
    first.add_patients(centre, [patient])
    sealed = first.patient(patient).seal(place, b"kept")
    first.dispose()
    assert KeyStore(url, MASTER).patient(patient).open(place, sealed) == b"kept"


def test_keys_are_wrapped_on_disk(tmp_path: Path) -> None:
    file = tmp_path / "keys.sqlite"
    store = KeyStore(f"sqlite:///{file}", MASTER)
    centre, patient = uuid4(), uuid4()
    store.add_centre(centre)
    store.add_patients(centre, [patient])
    key = store._centre_key(centre)
    assert key not in file.read_bytes()
    with pytest.raises(SealBroken):
        KeyStore(f"sqlite:///{file}", os.urandom(32)).patient(patient)


def test_a_missing_key_is_an_error_not_a_new_key(tmp_path: Path) -> None:
    store = KeyStore(f"sqlite:///{tmp_path / 'keys.sqlite'}", MASTER)
    with pytest.raises(KeyMissing):
        store.patient(uuid4())
    with pytest.raises(KeyMissing):
        store.centre(uuid4())


def test_the_master_key_must_be_private_whole_and_outside(tmp_path: Path) -> None:
    path = tmp_path / "secrets" / "master.key"
    with pytest.raises(MasterKeyMissing):
        read_master_key(path, tmp_path / "data")
    make_master_key(path)
    assert len(read_master_key(path, tmp_path / "data")) == 32
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(MasterKeyExposed):
        read_master_key(path, tmp_path / "secrets")
    path.chmod(0o644)
    with pytest.raises(MasterKeyExposed):
        read_master_key(path, tmp_path / "data")
    path.chmod(0o600)
    path.write_bytes(b"short")
    with pytest.raises(MasterKeyMissing):
        read_master_key(path, tmp_path / "data")


def test_a_lost_master_key_is_not_replaced_beside_existing_data(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    starting.initialise(settings)
    settings.master_key_path.unlink()
    with pytest.raises(MasterKeyMissing):
        starting.initialise(settings)
    assert not settings.master_key_path.exists()
