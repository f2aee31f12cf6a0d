"""Undo: ten seconds by the service's clock, the same person, nothing since, and all of it."""

from typing import Any
from uuid import UUID

import pytest

from services.alerts.repository import standing_of
from services.contract.enums import AlertLevel

ACTS: list[tuple[str, dict[str, Any]]] = [
    ("claim", {}),
    ("take-over", {}),
    ("acknowledge", {}),
    ("calls", {"result": "message_left", "grades": [{"item": "diarrhoea", "grade": 2}]}),
    ("measures", {"codes": ["01"]}),
    ("notes", {"text": "À revoir."}),
]


def undo(ward: Any, who: str, alert_id: UUID, action_id: str) -> Any:
    """The answer to an undo on the version that stands."""
    return ward.act(who, alert_id, "undo", {"action_id": action_id})


def test_everything_is_put_back(ward) -> None:
    for act, body in ACTS:
        alert_id = ward.raised(AlertLevel.CRITICAL)
        _does_and_undoes(ward, alert_id, act, body)
        ward.done("nurse", alert_id, "measures", {"codes": ["01"]})
        ward.done("nurse", alert_id, "calls", {"result": "patient_reached"})
        ward.done("nurse", alert_id, "close")


def _does_and_undoes(ward: Any, alert_id: UUID, act: str, body: dict[str, Any]) -> None:
    before, row = standing_of(ward.alert(alert_id)), ward.rows()
    action_id = ward.done("nurse", alert_id, act, body)["action_id"]

    response = undo(ward, "nurse", alert_id, action_id)

    assert response.status_code == 200
    alert = response.json()["alert"]
    assert standing_of(ward.alert(alert_id)) == before
    assert alert["due_at"] == "2025-11-18T11:42:00Z"
    assert [row[0] | {"alert_version": 3}] == ward.rows()
    reversing, reversed_act = alert["history"][:2]
    assert (reversing["kind"], reversing["undone"]) == ("undo", False)
    assert (reversed_act["id"], reversed_act["undone"]) == (action_id, True)


def test_closing_is_undone_with_its_claim_and_owner(ward) -> None:
    alert_id = ward.raised(AlertLevel.MODERATE)
    ward.done("nurse", alert_id, "acknowledge")
    ward.done("nurse", alert_id, "measures", {"codes": ["01"]})
    before = standing_of(ward.alert(alert_id))
    action_id = ward.done("nurse", alert_id, "close")["action_id"]
    assert ward.rows(view="mine") == []

    assert undo(ward, "nurse", alert_id, action_id).status_code == 200

    assert standing_of(ward.alert(alert_id)) == before
    assert len(ward.rows(view="mine")) == 1
    assert ward.rows(view="closed") == []


@pytest.mark.parametrize(("seconds", "status"), [(9.9, 200), (10.0, 200), (10.1, 409)])
def test_undo_ends_after_ten_seconds(ward, seconds: float, status: int) -> None:
    alert_id = ward.raised(AlertLevel.HIGH)
    action_id = ward.done("nurse", alert_id, "acknowledge")["action_id"]
    ward.service.clock.forward(seconds=seconds)

    offered = ward.get("nurse", f"/alerts/{alert_id}")["undoable"]
    response = undo(ward, "nurse", alert_id, action_id)

    assert response.status_code == status
    assert offered == (action_id if status == 200 else None)
    if status == 409:
        assert response.json()["code"] == "undo_too_late"


def test_the_answer_to_an_act_says_until_when_it_can_be_undone(ward) -> None:
    alert_id = ward.raised(AlertLevel.HIGH)

    change = ward.done("nurse", alert_id, "claim")

    assert change["alert"]["undoable"] == change["action_id"]
    assert change["alert"]["undo_until"] == "2025-11-18T09:42:10Z"
    assert ward.get("nurse_2", f"/alerts/{alert_id}")["undoable"] is None


