"""What was closed too early is opened again, with its reason, for seven days (screens.md 1.11)."""

import pytest

from services.contract.enums import AlertLevel
from tests.services.alerts.test_follow_up import ids, wait

REASON = {"reason": "La patiente a rappelé, cela continue."}


@pytest.fixture
def closed(ward):
    """An alert that a nurse closed."""
    alert_id = ward.raised(AlertLevel.MODERATE)
    ward.done("nurse", alert_id, "measures", {"codes": ["01"]})
    ward.done("nurse", alert_id, "close")
    return alert_id


def test_whoever_opens_it_again_answers_for_it(ward, closed) -> None:
    detail = ward.done("nurse_2", closed, "reopen", REASON)["alert"]

    assert (detail["state"], detail["closed_at"], detail["reopen_until"]) == (
        "acknowledged",
        None,
        None,
    )
    assert detail["owner"]["id"] == str(ward.service.centre.accounts["nurse_2"])
    assert (detail["history"][0]["kind"], detail["history"][0]["text"]) == (
        "reopen",
        REASON["reason"],
    )
    assert ids(ward.rows("nurse_2", view="mine")) == [str(closed)]
    assert ward.rows("nurse_2", view="closed") == []
    wait(ward, hours=4)
    assert ids(ward.rows("nurse")) == [str(closed)]


def test_it_may_be_closed_again_with_what_was_decided_before(ward, closed) -> None:
    ward.done("nurse_2", closed, "reopen", REASON)

    assert ward.done("nurse_2", closed, "close")["alert"]["state"] == "closed"


def test_seven_days_and_not_a_second_more(ward, closed) -> None:
    wait(ward, days=7, seconds=1)
    assert ward.act("nurse", closed, "reopen", REASON).json()["code"] == "state_forbids"
    wait(ward, seconds=-1)

    assert ward.act("nurse", closed, "reopen", REASON).status_code == 200


def test_an_open_alert_cannot_be_opened_again(ward) -> None:
    alert_id = ward.raised(AlertLevel.HIGH)

    assert ward.act("nurse", alert_id, "reopen", REASON).json()["code"] == "state_forbids"


@pytest.mark.parametrize("reason", ["", "--", "ab"])
def test_a_reason_says_something(ward, closed, reason) -> None:
    assert ward.act("nurse", closed, "reopen", {"reason": reason}).status_code == 422
    assert ward.alert(closed).state == "closed"


def test_undoing_closes_it_again_as_it_was(ward, closed) -> None:
    before = ward.alert(closed)
    done = ward.done("nurse_2", closed, "reopen", REASON)

    ward.done("nurse_2", closed, "undo", {"action_id": done["action_id"]})

    after = ward.alert(closed)
    assert (after.state, after.closed_at, after.closed_by) == (
        before.state,
        before.closed_at,
        before.closed_by,
    )
