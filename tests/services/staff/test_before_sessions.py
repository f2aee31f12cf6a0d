"""What is refused before a session is journalled, for the centres of whoever it is about (M6)."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from services.contract.enums import Role
from tests.services.staff.staff_desk import NEW_PASSWORD, StaffDesk

NAME = "anne.le.roux"
TYPED = "My-Password-As-A-Name-1"
NO_SECRET = "A" * 28


@pytest.fixture
def known(one_desk: StaffDesk) -> dict[str, str]:
    """An administrator who has come in."""
    one_desk.invited(Role.ADMIN)
    return one_desk.joins(NAME)


def lines(desk: StaffDesk, action: str) -> list[tuple[str, bool]]:
    """The lines of an action: the outcome, and whether it is of the first centre or of none."""
    file = desk.service.context.settings.data_dir / "vigie.sqlite"
    asked = "SELECT outcome, centre_id FROM journal WHERE action = ? ORDER BY sequence"
    with closing(sqlite3.connect(file)) as connection:
        found = connection.execute(asked, [action]).fetchall()
    centres = {None: False, desk.service.centre.id.bytes: True}
    return [(outcome, centres[centre]) for outcome, centre in found]


def whole(desk: StaffDesk) -> str:
    """Everything in the journal, as text."""
    file = desk.service.context.settings.data_dir / "vigie.sqlite"
    with closing(sqlite3.connect(file)) as connection:
        return str(connection.execute("SELECT * FROM journal").fetchall())


@pytest.mark.parametrize(
    ("path", "action", "body"),
    [
        ("/first-sign-in/open", "open_first_sign_in", {}),
        ("/password", "set_password", {"password": NEW_PASSWORD, "code": "123456"}),
        ("/factor/open", "open_factor", {"password": NEW_PASSWORD}),
        ("/factor/finish", "finish_factor", {"password": NEW_PASSWORD, "code": "123456"}),
    ],
)
def test_a_secret_that_is_none_is_a_line(
    one_desk: StaffDesk, path: str, action: str, body: dict[str, Any]
):
    answer = one_desk.anonymous(path, {"secret": NO_SECRET} | body)

    assert answer.status_code == 401, answer.text
    assert lines(one_desk, action) == [("refused:sign_in_refused", False)]


def test_a_body_that_is_none_is_a_line(one_desk: StaffDesk):
    assert one_desk.anonymous("/password", {"secret": 7}).status_code == 422

    assert lines(one_desk, "set_password") == [("refused:invalid_body", False)]


@pytest.mark.parametrize(("name", "is_known"), [(NAME, True), (TYPED, False)])
def test_a_sign_in_that_failed_is_a_line_of_their_centre(
    one_desk: StaffDesk, known: dict[str, str], name: str, is_known: bool
):
    before = len(lines(one_desk, "sign_in"))
    one_desk.anonymous("/sign-in", {"username": name, "password": "not-Hers-7"})

    assert lines(one_desk, "sign_in")[before:] == [("refused:sign_in_refused", is_known)]
    assert TYPED.lower() not in whole(one_desk).lower()


@pytest.mark.parametrize(("name", "is_known"), [(NAME, True), ("nobody.at.all", False)])
def test_whoever_has_to_wait_is_a_line_of_their_centre(
    one_desk: StaffDesk, known: dict[str, str], name: str, is_known: bool
):
    one_desk.service.clock.forward(hours=2)
    body = {"username": name, "password": "not-Hers-7"}
    codes = [one_desk.anonymous("/sign-in", body).status_code for _ in range(11)]
    assert codes[-1] == 429
    asks = {"username": name, "purpose": "password"}
    codes = [one_desk.anonymous("/secrets", asks).status_code for _ in range(11)]
    assert codes[-1] == 429

    for action in ("sign_in", "ask_for_secret"):
        assert lines(one_desk, action)[-1] == ("refused:too_many_requests", is_known)


def test_a_wrong_code_and_a_weak_password_with_a_secret_are_lines_of_the_centre(
    one_desk: StaffDesk, known: dict[str, str]
):
    secret = one_desk.asks_for_secret(NAME, "password")
    body = {"secret": secret, "password": NEW_PASSWORD + "x", "code": "000000"}
    assert one_desk.anonymous("/password", body).status_code == 401
    assert one_desk.anonymous("/password", body | {"password": "short"}).status_code == 422

    assert lines(one_desk, "set_password") == [
        ("refused:sign_in_refused", True),
        ("refused:invalid_body", True),
    ]


def test_codes_with_a_secret_are_slowed_as_at_signing_in(
    one_desk: StaffDesk, known: dict[str, str]
):
    one_desk.service.clock.forward(hours=2)
    for _ in range(9):
        one_desk.anonymous("/sign-in", {"username": NAME, "password": "not-Hers-7"})
    secret = one_desk.asks_for_secret(NAME, "password")
    body = {"secret": secret, "password": NEW_PASSWORD + "x", "code": "000000"}

    assert one_desk.anonymous("/password", body).status_code == 401
    assert one_desk.anonymous("/password", body).status_code == 429
    code = {"code": one_desk.code(known["totp"])}
    assert one_desk.anonymous("/password", body | code).status_code == 429
    one_desk.service.clock.forward(seconds=30)
    code = {"code": one_desk.code(known["totp"])}
    assert one_desk.anonymous("/password", body | code).status_code == 200
