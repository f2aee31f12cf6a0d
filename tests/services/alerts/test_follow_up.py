"""An acknowledged alert is not forgotten: without follow-up its unit sees it again."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from services.centres.opening_hours import DEFAULT_OPENING_HOURS
from services.contract.enums import AlertLevel
from services.db.scope import NO_CENTRE
from services.db.tables.centres import Centre

HOURS = timedelta(hours=4)
CALL, ADVICE, NOTE = {"result": "patient_reached"}, {"codes": ["01"]}, {"text": "Rappel demandé."}


def wait(ward: Any, **units: float) -> None:
    """Time passes, and everybody is still there."""
    ward.service.clock.forward(**units)
    ward.service.stay_signed_in()


def ids(rows: list[dict[str, Any]]) -> list[str]:
    """The alerts of rows in their order."""
    return [row["alert_id"] for row in rows]


def test_an_alert_whose_owner_went_home_comes_back_to_the_unit(ward) -> None:
    alert_id = ward.raised(AlertLevel.CRITICAL)
    ward.done("nurse", alert_id, "acknowledge")
    wait(ward, hours=3, minutes=59)
    assert ward.rows("nurse_2") == []
    wait(ward, minutes=1)

    (row,) = ward.rows("nurse_2")

    assert (row["alert_id"], row["state"], row["due_at"]) == (str(alert_id), "acknowledged", None)
    assert row["owner"]["id"] == str(ward.service.centre.accounts["nurse"])
    assert row["waits_until"] == "2025-11-18T13:42:00Z"
    wait(ward, minutes=1)
    counts = ward.get("nurse_2", "/worklist/counts")
    assert (counts["todo"], counts["alerts"], counts["overdue"]) == (1, 1, 1)
    assert counts["levels"]["critical"] == 1


def test_no_filter_and_no_order_hides_an_acknowledgement_without_follow_up(ward) -> None:
    alert_id = ward.raised(AlertLevel.INFO)
    ward.done("nurse", alert_id, "acknowledge")
    wait(ward, hours=5)

    for sort in ("level", "due", "received"):
        assert ids(ward.rows("nurse_2", sort=sort, level=["moderate"])) == [str(alert_id)]


def test_a_patient_stands_once_with_the_worst_of_what_is_open(ward) -> None:
    critical = ward.raised(AlertLevel.CRITICAL)
    ward.done("nurse", critical, "acknowledge")
    wait(ward, hours=3)
    new = ward.raised(AlertLevel.INFO)
    assert ids(ward.rows("nurse_2")) == [str(new)]
    wait(ward, hours=1, minutes=1)

    (row,) = ward.rows("nurse_2")

    assert (row["alert_id"], row["level"], row["open_count"]) == (str(critical), "critical", 2)


@pytest.mark.parametrize(("act", "body"), [("calls", CALL), ("measures", ADVICE)])
def test_each_coded_act_of_its_owner_starts_the_follow_up_again(ward, act: str, body: Any) -> None:
    alert_id = ward.raised(AlertLevel.CRITICAL)
    ward.done("nurse", alert_id, "acknowledge")
    wait(ward, hours=3)
    ward.done("nurse", alert_id, act, body)
    wait(ward, hours=3, minutes=59)
    assert ward.rows("nurse_2") == []
    wait(ward, minutes=1)
    assert ids(ward.rows("nurse_2")) == [str(alert_id)]


@pytest.mark.parametrize("person", ["nurse", "nurse_2"])
def test_a_note_does_not_hide_it_longer(ward, person: str) -> None:
    """H-03: words alone are no follow-up (screens.md 1.11: up to a coded action)."""
    alert_id = ward.raised(AlertLevel.CRITICAL)
    ward.done("nurse", alert_id, "acknowledge")
    wait(ward, hours=3)
    ward.done(person, alert_id, "notes", NOTE)
    wait(ward, hours=1)

    assert ids(ward.rows("nurse_2")) == [str(alert_id)]


@pytest.mark.parametrize(
    ("level", "act", "body"),
    [
        (AlertLevel.CRITICAL, "calls", CALL),
        (AlertLevel.CRITICAL, "measures", ADVICE),
        (AlertLevel.HIGH, "claim", {}),
        (AlertLevel.HIGH, "take-over", {}),
    ],
)
def test_whoever_works_on_a_forgotten_alert_answers_for_it(
    ward, level: AlertLevel, act: str, body: Any
) -> None:
    alert_id = ward.raised(level)
    ward.done("nurse", alert_id, "acknowledge")
    wait(ward, hours=5)

    alert = ward.done("nurse_2", alert_id, act, body)["alert"]

    assert alert["owner"]["id"] == str(ward.service.centre.accounts["nurse_2"])
    assert datetime.fromisoformat(alert["waits_until"]) == ward.now + HOURS
    assert ward.rows() == []
    assert ids(ward.rows("nurse_2", view="mine")) == [str(alert_id)]
    assert ward.rows("nurse", view="mine") == []


@pytest.mark.parametrize("level", [AlertLevel.CRITICAL, None])
@pytest.mark.parametrize("act", ["claim", "take-over"])
def test_a_grave_alert_that_is_only_taken_stays_in_sight(ward, level, act: str) -> None:
    """H-03: one person after another would else hide it for four hours each, doing nothing."""
    alert_id = ward.raised(level)
    ward.done("nurse", alert_id, "acknowledge")
    wait(ward, hours=5)
    for person in ("nurse_2", "nurse", "nurse_2"):
        ward.done(person, alert_id, act if person == "nurse_2" else "take-over")
        (row,) = ward.rows("oncologist")
        assert row["alert_id"] == str(alert_id)
        assert row["claim"]["by"]["id"] == str(ward.service.centre.accounts[person])
        wait(ward, minutes=30)

    ward.done("nurse_2", alert_id, "calls", CALL)

    assert ward.rows("oncologist") == []


@pytest.mark.parametrize("level", [AlertLevel.CRITICAL, None])
def test_taking_a_grave_alert_that_was_put_off_begins_no_new_follow_up(ward, level) -> None:
    """H-03: deferring, taking and deferring again would be four hours more each time."""
    alert_id = ward.raised(level)
    ward.done("nurse", alert_id, "claim")
    until = {"reason": "call_back", "until": (ward.now + timedelta(minutes=30)).isoformat()}
    ward.done("nurse", alert_id, "defer", until)
    wait(ward, hours=3)
    ward.done("nurse", alert_id, "claim")
    assert ward.rows("nurse_2") == []
    wait(ward, hours=1)

    assert ids(ward.rows("nurse_2")) == [str(alert_id)]


def test_letting_go_of_an_acknowledged_alert_gives_it_back_with_its_due_time(ward) -> None:
    technical = ward.raised(None)
    due_at = ward.get("nurse", f"/alerts/{technical}")["due_at"]
    ward.done("nurse", technical, "acknowledge")
    wait(ward, minutes=30)

    alert = ward.done("nurse", technical, "release")["alert"]

    assert (alert["state"], alert["owner"], alert["acknowledged_at"]) == ("new", None, None)
    assert (alert["due_at"], alert["rank"], alert["waits_until"]) == (due_at, 0, None)
    assert ids(ward.rows("nurse_2")) == [str(technical)]


@pytest.mark.parametrize(("act", "body"), [("calls", CALL), ("measures", ADVICE)])
def test_letting_go_after_something_was_done_keeps_who_answers(ward, act: str, body: Any) -> None:
    alert_id = ward.raised(AlertLevel.HIGH)
    ward.done("nurse", alert_id, "acknowledge")
    ward.done("nurse", alert_id, act, body)

    alert = ward.done("nurse", alert_id, "release")["alert"]

    assert (alert["state"], alert["claim"]) == ("acknowledged", None)
    assert alert["owner"]["id"] == str(ward.service.centre.accounts["nurse"])


def test_undoing_an_acknowledgement_takes_its_follow_up_along(ward) -> None:
    alert_id = ward.raised(AlertLevel.HIGH)
    action_id = ward.done("nurse", alert_id, "acknowledge")["action_id"]

    alert = ward.done("nurse", alert_id, "undo", {"action_id": action_id})["alert"]

    assert (alert["state"], alert["waits_until"]) == ("new", None)
    wait(ward, hours=5)
    assert [row["state"] for row in ward.rows()] == ["new"]


def test_the_follow_up_runs_in_opening_hours(ward) -> None:
    hours = dict(DEFAULT_OPENING_HOURS)
    with ward.service.context.database.writing(NO_CENTRE) as session:
        session.execute(update(Centre).values(opening_hours=hours))
    ward.service.clock.set(datetime(2025, 11, 14, 16, 0, tzinfo=UTC))
    ward.service.stay_signed_in()
    alert_id = ward.raised(AlertLevel.CRITICAL)

    alert = ward.done("nurse", alert_id, "acknowledge")["alert"]

    assert alert["waits_until"] == "2025-11-17T10:00:00Z"
