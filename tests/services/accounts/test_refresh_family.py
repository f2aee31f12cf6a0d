"""A spent refresh token that comes back ends its whole family, and the owner is told (R-SES-03)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from services.db.scope import NO_CENTRE, Scope
from services.db.tables.accounts import SpentRefresh
from services.db.tables.edge import JournalEntry
from tests.support.service import ServiceUnderTest
from tests.support.sign_in import Person, bearer, device_secret, make_person


@pytest.fixture
def person(service: ServiceUnderTest) -> Person:
    """A nurse at a workstation that is known."""
    nurse = make_person(service)
    nurse.headers = {"X-Vigie-Device": device_secret()}
    return nurse


def _refresh(person: Person, token: str, headers: dict[str, str] | None = None) -> Any:
    return person.service.client.post(
        "/api/v1/auth/refresh",
        json={"refresh_token": token},
        headers=person.headers if headers is None else headers,
    )


def _lives(person: Person, access: str) -> bool:
    answer = person.service.client.get("/api/v1/me", headers=bearer(access))
    return bool(answer.status_code == 200)


def test_a_token_of_long_before_ends_the_family_from_any_device(person: Person):
    first = person.signs_in().json()
    grant = first
    for _ in range(4):
        person.service.clock.forward(minutes=9)
        grant = _refresh(person, grant["refresh_token"]).json()
        me = f"/api/v1/patients/{person.service.centre.patients[0]}"
        person.service.client.get(me, headers=bearer(grant["access_token"]))

    again = _refresh(person, first["refresh_token"])

    assert (again.status_code, again.json()["code"]) == (401, "session_ended")
    assert not _lives(person, grant["access_token"])
    assert _refresh(person, grant["refresh_token"]).status_code == 401


def test_a_replay_with_another_key_is_journalled(person: Person):
    stolen = person.signs_in().json()["refresh_token"]
    _refresh(person, stolen)

    _refresh(person, stolen, {"X-Vigie-Device": device_secret()})

    service = person.service
    with service.context.database.reading(Scope(service.centre.id)) as session:
        outcomes = session.scalars(
            select(JournalEntry.outcome).where(
                JournalEntry.actor_id == person.account_id,
                JournalEntry.action == "refresh_session",
            )
        ).all()
    assert outcomes == ["done", "refused:refresh_reused"]


def test_the_owner_is_told_at_the_next_sign_in_and_not_for_ever(person: Person):
    assert person.signs_in().json()["refresh_reused_at"] is None
    person.service.clock.forward(minutes=1)
    stolen = person.signs_in().json()["refresh_token"]
    _refresh(person, stolen)
    person.service.clock.forward(minutes=5)
    _refresh(person, stolen, {})
    reused_at = person.service.clock.now()
    person.service.clock.forward(minutes=5)

    told = person.signs_in().json()
    person.service.clock.forward(minutes=5)
    later = person.signs_in().json()

    assert told["refresh_reused_at"] == reused_at.isoformat().replace("+00:00", "Z")
    assert later["refresh_reused_at"] is None


def test_another_account_is_not_told(person: Person):
    other = make_person(person.service)
    other.signs_in()
    stolen = person.signs_in().json()["refresh_token"]
    _refresh(person, stolen)
    _refresh(person, stolen, {})
    person.service.clock.forward(minutes=5)

    assert other.signs_in().json()["refresh_reused_at"] is None


def test_of_twenty_refreshes_of_one_device_at_once_one_lineage_lives(person: Person):
    token = person.signs_in().json()["refresh_token"]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: _refresh(person, token), range(20)))

    assert {each.status_code for each in answers} == {200}
    pairs = {(each.json()["access_token"], each.json()["refresh_token"]) for each in answers}
    assert len(pairs) == 1
    access, refresh = pairs.pop()
    assert _lives(person, access)
    assert _refresh(person, refresh).status_code == 200


def test_what_was_spent_is_forgotten_when_no_session_can_live_any_more(person: Person):
    token = person.signs_in().json()["refresh_token"]
    _refresh(person, token)
    person.service.clock.forward(hours=12, seconds=1)
    other = make_person(person.service)
    _refresh(other, other.signs_in().json()["refresh_token"], {})

    with person.service.context.database.reading(NO_CENTRE) as session:
        oldest = session.scalar(select(func.min(SpentRefresh.spent_at)))
    assert oldest is not None
    assert person.service.clock.now() - oldest < timedelta(hours=12)
