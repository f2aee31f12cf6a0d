"""No administrator alone comes to own the account of somebody who opens records (R-AZ-10).

Each ladder is climbed to the rung where it has to break.
"""

import sqlite3
import threading
from contextlib import closing
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import update

from services.contract.approvals import ApprovalState
from services.contract.enums import Role
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.accounts import Account
from services.db.tables.staff import ApprovalRequest
from services.staff import rights
from tests.services.staff.staff_desk import (
    NEW_PASSWORD,
    WORDS,
    StaffDesk,
    person,
    wait_for_a_lock,
)

RPPS = "99700218896"
CHECKED = {"identity_check": "in_person", "words": "Téléphone perdu"}
FOREIGN = "anne@autre.example"


def _version(desk: StaffDesk, account_id: str | UUID) -> int:
    return int(desk.account(account_id)["account"]["version"])


def _made_foreign(desk: StaffDesk) -> Account:
    """A nurse of another centre, with an address and a factor."""
    account_id = desk.service.other_centre.accounts["nurse"]
    with desk.service.context.database.writing(NO_CENTRE) as session:
        session.execute(
            update(Account)
            .where(Account.id == account_id)
            .values(email=FOREIGN, rpps=RPPS, totp_secret=b"x")
        )
    with desk.service.context.database.reading(NO_CENTRE) as session:
        account = session.get_one(Account, account_id)
        session.expunge(account)
        return account


def _invited_foreign(desk: StaffDesk, role: Role, **typed: Any) -> Any:
    account = _made_foreign(desk)
    asked = {"username": account.username, "email": FOREIGN, "rpps": RPPS} | typed
    return desk.invite(role, person=person(**({"name": account.name} | asked)))


@pytest.mark.parametrize("change", [{"email": "autre@chu.example"}, {"rpps": RPPS}])
def test_the_account_of_a_nurse_who_left_leads_nowhere_else_alone(
    desk: StaffDesk, change: dict[str, str]
):
    """It would come back approved, with the password of somebody else."""
    account_id = desk.invited(Role.NURSE)
    desk.joins("anne.le.roux")
    desk.fresh()
    version = _version(desk, account_id)
    ended = desk.post(f"/accounts/{account_id}/end", {"words": "Départ"}, version=version)
    assert ended.status_code == 200, ended.text
    known = desk.account(account_id)["details"]

    body = {"name": known["name"], "email": known["email"], "words": "Correction"} | change
    version = _version(desk, account_id)
    answer = desk.put(f"/accounts/{account_id}/person", body, version=version)

    assert answer.status_code == 202, answer.text
    assert desk.account(account_id)["details"] == known


def test_the_factor_of_a_nurse_of_another_centre_needs_a_second_person(one_desk: StaffDesk):
    given = _invited_foreign(one_desk, Role.ADMIN)
    assert given.status_code == 201, given.text
    account_id = given.json()["account"]["person"]["id"]
    path = f"/accounts/{account_id}/factor-reset"

    waiting = one_desk.post(path, CHECKED, version=_version(one_desk, account_id))
    one_desk.begins(account_id)
    answer = one_desk.post(path, CHECKED, version=_version(one_desk, account_id))

    assert waiting.status_code == 409, "nothing before they have accepted"
    assert answer.status_code == 202, answer.text


@pytest.mark.parametrize("role", [Role.ADMIN, Role.ONCOLOGIST])
@pytest.mark.parametrize(
    ("field", "typed"), [("name", "Dr Claire Dupont"), ("rpps", None), ("rpps", "10000000009")]
)
def test_who_is_known_elsewhere_is_invited_as_who_they_are(
    one_desk: StaffDesk, role: Role, field: str, typed: str | None
):
    """A second person would approve the one and give the role to the other."""
    answer = _invited_foreign(one_desk, role, **{field: typed})

    assert answer.status_code == 422, answer.text
    assert [(e["field"], e["reason"]) for e in answer.json()["errors"]] == [(field, "differs")]


def test_a_role_for_somebody_known_elsewhere_is_void_once_they_are_another(one_desk: StaffDesk):
    asked = _invited_foreign(one_desk, Role.ONCOLOGIST)
    assert asked.status_code == 202, asked.text
    seen = one_desk.get(f"/approvals/{asked.json()['approval_id']}", who="manager")
    assert seen["payload"]["person"]["rpps"] == RPPS
    with one_desk.service.context.database.writing(NO_CENTRE) as session:
        session.execute(update(Account).where(Account.email == FOREIGN).values(rpps=None))

    assert one_desk.approve(seen["id"]).json()["state"] == "void"


def test_who_gives_roles_approves_none(one_desk: StaffDesk):
    """An administrator who is manager too would approve what their own puppet asks."""
    desk = one_desk
    account_id = desk.invited(Role.ADMIN)
    eve = desk.joins("anne.le.roux")
    desk.fresh()
    asked = desk.post(
        f"/accounts/{account_id}/roles",
        {"role": {"role": "manager", "unit_ids": []}, "words": WORDS},
        version=_version(desk, account_id),
    )
    assert desk.approve(asked.json()["approval_id"]).json()["state"] == "approved"
    choice = desk.signs_in(eve)
    ids = {each["reason"].split(" ")[0]: each["field"] for each in choice.json()["errors"]}
    desk.service.clock.forward(seconds=30)
    first = desk.anonymous("/sign-in", {"username": eve["username"], "password": NEW_PASSWORD})
    grant = desk.anonymous(
        "/second-factor",
        {
            "challenge": first.json()["challenge"],
            "code": desk.code(eve["totp"]),
            "membership_id": ids["manager"],
        },
    )
    desk.service.centre.tokens["eve"] = grant.json()["access_token"]
    desk.fresh()
    wanted = desk.invite(Role.ONCOLOGIST, person=person("Luc Morvan")).json()["approval_id"]

    assert desk.get(f"/approvals/{wanted}", who="eve")["may_decide"] is False
    assert desk.approve(wanted, who="eve").status_code == 403
    assert desk.approve(wanted).json()["state"] == "approved"


