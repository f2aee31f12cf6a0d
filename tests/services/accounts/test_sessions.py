"""Sessions: tokens used once, ended at once, decided by the server (R-SES-01, -02)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from services.db.scope import NO_CENTRE, Scope
from services.db.tables.accounts import Account, Membership, SignInSession
from services.db.tables.edge import JournalEntry
from tests.support.service import ServiceUnderTest
from tests.support.sign_in import Person, bearer, device_secret, make_person


@pytest.fixture
def person(service: ServiceUnderTest) -> Person:
    """A nurse who can sign in."""
    return make_person(service)


@pytest.fixture
def grant(person: Person) -> dict[str, Any]:
    """What signing in answered."""
    granted: dict[str, Any] = person.signs_in().json()
    return granted


def _me(service: ServiceUnderTest, token: str) -> tuple[int, str | None]:
    answer = service.client.get("/api/v1/me", headers=bearer(token))
    return answer.status_code, answer.json().get("code")


def _refresh(service: ServiceUnderTest, token: str, device: dict[str, str] | None = None) -> Any:
    ask = {"refresh_token": token}
    return service.client.post("/api/v1/auth/refresh", json=ask, headers=device)


def _stored(service: ServiceUnderTest, person: Person) -> SignInSession:
    with service.context.database.reading(NO_CENTRE) as session:
        return session.scalars(
            select(SignInSession).where(SignInSession.account_id == person.account_id)
        ).one()


def test_an_access_token_lives_ten_minutes(service: ServiceUnderTest, grant: dict[str, Any]):
    service.clock.forward(seconds=599)
    assert _me(service, grant["access_token"]) == (200, None)

    service.clock.forward(seconds=1)

    assert _me(service, grant["access_token"]) == (401, "sign_in_required")


def test_a_refresh_gives_the_next_pair_and_ends_the_last(
    service: ServiceUnderTest, grant: dict[str, Any]
):
    service.clock.forward(minutes=9)

    renewed = _refresh(service, grant["refresh_token"]).json()

    assert _me(service, renewed["access_token"]) == (200, None)
    assert _me(service, grant["access_token"]) == (401, "sign_in_required")
    assert renewed["session_id"] == grant["session_id"]
    assert renewed["session_expires_at"] == grant["session_expires_at"]
    assert renewed["access_expires_at"] > grant["access_expires_at"]


def test_a_refresh_token_used_again_ends_the_session(
    service: ServiceUnderTest, person: Person, grant: dict[str, Any]
):
    renewed = _refresh(service, grant["refresh_token"]).json()

    again = _refresh(service, grant["refresh_token"])

    assert (again.status_code, again.json()["code"]) == (401, "session_ended")
    assert _me(service, renewed["access_token"]) == (401, "session_ended")
    assert _refresh(service, renewed["refresh_token"]).json()["code"] == "session_ended"
    assert _stored(service, person).end_reason == "refresh_reused"
    with service.context.database.reading(Scope(service.centre.id)) as session:
        journalled = session.scalars(
            select(JournalEntry.outcome).where(JournalEntry.actor_id == person.account_id)
        ).all()
    assert "refused:refresh_reused" in journalled


def test_a_lost_answer_asked_for_again_by_the_same_device_gives_the_same_successor(
    service: ServiceUnderTest, person: Person
):
    device = person.headers = {"X-Vigie-Device": device_secret()}
    grant = person.signs_in().json()
    lost = _refresh(service, grant["refresh_token"], device).json()
    service.clock.forward(seconds=30)

    again = _refresh(service, grant["refresh_token"], device)

    assert again.status_code == 200
    pair = ("access_token", "refresh_token", "access_expires_at")
    assert [again.json()[each] for each in pair] == [lost[each] for each in pair]
    assert _me(service, lost["access_token"]) == (200, None)
    assert _refresh(service, lost["refresh_token"], device).status_code == 200


@pytest.mark.parametrize("case", ["other device", "no device", "31 s later"])
def test_a_used_refresh_token_from_elsewhere_or_too_late_is_a_theft(
    service: ServiceUnderTest, person: Person, case: str
):
    device = person.headers = {"X-Vigie-Device": device_secret()}
    grant = person.signs_in().json()
    stolen = grant["refresh_token"]
    renewed = _refresh(service, stolen, device).json()
    if case == "31 s later":
        service.clock.forward(seconds=31)
    headers = {"other device": {"X-Vigie-Device": device_secret()}, "no device": {}}

    again = _refresh(service, stolen, headers.get(case, device))

    assert (again.status_code, again.json()["code"]) == (401, "session_ended")
    assert _me(service, renewed["access_token"]) == (401, "session_ended")


def test_of_twenty_refreshes_at_once_one_wins(service: ServiceUnderTest, grant: dict[str, Any]):
    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(lambda _: _refresh(service, grant["refresh_token"]).status_code, range(20))
        )

    assert sorted(answers) == [200] + [401] * 19


def test_an_unknown_refresh_token_opens_nothing(service: ServiceUnderTest, grant: dict[str, Any]):
    for token in ("x" * 43, grant["access_token"], grant["session_id"], "é" * 20):
        assert _refresh(service, token).json()["code"] == "sign_in_required"


def test_a_refresh_is_no_act(service: ServiceUnderTest, person: Person, grant: dict[str, Any]):
    for _ in range(3):
        service.clock.forward(minutes=9)
        grant = _refresh(service, grant["refresh_token"]).json()
    service.clock.forward(minutes=3)

    refused = _refresh(service, grant["refresh_token"])

    assert (refused.status_code, refused.json()["code"]) == (401, "session_idle")
    assert _stored(service, person).end_reason == "idle"


def test_an_access_token_never_outlives_its_session(
    service: ServiceUnderTest, person: Person, grant: dict[str, Any]
):
    now = service.clock.now() + timedelta(hours=11, minutes=55)
    service.clock.set(now)
    with service.context.database.writing(NO_CENTRE) as session:
        session.execute(update(SignInSession).values(last_act_at=now))

    renewed = _refresh(service, grant["refresh_token"]).json()

    assert renewed["access_expires_at"] == grant["session_expires_at"]


def test_signing_out_ends_the_session_at_once(service: ServiceUnderTest, grant: dict[str, Any]):
    headers = bearer(grant["access_token"])

    out = service.client.post("/api/v1/auth/sign-out", headers=headers)

    assert (out.status_code, out.content) == (204, b"")
    assert _me(service, grant["access_token"]) == (401, "session_ended")
    assert _refresh(service, grant["refresh_token"]).json()["code"] == "session_ended"


def test_signing_out_ends_one_session_only(
    service: ServiceUnderTest, person: Person, grant: dict[str, Any]
):
    other = person.session()

    service.client.post("/api/v1/auth/sign-out", headers=bearer(grant["access_token"]))

    assert service.client.get("/api/v1/me", headers=other).status_code == 200


def _withdraw(service: ServiceUnderTest, person: Person, what: str) -> None:
    now = service.clock.now()
    statement = {
        "account": update(Account).where(Account.id == person.account_id).values(disabled_at=now),
        "membership": update(Membership)
        .where(Membership.account_id == person.account_id)
        .values(ended_at=now),
    }[what]
    with service.context.database.writing(NO_CENTRE) as session:
        session.execute(statement)


@pytest.mark.parametrize("what", ["account", "membership"])
def test_a_withdrawn_right_ends_the_session_for_good(
    service: ServiceUnderTest, person: Person, grant: dict[str, Any], what: str
):
    _withdraw(service, person, what)
    assert _me(service, grant["access_token"]) == (401, "session_ended")
    with service.context.database.writing(NO_CENTRE) as session:
        session.execute(update(Account).values(disabled_at=None))
        session.execute(update(Membership).values(ended_at=None))

    assert _me(service, grant["access_token"]) == (401, "session_ended")
    assert _refresh(service, grant["refresh_token"]).json()["code"] == "session_ended"


def test_an_idle_session_stays_ended_when_the_clock_goes_back(
    service: ServiceUnderTest, grant: dict[str, Any]
):
    service.clock.forward(minutes=31)
    assert _me(service, grant["access_token"]) == (401, "session_idle")
    service.clock.forward(minutes=-30)

    assert _me(service, grant["access_token"]) == (401, "session_idle")


def test_a_changed_role_holds_from_the_next_request(
    service: ServiceUnderTest, person: Person, grant: dict[str, Any]
):
    with service.context.database.writing(NO_CENTRE) as session:
        session.execute(
            update(Membership)
            .where(Membership.account_id == person.account_id)
            .values(role="admin")
        )

    me = service.client.get("/api/v1/me", headers=bearer(grant["access_token"])).json()

    assert me["role"] == "admin"
    assert "read_patient" not in me["actions"]
