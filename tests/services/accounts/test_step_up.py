"""What weighs most asks for a proof of identity that is minutes old (R-AUTH-08)."""

from typing import Any

import pytest
from sqlalchemy import select

from services.contract.enums import Role
from services.db.scope import Scope
from services.db.tables.edge import JournalEntry
from tests.support.service import ServiceUnderTest, random_key
from tests.support.sign_in import PASSWORD, Person, bearer, make_person

PATH = "/api/v1/auth/step-up"
CODES = "/api/v1/me/recovery-codes"


@pytest.fixture
def admin(service: ServiceUnderTest) -> Person:
    """An administrator who can sign in."""
    return make_person(service, Role.ADMIN)


def _prove(
    person: Person, headers: dict[str, str], password: str = PASSWORD, code: str | None = None
) -> Any:
    ask = {"password": password, "code": code or person.code()}
    return person.service.client.post(PATH, json=ask, headers=headers)


def _act(person: Person, headers: dict[str, str]) -> tuple[int, str | None]:
    keyed = headers | {"Idempotency-Key": random_key()}
    answer = person.service.client.post(CODES, headers=keyed)
    return answer.status_code, answer.json().get("code")


def test_a_sign_in_is_a_fresh_proof_for_five_minutes(admin: Person):
    headers = admin.session()
    admin.service.clock.forward(seconds=299)
    assert _act(admin, headers) == (201, None)
    admin.service.clock.forward(seconds=1)

    assert _act(admin, headers) == (403, "step_up_needed")


def test_a_proof_within_the_session_is_fresh_again(admin: Person):
    headers = admin.session()
    admin.service.clock.forward(minutes=6)
    assert _act(admin, headers) == (403, "step_up_needed")

    proved = _prove(admin, headers)

    assert proved.status_code == 200
    assert proved.json()["fresh_until"] > proved.json()["server_time"]
    assert _act(admin, headers) == (201, None)


def test_a_proof_is_of_one_session(admin: Person):
    proved, other = admin.session(), admin.session()
    admin.service.clock.forward(minutes=6)
    _prove(admin, proved)

    assert _act(admin, other) == (403, "step_up_needed")


def test_a_clock_that_went_back_makes_nothing_fresh(admin: Person):
    headers = admin.session()
    admin.service.clock.forward(seconds=-60)

    assert _act(admin, headers) == (403, "step_up_needed")


def test_both_factors_are_asked_for(admin: Person):
    headers = admin.session()
    admin.service.clock.forward(minutes=6)
    for password, code in (("wrong", None), (PASSWORD, "000000"), ("wrong", "000000")):
        refused = _prove(admin, headers, password, code)
        assert (refused.status_code, refused.json()["code"]) == (403, "step_up_refused")

    assert _act(admin, headers) == (403, "step_up_needed")
    assert admin.service.client.get("/api/v1/me", headers=headers).status_code == 200
    # A wrong password has not used up the code.
    assert _prove(admin, headers).status_code == 200


def test_a_code_proves_once(admin: Person):
    headers = admin.session()
    code = admin.code()
    assert _prove(admin, headers, code=code).status_code == 403
    admin.service.clock.forward(minutes=6)
    code = admin.code()

    assert _prove(admin, headers, code=code).status_code == 200
    assert _prove(admin, headers, code=code).status_code == 403


def test_guessing_is_slowed_down_and_is_no_lock(admin: Person):
    headers = admin.session()
    admin.service.clock.forward(minutes=6)
    tried = [_prove(admin, headers, "wrong").status_code for _ in range(13)]

    assert tried == [403] * 10 + [429] * 3
    assert "retry-after" in _prove(admin, headers).headers
    admin.service.clock.forward(seconds=30)
    assert _prove(admin, headers).status_code == 200


def test_the_proof_and_its_refusal_are_journalled(admin: Person):
    headers = admin.session()
    admin.service.clock.forward(minutes=1)
    _prove(admin, headers, "wrong")
    _prove(admin, headers)

    service = admin.service
    with service.context.database.reading(Scope(service.centre.id)) as session:
        outcomes = session.scalars(
            select(JournalEntry.outcome).where(JournalEntry.action == "step_up")
        ).all()
    assert outcomes == ["refused:step_up_refused", "done"]


def test_refreshing_a_session_proves_nothing(admin: Person):
    grant = admin.signs_in().json()
    admin.service.clock.forward(minutes=6)
    renewed = admin.service.client.post(
        "/api/v1/auth/refresh", json={"refresh_token": grant["refresh_token"]}
    ).json()

    assert _act(admin, bearer(renewed["access_token"])) == (403, "step_up_needed")


def test_a_recovery_code_proves_too(admin: Person):
    headers = admin.session()
    keyed = headers | {"Idempotency-Key": random_key()}
    codes = admin.service.client.post(CODES, headers=keyed).json()["codes"]
    admin.service.clock.forward(minutes=6)

    assert _prove(admin, headers, code=codes[0]).status_code == 200
    assert _prove(admin, headers, code=codes[0]).status_code == 403
