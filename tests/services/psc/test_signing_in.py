"""Signing in with the provider: one code, one session, of one account (R-AUTH-07)."""

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, urlsplit

import pytest

from services.contract.enums import Role
from services.provider_settings import PscSettings
from tests.security.byte_scan import decoded, rows_with, spellings
from tests.support.provider_desk import Desk, set_provider
from tests.support.service import ServiceUnderTest
from tests.support.sign_in import bearer, device_secret


def test_a_number_opens_the_session_of_its_account(desk: Desk):
    granted = desk.signs_in()

    assert granted.status_code == 200, granted.text
    me = desk.service.client.get("/api/v1/me", headers=bearer(granted.json()["access_token"]))
    assert me.json()["person"]["id"] == str(desk.person.account_id)
    assert me.json()["role"] == "nurse"
    assert desk.outcomes() == ["done"]


def test_the_number_without_its_first_digit_is_the_same(sqlite_desk: Desk):
    sqlite_desk.psc.number = "99700218896"

    assert sqlite_desk.signs_in().status_code == 200


def test_a_provider_that_takes_no_header_gets_the_secret_in_the_form(sqlite_desk: Desk):
    sqlite_desk.psc.discovery = lambda said: (
        said | {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    )

    assert sqlite_desk.signs_in().status_code == 200
    [asked] = sqlite_desk.psc.asked_of("token")
    assert "authorization" not in asked.headers


def test_a_code_works_once(desk: Desk):
    brought = desk.brought()
    assert desk.finish(brought).status_code == 200

    again = desk.finish(brought)

    assert (again.status_code, again.json()["code"]) == (401, "sign_in_refused")
    assert desk.sessions() == 1
    assert len(desk.psc.asked_of("token")) == 1


def test_of_two_at_once_with_one_code_one_goes_on(desk: Desk):
    brought = desk.brought()

    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(lambda _: desk.finish(brought), range(2)))

    assert sorted(each.status_code for each in answers) == [200, 401]
    assert desk.sessions() == 1
    assert len(desk.psc.asked_of("token")) == 1


def test_who_holds_several_roles_names_one_and_the_provider_is_asked_once(desk: Desk):
    other = desk.joins(Role.MANAGER)
    brought = desk.brought()

    asked = desk.finish(brought)

    assert (asked.status_code, asked.json()["code"]) == (409, "membership_required")
    assert str(other) in {each["field"] for each in asked.json()["errors"]}
    assert desk.sessions() == 0
    granted = desk.finish(brought, membership_id=str(other))
    me = desk.service.client.get("/api/v1/me", headers=bearer(granted.json()["access_token"]))
    assert me.json()["role"] == "manager"
    assert len(desk.psc.asked_of("token")) == 1
    assert desk.finish(brought, membership_id=str(other)).status_code == 401


def test_who_waits_for_a_role_under_another_number_is_nobody(desk: Desk):
    other = desk.joins(Role.MANAGER)
    brought = desk.brought()
    assert desk.finish(brought).status_code == 409
    desk.set_account(rpps="10000000009")

    answer = desk.finish(brought, membership_id=str(other))

    assert answer.status_code == 403, answer.text
    assert desk.sessions() == 0


def test_a_role_of_another_centre_begins_when_it_is_chosen(desk: Desk):
    there = desk.offered(Role.ADMIN)
    brought = desk.brought()
    asked = desk.finish(brought)
    assert asked.status_code == 409, asked.text
    [offered] = [each for each in asked.json()["errors"] if each["field"] == str(there)]
    assert offered["reason"].endswith(" · invitation")

    granted = desk.finish(brought, membership_id=str(there))

    me = desk.service.client.get("/api/v1/me", headers=bearer(granted.json()["access_token"]))
    assert me.json()["centre"]["id"] == str(desk.service.other_centre.id)


def test_a_role_is_named_with_the_same_code_and_by_the_same_console(desk: Desk):
    other = str(desk.joins(Role.MANAGER))
    brought = desk.brought()
    desk.finish(brought)

    with_another = desk.finish(brought | {"code": "another"}, membership_id=other)
    desk.verifier = device_secret()
    elsewhere = desk.finish(brought, membership_id=other)

    assert [with_another.status_code, elsewhere.status_code] == [401, 401]
    assert desk.sessions() == 0


def test_whose_account_was_closed_meanwhile_gets_no_role(desk: Desk):
    other = str(desk.joins(Role.MANAGER))
    brought = desk.brought()
    desk.finish(brought)
    desk.set_account(disabled_at=desk.service.clock.now())

    answer = desk.finish(brought, membership_id=other)

    assert (answer.status_code, answer.json()["code"]) == (403, "not_known_here")
    assert desk.sessions() == 0


