"""Who comes in while an administrator changes the account waits, and nobody is turned away (M7).

Locks have one order: memberships, account, secrets. Two that take them the other way round end in
a deadlock on PostgreSQL; SQLite has one writer.
"""

import threading
from collections.abc import Callable
from typing import Any
from uuid import UUID

from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from services.accounts import repository
from services.contract.enums import Role
from services.db.scope import Scope
from services.staff import rights, secrets
from tests.services.staff.staff_desk import (
    NEW_PASSWORD,
    WORDS,
    StaffDesk,
    notice_name,
    person,
    wait_for_a_lock,
)

NAME = "anne.le.roux"
OTHER = "plume-Galet-58-brise!"


def during_a_change(desk: StaffDesk, account_id: UUID, path: str, body: dict[str, Any]) -> int:
    """What a request answers that comes in between the steps of another address."""
    database, centre_id = desk.service.context.database, desk.service.centre.id
    answers: list[int] = []

    def _ask() -> None:
        own = TestClient(
            desk.service.client.app,
            base_url="http://127.0.0.1",
            raise_server_exceptions=False,
        )
        answers.append(own.post(f"/api/v1/auth{path}", json=body).status_code)

    asking = threading.Thread(target=_ask)
    with database.writing(Scope(centre_id)) as session:
        _as_setting_a_person_does(session, centre_id, account_id, desk, asking.start)
    asking.join(30)
    return answers[0]


def _as_setting_a_person_does(
    session: Session,
    centre_id: UUID,
    account_id: UUID,
    desk: StaffDesk,
    then: Callable[[], None],
) -> None:
    rights.hold(session, centre_id)
    account = repository.hold_account(session, account_id)
    assert account is not None
    account.email = "another@chu.example"
    session.flush()
    then()
    wait_for_a_lock(desk)
    secrets.end_all(session, account_id, desk.service.clock.now())


def test_a_first_sign_in(postgres_desk: StaffDesk):
    account_id = UUID(postgres_desk.invited(Role.ADMIN))
    secret = postgres_desk.asks_for_secret(NAME)
    offer = postgres_desk.anonymous("/first-sign-in/open", {"secret": secret}).json()
    body = {
        "secret": secret,
        "password": NEW_PASSWORD,
        "code": postgres_desk.code(offer["totp_secret"]),
        "notices": [notice_name(each) for each in offer["notices"]],
        "language": "fr",
    }

    assert during_a_change(postgres_desk, account_id, "/first-sign-in/finish", body) == 401


def test_a_new_password(postgres_desk: StaffDesk):
    account_id = UUID(postgres_desk.invited(Role.ADMIN))
    known = postgres_desk.joins(NAME)
    secret = postgres_desk.asks_for_secret(NAME, "password")
    postgres_desk.service.clock.forward(seconds=30)
    body = {"secret": secret, "password": OTHER, "code": postgres_desk.code(known["totp"])}

    assert during_a_change(postgres_desk, account_id, "/password", body) == 401


def test_an_ask_for_a_secret(postgres_desk: StaffDesk):
    account_id = UUID(postgres_desk.invited(Role.ADMIN))
    postgres_desk.asks_for_secret(NAME)
    postgres_desk.service.clock.forward(minutes=6)
    body = {"username": NAME, "purpose": "first_sign_in"}

    assert during_a_change(postgres_desk, account_id, "/secrets", body) == 202


def test_another_centre_does_not_give_a_role_to_whoever_somebody_was(postgres_desk: StaffDesk):
    """What was read before the lock is read again: an address that is another is nobody's here."""
    account_id = UUID(postgres_desk.invited(Role.ADMIN))
    postgres_desk.joins(NAME)
    database, centre_id = postgres_desk.service.context.database, postgres_desk.service.centre.id
    asking, answers = postgres_desk.elsewhere(), list[int]()

    def _invite() -> None:
        own = TestClient(postgres_desk.service.client.app, base_url="http://127.0.0.1")
        body = {"person": person(), "role": {"role": "admin"}, "words": WORDS}
        headers = postgres_desk.service.writing_as(asking)
        answers.append(own.post("/api/v1/accounts", json=body, headers=headers).status_code)

    inviting = threading.Thread(target=_invite)
    with database.writing(Scope(centre_id)) as session:
        _as_setting_a_person_does(session, centre_id, account_id, postgres_desk, inviting.start)
    inviting.join(30)

    assert answers == [422]
