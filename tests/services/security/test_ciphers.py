"""A sealed value opens only where it was put, unchanged (R-ENC-01, R-ENC-03)."""

import os
from uuid import uuid4

import pytest

from services.security.ciphers import Cipher, KeyedHash, Place, SealBroken

KEY = bytes(range(32))


def test_a_value_comes_back() -> None:
    cipher, place = Cipher(uuid4(), 1, KEY), Place("patient", "identity", uuid4())
    assert cipher.open(place, cipher.seal(place, "Éloïse".encode())) == "Éloïse".encode()


def test_two_seals_of_one_value_differ() -> None:
    cipher, place = Cipher(uuid4(), 1, KEY), Place("patient", "identity", uuid4())
    assert cipher.seal(place, b"same") != cipher.seal(place, b"same")


@pytest.mark.parametrize("change", ["table", "column", "row", "owner", "version", "key"])
def test_a_value_moved_elsewhere_does_not_open(change: str) -> None:
    owner, row = uuid4(), uuid4()
    sealed = Cipher(owner, 1, KEY).seal(Place("patient", "identity", row), b"secret")
    place = Place(
        "alert" if change == "table" else "patient",
        "contact" if change == "column" else "identity",
        uuid4() if change == "row" else row,
    )
    other = Cipher(
        uuid4() if change == "owner" else owner,
        2 if change == "version" else 1,
        os.urandom(32) if change == "key" else KEY,
    )
    with pytest.raises(SealBroken):
        other.open(place, sealed)


def test_every_flipped_byte_is_found() -> None:
    cipher, place = Cipher(uuid4(), 1, KEY), Place("patient", "identity", uuid4())
    sealed = cipher.seal(place, b"secret")
    for position in range(len(sealed)):
        changed = bytearray(sealed)
        changed[position] ^= 1
        with pytest.raises(SealBroken):
            cipher.open(place, bytes(changed))


def test_names_of_table_and_column_cannot_run_together() -> None:
    row = uuid4()
    assert Place("ab", "c", row).bound_to(b"owner") != Place("a", "bc", row).bound_to(b"owner")


def test_a_keyed_hash_depends_on_centre_and_purpose() -> None:
    made = {
        KeyedHash(KEY, "ins").of(b"2580335238042"),
        KeyedHash(KEY, "phone").of(b"2580335238042"),
        KeyedHash(os.urandom(32), "ins").of(b"2580335238042"),
    }
    assert len(made) == 3


def test_a_remembered_value_still_opens_only_in_its_place() -> None:
    cipher, place = Cipher(uuid4(), 1, KEY), Place("patient", "identity", uuid4())
    sealed = cipher.seal(place, b"secret")
    assert cipher.read(place, sealed, bytes.upper) == b"SECRET"
    assert cipher.read(place, sealed, bytes.upper) == b"SECRET"
    assert cipher.read(place, sealed, bytes.title) == b"Secret"
    with pytest.raises(SealBroken):
        cipher.read(Place("patient", "contact", place.row_id), sealed, bytes.upper)


def test_few_values_are_remembered() -> None:
    cipher, row = Cipher(uuid4(), 1, KEY), uuid4()
    place = Place("patient", "identity", row)
    for number in range(50):
        plain = str(number).encode()
        assert cipher.read(place, cipher.seal(place, plain), bytes.upper) == plain
    assert len(cipher._read) <= 4
