"""How long an alert was in the foreground: kept once, for an alert one may see, and of nobody."""

from typing import Any

import pytest
from sqlalchemy import select, update

from services.contract.enums import AlertLevel, AlertState
from services.db.scope import Scope
from services.db.tables.alerts import Alert, AlertLook


def _kept(ward: Any) -> list[int]:
    with ward.service.context.database.reading(Scope(ward.service.centre.id)) as session:
        return list(session.scalars(select(AlertLook.seconds)))


def _look(ward: Any, alert_id: object, seconds: object, who: str = "nurse", **other: str) -> int:
    answer = ward.service.client.post(
        f"/api/v1/alerts/{alert_id}/looks",
        json={"seconds": seconds},
        headers=ward.service.writing_as(who, **other),
    )
    return int(answer.status_code)


def test_looks_at_an_alert_are_one_sum_and_one_that_is_sent_again_counts_once(ward) -> None:
    alert_id = ward.raised(AlertLevel.HIGH)
    before = ward.get("nurse", f"/alerts/{alert_id}")

    for _ in range(2):
        assert _look(ward, alert_id, 95, key="the-same-look") == 200
    assert _look(ward, alert_id, 20, who="nurse_2") == 200

    assert _kept(ward) == [115]
    assert ward.get("nurse", f"/alerts/{alert_id}") == before
    for _ in range(13):
        assert _look(ward, alert_id, 600) == 200
    assert _kept(ward) == [7200]


def test_what_is_answered_and_kept_beside_who_asked_holds_no_seconds(ward) -> None:
    alert_id = ward.raised(AlertLevel.HIGH)
    answer = ward.service.client.post(
        f"/api/v1/alerts/{alert_id}/looks",
        json={"seconds": 95},
        headers=ward.service.writing_as("nurse"),
    )

    assert answer.json() == {}
    assert AlertLook.__table__.columns.keys() == ["alert_id", "centre_id", "patient_id", "seconds"]


def test_reading_a_closed_alert_is_no_work_that_it_made(ward) -> None:
    alert_id = ward.raised(AlertLevel.HIGH)
    with ward.service.context.database.writing(Scope(ward.service.centre.id)) as session:
        now = ward.service.clock.now()
        closed = {"state": AlertState.CLOSED, "closed_at": now}
        session.execute(update(Alert).where(Alert.id == alert_id).values(**closed))
    ward.service.clock.forward(minutes=10)
    assert _look(ward, alert_id, 30) == 200
    ward.service.clock.forward(seconds=1)

    assert _look(ward, alert_id, 30) == 409

    assert _kept(ward) == [30]


@pytest.mark.parametrize(
    ("who", "seconds", "status"),
    [
        ("nurse_without_unit", 30, 404),
        ("oncologist", 30, 403),
        ("nurse", 0, 422),
        ("nurse", 601, 422),
        ("nurse", 1.5, 422),
    ],
)
def test_what_is_none_is_refused_and_keeps_nothing(ward, who, seconds, status) -> None:
    alert_id = ward.raised(AlertLevel.HIGH)

    assert _look(ward, alert_id, seconds, who) == status

    assert _kept(ward) == []