@pytest.mark.parametrize("change", ["other number", "disabled", "no role"])
def test_who_is_not_known_here_hears_the_same_whatever_the_reason(sqlite_desk: Desk, change: str):
    now = sqlite_desk.service.clock.now()
    match change:
        case "other number":
            sqlite_desk.set_account(rpps="10000000001")
        case "disabled":
            sqlite_desk.set_account(disabled_at=now)
        case _:
            sqlite_desk.leaves()

    answer = sqlite_desk.signs_in()

    assert answer.status_code == 403
    told = answer.json()
    assert (told["code"], told["detail"]) == (
        "not_known_here",
        "The sign-in with the identity provider was refused.",
    )
    assert sqlite_desk.outcomes() == ["refused:not_known_here"]
    sqlite_desk.require_nothing_done()


def test_time_is_over_after_five_minutes(desk: Desk):
    brought = desk.brought()
    desk.service.clock.forward(minutes=5)

    assert desk.finish(brought).status_code == 401
    desk.require_nothing_done()
    desk.start()
    desk.service.clock.forward(seconds=1)
    desk.start()
    assert len(desk.waiting()) == 2


def test_what_another_console_brings_is_refused_and_the_owner_goes_on(desk: Desk):
    """A code that reached another port, with a state that was read off a screen (R-AUTH-07)."""
    brought, own = desk.brought(), desk.verifier
    desk.verifier = device_secret()
    assert desk.finish(brought).status_code == 401
    desk.verifier, desk.headers = own, {"X-Vigie-Device": device_secret()}
    assert desk.finish(brought).status_code == 401
    desk.require_nothing_done()

    desk.headers = {}

    assert desk.finish(brought).status_code == 200


def test_a_state_that_nobody_began_asks_nobody(desk: Desk):
    brought = desk.brought() | {"state": device_secret()}

    assert desk.finish(brought).status_code == 401
    assert desk.psc.asked_of("token") == []
    desk.require_nothing_done()


def test_nothing_that_is_stored_opens_anything(desk: Desk):
    started = desk.start().json()
    brought = desk.psc.visit(started["authorize_url"])
    query = parse_qs(urlsplit(started["authorize_url"]).query)
    assert desk.finish(brought).status_code == 200
    [asked] = desk.psc.asked_of("token")
    verifier = parse_qs(asked.body.decode())["code_verifier"][0]

    assert len(desk.waiting()) == 1
    for secret in (brought["code"], brought["state"], query["nonce"][0], verifier):
        assert rows_with(spellings(secret) | decoded(secret), desk.service) == []


def test_each_sign_in_has_a_state_a_nonce_and_a_challenge_of_its_own(sqlite_desk: Desk):
    asked = [parse_qs(urlsplit(sqlite_desk.start().json()["authorize_url"]).query) for _ in "12"]

    for name in ("state", "nonce", "code_challenge"):
        assert asked[0][name] != asked[1][name], name


@pytest.mark.parametrize(
    "return_to",
    [
        "https://evil.example/retour",
        "http://localhost:50123/retour",
        "http://127.0.0.1:50123/retour?next=x",
        "http://127.0.0.1:50123@evil.example/retour",
        "http://127.0.0.1:99/retour",
        "http://127.0.0.1:50123/retour\n",
    ],
)
def test_the_browser_comes_back_to_a_listener_on_this_machine_alone(
    sqlite_desk: Desk, return_to: str
):
    assert sqlite_desk.start(return_to).status_code == 422
    assert sqlite_desk.waiting() == []


def test_it_is_off_until_it_is_set(service: ServiceUnderTest):
    set_provider(service, PscSettings())
    ask = {"return_to": "http://127.0.0.1:50123/retour", "challenge": "a" * 43}
    end = {"state": "a" * 43, "code": "c", "verifier": "a" * 43}

    ways = service.client.get("/api/v1/auth/ways")
    answers = [
        service.client.post("/api/v1/auth/psc/start", json=ask),
        service.client.post("/api/v1/auth/psc/finish", json=end),
    ]

    assert ways.json() == {"pro_sante_connect": False}
    assert [each.status_code for each in answers] == [404, 404]


def test_anybody_may_know_that_it_is_on(sqlite_desk: Desk):
    ways = sqlite_desk.service.client.get("/api/v1/auth/ways")

    assert ways.json() == {"pro_sante_connect": True}
