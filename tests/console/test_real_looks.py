"""Looks at alerts on the real service: each is kept, and what is lost stops nothing."""

from sqlalchemy import select

from services.db.scope import Scope
from services.db.tables.alerts import AlertLook
from tests.console.test_real_service import (  # noqa: F401
    Workplace,
    address,
    nurse,
    service,
    sit_down,
)
from tests.support.service import ServiceUnderTest


def _kept(service: ServiceUnderTest) -> list[int]:  # noqa: F811
    with service.context.database.reading(Scope(service.centre.id)) as session:
        return list(session.scalars(select(AlertLook.seconds)))


def test_a_look_is_kept_and_one_that_is_lost_stops_nothing(
    qtbot,
    nurse: Workplace,  # noqa: F811
    service: ServiceUnderTest,  # noqa: F811
    steady,
):
    looks, alert_id = nurse.desk.looks, nurse.first.row.alert_id
    looks._steady = steady
    looks.look_at(alert_id)
    steady.s += 75
    looks.look_at(None)
    qtbot.waitUntil(lambda: _kept(service) == [75])

    nurse.cable.cut = True
    looks.look_at(alert_id)
    steady.s += 20
    looks.look_at(None)
    qtbot.waitUntil(lambda: not nurse.desk.connection.is_online)

    assert nurse.first.row.alert_id == alert_id
    assert _kept(service) == [75]
