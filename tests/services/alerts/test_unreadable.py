"""One value that cannot be opened hides nobody else, loses no answer and stops no act."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, update

from services.contract.enums import AlertLevel
from services.db.scope import Scope
from services.db.tables.alerts import Alert, AlertAct, WorklistEntry
from services.db.tables.answers import Answer
from services.db.tables.patients import Patient, TreatmentLine
from services.ids import new_id
from tests.support.answers import answer_content

BROKEN = b"\x01\x00\x01" + bytes(60)


def spoil(ward: Any, table: Any, column: str, **where: UUID) -> None:
    """Overwrites a sealed value, as a failing disk or a wrong restore does."""
    conditions = [getattr(table, name) == value for name, value in where.items()]
    with ward.service.context.database.writing(Scope(ward.service.centre.id)) as session:
        session.execute(update(table).where(*conditions).values({column: BROKEN}))


def said(caplog: pytest.LogCaptureFixture) -> str:
    """What was logged."""
    return " ".join(record.getMessage() for record in caplog.records)


@pytest.fixture
def two(ward: Any) -> tuple[UUID, UUID]:
    """A critical alert of one patient, which will be spoilt, and a high one of another."""
    first, second, _ = ward.service.centre.patients
    return ward.raised(AlertLevel.CRITICAL, first), ward.raised(AlertLevel.HIGH, second)


@pytest.mark.parametrize("view", ["todo", "mine"])
def test_a_broken_row_stands_at_its_rank_among_the_others(ward, two, view, caplog) -> None:
    if view == "mine":
        for each in two:
            ward.done("nurse", each, "acknowledge")
    patient_id = ward.service.centre.patients[0]
    spoil(ward, WorklistEntry, "summary", patient_id=patient_id)

    broken, whole = ward.rows(view=view)

    assert (broken["alert_id"], broken["level"], broken["rank"]) == (str(two[0]), "critical", 1)
    assert (broken["content_unreadable"], broken["leads"]) == (True, [])
    assert broken["patient"]["family_name"] == "CANARINOM0"
    assert (whole["content_unreadable"], whole["identity_unreadable"]) == (False, False)
    assert str(patient_id) in said(caplog)
    assert "CANARI" not in said(caplog)


@pytest.mark.parametrize("view", ["todo", "closed"])
def test_a_patient_without_readable_identity_keeps_their_row(ward, two, view, caplog) -> None:
    if view == "closed":
        for each in two:
            ward.done("nurse", each, "calls", {"result": "patient_reached"})
            ward.done("nurse", each, "measures", {"codes": ["01"]})
            ward.done("nurse", each, "close")
    patient_id = ward.service.centre.patients[0]
    spoil(ward, Patient, "identity", id=patient_id)

    rows = {row["alert_id"]: row for row in ward.rows(view=view)}

    broken, whole = rows[str(two[0])], rows[str(two[1])]
    assert (broken["identity_unreadable"], broken["patient"]["id"]) == (True, str(patient_id))
    assert broken["patient"]["family_name"] == broken["patient"]["record_number"] == ""
    assert whole["patient"]["family_name"] == "CANARINOM1"
    assert str(patient_id) in said(caplog)


def test_a_new_answer_is_stored_beside_an_alert_that_cannot_be_opened(ward, two) -> None:
    spoil(ward, Alert, "explanation", id=two[0])
    content = answer_content({"nausea": {"frequency": 4}}, authored_at=ward.now.isoformat())

    response = ward.service.client.post(
        f"/api/v1/patients/{ward.service.centre.patients[0]}/answers",
        headers=ward.service.writing_as("ingest"),
        json=content,
    )

    assert response.status_code == 201, response.text
    row = ward.rows()[0]
    assert row["patient"]["id"] == str(ward.service.centre.patients[0])
    assert row["open_count"] == 2


def test_an_alert_that_cannot_be_opened_can_still_be_answered(ward, two) -> None:
    spoil(ward, Alert, "explanation", id=two[0])
    assert ward.get("nurse", f"/alerts/{two[0]}")["content_unreadable"] is True

    ward.done("nurse", two[0], "acknowledge")
    ward.done("nurse", two[0], "calls", {"result": "patient_reached"})
    ward.done("nurse", two[0], "measures", {"codes": ["01"]})
    ward.done("nurse", two[0], "close")

    assert [row["alert_id"] for row in ward.rows()] == [str(two[1])]
    assert [row["content_unreadable"] for row in ward.rows(view="closed")] == [True]


@pytest.mark.parametrize("what", ["explanation", "identity", "contact", "content", "detail"])
def test_details_fetched_ahead_survive_what_cannot_be_opened(ward, two, what: str) -> None:
    ward.done("nurse", two[0], "notes", {"text": "Vu."})
    patient_id = ward.service.centre.patients[0]
    match what:
        case "explanation":
            spoil(ward, Alert, what, id=two[0])
        case "content":
            spoil(ward, Answer, what, patient_id=patient_id)
        case "detail":
            spoil(ward, AlertAct, what, alert_id=two[0])
        case _:
            spoil(ward, Patient, what, id=patient_id)

    items = ward.get("nurse", "/alerts/batch", id=[str(each) for each in two])["items"]
    page = ward.get("nurse", "/alerts")

    broken, whole = items
    assert broken["content_unreadable"] is (what in {"explanation", "content"})
    assert broken["identity_unreadable"] is (what == "identity")
    assert broken["history"][0]["unreadable"] is (what == "detail")
    assert (whole["content_unreadable"], whole["identity_unreadable"]) == (False, False)
    assert len(page["items"]) == 2


@pytest.mark.parametrize("part", ["identity", "contact", "treatment"])
def test_a_patient_in_danger_is_called_whatever_else_cannot_be_opened(ward, two, part: str) -> None:
    """Hazard: a treatment that cannot be read hid the telephone and the name of who is called."""
    patient_id = ward.service.centre.patients[0]
    with ward.service.context.database.writing(Scope(ward.service.centre.id)) as session:
        session.execute(
            insert(TreatmentLine),
            {
                "id": new_id(),
                "centre_id": ward.service.centre.id,
                "patient_id": patient_id,
                "name": BROKEN,
                "started_on": ward.now.date(),
                "version": 1,
            },
        )
    if part != "treatment":
        spoil(ward, Patient, part, id=patient_id)

    header = ward.get("nurse", f"/alerts/{two[0]}")["patient"]

    assert header["unreadable"] == [*({part} - {"treatment"}), "treatment"]
    assert (header["phone"] == "06 39 98 14 00") is (part != "contact")
    assert (header["label"]["family_name"] == "CANARINOM0") is (part != "identity")
    assert (header["civility"] == "Mme") is (part != "identity")
