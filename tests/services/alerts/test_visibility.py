"""Who sees what: units, centres, and identifiers that answer as if they did not exist (R-AZ-02)."""

from typing import Any
from uuid import UUID

from services.contract.enums import AlertLevel
from services.ids import new_id
from tests.support.raw import raw_connection

ACTS: dict[str, dict[str, Any]] = {
    "claim": {},
    "release": {},
    "take-over": {},
    "acknowledge": {},
    "calls": {"result": "patient_reached"},
    "measures": {"codes": ["01"]},
    "notes": {"text": "Vu."},
    "close": {},
    "undo": {"action_id": str(new_id())},
}


def refusals(ward: Any, who: str, alert_id: UUID) -> dict[str, Any]:
    """Status and body of every operation on an alert, without the name of the request."""
    client, headers = ward.service.client, ward.service.as_(who)
    answers = {
        "read": client.get(f"/api/v1/alerts/{alert_id}", headers=headers),
        "batch": client.get("/api/v1/alerts/batch", params={"id": str(alert_id)}, headers=headers),
        "opened": client.post(
            f"/api/v1/alerts/{alert_id}/opened", headers=ward.service.writing_as(who)
        ),
    }
    answers |= {act: ward.act(who, alert_id, act, body, version=1) for act, body in ACTS.items()}
    return {
        name: (answer.status_code, {**answer.json(), "request_id": ""}, "ETag" in answer.headers)
        for name, answer in answers.items()
    }


def test_a_foreign_alert_answers_like_one_that_never_existed(ward) -> None:
    other_unit = ward.raised(AlertLevel.HIGH, ward.service.centre.patients_of_other_unit[0])
    other_centre = ward.raised(
        AlertLevel.HIGH, ward.service.other_centre.patients[0], centre=ward.service.other_centre
    )
    own = ward.raised(AlertLevel.HIGH)
    nowhere = refusals(ward, "nurse", new_id())

    assert {status for status, _, _ in nowhere.values()} == {404}
    assert refusals(ward, "nurse", other_unit) == nowhere
    assert refusals(ward, "nurse", other_centre) == nowhere
    assert refusals(ward, "nurse_without_unit", own) == nowhere
    assert ward.version(other_unit) == ward.version(own) == 1


def test_one_foreign_alert_refuses_the_whole_request(ward) -> None:
    own = ward.raised(AlertLevel.HIGH)
    foreign = ward.raised(AlertLevel.HIGH, ward.service.centre.patients_of_other_unit[0])

    batch = ward.service.client.get(
        "/api/v1/alerts/batch",
        params={"id": [str(own), str(foreign)]},
        headers=ward.service.as_("nurse"),
    )
    covered = ward.act("nurse", own, "acknowledge", {"also": [{"id": str(foreign), "version": 1}]})

    assert (batch.status_code, covered.status_code) == (404, 404)
    assert ward.version(own) == ward.version(foreign) == 1


def test_lists_and_counts_hold_the_units_of_the_caller(ward) -> None:
    own = ward.raised(AlertLevel.HIGH)
    foreign = ward.raised(AlertLevel.INFO, ward.service.centre.patients_of_other_unit[0])
    ward.raised(
        AlertLevel.CRITICAL,
        ward.service.other_centre.patients[0],
        centre=ward.service.other_centre,
    )
    seen = {"nurse": [own], "nurse_of_both": [own, foreign], "nurse_without_unit": []}

    for who, alerts in seen.items():
        expected = [str(each) for each in alerts]
        assert [row["alert_id"] for row in ward.rows(who)] == expected
        assert ward.get(who, "/worklist/counts")["alerts"] == len(expected)
        listed = ward.get(who, "/alerts")["items"]
        assert sorted(each["id"] for each in listed) == sorted(expected)


def test_the_alerts_of_a_foreign_patient_are_an_empty_page(ward) -> None:
    patient_id = ward.service.centre.patients_of_other_unit[0]
    ward.raised(AlertLevel.HIGH, patient_id)

    found = ward.get("nurse", "/alerts", patient_id=str(patient_id))

    assert found == {"items": [], "patients": {}, "next_cursor": None}


def test_a_batch_has_an_end(ward) -> None:
    for ids in ([], [str(new_id()) for _ in range(51)]):
        response = ward.service.client.get(
            "/api/v1/alerts/batch", params={"id": ids}, headers=ward.service.as_("nurse")
        )
        assert response.status_code == 422


def test_openings_and_batches_are_journalled(ward) -> None:
    alert_id = ward.raised(AlertLevel.HIGH)
    opened = ward.service.client.post(
        f"/api/v1/alerts/{alert_id}/opened", headers=ward.service.writing_as("nurse")
    )
    ward.get("nurse", "/alerts/batch", id=[str(alert_id)])

    with raw_connection(ward.service.context.database, ward.service.centre.id) as connection:
        rows = connection.exec_driver_sql("SELECT action, outcome, patient_id FROM journal")
        entries = [(row[0], row[1], row[2] is not None) for row in rows]

    assert opened.status_code == 204
    assert opened.content == b""
    assert entries.count(("record_opening", "done", True)) == 1
    assert entries.count(("prefetch_alerts", "done", False)) == 1


def test_a_repeated_id_of_a_batch_is_answered_once(ward) -> None:
    alert_id = ward.raised(AlertLevel.HIGH)

    items = ward.get("nurse", "/alerts/batch", id=[str(alert_id), str(alert_id)])["items"]

    assert [item["id"] for item in items] == [str(alert_id)]
