"""Somebody asks for a report to the record: it is made, leaves once, and is no file to take."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from services.contract.enums import IdentityStatus
from tests.services.delivery.conftest import Outbox, name_of
from tests.services.exports.conftest import Desk

RECORD: dict[str, Any] = {"destination": "record", "purpose": "hospital_record"}


@pytest.fixture
def desk(outbox: Outbox) -> Desk:
    """Who asks, of a patient who has answered."""
    found = Desk(outbox.service)
    found.live()
    return found


def test_a_report_for_the_record_leaves_whoever_is_still_signed_in(
    outbox: Outbox, desk: Desk, inbox: Path
):
    outbox.goes_to_folder(inbox)
    outbox.patient_is(identity_status=IdentityStatus.RETRIEVED)
    assert desk.listed()["record_format"] == "pdf"
    export = desk.asked(**RECORD)
    desk.make()

    made = desk.read(export)
    assert (made["state"], made["failure"]) == ("handed_over", None)
    assert desk.take(export).status_code == 409
    assert desk.files() == []
    outbox.service.client.post("/api/v1/auth/sign-out", headers=outbox.service.writing_as("nurse"))
    outbox.look()

    row = outbox.row(UUID(export))
    assert (row.state, row.sha256) == ("sent", made["sha256"])
    assert (inbox / name_of(row.id)).read_bytes().startswith(b"%PDF-")
    assert not row.has_ins
    assert [each.fingerprint for each in outbox.journal("deliver_document")] == [made["sha256"]]


def test_it_is_asked_for_only_where_it_can_leave_as_it_is(outbox: Outbox, desk: Desk, inbox: Path):
    refused = desk.ask(**RECORD)
    assert refused.json()["errors"] == [{"field": "destination", "reason": "not_offered"}]
    outbox.goes_to_folder(inbox)
    refused = desk.ask(**RECORD, format="csv")
    assert refused.json()["errors"] == [{"field": "format", "reason": "not_offered"}]
    export = desk.asked(**RECORD)
    assert outbox.set(outbox.settings()["endpoint"], is_on=False).status_code == 200
    desk.make()

    told = desk.read(export)
    assert (told["state"], told["failure"]) == ("failed", "record_off")
    assert outbox.files() == []
