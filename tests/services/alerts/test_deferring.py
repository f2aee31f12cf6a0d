"""Put off is not forgotten: a deferred alert comes back at its time (screens.md 1.11)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from services.contract.enums import AlertLevel, DeferReason
from tests.services.alerts.test_follow_up import ids, wait
from tests.support.answers import answer_content
from tests.support.service import random_key


def until(ward: Any, **units: float) -> dict[str, str]:
    """A deferral for so long."""
    return {"reason": "call_back", "until": (ward.now + timedelta(**units)).isoformat()}


def test_it_leaves_the_list_and_comes_back_by_itself(ward) -> None:
    alert_id = ward.raised(AlertLevel.HIGH)

    detail = ward.done("nurse", alert_id, "defer", until(ward, hours=1))["alert"]

    assert (detail["state"], detail["due_at"]) == ("deferred", None)
    assert detail["owner"]["id"] == str(ward.service.centre.accounts["nurse"])
    assert detail["acknowledged_at"] is not None
    assert detail["history"][0]["defer_reason"] == "call_back"
    assert datetime.fromisoformat(detail["history"][0]["until"]) == ward.now + timedelta(hours=1)
    assert ward.rows("nurse_2") == ward.rows("nurse", view="mine") == []
    (row,) = ward.rows("nurse_2", view="deferred")
    assert (row["alert_id"], row["waits_until"]) == (str(alert_id), detail["waits_until"])
    assert ward.get("nurse_2", "/worklist/counts")["deferred"] == 1

    wait(ward, hours=1)

    assert ids(ward.rows("nurse_2")) == [str(alert_id)]
    assert ward.rows("nurse_2", view="deferred") == []
    counts = ward.get("nurse_2", "/worklist/counts")
    assert (counts["todo"], counts["deferred"]) == (1, 0)


def test_a_filter_hides_no_deferral_whose_time_has_come(ward) -> None:
    alert_id = ward.raised(AlertLevel.INFO)
    ward.done("nurse", alert_id, "defer", until(ward, minutes=30))
    wait(ward, minutes=31)

    assert ids(ward.rows("nurse_2", level=["moderate"])) == [str(alert_id)]


@pytest.mark.parametrize(("act", "body"), [("claim", {}), ("calls", {"result": "unreachable"})])
def test_whoever_works_on_it_answers_for_it_from_then_on(ward, act, body) -> None:
    alert_id = ward.raised(AlertLevel.HIGH)
    ward.done("nurse", alert_id, "defer", until(ward, hours=1))

    detail = ward.done("nurse_2", alert_id, act, body)["alert"]

    assert detail["state"] == "acknowledged"
    assert detail["owner"]["id"] == str(ward.service.centre.accounts["nurse_2"])
    assert ids(ward.rows("nurse_2", view="mine")) == [str(alert_id)]
    assert ward.rows("nurse", view="deferred") == []


def test_undoing_brings_the_due_time_back(ward) -> None:
    alert_id = ward.raised(AlertLevel.HIGH)
    due_at = ward.rows()[0]["due_at"]
    done = ward.done("nurse", alert_id, "defer", until(ward, hours=1))

    ward.done("nurse", alert_id, "undo", {"action_id": done["action_id"]})

    (row,) = ward.rows("nurse_2")
    assert (row["state"], row["due_at"], row["waits_until"]) == ("new", due_at, None)


def test_letting_go_of_it_untouched_gives_it_back_to_the_unit(ward) -> None:
    alert_id = ward.raised(AlertLevel.HIGH)
    ward.done("nurse", alert_id, "defer", until(ward, hours=1))

    assert ward.done("nurse", alert_id, "release")["alert"]["state"] == "new"
    assert ids(ward.rows("nurse_2")) == [str(alert_id)]


@pytest.mark.parametrize("level", [AlertLevel.CRITICAL, None])
def test_a_critical_alert_is_put_off_by_whoever_works_on_it_and_for_half_an_hour(
    ward, level
) -> None:
    """H-03: what is critical or not evaluated never leaves the list for long."""
    alert_id = ward.raised(level)
    refused = ward.act("nurse", alert_id, "defer", until(ward, minutes=20))
    assert (refused.status_code, refused.json()["code"]) == (409, "claim_required")
    ward.done("nurse", alert_id, "claim")

    refused = ward.act("nurse", alert_id, "defer", until(ward, minutes=31))

    assert refused.json()["errors"] == [{"field": "until", "reason": "too_late"}]
    assert ward.done("nurse", alert_id, "defer", until(ward, minutes=30))["alert"]["rank"] == 1


def put_off(ward: Any, alert_id: Any, person: str) -> Any:
    """Taken and put off for half an hour, which then pass; the answer to the deferral."""
    ward.done(person, alert_id, "claim")
    done = ward.act(person, alert_id, "defer", until(ward, minutes=30))
    wait(ward, minutes=30)
    return done


@pytest.mark.parametrize("level", [AlertLevel.CRITICAL, None])
@pytest.mark.parametrize("person", ["nurse", "nurse_2"])
def test_no_one_puts_a_critical_alert_off_again_and_again(ward, level, person: str) -> None:
    """H-03: half an hour at a time, it would be out of sight for as long as somebody likes."""
    alert_id = ward.raised(level)
    for _half_hour in range(8):
        assert put_off(ward, alert_id, "nurse").status_code == 200

    refused = put_off(ward, alert_id, person)

    assert (refused.status_code, refused.json()["code"]) == (409, "follow_up_required")
    ward.done(person, alert_id, "calls", {"result": "unreachable"})
    assert put_off(ward, alert_id, person).status_code == 200


def test_a_milder_alert_may_be_put_off_for_days(ward) -> None:
    alert_id = ward.raised(AlertLevel.HIGH)
    ward.done("nurse", alert_id, "defer", until(ward, days=2))
    wait(ward, days=2)

    ward.done("nurse", alert_id, "defer", until(ward, days=2))


def test_a_critical_alert_that_nobody_answers_for_is_never_put_off_beyond_its_due_time(
    ward,
) -> None:
    alert_id = ward.raised(AlertLevel.CRITICAL, received_at=ward.now - timedelta(minutes=110))
    ward.done("nurse", alert_id, "claim")

    refused = ward.act("nurse", alert_id, "defer", until(ward, minutes=11))

    assert refused.json()["errors"] == [{"field": "until", "reason": "too_late"}]
    ward.done("nurse", alert_id, "defer", until(ward, minutes=10))


def test_an_overdue_critical_alert_is_acknowledged_before_it_is_put_off(ward) -> None:
    alert_id = ward.raised(AlertLevel.CRITICAL, received_at=ward.now - timedelta(hours=3))
    ward.done("nurse", alert_id, "claim")
    assert ward.act("nurse", alert_id, "defer", until(ward, minutes=5)).status_code == 422

    ward.done("nurse", alert_id, "acknowledge")

    ward.done("nurse", alert_id, "defer", until(ward, minutes=30))


@pytest.mark.parametrize(
    ("units", "reason"),
    [({"seconds": 0}, "too_early"), ({"hours": -1}, "too_early"), ({"days": 7.01}, "too_late")],
)
def test_a_time_that_is_none_is_refused_and_nothing_changes(ward, units, reason) -> None:
    alert_id = ward.raised(AlertLevel.HIGH)

    refused = ward.act("nurse", alert_id, "defer", until(ward, **units))

    assert refused.status_code == 422
    assert refused.json()["errors"] == [{"field": "until", "reason": reason}]
    assert ward.version(alert_id) == 1


def test_another_reason_needs_its_words(ward) -> None:
    alert_id = ward.raised(AlertLevel.HIGH)
    body = until(ward, hours=1) | {"reason": DeferReason.OTHER.value}

    assert ward.act("nurse", alert_id, "defer", body | {"note": " - "}).status_code == 422

    detail = ward.done("nurse", alert_id, "defer", body | {"note": "Rappel à 15 h."})["alert"]
    assert detail["history"][0]["text"] == "Rappel à 15 h."


def test_nobody_puts_off_what_somebody_else_works_on(ward) -> None:
    alert_id = ward.raised(AlertLevel.HIGH)
    ward.done("nurse", alert_id, "claim")

    refused = ward.act("nurse_2", alert_id, "defer", until(ward, hours=1))

    assert refused.json()["code"] == "claimed_by_other"


def test_any_new_answer_of_the_patient_brings_it_back_at_once(ward) -> None:
    """H-03: it was put off without knowing what the patient says now, also when that is nothing."""
    alert_id = ward.raised(AlertLevel.HIGH)
    ward.done("nurse", alert_id, "defer", until(ward, hours=6))
    patient_id = ward.service.centre.patients[0]

    answer = ward.service.client.post(
        f"/api/v1/patients/{patient_id}/answers",
        json=answer_content(),
        headers=ward.service.as_("ingest") | {"Idempotency-Key": random_key()},
    )

    assert answer.json()["outcome"] == "nothing"
    assert ids(ward.rows("nurse_2")) == [str(alert_id)]
    assert ward.rows("nurse_2", view="deferred") == []


def test_a_patient_with_two_alerts_keeps_the_one_that_is_not_put_off(ward) -> None:
    patient_id = ward.service.centre.patients[0]
    put_off, new = (ward.raised(AlertLevel.HIGH, patient_id) for _ in range(2))
    ward.done("nurse", put_off, "defer", until(ward, hours=1))

    assert ids(ward.rows("nurse_2")) == [str(new)]
    assert ids(ward.rows("nurse_2", view="deferred")) == [str(put_off)]
    wait(ward, hours=1)
    (row,) = ward.rows("nurse_2")
    assert row["open_count"] == 2
