"""Failures to sign in are shown to the owner and to whoever administers them, and hold no more than
that somebody tried (screens.md 3.9).
"""

from typing import Any

import pytest
from sqlalchemy import func, select
from starlette.testclient import TestClient

from services.accounts.throttling import MOST_KEPT
from services.app import build_app
from services.contract.enums import Role
from services.db.scope import NO_CENTRE
from services.db.tables.accounts import SignInFailure
from tests.support.service import ServiceUnderTest
from tests.support.sign_in import Person, device_secret, make_person

WRONG = "not-Her-password-7"


@pytest.fixture
def person(service: ServiceUnderTest) -> Person:
    """An administrator of the first centre who comes from a network that can be told."""
    made = make_person(service, role=Role.ADMIN)
    app = build_app(service.context)
    service.client = TestClient(
        app, base_url="http://127.0.0.1", client=("198.51.100.7", 50000),
        raise_server_exceptions=False,
    )  # fmt: skip
    return made


def read(person: Person, path: str, who: str = "admin") -> Any:
    """What a read of the first centre answers."""
    service = person.service
    service.stay_signed_in()
    answer = service.client.get(f"/api/v1{path}", headers=service.as_(who))
    assert answer.status_code == 200, answer.text
    return answer.json()


def told(person: Person) -> list[tuple[str, str, bool]]:
    """The failures as an administrator sees them, the newest first."""
    seen = read(person, f"/accounts/{person.account_id}")["failures"]
    return [(each["step"], each["network"], each["is_known_device"]) for each in seen]


def kept(person: Person) -> int:
    """How many rows there are, of whomever."""
    with person.service.context.database.reading(NO_CENTRE) as session:
        return session.scalars(select(func.count(SignInFailure.id))).one()


def test_each_step_that_failed_is_told_once(person: Person):
    clock = person.service.clock
    person.first_step(password=WRONG)
    clock.forward(seconds=30)
    wrong = person.first_step(password=WRONG).json()["challenge"]
    person.second_step(wrong)
    clock.forward(seconds=30)
    right = person.first_step().json()["challenge"]
    person.second_step(right, "000000")
    clock.forward(seconds=5)
    person.second_step(right, "AAAA-BBBB-CCCC-DDDD")

    here = "198.51.100.0/24"
    assert told(person) == [
        ("recovery_code", here, False),
        ("code", here, False),
        ("password", here, False),
        ("password", here, False),
    ]


def test_a_right_password_without_a_code_is_told_once_it_is_over(person: Person):
    person.first_step()
    assert told(person) == []

    person.service.clock.forward(seconds=person.service.context.settings.challenge_s)

    assert [step for step, _, _ in told(person)] == ["unfinished"]


def test_signing_in_is_no_failure_and_forgives_those_before(person: Person):
    for _ in range(6):
        person.first_step(password=WRONG)
    assert person.session()

    assert [step for step, _, _ in told(person)] == ["password"] * 6
    for _ in range(6):
        assert person.first_step(password=WRONG).status_code == 200, "none of before counts"
    assert len(told(person)) == 12


def test_a_known_workstation_is_told_from_another(person: Person):
    person.headers = {"X-Vigie-Device": device_secret()}
    assert person.session()
    person.first_step(password=WRONG)
    person.headers = {}
    person.first_step(password=WRONG)

    assert sorted(known for _, _, known in told(person)) == [False, True]


def test_the_owner_sees_how_many_came_since_the_sign_in_before(person: Person):
    service = person.service
    person.session()
    person.first_step(password=WRONG)
    service.clock.forward(minutes=1)
    person.session()
    service.clock.forward(minutes=1)
    for _ in range(3):
        person.first_step(password=WRONG)
        service.clock.forward(seconds=5)

    headers = person.session()

    page = service.client.get("/api/v1/me/sessions", headers=headers).json()
    assert (page["failures_since"], len(page["failures"])) == (3, 4)


def test_an_administrator_sees_those_of_their_centre_alone(person: Person):
    person.first_step(password=WRONG)
    service = person.service
    path = f"/api/v1/accounts/{person.account_id}"
    other = {"Authorization": f"Bearer {service.other_centre.tokens['admin']}"}

    assert service.client.get(path, headers=other).status_code == 404
    sessions = service.client.get(f"{path}/sessions", headers=service.as_("admin")).json()
    assert sessions["failures"] == []


def test_the_last_twenty_are_kept_for_ninety_days_and_nothing_of_other_names(person: Person):
    clock = person.service.clock
    for _ in range(MOST_KEPT + 5):
        person.first_step(password=WRONG)
        person.first_step(username="nobody.at.all")
        clock.forward(minutes=2)
    assert len(told(person)) == MOST_KEPT

    clock.forward(hours=2)
    person.first_step(password=WRONG)
    assert kept(person) == MOST_KEPT + 1, "and the one at hand"
    assert len(told(person)) == MOST_KEPT

    clock.forward(days=91)
    person.first_step(username="nobody.at.all")
    assert told(person) == []
    assert kept(person) == 1


def test_nothing_that_was_typed_is_kept(person: Person):
    typed = "My-Password-As-A-Name-1"
    person.first_step(password=WRONG, username=typed)
    person.first_step(password=WRONG)

    with person.service.context.database.reading(NO_CENTRE) as session:
        rows = session.scalars(select(SignInFailure)).all()
    said = " ".join(str({**row.__dict__, "_sa_instance_state": ""}) for row in rows)
    assert typed.lower() not in said.lower()
    assert WRONG not in said
    assert person.username not in said


def test_a_failure_in_the_future_is_of_a_wrong_clock(person: Person):
    person.first_step(password=WRONG)
    person.service.clock.forward(days=-1)

    assert told(person) == []


def test_whoever_signs_in_forgives_their_own(person: Person):
    """Not those of a colleague on the same network."""
    other = make_person(person.service)
    person.first_step(password=WRONG)
    assert other.session()

    with person.service.context.database.reading(NO_CENTRE) as session:
        theirs = SignInFailure.account_id == person.account_id
        left = session.scalars(select(SignInFailure.forgiven_at).where(theirs)).all()
    assert left == [None]
