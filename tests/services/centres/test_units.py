"""Care units: made, renamed, ended when nobody is there, and never the last one."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, update

from services.centres.units import units_of
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.accounts import Membership, MembershipUnit
from services.db.tables.patients import Patient
from tests.support.service import ServiceUnderTest


def units(service: ServiceUnderTest) -> dict[str, Any]:
    """The units by name."""
    found = service.client.get("/api/v1/units", headers=service.as_("admin"))
    assert found.status_code == 200, found.text
    return {each["name"]: each for each in found.json()["units"]}


def create(service: ServiceUnderTest, name: str) -> Any:
    """A new one."""
    headers = service.writing_as("admin")
    return service.client.post("/api/v1/units", json={"name": name}, headers=headers)


def end(service: ServiceUnderTest, unit: Any, who: str = "admin") -> Any:
    """One that ends."""
    headers = service.writing_as(who, version=unit["version"])
    return service.client.post(f"/api/v1/units/{unit['unit_id']}/end", json={}, headers=headers)


def everybody_moves(service: ServiceUnderTest, *, also_staff: bool = True) -> None:
    """The second unit is left to the first one."""
    first, second = service.centre.units
    with service.context.database.writing(Scope(service.centre.id)) as session:
        session.execute(update(Patient).where(Patient.unit_id == second).values(unit_id=first))
        if also_staff:
            session.execute(delete(MembershipUnit).where(MembershipUnit.unit_id == second))


def everybody_is_in(service: ServiceUnderTest, unit_id: UUID) -> None:
    """Nobody is in any other unit."""
    with service.context.database.writing(Scope(service.centre.id)) as session:
        session.execute(update(Patient).values(unit_id=unit_id))
        session.execute(delete(MembershipUnit).where(MembershipUnit.unit_id != unit_id))


def test_a_unit_is_made_and_somebody_can_work_there(service):
    made = create(service, "  Hôpital de jour ")

    assert made.status_code == 201, made.text
    assert units(service)["Hôpital de jour"] == made.json()
    assert (made.json()["in_use"], made.json()["ended_at"]) == (False, None)
    asked = {
        "person": {"name": "Anne Le Roux", "username": "anne", "email": "anne@chu.example"},
        "role": {"role": "nurse", "unit_ids": [made.json()["unit_id"]]},
        "words": "Arrivée",
    }
    invited = service.client.post(
        "/api/v1/accounts", json=asked, headers=service.writing_as("admin")
    )
    assert invited.status_code == 202, invited.text


@pytest.mark.parametrize("name", ["unité 0", " Unité 1 ", "   ", "a\nb", "", "x" * 61])
def test_a_name_says_one_unit(service, name):
    assert create(service, name).status_code == 422
    assert set(units(service)) == {"Unité 0", "Unité 1"}


def test_a_unit_is_renamed_and_the_second_administrator_is_told(service):
    seen = units(service)["Unité 0"]
    path = f"/api/v1/units/{seen['unit_id']}"
    for status in (200, 412):
        headers = service.writing_as("admin", version=seen["version"])
        answer = service.client.put(path, json={"name": "HDJ"}, headers=headers)
        assert answer.status_code == status
    assert set(units(service)) == {"HDJ", "Unité 1"}


def test_a_unit_with_somebody_in_it_does_not_end(service):
    """H-03: an alert of a unit in which nobody may look would be seen by nobody."""
    assert [each["in_use"] for each in units(service).values()] == [True, True]
    refused = end(service, units(service)["Unité 1"])
    assert (refused.status_code, refused.json()["code"]) == (409, "state_forbids")
    everybody_moves(service, also_staff=False)
    assert end(service, units(service)["Unité 1"]).status_code == 409


def test_a_unit_of_somebody_suspended_does_not_end(service):
    everybody_moves(service, also_staff=False)
    now = service.clock.now()
    with service.context.database.writing(NO_CENTRE) as session:
        session.execute(
            update(Membership)
            .where(Membership.centre_id == service.centre.id)
            .values(ended_at=now, suspended_at=now)
        )
        session.execute(
            update(Membership)
            .where(Membership.account_id == service.centre.accounts["admin"])
            .values(ended_at=None, suspended_at=None)
        )
    assert end(service, units(service)["Unité 1"]).status_code == 409


def test_an_empty_unit_ends_and_nobody_is_put_there(service):
    everybody_moves(service)
    standing = units(service)["Unité 1"]
    ended = end(service, standing)

    assert ended.status_code == 200, ended.text
    assert list(units(service)) == ["Unité 0", "Unité 1"]
    assert units(service)["Unité 1"]["ended_at"] is not None
    assert end(service, ended.json()).status_code == 409
    asked = {
        "person": {"name": "Anne Le Roux", "username": "anne", "email": "anne@chu.example"},
        "role": {"role": "nurse", "unit_ids": [standing["unit_id"]]},
        "words": "Arrivée",
    }
    invited = service.client.post(
        "/api/v1/accounts", json=asked, headers=service.writing_as("admin")
    )
    assert invited.json()["errors"] == [{"field": "role.unit_ids", "reason": "unknown"}]
    # Its name is free again.
    assert create(service, "Unité 1").status_code == 201


def test_a_centre_keeps_a_unit_and_what_lost_its_own_goes_to_one_that_is_used(service):
    first, second = service.centre.units
    with service.context.database.writing(Scope(service.centre.id)) as session:
        session.execute(update(Patient).values(unit_id=second))
        session.execute(delete(MembershipUnit).where(MembershipUnit.unit_id == first))
    assert end(service, units(service)["Unité 0"]).status_code == 200
    with service.context.database.reading(Scope(service.centre.id)) as session:
        found = units_of(session)
    assert found.default == second
    assert first in found.ids
    create(service, "Troisième")
    assert end(service, units(service)["Troisième"]).status_code == 200
    everybody_is_in(service, first)
    last = end(service, units(service)["Unité 1"])
    assert (last.status_code, last.json()["detail"]) == (
        409,
        "A centre keeps one unit at least.",
    )


def test_units_of_another_centre_are_not_there(service):
    theirs = {"unit_id": str(service.other_centre.units[0]), "version": 1}
    assert end(service, theirs).status_code == 404
    assert end(service, units(service)["Unité 0"], who="manager").status_code == 403
