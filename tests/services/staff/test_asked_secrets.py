"""Whoever knows a user name keeps its owner from nothing by asking for secrets (R-AUTH-04)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event, update

from services.contract.enums import Role
from services.contract.first_sign_in import SecretPurpose
from services.db.scope import NO_CENTRE
from services.db.tables.accounts import AccountSecret
from tests.services.staff.staff_desk import NEW_PASSWORD, StaffDesk, person

NAME = "anne.le.roux"
OTHER = "plume-Galet-58-brise!"


def ask(desk: StaffDesk, purpose: str = "first_sign_in") -> int:
    """Asks for a secret; how many mails left for it."""
    before = len(desk.mails())
    answer = desk.anonymous("/secrets", {"username": NAME, "purpose": purpose})
    assert answer.status_code == 202, answer.text
    return len(desk.mails()) - before


@contextmanager
def statements() -> Iterator[list[str]]:
    """What the database is asked meanwhile, without what a null or a value makes of it."""
    made: list[str] = []

    def _note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        made.append(" ".join(statement.split()[:3]))

    event.listen(Engine, "before_cursor_execute", _note)
    try:
        yield made
    finally:
        event.remove(Engine, "before_cursor_execute", _note)


def test_a_young_secret_is_not_ended_by_another_ask(desk: StaffDesk):
    desk.invited(Role.ADMIN)
    secret = desk.asks_for_secret(NAME)

    for _ in range(4):
        desk.service.clock.forward(seconds=61)
        assert ask(desk) == 0

    offer = desk.anonymous("/first-sign-in/open", {"secret": secret})
    assert offer.status_code == 200, offer.text
    assert desk.finishes(secret, offer.json()).status_code == 200


def test_a_secret_that_somebody_began_to_use_is_not_ended_by_another_ask(desk: StaffDesk):
    desk.invited(Role.ADMIN)
    secret = desk.asks_for_secret(NAME)
    offer = desk.anonymous("/first-sign-in/open", {"secret": secret}).json()

    desk.service.clock.forward(minutes=14)
    assert ask(desk) == 0

    assert desk.finishes(secret, offer).status_code == 200


def test_a_forgotten_password_has_five_minutes_whoever_asks(desk: StaffDesk):
    desk.invited(Role.ADMIN)
    known = desk.joins(NAME)
    secret = desk.asks_for_secret(NAME, "password")
    desk.service.clock.forward(minutes=4)
    assert ask(desk, "password") == 0

    body = {"secret": secret, "password": OTHER, "code": desk.code(known["totp"])}
    assert desk.anonymous("/password", body).status_code == 200


@pytest.mark.parametrize("every_min", [1, 5])
def test_whoever_asks_all_the_time_fills_no_mailbox_and_a_secret_always_lives(
    one_desk: StaffDesk, every_min: int
):
    one_desk.invited(Role.ADMIN)
    secret, sent = "", 0
    for _ in range(120 // every_min):
        if ask(one_desk):
            secret, sent = one_desk.secret(), sent + 1
        one_desk.service.clock.forward(minutes=every_min, seconds=-1)
        opened = one_desk.anonymous("/first-sign-in/open", {"secret": secret})
        # Opened, it would be left alone: it is enough that it is good.
        assert opened.status_code == 200
        close_again(one_desk)
        one_desk.service.clock.forward(seconds=1)

    assert 8 <= sent <= 12


def test_a_secret_that_is_spent_is_replaced_at_once(one_desk: StaffDesk):
    one_desk.invited(Role.ADMIN)
    known = one_desk.joins(NAME)
    secret = one_desk.asks_for_secret(NAME, "password")
    body = {"secret": secret, "password": NEW_PASSWORD, "code": "000000"}
    for _ in range(5):
        assert one_desk.anonymous("/password", body).status_code == 401
    one_desk.service.clock.forward(seconds=61)

    secret = one_desk.asks_for_secret(NAME, "password")
    body |= {"secret": secret, "password": OTHER, "code": one_desk.code(known["totp"])}

    assert one_desk.anonymous("/password", body).status_code == 200


def close_again(desk: StaffDesk) -> None:
    """As if nobody had opened a secret."""
    with desk.service.context.database.writing(NO_CENTRE) as session:
        session.execute(update(AccountSecret).values(totp_draft=None))


def test_whoever_is_named_the_same_is_asked_of_the_database(one_desk: StaffDesk):
    one_desk.invited(Role.ADMIN)
    one_desk.invited(Role.ADMIN, person=person("Paul Guen"))
    one_desk.joins(NAME)
    for purpose in SecretPurpose:
        done = []
        for name in (NAME, "paul.guen", "nobody.here"):
            one_desk.service.clock.forward(hours=2)
            with statements() as made:
                one_desk.anonymous("/secrets", {"username": name, "purpose": purpose.value})
            done.append(made)
        assert done[0] == done[1] == done[2], purpose
