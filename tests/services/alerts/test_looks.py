"""How long an alert was in the foreground: kept once, for an alert one may see, and of nobody."""

from typing import Any

import pytest
from sqlalchemy import select

from services.contract.enums import AlertLevel
from services.db.scope import Scope
from services.db.tables.alerts import AlertLook


def _kept(ward: Any) -> list[AlertLook]:
    with ward.service.context.database.reading(Scope(ward.service.centre.id)) as session:
        return list(session.scalars(select(AlertLook)))


def _look(ward: Any, alert_id: object, seconds: object, who: str = "nurse", **other: str) -> int:
    answer = ward.service.client.post(
        f"/api/v1/alerts/{alert_id}/looks",
        json={"seconds": seconds},
        headers=ward.service.writing_as(who, **other),
    )
    return int(answer.status_code)


def test_a_look_that_is_sent_again_counts_once_and_changes_nothing_of_the_alert(ward) -> None:
    alert_id = ward.raised(AlertLevel.HIGH)
    before = ward.get("nurse", f"/alerts/{alert_id}")

    for _ in range(2):
        assert _look(ward, alert_id, 95, key="the-same-look") == 200
    assert _look(ward, alert_id, 20) == 200

    assert sorted(each.seconds for each in _kept(ward)) == [20, 95]
    assert ward.get("nurse", f"/alerts/{alert_id}") == before


def test_whose_screen_it_was_is_not_kept() -> None:
    assert AlertLook.__table__.columns.keys() == [
        "id", "centre_id", "alert_id", "patient_id", "seconds",
    ]  # fmt: skip


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
