"""Several people at once: one winner, a clear word for the others, a queue that stays true."""

import threading
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from services.contract.enums import AlertLevel
from tests.support.answers import answer_content

ROUNDS, FEWER_ROUNDS = 30, 9
WAIT_S = 30


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Sends all requests from the same starting line."""
    line = threading.Barrier(len(calls))
    answers: list[Any] = [None] * len(calls)

    def run(place: int, call: Callable[[], Any]) -> None:
        line.wait(WAIT_S)
        answers[place] = call()

    threads = [threading.Thread(target=run, args=(place, call)) for place, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT_S)
    return [answer for answer in answers if answer is not None]


def test_of_two_nurses_one_wins_and_the_other_learns_who(ward) -> None:
    names = {"nurse", "nurse_2"}
    for _ in range(ROUNDS):
        alert_id = ward.raised(AlertLevel.CRITICAL)
        answers = at_once(
            _act(ward, "nurse", alert_id, "acknowledge"),
            _act(ward, "nurse_2", alert_id, "calls", {"result": "unreachable"}),
        )
        assert sorted(answer.status_code for answer in answers) == [200, 412]
        won = next(answer.json() for answer in answers if answer.status_code == 200)
        lost = next(answer.json() for answer in answers if answer.status_code == 412)
        winner = won["alert"]["owner"]["id"]
        assert lost["code"] == "version_stale"
        assert lost["current"]["by"]["id"] == winner
        assert lost["current"]["version"] == won["alert"]["version"] == 2
        assert lost["current"]["state"] == "acknowledged"
        assert winner in {str(ward.service.centre.accounts[name]) for name in names}
        assert ward.version(alert_id) == 2


def test_two_nurses_on_two_alerts_of_a_patient_leave_a_true_queue(ward) -> None:
    for place in range(FEWER_ROUNDS):
        patient_id = ward.service.centre.patients[place % 3]
        first, second = (ward.raised(AlertLevel.INFO, patient_id) for _ in range(2))
        answers = at_once(
            _act(ward, "nurse", first, "acknowledge"),
            _act(ward, "nurse_2", second, "acknowledge"),
        )
        assert [answer.status_code for answer in answers] == [200, 200]
        open_alerts = 2 * (place // 3 + 1)
        assert _open(ward, "nurse", patient_id) == open_alerts
        assert _open(ward, "nurse_2", patient_id) == open_alerts
        assert ward.rows() == []


def test_acts_that_cover_each_other_crosswise_never_block_each_other(ward) -> None:
    for _ in range(FEWER_ROUNDS):
        first, second = ward.raised(AlertLevel.INFO), ward.raised(AlertLevel.INFO)
        answers = at_once(
            _act(ward, "nurse", first, "acknowledge", _also(second)),
            _act(ward, "nurse_2", second, "acknowledge", _also(first)),
        )
        assert sorted(answer.status_code for answer in answers) == [200, 412]
        assert ward.alert(first).owner_id == ward.alert(second).owner_id


def test_an_alert_raised_while_another_is_answered_stands_in_the_queue(ward) -> None:
    patient_id = ward.service.centre.patients[0]
    for place in range(FEWER_ROUNDS):
        alert_id = ward.raised(AlertLevel.INFO, patient_id)
        ward.done("nurse", alert_id, "measures", {"codes": ["01"]})
        answers = at_once(
            partial(ward.act, "nurse", alert_id, "close", version=2),
            partial(_answer, ward, patient_id, place),
        )
        assert [answer.status_code for answer in answers] == [200, 201]
        raised = answers[1].json()["alert_id"]
        assert [row["alert_id"] for row in ward.rows()] == [raised]
        ward.done("nurse", UUID(raised), "measures", {"codes": ["01"]})
        ward.done("nurse", UUID(raised), "calls", {"result": "patient_reached"})
        ward.done("nurse", UUID(raised), "close")


def test_the_same_request_from_many_threads_has_one_effect(ward) -> None:
    alert_id = ward.raised(AlertLevel.INFO)

    answers = at_once(
        *[partial(ward.act, "nurse", alert_id, "acknowledge", version=1, key="one-intention")] * 10
    )

    assert [answer.status_code for answer in answers] == [200] * 10
    assert len({answer.content for answer in answers}) == 1
    assert ward.version(alert_id) == 2


def _act(
    ward: Any, who: str, alert_id: UUID, act: str, body: dict[str, Any] | None = None
) -> Callable[[], Any]:
    """An act on the first version, ready to be sent."""
    return partial(ward.act, who, alert_id, act, body, version=1)


def _open(ward: Any, who: str, patient_id: UUID) -> int:
    rows = ward.rows(who, view="mine")
    return sum(row["open_count"] for row in rows if row["patient"]["id"] == str(patient_id))


def _also(alert_id: UUID) -> dict[str, Any]:
    return {"also": [{"id": str(alert_id), "version": 1}]}


def _answer(ward: Any, patient_id: UUID, place: int) -> Any:
    """A survey with severe diarrhoea, through the intake."""
    content = answer_content(
        {"diarrhoea": {"frequency": 4}},
        authored_at=f"2025-11-18T09:{place:02d}:00Z",
    )
    return ward.service.client.post(
        f"/api/v1/patients/{patient_id}/answers",
        headers=ward.service.writing_as("nurse"),
        json=content,
    )