def test_nobody_undoes_the_act_of_another(ward) -> None:
    alert_id = ward.raised(AlertLevel.HIGH)
    action_id = ward.done("nurse", alert_id, "notes", {"text": "À revoir."})["action_id"]

    response = undo(ward, "nurse_2", alert_id, action_id)

    assert response.status_code == 403
    assert ward.version(alert_id) == 2


def test_what_somebody_did_since_stands_in_the_way(ward) -> None:
    alert_id = ward.raised(AlertLevel.HIGH)
    action_id = ward.done("nurse", alert_id, "acknowledge")["action_id"]
    ward.done("nurse_2", alert_id, "notes", {"text": "Vu aussi."})

    response = undo(ward, "nurse", alert_id, action_id)

    assert response.status_code == 412
    assert response.json()["code"] == "version_stale"
    assert response.json()["current"]["by"]["id"] == str(ward.service.centre.accounts["nurse_2"])


def test_the_claim_of_another_stands_in_the_way(ward) -> None:
    alert_id = ward.raised(AlertLevel.HIGH)
    ward.done("nurse_2", alert_id, "claim")
    action_id = ward.done("nurse", alert_id, "notes", {"text": "Vu."})["action_id"]

    response = undo(ward, "nurse", alert_id, action_id)

    assert response.json()["code"] == "claimed_by_other"
    assert ward.get("nurse", f"/alerts/{alert_id}")["undoable"] is None


def test_an_undo_happens_once_and_is_not_undone_itself(ward) -> None:
    alert_id = ward.raised(AlertLevel.HIGH)
    action_id = ward.done("nurse", alert_id, "acknowledge")["action_id"]
    undone = ward.done("nurse", alert_id, "undo", {"action_id": action_id})

    assert undo(ward, "nurse", alert_id, action_id).status_code == 412
    assert undo(ward, "nurse", alert_id, undone["action_id"]).json()["code"] == "state_forbids"
    assert undone["alert"]["undoable"] is None


def test_an_act_of_another_alert_is_not_found_on_this_one(ward) -> None:
    first, second = ward.raised(AlertLevel.HIGH), ward.raised(AlertLevel.INFO)
    action_id = ward.done("nurse", first, "claim")["action_id"]

    assert undo(ward, "nurse", second, action_id).status_code == 404


def test_an_expired_claim_comes_back_expired(ward) -> None:
    alert_id = ward.raised(AlertLevel.HIGH)
    ward.done("nurse_2", alert_id, "claim")
    before = standing_of(ward.alert(alert_id))
    ward.service.clock.forward(minutes=11)
    action_id = ward.done("nurse", alert_id, "acknowledge")["action_id"]

    alert = ward.done("nurse", alert_id, "undo", {"action_id": action_id})["alert"]

    assert standing_of(ward.alert(alert_id)) == before
    assert alert["claim"] is None


def test_what_was_done_together_is_undone_together(ward) -> None:
    first, second = ward.raised(AlertLevel.HIGH), ward.raised(AlertLevel.INFO)
    before = [standing_of(ward.alert(each)) for each in (first, second)]
    also = {"also": [{"id": str(second), "version": 1}]}
    action_id = ward.done("nurse", first, "acknowledge", also)["action_id"]
    led = ward.get("nurse", f"/alerts/{second}")

    assert led["state"] == "acknowledged"
    assert led["undoable"] is None
    led_id = next(act["id"] for act in led["history"] if act["alert_id"] == str(second))
    assert undo(ward, "nurse", second, led_id).json()["code"] == "state_forbids"
    assert undo(ward, "nurse", first, action_id).status_code == 200
    assert [standing_of(ward.alert(each)) for each in (first, second)] == before


def test_what_was_done_together_stays_when_one_of_them_moved(ward) -> None:
    first, second = ward.raised(AlertLevel.HIGH), ward.raised(AlertLevel.INFO)
    also = {"also": [{"id": str(second), "version": 1}]}
    action_id = ward.done("nurse", first, "acknowledge", also)["action_id"]
    ward.done("nurse_2", second, "notes", {"text": "Vu."})

    assert undo(ward, "nurse", first, action_id).status_code == 412
    assert ward.alert(first).state.value == "acknowledged"
