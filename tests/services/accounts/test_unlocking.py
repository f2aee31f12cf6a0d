"""A locked console opens with the password of whoever is signed in, and with no other (1.6)."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from services.db.scope import NO_CENTRE
from services.db.tables.accounts import SignInSession
from services.db.tables.edge import JournalEntry
from tests.support.raw import raw_connection
from tests.support.service import ServiceUnderTest
from tests.support.sign_in import PASSWORD, Person, make_person

PATH = "/api/v1/auth/unlock"


@pytest.fixture
def person(service: ServiceUnderTest) -> Person:
    """A nurse who can sign in."""
    return make_person(service)


def _unlock(person: Person, headers: dict[str, str], password: str = PASSWORD) -> tuple[int, str]:
    answer = person.service.client.post(PATH, json={"password": password}, headers=headers)
    return answer.status_code, "" if answer.is_success else answer.json()["code"]


def test_the_right_password_opens_and_any_other_does_not(person: Person):
    headers = person.session()

    assert _unlock(person, headers) == (204, "")
    for wrong in ("not it", PASSWORD.upper(), f" {PASSWORD}", "x" * 128):
        assert _unlock(person, headers, wrong) == (403, "sign_in_refused")
    assert _unlock(person, headers) == (204, "")


def test_the_password_of_somebody_else_does_not_open(service: ServiceUnderTest, person: Person):
    other = make_person(service, username="somebody.else")
    other.password = "another-Word-12-wind!"

    assert _unlock(person, person.session(), other.password) == (403, "sign_in_refused")


def test_without_a_session_there_is_nothing_to_open(person: Person):
    assert _unlock(person, {}) == (401, "sign_in_required")


def test_guessing_is_slowed_as_at_signing_in(service: ServiceUnderTest, person: Person):
    headers = person.session()
    for _ in range(10):
        assert _unlock(person, headers, "guess") == (403, "sign_in_refused")

    assert _unlock(person, headers) == (429, "too_many_requests")
    service.clock.forward(seconds=30)
    assert _unlock(person, headers) == (204, "")
    assert _unlock(person, headers, "guess") == (403, "sign_in_refused")


def test_every_try_is_in_the_journal(service: ServiceUnderTest, person: Person):
    headers = person.session()
    _unlock(person, headers, "guess")
    _unlock(person, headers)

    with raw_connection(service.context.database, service.centre.id) as connection:
        entries = connection.execute(
            select(JournalEntry.outcome, JournalEntry.actor_id)
            .where(JournalEntry.action == "unlock")
            .order_by(JournalEntry.sequence)
        ).all()
    assert [entry.outcome for entry in entries] == ["refused:sign_in_refused", "done"]
    assert {entry.actor_id for entry in entries} == {person.account_id}


def test_a_guess_prolongs_nothing(service: ServiceUnderTest, person: Person):
    headers = person.session()
    service.clock.forward(minutes=9)
    _unlock(person, headers, "guess")

    with service.context.database.reading(NO_CENTRE) as session:
        last_act_at = session.scalar(
            select(func.max(SignInSession.last_act_at)).where(
                SignInSession.account_id == person.account_id
            )
        )
    assert last_act_at is not None
    assert service.clock.now() - last_act_at >= timedelta(minutes=9)