def test_who_waits_to_approve_while_their_role_is_taken_approves_nothing(desk: StaffDesk):
    database, centre = desk.service.context.database, desk.service.centre
    asked = desk.invite(Role.NURSE).json()["approval_id"]
    seen = desk.get(f"/approvals/{asked}", who="manager")
    answers: list[Any] = []

    def _approve() -> None:
        own = TestClient(desk.service.client.app, base_url="http://127.0.0.1")
        headers = desk.service.writing_as("manager", version=seen["version"])
        path = f"/api/v1/approvals/{asked}/approve"
        answers.append(own.post(path, json={"digest": seen["digest"]}, headers=headers))

    approving = threading.Thread(target=_approve)
    with database.writing(Scope(centre.id)) as session:
        rights.hold(session, centre.id)
        approving.start()
        if not database.is_sqlite:
            wait_for_a_lock(desk)
        held = rights.one_of(session, centre.id, centre.accounts["manager"])
        assert held is not None
        now = desk.service.clock.now()
        rights.set_rights(session, held.standing, ended_at=now, suspended_at=now)
    approving.join(30)

    assert answers[0].status_code in {401, 403}, answers[0].text
    with database.reading(Scope(centre.id)) as session:
        assert session.get_one(ApprovalRequest, UUID(asked)).state is ApprovalState.WAITING


def test_a_secret_opens_nothing_of_an_account_that_was_suspended(desk: StaffDesk):
    account_id = desk.invited(Role.ADMIN)
    known = desk.joins("anne.le.roux")
    secret = desk.asks_for_secret("anne.le.roux", "password")
    desk.fresh()
    version = _version(desk, account_id)
    gone = desk.post(f"/accounts/{account_id}/suspend", {"words": "Compte volé"}, version=version)
    assert gone.status_code == 200, gone.text
    desk.service.clock.forward(seconds=30)

    answer = desk.anonymous(
        "/password",
        {"secret": secret, "password": "plume-Galet-58-brise!", "code": desk.code(known["totp"])},
    )

    assert answer.status_code == 401


def test_another_address_ends_the_sessions_that_the_old_one_led_to(one_desk: StaffDesk):
    account_id = one_desk.invited(Role.ADMIN)
    known = one_desk.joins("anne.le.roux")
    token = one_desk.signs_in(known).json()["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    assert one_desk.service.client.get("/api/v1/me", headers=headers).status_code == 200
    one_desk.fresh()
    body = {"name": "Anne Le Roux", "email": "anne.le.roux@chu.example", "rpps": RPPS}
    answer = one_desk.put(
        f"/accounts/{account_id}/person",
        body | {"words": "Numéro ajouté"},
        version=_version(one_desk, account_id),
    )

    assert answer.status_code == 200, answer.text
    assert one_desk.service.client.get("/api/v1/me", headers=headers).status_code == 401


def test_the_last_two_administrators_get_no_last_day(desk: StaffDesk):
    centre = desk.service.centre
    with desk.service.context.database.reading(NO_CENTRE) as session:
        [other] = rights.admins(session, centre.id, desk.service.clock.now()) - {
            centre.accounts["admin"]
        }
    row = desk.account(other)["account"]
    path = f"/accounts/{other}/roles/{row['roles'][0]['membership_id']}"
    tomorrow = desk.service.clock.now().date() + timedelta(days=1)
    body = {"unit_ids": [], "ends_on": str(tomorrow), "words": "Dernier jour"}

    assert desk.put(path, body, version=row["version"]).status_code == 409
    desk.invited(Role.ADMIN)
    assert desk.joins("anne.le.roux")
    desk.fresh()
    assert desk.put(path, body, version=row["version"]).status_code == 200


def test_whoever_is_shown_an_authenticator_is_journalled(one_desk: StaffDesk):
    one_desk.invited(Role.ADMIN)
    secret = one_desk.asks_for_secret("anne.le.roux")
    assert one_desk.anonymous("/first-sign-in/open", {"secret": secret}).status_code == 200

    # Nobody's centre is known yet, so that no scope holds these lines.
    file = one_desk.service.context.settings.data_dir / "vigie.sqlite"
    with closing(sqlite3.connect(file)) as connection:
        written = "SELECT outcome FROM journal WHERE action = 'open_first_sign_in'"
        lines = connection.execute(written).fetchall()

    assert lines == [("done",)]


def test_an_administrator_is_told_that_a_person_is_no_centres_own(desk: StaffDesk):
    """Said with the account, so that nobody types what is refused; and refused all the same."""
    asked = _invited_foreign(desk, Role.ADMIN)
    foreign = asked.json()["account"]
    own = desk.account(desk.service.centre.accounts["manager"])
    shared = desk.account(foreign["person"]["id"])
    body = {"name": "Autre Nom", "email": FOREIGN, "words": WORDS}
    path = f"/accounts/{foreign['person']['id']}/person"
    answer = desk.put(path, body, version=foreign["version"])

    assert (own["is_elsewhere"], shared["is_elsewhere"]) == (False, True)
    assert (answer.status_code, answer.json()["code"]) == (409, "person_not_eligible")
