"""The state machine of an alert: every act in every state."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from services.alerts.life_cycle import Refusal
from services.alerts.repository import standing_of
from services.alerts.standing import standing_from_json
from services.contract.enums import AlertLevel, AlertState

DONE = None
CLAIMED, FORBIDDEN, NO_MEASURE = "claimed_by_other", "state_forbids", "measure_required"
NOT_MINE = "claim_required"
BODIES: dict[str, dict[str, Any]] = {
    "claim": {},
    "release": {},
    "take-over": {},
    "acknowledge": {},
    "calls": {"result": "patient_reached"},
    "measures": {"codes": ["01"]},
    "notes": {"text": "Rappeler demain."},
    "close": {},
    "defer": {"reason": "appointment", "until": "2025-11-18T09:55:00Z"},
    "escalate": {"question": "Faut-il la voir ?"},
    "reopen": {"reason": "Fermée par erreur."},
}
ACTS = tuple(BODIES)


def _body(ward: Any, act: str) -> dict[str, Any]:
    if act != "escalate":
        return BODIES[act]
    return BODIES[act] | {"to": str(ward.service.centre.accounts["oncologist"])}


def _as_raised(ward: Any, alert_id: UUID) -> None:
    """Nobody took it."""


def _claimed_by(who: str) -> Callable[[Any, UUID], None]:
    return lambda ward, alert_id: ward.done(who, alert_id, "claim")


def _acknowledged_by(who: str) -> Callable[[Any, UUID], None]:
    return lambda ward, alert_id: ward.done(who, alert_id, "acknowledge")


def _long_ago(make: Callable[[Any, UUID], None]) -> Callable[[Any, UUID], None]:
    def made(ward: Any, alert_id: UUID) -> None:
        make(ward, alert_id)
        ward.service.clock.forward(minutes=10)

    return made


def _closed(ward: Any, alert_id: UUID) -> None:
    ward.done("nurse", alert_id, "calls", BODIES["calls"])
    ward.done("nurse", alert_id, "measures", BODIES["measures"])
    ward.done("nurse", alert_id, "close")


def _deferred_by(who: str) -> Callable[[Any, UUID], None]:
    def made(ward: Any, alert_id: UUID) -> None:
        ward.done(who, alert_id, "claim")
        ward.done(who, alert_id, "defer", BODIES["defer"])

    return made


def _escalated_by(who: str) -> Callable[[Any, UUID], None]:
    return lambda ward, alert_id: ward.done(who, alert_id, "escalate", _body(ward, "escalate"))


OPEN_TO_ALL = dict.fromkeys(ACTS, DONE) | {"close": NO_MEASURE, "reopen": FORBIDDEN}
BLOCKED = dict.fromkeys(ACTS, CLAIMED) | {"take-over": DONE, "notes": DONE}
WAITING = OPEN_TO_ALL | {"acknowledge": FORBIDDEN, "defer": NOT_MINE}
TABLE: dict[str, tuple[Callable[[Any, UUID], None], dict[str, str | None]]] = {
    "new": (_as_raised, OPEN_TO_ALL | {"release": FORBIDDEN, "defer": NOT_MINE}),
    "new, claimed by me": (_claimed_by("nurse"), OPEN_TO_ALL),
    "new, claimed by another": (_claimed_by("nurse_2"), BLOCKED),
    "new, claim of another expired": (
        _long_ago(_claimed_by("nurse_2")),
        OPEN_TO_ALL | {"release": FORBIDDEN, "defer": NOT_MINE},
    ),
    "acknowledged by me": (_acknowledged_by("nurse"), OPEN_TO_ALL | {"acknowledge": FORBIDDEN}),
    "acknowledged by another, who works on it": (_acknowledged_by("nurse_2"), BLOCKED),
    "acknowledged by another, long ago": (
        _long_ago(_acknowledged_by("nurse_2")),
        WAITING | {"release": FORBIDDEN},
    ),
    "deferred by me": (_deferred_by("nurse"), WAITING),
    "deferred by another": (_deferred_by("nurse_2"), WAITING | {"release": FORBIDDEN}),
    "escalated by me": (
        _escalated_by("nurse"),
        WAITING | {"release": FORBIDDEN, "defer": FORBIDDEN},
    ),
    "escalated by another": (
        _escalated_by("nurse_2"),
        WAITING | {"release": FORBIDDEN, "defer": FORBIDDEN},
    ),
    "closed": (_closed, dict.fromkeys(ACTS, FORBIDDEN) | {"notes": DONE, "reopen": DONE}),
}


@pytest.mark.parametrize("state", list(TABLE))
def test_every_act_in_every_state(ward, state: str) -> None:
    make, expected = TABLE[state]
    found = {}
    for act in ACTS:
        alert_id = ward.raised(AlertLevel.CRITICAL)
        make(ward, alert_id)
        before = ward.alert(alert_id)
        response = ward.act("nurse", alert_id, act, _body(ward, act))
        found[act] = response.json().get("code")
        after = ward.alert(alert_id)
        if expected[act] is DONE:
            assert response.headers["ETag"] == f'"{before.version + 1}"'
            assert after.version == before.version + 1
        else:
            assert response.status_code == 409
            assert response.json()["current"]["version"] == before.version
            assert standing_of(after) == standing_of(before)

    assert found == expected


def test_acknowledging_stops_the_timer_and_names_who_answers(ward) -> None:
    alert_id = ward.raised(AlertLevel.CRITICAL)
    due_at = ward.get("nurse", f"/alerts/{alert_id}")["due_at"]

    alert = ward.done("nurse", alert_id, "acknowledge")["alert"]

    nurse = str(ward.service.centre.accounts["nurse"])
    assert due_at == "2025-11-18T11:42:00Z"
    assert alert["state"] == "acknowledged"
    assert alert["due_at"] is None
    assert alert["owner"]["id"] == alert["claim"]["by"]["id"] == nurse
    assert alert["acknowledged_at"] == "2025-11-18T09:42:00Z"
    assert alert["claim"]["until"] == "2025-11-18T09:52:00Z"


def test_a_logged_call_also_answers_for_the_alert(ward) -> None:
    alert_id = ward.raised(AlertLevel.HIGH)

    alert = ward.done("nurse", alert_id, "calls", BODIES["calls"])["alert"]

    assert alert["state"] == "acknowledged"
    assert alert["due_at"] is None


def test_a_measure_alone_does_not_stop_the_timer(ward) -> None:
    alert_id = ward.raised(AlertLevel.HIGH)

    alert = ward.done("nurse", alert_id, "measures", BODIES["measures"])["alert"]

    assert alert["state"] == "new"
    assert alert["due_at"] is not None


def test_a_claim_lasts_ten_minutes_after_the_last_act_of_its_holder(ward) -> None:
    alert_id = ward.raised(AlertLevel.HIGH)
    ward.done("nurse", alert_id, "claim")
    ward.service.clock.forward(minutes=9)
    ward.done("nurse", alert_id, "notes", {"text": "Occupé."})

    ward.service.clock.forward(minutes=9, seconds=59)
    assert ward.act("nurse_2", alert_id, "acknowledge").json()["code"] == CLAIMED
    ward.service.clock.forward(seconds=1)
    assert ward.act("nurse_2", alert_id, "acknowledge").status_code == 200


def test_taking_over_moves_the_claim_and_the_answering(ward) -> None:
    alert_id = ward.raised(AlertLevel.HIGH)
    ward.done("nurse_2", alert_id, "acknowledge")

    alert = ward.done("nurse", alert_id, "take-over")["alert"]

    nurse = str(ward.service.centre.accounts["nurse"])
    assert alert["owner"]["id"] == alert["claim"]["by"]["id"] == nurse
    assert [row["alert_id"] for row in ward.rows("nurse", view="mine")] == [str(alert_id)]
    assert ward.rows("nurse_2", view="mine") == []


def test_a_technical_alert_ranks_above_critical_until_somebody_answers_for_it(ward) -> None:
    critical = ward.raised(AlertLevel.CRITICAL, ward.service.centre.patients[0])
    ward.service.clock.forward(minutes=5)
    technical = ward.raised(None, ward.service.centre.patients[1])
    assert [row["alert_id"] for row in ward.rows()] == [str(technical), str(critical)]

    seen = ward.get("nurse", f"/alerts/{technical}")
    alert = ward.done("nurse", technical, "acknowledge")["alert"]

    assert (seen["rank"], seen["level"], seen["response_minutes"]) == (0, "critical", 60)
    assert alert["rank"] == 1


@pytest.mark.parametrize(
    ("level", "minutes"),
    [
        (AlertLevel.CRITICAL, 120),
        (AlertLevel.HIGH, 360),
        (AlertLevel.MODERATE, 480),
        (AlertLevel.INFO, 1440),
        (None, 60),
    ],
)
def test_each_level_has_its_response_time(ward, level: AlertLevel | None, minutes: int) -> None:
    alert = ward.alert(ward.raised(level))

    assert alert.response_minutes == minutes
    assert (alert.due_at - alert.received_at).total_seconds() == minutes * 60


def test_a_standing_survives_its_json(ward) -> None:
    alert_id = ward.raised(AlertLevel.HIGH)
    ward.done("nurse", alert_id, "acknowledge")
    standing = standing_of(ward.alert(alert_id))

    assert standing.state is AlertState.ACKNOWLEDGED
    assert standing_from_json(standing.as_json()) == standing


def test_refusals_are_the_codes_of_problems() -> None:
    assert {refusal.value for refusal in Refusal} == {CLAIMED, FORBIDDEN}
