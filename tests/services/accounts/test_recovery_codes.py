"""Ten codes for a lost authenticator: shown once, stored as hashes, used once (R-AUTH-06)."""

from typing import Any

import pytest
from sqlalchemy import select

from services.db.scope import NO_CENTRE, Scope
from services.db.tables.accounts import RecoveryCode
from services.db.tables.edge import JournalEntry
from tests.support.service import ServiceUnderTest, random_key
from tests.support.sign_in import Person, make_person

PATH = "/api/v1/me/recovery-codes"


@pytest.fixture
def person(service: ServiceUnderTest) -> Person:
    """A nurse who can sign in."""
    return make_person(service)


def _make(person: Person, headers: dict[str, str], key: str | None = None) -> Any:
    keyed = headers | {"Idempotency-Key": key or random_key()}
    return person.service.client.post(PATH, headers=keyed)


def _codes(person: Person) -> list[str]:
    made: list[str] = _make(person, person.session()).json()["codes"]
    person.service.clock.forward(seconds=30)
    return made


def _left(person: Person, headers: dict[str, str]) -> int:
    return int(person.service.client.get(PATH, headers=headers).json()["left"])


def test_ten_codes_are_made_and_none_is_stored(person: Person):
    codes = _codes(person)

    assert len(set(codes)) == 10
    assert all(len(code.replace("-", "")) == 16 for code in codes)
    with person.service.context.database.reading(NO_CENTRE) as session:
        stored = session.scalars(select(RecoveryCode.code_hash)).all()
    assert len(stored) == 10
    assert not any(code.encode() in hashed for code in codes for hashed in stored)


def test_a_code_opens_a_session_in_place_of_the_authenticator_once(person: Person):
    codes = _codes(person)

    opened = person.signs_in(code=codes[3])
    again = person.signs_in(code=codes[3])

    assert opened.status_code == 200
    assert opened.json()["recovery_codes_left"] == 9
    assert (again.status_code, again.json()["code"]) == (401, "sign_in_refused")


def test_a_code_may_be_typed_as_it_is_read(person: Person):
    codes = _codes(person)
    for number, typed in enumerate(
        (
            codes[0].lower(),
            codes[1].replace("-", ""),
            codes[2].replace("-", " "),
            codes[3].replace("0", "O").replace("1", "l"),
        )
    ):
        assert person.signs_in(code=typed).status_code == 200, number


def test_a_code_is_of_one_account(person: Person):
    codes = _codes(person)
    other = make_person(person.service)

    assert other.signs_in(code=codes[0]).json()["code"] == "sign_in_refused"
    assert person.signs_in(code=codes[0]).status_code == 200


def test_a_code_does_not_replace_the_password(person: Person):
    codes = _codes(person)

    assert person.signs_in("wrong", codes[0]).json()["code"] == "sign_in_refused"


def test_new_codes_end_the_old_ones(person: Person):
    old, new = _codes(person), _codes(person)

    assert person.signs_in(code=old[0]).status_code == 401
    assert person.signs_in(code=new[0]).status_code == 200


def test_codes_are_shown_once(person: Person):
    headers, key = person.session(), random_key()
    first = _make(person, headers, key)
    again = _make(person, headers, key)

    assert first.status_code == again.status_code == 201
    assert len(first.json()["codes"]) == 10
    assert again.json()["codes"] is None
    assert _left(person, headers) == 10


def test_bad_codes_are_slowed_down_like_those_of_the_authenticator(person: Person):
    _codes(person)
    refused = 0
    for _ in range(3):
        challenge = person.first_step().json().get("challenge")
        for _ in range(5):
            if challenge is not None:
                bad = person.second_step(challenge, "0000-0000-0000-0000")
                refused += bad.status_code == 401

    assert refused <= 10
    assert person.first_step().status_code == 429


def test_using_a_code_is_journalled_with_who_and_where(person: Person):
    codes = _codes(person)
    grant = person.signs_in(code=codes[0]).json()

    service = person.service
    with service.context.database.reading(Scope(service.centre.id)) as session:
        entry = session.scalars(
            select(JournalEntry).where(JournalEntry.action == "use_recovery_code")
        ).one()
    assert entry.actor_id == person.account_id
    assert str(entry.session_id) == grant["session_id"]


def test_an_account_without_codes_is_refused_like_one_with(person: Person):
    without = person.signs_in(code="0000-0000-0000-0000")
    _codes(person)
    with_codes = person.signs_in(code="0000-0000-0000-0000")

    def _shape(answer: Any) -> tuple[int, Any]:
        body = answer.json()
        body.pop("request_id")
        return answer.status_code, body

    assert _shape(without) == _shape(with_codes)
