"""Who is signed in where can be seen and ended; an end holds from the next request (R-SES-05)."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, select, update
from starlette.testclient import TestClient

from services.contract.enums import Role
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.accounts import Account, Membership, MembershipUnit
from services.db.tables.edge import JournalEntry
from tests.support.service import ServiceUnderTest, random_key
from tests.support.sign_in import Person, bearer, device_secret, make_person

MINE = "/api/v1/me/sessions"


@pytest.fixture
def person(service: ServiceUnderTest) -> Person:
    """A nurse who can sign in."""
    return make_person(service)


def _list(service: ServiceUnderTest, headers: dict[str, str], path: str = MINE) -> Any:
    answer = service.client.get(path, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


def _send(service: ServiceUnderTest, method: str, path: str, headers: dict[str, str]) -> Any:
    keyed = headers | {"Idempotency-Key": random_key()}
    return service.client.request(method, path, headers=keyed)


def _of(person: Person) -> str:
    return f"/api/v1/accounts/{person.account_id}/sessions"


def test_my_sessions_say_from_where_and_since_when(service: ServiceUnderTest, person: Person):
    person.service.client = TestClient(
        service.client.app, base_url="http://127.0.0.1", client=("192.0.2.77", 50000)
    )
    person.headers = {"X-Vigie-Device": device_secret()}
    first = person.session()
    person.headers = {}
    second = person.session()

    newest, oldest = _list(service, second)

    assert (newest["is_current"], oldest["is_current"]) == (True, False)
    assert newest["device"] is None
    assert oldest["device"]["first_seen_at"] == oldest["started_at"]
    assert newest["network"] == "192.0.2.0/24"
    assert (newest["role"], newest["centre_name"]) == ("nurse", "CHU de Kerlann")
    assert [each["is_current"] for each in _list(service, first)] == [False, True]


def test_a_session_that_is_over_is_not_listed(service: ServiceUnderTest, person: Person):
    gone = person.session()
    service.clock.forward(minutes=31)
    current = person.session()
    service.client.post("/api/v1/auth/sign-out", headers=gone)

    assert [each["is_current"] for each in _list(service, current)] == [True]


def test_pages_of_sessions_follow_each_other(service: ServiceUnderTest, person: Person):
    for _ in range(4):
        current = person.session()
    first = service.client.get(MINE, params={"limit": 3}, headers=current).json()
    rest = service.client.get(
        MINE, params={"limit": 3, "cursor": first["next_cursor"]}, headers=current
    ).json()

    assert [len(first["items"]), len(rest["items"])] == [3, 1]
    assert rest["next_cursor"] is None


def test_ending_one_of_mine_ends_that_one(service: ServiceUnderTest, person: Person):
    lost, kept = person.session(), person.session()
    lost_id = _list(service, lost)[1]["id"]

    ended = _send(service, "DELETE", f"{MINE}/{lost_id}", kept)

    assert (ended.status_code, ended.json()) == (200, {"count": 1})
    assert service.client.get("/api/v1/me", headers=lost).json()["code"] == "session_ended"
    assert service.client.get("/api/v1/me", headers=kept).status_code == 200
    again = _send(service, "DELETE", f"{MINE}/{lost_id}", kept)
    assert again.json() == {"count": 0}


def test_ending_all_others_keeps_this_one_and_journals_each(
    service: ServiceUnderTest, person: Person
):
    others, current = [person.session() for _ in range(3)], person.session()

    ended = _send(service, "POST", f"{MINE}/end-others", current)

    assert ended.json() == {"count": 3}
    assert {service.client.get("/api/v1/me", headers=each).status_code for each in others} == {401}
    assert len(_list(service, current)) == 1
    with service.context.database.reading(Scope(service.centre.id)) as session:
        entries = session.scalars(
            select(JournalEntry.object_id).where(JournalEntry.action == "end_my_other_sessions")
        ).all()
    assert len(set(entries)) == 4


def test_a_session_of_somebody_else_is_as_missing(service: ServiceUnderTest, person: Person):
    other = make_person(service)
    other_id = _list(service, other.session())[0]["id"]

    refused = _send(service, "DELETE", f"{MINE}/{other_id}", person.session())

    assert refused.status_code == 404


def test_an_admin_sees_and_ends_sessions_of_the_own_centre(
    service: ServiceUnderTest, person: Person
):
    headers = person.session()
    listed = _list(service, service.as_("admin"), _of(person))
    assert [each["is_current"] for each in listed] == [False]

    ended = _send(service, "DELETE", f"{_of(person)}/{listed[0]['id']}", service.as_("admin"))

    assert ended.json() == {"count": 1}
    assert service.client.get("/api/v1/me", headers=headers).json()["code"] == "session_ended"
    assert _list(service, service.as_("admin"), _of(person)) == []


def test_an_admin_of_another_centre_finds_nobody(service: ServiceUnderTest, person: Person):
    headers = person.session()
    session_id = _list(service, headers)[0]["id"]
    foreign = bearer(service.other_centre.tokens["admin"])

    assert service.client.get(_of(person), headers=foreign).status_code == 404
    path = f"{_of(person)}/{session_id}"
    assert _send(service, "DELETE", path, foreign).status_code == 404
    assert service.client.get("/api/v1/me", headers=headers).status_code == 200


def test_a_session_under_the_wrong_account_is_as_missing(service: ServiceUnderTest, person: Person):
    session_id = _list(service, person.session())[0]["id"]
    other = make_person(service)

    path = f"{_of(other)}/{session_id}"
    assert _send(service, "DELETE", path, service.as_("admin")).status_code == 404


Change = Callable[[ServiceUnderTest, Person], None]


def _disable(service: ServiceUnderTest, person: Person) -> None:
    with service.context.database.writing(NO_CENTRE) as session:
        now = service.clock.now()
        session.execute(
            update(Account).where(Account.id == person.account_id).values(disabled_at=now)
        )


def _change_role(service: ServiceUnderTest, person: Person) -> None:
    with service.context.database.writing(NO_CENTRE) as session:
        session.execute(
            update(Membership)
            .where(Membership.account_id == person.account_id)
            .values(role=Role.MANAGER)
        )


def _take_unit(service: ServiceUnderTest, person: Person) -> None:
    mine = select(Membership.id).where(Membership.account_id == person.account_id)
    with service.context.database.writing(NO_CENTRE) as session:
        session.execute(delete(MembershipUnit).where(MembershipUnit.membership_id.in_(mine)))


def _end(service: ServiceUnderTest, person: Person) -> None:
    session_id = _list(service, service.as_("admin"), _of(person))[0]["id"]
    _send(service, "DELETE", f"{_of(person)}/{session_id}", service.as_("admin"))


@pytest.mark.parametrize(
    ("change", "status"), [(_disable, 401), (_change_role, 403), (_take_unit, 404), (_end, 401)]
)
def test_a_change_holds_within_a_second_of_requests(
    service: ServiceUnderTest, person: Person, change: Change, status: int
):
    path = f"/api/v1/patients/{service.centre.patients[0]}"
    headers = person.session()
    answers: list[tuple[float, int]] = []
    over = threading.Event()

    def _ask() -> None:
        while not over.is_set():
            asked_at = time.monotonic()
            answers.append((asked_at, service.client.get(path, headers=headers).status_code))
            time.sleep(0.02)

    asking = threading.Thread(target=_ask)
    asking.start()
    try:
        _until(lambda: len(answers) > 3)
        change(service, person)
        changed_at = time.monotonic()
        _until(lambda: bool(answers) and answers[-1][0] > changed_at)
    finally:
        over.set()
        asking.join()

    assert answers[0][1] == 200
    assert {code for asked_at, code in answers if asked_at > changed_at} == {status}


def _until(happens: Callable[[], bool], limit_s: float = 10) -> None:
    end = time.monotonic() + limit_s
    while not happens():
        assert time.monotonic() < end
        time.sleep(0.01)
