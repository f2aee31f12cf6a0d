"""Guessing is slowed per account and origin, and nobody is locked out (R-AUTH-03)."""

import time

import pytest
from starlette.testclient import TestClient

from services.app import build_app
from services.edge.networks import network_of
from tests.support.service import ServiceUnderTest
from tests.support.sign_in import Person, device_secret, make_person


@pytest.fixture
def person(service: ServiceUnderTest) -> Person:
    """A nurse who can sign in."""
    return make_person(service)


def _from(person: Person, address: str) -> Person:
    """The same person at another address."""
    service = person.service
    app = build_app(service.context)
    client = TestClient(app, base_url="http://127.0.0.1", client=(address, 50000))
    return Person(
        ServiceUnderTest(
            service.context, service.clock, client, service.centre, service.other_centre
        ),
        person.account_id,
        person.username,
        person.totp_secret,
    )


def _fail(person: Person, times: int) -> list[int]:
    return [person.first_step(password="wrong").status_code for _ in range(times)]


def test_after_ten_failures_one_try_is_left_in_30_seconds(
    service: ServiceUnderTest, person: Person
):
    assert _fail(person, 10) == [200] * 10

    delayed = person.first_step(password="wrong")
    assert (delayed.status_code, delayed.json()["code"]) == (429, "too_many_requests")
    assert delayed.headers["retry-after"] == "30"
    service.clock.forward(seconds=29)
    assert _fail(person, 3) == [429] * 3
    service.clock.forward(seconds=1)
    assert _fail(person, 3) == [200, 429, 429]


def test_the_delay_is_no_lock(service: ServiceUnderTest, person: Person):
    _fail(person, 40)
    service.clock.forward(seconds=30)

    assert person.signs_in().status_code == 200


def test_a_right_password_does_not_shorten_the_delay(person: Person):
    _fail(person, 10)

    assert person.first_step().status_code == 429


def test_the_delay_comes_as_soon_for_a_right_password(service: ServiceUnderTest, person: Person):
    """Otherwise the moment at which it comes would tell that the password was right."""

    def _codes_until_delay(username: str, password: str) -> int:
        service.clock.forward(hours=1)
        for tried in range(100):
            first = person.first_step(password, username)
            if first.status_code == 429:
                return tried
            if person.second_step(first.json()["challenge"], "000000").status_code == 429:
                return tried
        raise AssertionError("no delay ever came")

    right = _codes_until_delay(person.username, person.password)

    assert right == _codes_until_delay(person.username, "wrong")
    assert right == _codes_until_delay("nobody", "wrong")


def test_ten_bad_codes_are_slowed_down(service: ServiceUnderTest, person: Person):
    tried = 0
    for _ in range(4):
        challenge = person.first_step().json().get("challenge")
        for _ in range(5):
            if challenge is not None:
                tried += person.second_step(challenge, "000000").status_code == 401

    assert tried <= 10
    assert person.first_step().status_code == 429
    service.clock.forward(seconds=30)
    assert person.signs_in().status_code == 200


def test_failures_of_one_network_do_not_slow_another(person: Person):
    attacker, owner = _from(person, "127.0.0.2"), _from(person, "127.0.0.3")
    _fail(attacker, 30)

    assert attacker.first_step().status_code == 429
    assert owner.signs_in().status_code == 200


def test_a_thousand_bad_tries_keep_no_nurse_out(service: ServiceUnderTest, person: Person):
    attacker, known, new = (_from(person, f"127.0.0.{last}") for last in (2, 3, 3))
    known.headers = {"X-Vigie-Device": device_secret()}
    known.session()
    checked = 0
    for tried in range(1_000):
        service.clock.forward(seconds=1)
        checked += attacker.first_step(password="wrong").status_code == 200
        if tried % 250 == 249:
            begun = time.monotonic()
            assert known.signs_in().status_code == 200
            assert time.monotonic() - begun < 2
            service.clock.forward(seconds=30)
            new.headers = {"X-Vigie-Device": device_secret()}
            assert new.signs_in().status_code == 200

    assert 10 < checked <= 10 + (1_000 + 4 * 30) // 30


def test_one_network_that_tries_many_names_is_slowed(person: Person):
    attacker = _from(person, "127.0.0.2")
    for number in range(10):
        attacker.first_step("wrong", f"name-{number}")

    assert attacker.first_step("wrong", "another name").status_code == 429


def test_a_known_device_is_not_slowed_by_others_of_its_network(
    service: ServiceUnderTest, person: Person
):
    known = {"X-Vigie-Device": device_secret()}
    person.headers = known
    person.session()
    person.headers = {}
    _fail(person, 15)
    assert person.first_step().status_code == 429
    service.clock.forward(seconds=1)

    person.headers = {"X-Vigie-Device": device_secret()}
    assert person.first_step().status_code == 429
    person.headers = known
    service.clock.forward(seconds=29)
    assert person.signs_in().status_code == 200


def test_a_known_device_is_slowed_by_its_own_failures_and_for_other_names(
    service: ServiceUnderTest, person: Person
):
    person.headers = {"X-Vigie-Device": device_secret()}
    person.session()

    assert _fail(person, 12) == [200] * 10 + [429] * 2
    other = make_person(service)
    other.headers = person.headers
    assert _fail(other, 12) == [200] * 10 + [429] * 2


def test_failures_are_forgotten_after_their_window(service: ServiceUnderTest, person: Person):
    _fail(person, 10)
    service.clock.forward(seconds=900)

    assert _fail(person, 10) == [200] * 10


def test_signing_in_forgets_the_failures_before(service: ServiceUnderTest, person: Person):
    _fail(person, 9)
    assert person.signs_in().status_code == 200

    assert _fail(person, 10) == [200] * 10


def test_a_clock_that_was_set_back_delays_nobody(service: ServiceUnderTest, person: Person):
    _fail(person, 20)
    service.clock.forward(days=-2)

    assert person.signs_in().status_code == 200


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("127.0.0.2", "127.0.0.2"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2::9", "2001:db8:1:2::"),
        ("testclient", "unknown"),
        (None, "unknown"),
    ],
)
def test_a_network_is_an_address_or_a_64(address: str | None, network: str):
    assert network_of(address) == network
