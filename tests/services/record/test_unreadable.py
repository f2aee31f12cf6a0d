"""Of a patient of whom something cannot be opened the rest is read, corrected, and nothing lost."""

from typing import Any

import pytest
from sqlalchemy import delete

from services.security import keystore
from tests.services.record.conftest import DIAGNOSIS, FOLFIRI, NOTE, Record
from tests.services.record.test_patient import CONTACT, IDENTITY, INS, changed, qualified, stored

BROKEN = b"\x01\x00\x01" + bytes(60)
BODIES: dict[str, dict[str, Any]] = {"identity": IDENTITY, "contact": CONTACT}


def lose_key(record: Record) -> None:
    """Takes the key of the patient out of the store."""
    keys, table = record.service.context.keys, keystore._patient_keys
    with keys._engine.begin() as connection:
        connection.execute(delete(table).where(table.c.patient_id == record.patient))
    keys._ciphers.clear()


@pytest.mark.parametrize("part", ["identity", "contact"])
def test_the_part_that_opens_is_shown_and_the_other_one_named(record: Record, part: str):
    version = qualified(record)
    assert record.put("contact", CONTACT, version).status_code == 200
    whole = record.header
    record.is_(**{part: BROKEN})

    header = record.header

    assert (whole["unreadable"], header["unreadable"]) == ([], [part])
    assert (header["phone"] == whole["phone"]) is (part == "identity")
    assert (header["ins"] == INS) is (part == "contact")
    assert (header["label"] == whole["label"]) is (part == "contact")
    assert header["label"]["id"] == str(record.patient)
    outcomes = [entry.outcome for entry in record.journal("read_patient")]
    assert outcomes == ["done", "done", "integrity_error"]


@pytest.mark.parametrize("part", ["identity", "contact"])
def test_what_cannot_be_opened_is_not_replaced(record: Record, part: str):
    record.is_(**{part: BROKEN})

    answer = record.put(part, BODIES[part], 1)

    assert (answer.status_code, answer.json()["code"]) == (409, "integrity_error")
    row, _ = stored(record)
    assert (getattr(row, part), row.version) == (BROKEN, 1)


@pytest.mark.parametrize("part", ["identity", "contact"])
def test_the_part_that_opens_is_corrected_beside_one_that_does_not(record: Record, part: str):
    other = "contact" if part == "identity" else "identity"
    assert record.put("contact", CONTACT, 1).status_code == 200
    changed(record, 2, ins=INS, identity_status="retrieved")
    before, _ = stored(record)
    record.is_(**{other: BROKEN})

    answer = record.put(part, BODIES[part], 3)

    assert answer.status_code == 200, answer.text
    row, _ = stored(record)
    assert getattr(row, other) == BROKEN
    assert getattr(row, part) != getattr(before, part)
    for index in ("ins_index", "record_number_index", "phone_index", "email_index"):
        assert getattr(row, index) == getattr(before, index)
    items = record.get("versions")["items"]
    assert [each["unreadable"] for each in items] == [True, False, False, False]
    assert ("family_name" in items[0]["fields"]) is (part == "identity")
    assert ("phone" in items[0]["fields"]) is (part == "contact")


def test_versions_of_what_never_changed_are_read_as_far_as_they_open(record: Record):
    record.is_(identity=BROKEN)

    [only] = record.get("versions")["items"]

    assert (only["unreadable"], only["fields"]["phone"]) == (True, "06 39 98 14 00")
    assert "family_name" not in only["fields"]


def test_without_a_key_what_is_not_sealed_is_read_and_nothing_is_written(record: Record):
    line = record.made("treatments", FOLFIRI)
    lose_key(record)

    header = record.header

    assert header["unreadable"] == ["identity", "contact", "treatment"]
    assert [each["name"] for each in record.get("record")["lines"]] == [None]
    [kept] = record.get(f"treatments/{line['id']}/versions")["items"]
    assert (kept["unreadable"], kept["fields"]) == (True, {})
    assert record.get("versions")["items"][0]["unreadable"] is True
    for answer in (
        record.put("identity", IDENTITY, 1),
        record.put("contact", CONTACT, 1),
        record.post("entries", NOTE),
        record.post("entries", DIAGNOSIS),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "integrity_error")
