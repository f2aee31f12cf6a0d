"""What an act may cover beside its own alert: nothing worse, nothing that came after the deed."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from services.contract.enums import AlertLevel

CALL, ADVICE = {"result": "patient_reached"}, {"codes": ["01"]}
ASSESSED = {"assessment": {"level": None, "text": "Relu, rien à signaler."}}


def also(ward: Any, *alerts: UUID) -> dict[str, Any]:
    """Other alerts at the versions that stand."""
    return {"also": [{"id": str(each), "version": ward.version(each)} for each in alerts]}


def states(ward: Any, *alerts: UUID) -> list[str]:
    """Where alerts stand."""
    return [ward.alert(each).state.value for each in alerts]


def answered(ward: Any, level: AlertLevel) -> UUID:
    """An alert that needs nothing more to be closed."""
    alert_id: UUID = ward.raised(level)
    ward.done("nurse", alert_id, "calls", CALL)
    ward.done("nurse", alert_id, "measures", ADVICE)
    return alert_id


def test_yesterdays_call_does_not_close_an_alert_of_today_that_nobody_read(ward) -> None:
    yesterday = answered(ward, AlertLevel.CRITICAL)
    ward.service.clock.forward(hours=20)
    ward.service.stay_signed_in()
    today = ward.raised(AlertLevel.CRITICAL)

    response = ward.act("nurse", yesterday, "close", also(ward, today))

    assert (response.status_code, response.json()["code"]) == (409, "measure_required")
    assert states(ward, yesterday, today) == ["acknowledged", "new"]


def test_a_measure_of_today_beside_a_call_of_yesterday_is_no_contact(ward) -> None:
    yesterday = answered(ward, AlertLevel.HIGH)
    ward.service.clock.forward(hours=20)
    ward.service.stay_signed_in()
    today = ward.raised(AlertLevel.HIGH)
    ward.done("nurse", yesterday, "measures", ADVICE)

    response = ward.act("nurse", yesterday, "close", also(ward, today))

    assert response.json()["code"] == "contact_required"


@pytest.mark.parametrize("later", [timedelta(), timedelta(minutes=1)])
def test_an_act_counts_for_an_alert_that_had_come_by_then(ward, later: timedelta) -> None:
    first, second = ward.raised(AlertLevel.HIGH), ward.raised(AlertLevel.HIGH)
    ward.service.clock.forward(minutes=later.total_seconds() / 60)
    ward.done("nurse", first, "calls", CALL)
    ward.done("nurse", first, "measures", ADVICE)

    ward.done("nurse", first, "close", also(ward, second))

    assert states(ward, first, second) == ["closed", "closed"]


@pytest.mark.parametrize("act", ["close", "acknowledge"])
@pytest.mark.parametrize("worse", [AlertLevel.CRITICAL, None])
def test_a_worse_alert_is_never_answered_beside_a_lesser_one(
    ward, act: str, worse: AlertLevel | None
) -> None:
    lesser, other = ward.raised(AlertLevel.HIGH), ward.raised(worse)
    if act == "close":
        ward.done("nurse", lesser, "calls", CALL)
        ward.done("nurse", lesser, "measures", ADVICE)

    response = ward.act("nurse", lesser, act, also(ward, other))

    assert (response.status_code, response.json()["code"]) == (409, "covers_worse")
    assert states(ward, other) == ["new"]


def test_what_was_done_for_another_alert_does_not_close_the_leading_one(ward) -> None:
    leader, other = ward.raised(AlertLevel.HIGH), ward.raised(AlertLevel.HIGH)
    ward.done("nurse", other, "calls", CALL)
    ward.done("nurse", other, "measures", ADVICE)

    assert ward.act("nurse", leader, "close").json()["code"] == "measure_required"
    assert ward.act("nurse", leader, "close", also(ward, other)).status_code == 409
    assert states(ward, leader, other) == ["new", "acknowledged"]


def test_one_assessment_closes_one_technical_alert(ward) -> None:
    first, second = ward.raised(None), ward.raised(None)
    ward.done("nurse", first, "measures", ADVICE)

    response = ward.act("nurse", first, "close", ASSESSED | also(ward, second))

    assert (response.status_code, response.json()["code"]) == (409, "assessment_required")
    assert states(ward, first, second) == ["new", "new"]
