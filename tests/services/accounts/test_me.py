"""Who I am, and whether the centre is open."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from services.db.scope import Scope
from services.db.tables.centres import Centre
from tests.support.service import ServiceUnderTest

NIGHT = datetime(2025, 11, 18, 2, 0, tzinfo=UTC)


def test_a_nurse_sees_their_units_and_what_they_may_do(service: ServiceUnderTest):
    me = service.client.get("/api/v1/me", headers=service.as_("nurse_of_both")).json()

    assert [unit["name"] for unit in me["units"]] == ["Unité 0", "Unité 1"]
    assert "close_alert" in me["actions"]
    assert "create_machine_credential" not in me["actions"]


def test_somebody_without_a_unit_has_none(service: ServiceUnderTest):
    me = service.client.get("/api/v1/me", headers=service.as_("nurse_without_unit")).json()

    assert me["units"] == []


@pytest.mark.parametrize(
    ("hours", "is_open", "opens_at"),
    [
        ({}, False, "2025-11-18T07:00:00Z"),
        ({"days": {"1": [["00:00", "24:00"]]}, "holidays": None}, True, None),
        ({"days": "not a week"}, True, None),
    ],
)
def test_the_centre_says_whether_it_is_open(
    sqlite_service: ServiceUnderTest, hours: dict[str, object], is_open: bool, opens_at: str | None
):
    service = sqlite_service
    with service.context.database.writing(Scope(service.centre.id)) as session:
        session.execute(update(Centre).values(opening_hours=hours))
    service.clock.set(NIGHT)

    centre = service.client.get("/api/v1/me", headers=service.as_("nurse")).json()["centre"]

    assert (centre["is_open"], centre["opens_at"]) == (is_open, opens_at)
