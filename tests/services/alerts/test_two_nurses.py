"""Two nurses on one alert, whatever each of them does: one is served (R-FLT-03)."""

from datetime import timedelta
from functools import partial
from random import Random
from typing import Any
from uuid import UUID

import pytest

from services.contract.enums import AlertLevel
from tests.services.alerts.test_conflicts import at_once

ROUNDS, ALL_ROUNDS = 25, 500


def _bodies(ward: Any) -> dict[str, dict[str, Any]]:
    until = (ward.now + timedelta(minutes=20)).isoformat()
    oncologist = str(ward.service.centre.accounts["oncologist"])
    return {
        "claim": {},
        "take-over": {},
        "acknowledge": {},
        "calls": {"result": "patient_reached"},
        "measures": {"codes": ["01"]},
        "notes": {"text": "Rappeler demain."},
        "defer": {"reason": "appointment", "until": until},
        "escalate": {"to": oncologist, "question": "Faut-il la voir ?"},
    }


def _one_round(ward: Any, chance: Random) -> None:
    bodies = _bodies(ward)
    patient_id = chance.choice(ward.service.centre.patients)
    alert_id: UUID = ward.raised(AlertLevel.HIGH, patient_id)
    acts = [chance.choice(list(bodies)) for _ in range(2)]
    answers = at_once(
        *(
            partial(ward.act, who, alert_id, act, bodies[act], version=1)
            for who, act in zip(("nurse", "nurse_2"), acts, strict=True)
        )
    )
    assert sorted(answer.status_code for answer in answers) == [200, 412], acts
    won, lost = sorted(answers, key=lambda answer: answer.status_code)
    assert lost.json()["current"]["version"] == won.json()["alert"]["version"] == 2
    alert = ward.alert(alert_id)
    assert alert.version == 2
    assert alert.state == won.json()["alert"]["state"]
    history = won.json()["alert"]["history"]
    assert len([act for act in history if act["alert_id"] == str(alert_id)]) == 1


@pytest.mark.parametrize("seed", [1])
def test_one_of_two_is_served(ward, seed: int) -> None:
    chance = Random(seed)
    for _ in range(ROUNDS):
        _one_round(ward, chance)


@pytest.mark.slow
def test_one_of_two_is_served_five_hundred_times(ward) -> None:
    chance = Random(2)
    for _ in range(ALL_ROUNDS):
        _one_round(ward, chance)
