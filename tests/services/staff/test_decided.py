"""What a second person is told, what becomes of an approval, and what the journal says of it."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from services.contract.enums import Role
from services.db.scope import NO_CENTRE
from services.db.tables.accounts import Account
from services.staff import people
from tests.services.staff.staff_desk import WORDS, StaffDesk, person

CHECKED = {"identity_check": "in_person", "words": "Téléphone perdu, vue ce matin"}


def set_address(desk: StaffDesk, who: str, email: str) -> None:
    """Where mails to somebody go; their factor is set up."""
    account_id = desk.service.centre.accounts[who]
    with desk.service.context.database.writing(NO_CENTRE) as session:
        session.execute(
            update(Account).where(Account.id == account_id).values(email=email, totp_secret=b"x")
        )


@pytest.mark.parametrize("what", ["factor-reset", "person"])
def test_whoever_may_decide_on_a_clinician_is_told(one_desk: StaffDesk, what: str):
    set_address(one_desk, "manager", "manager@chu.example")
    set_address(one_desk, "privacy_officer", "dpo@chu.example")
    set_address(one_desk, "nurse", "nurse@chu.example")
    account_id = one_desk.service.centre.accounts["nurse"]
    row = one_desk.account(account_id)
    version, path = row["account"]["version"], f"/accounts/{account_id}/{what}"

    if what == "person":
        body = {"name": row["details"]["name"], "email": "new@chu.example", "words": WORDS}
        asked = one_desk.put(path, body, version=version)
    else:
        asked = one_desk.post(path, CHECKED, version=version)

    assert asked.status_code == 202, asked.text
    told = [each for each in one_desk.mails() if "attend votre accord" in each]
    assert sorted(each.splitlines()[0] for each in told) == [
        "To: dpo@chu.example",
        "To: manager@chu.example",
    ]
    request = asked.json()["approval_id"]
    for who in ("manager", "privacy_officer"):
        assert one_desk.get(f"/approvals/{request}", who=who)["may_decide"] is True


def test_a_name_that_is_taken_at_the_last_moment_voids_the_request(
    desk: StaffDesk, monkeypatch: pytest.MonkeyPatch
):
    asked = desk.invite(Role.NURSE).json()["approval_id"]
    assert desk.invite(Role.ADMIN, who=desk.elsewhere()).status_code == 201
    # Two centres in one moment: the look before finds nothing yet.
    monkeypatch.setattr(people, "taken", lambda *_: [])
    monkeypatch.setattr(people, "same_person", lambda *_: None)

    decided = desk.approve(asked)

    assert decided.status_code == 200, decided.text
    assert (decided.json()["state"], decided.json()["void_because"]) == ("void", "taken")


def test_a_request_for_a_later_last_day_shows_the_former_one(one_desk: StaffDesk):
    today = one_desk.service.clock.now().date()
    former, later = str(today + timedelta(days=3)), str(today + timedelta(days=30))
    account_id = one_desk.invited(Role.NURSE, ends_on=former)
    one_desk.joins("anne.le.roux")
    one_desk.fresh()
    row = one_desk.account(account_id)["account"]
    [role] = row["roles"]
    path = f"/accounts/{account_id}/roles/{role['membership_id']}"
    units = [each["id"] for each in role["units"]]
    body = {"unit_ids": units, "ends_on": later, "words": WORDS}

    asked = one_desk.put(path, body, version=row["version"])

    seen = one_desk.get(f"/approvals/{asked.json()['approval_id']}", who="manager")
    assert (seen["payload"]["ended_before"], seen["payload"]["ends_on"]) == (former, later)


def lines(desk: StaffDesk, action: str) -> list[tuple[Any, ...]]:
    """What the journal holds of an action: the object, and what was shown."""
    file = desk.service.context.settings.data_dir / "vigie.sqlite"
    asked = "SELECT object_id, shown FROM journal WHERE action = ? ORDER BY sequence"
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(asked, [action]).fetchall()


def test_the_journal_names_whoever_got_the_role(one_desk: StaffDesk):
    account_id = one_desk.invited(Role.NURSE)

    found = {row[0] for row in lines(one_desk, "approve_request")}

    assert UUID(account_id).bytes in found
    assert len(found) == 2, "and the request itself"


@pytest.mark.parametrize(
    ("path", "action"), [("/accounts", "list_accounts"), ("/approvals", "list_approvals")]
)
def test_the_journal_names_what_a_list_showed(one_desk: StaffDesk, path: str, action: str):
    one_desk.invite(Role.NURSE, person=person("Jean Morvan"))

    items = one_desk.get(path)["items"]

    [(_, shown)] = lines(one_desk, action)
    assert all((each.get("id") or each["person"]["id"]) in shown for each in items)
