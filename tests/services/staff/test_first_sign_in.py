"""Somebody is invited, approved and signs in for the first time (R-AUTH-04, screens.md 3.1)."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from services.contract.enums import Role
from services.contract.first_sign_in import SECRET_LIVES_S
from services.contract.staff import INVITATION_DAYS
from services.db.scope import NO_CENTRE
from services.db.tables.accounts import Account, AccountSecret
from services.db.tables.staff import StaffMail
from tests.services.centres.test_centre_settings import change
from tests.services.centres.test_contacts import CONTACTS
from tests.services.staff.staff_desk import NEW_PASSWORD, StaffDesk, person
from tests.support.typography import plain

NAME = "anne.le.roux"


def test_an_invited_nurse_is_approved_comes_in_and_sees_her_unit(desk: StaffDesk):
    account_id = desk.invited(Role.NURSE)
    row = desk.account(account_id)["account"]
    assert (row["state"], row["has_factor"], row["sessions"]) == ("invited", False, 0)

    known = desk.joins(NAME)

    granted = desk.signs_in(known)
    assert granted.status_code == 200, granted.text
    headers = {"Authorization": f"Bearer {granted.json()['access_token']}"}
    me = desk.service.client.get("/api/v1/me", headers=headers).json()
    assert (me["role"], [each["id"] for each in me["units"]]) == (
        "nurse",
        [str(desk.service.centre.units[0])],
    )
    assert desk.service.client.get("/api/v1/worklist", headers=headers).status_code == 200
    detail = desk.account(account_id)
    assert detail["account"]["state"] == "active"
    assert detail["recovery_codes_left"] == 10
    assert [each["kind"] for each in detail["changes"]] == ["joined", "invited"]
    notices = desk.service.client.get("/api/v1/notices", headers=headers).json()
    assert all(each["acknowledged_at"] for each in notices["mine"])


def test_a_mail_says_where_questions_go_once_that_is_set(desk: StaffDesk):
    desk.invited(Role.ADMIN)
    assert all("info@exemple.fr" not in each for each in desk.mails())
    assert change(desk.service, CONTACTS).status_code == 200
    desk.invited(Role.ADMIN, person=person("Brieuc Le Roux"))

    assert "Une question : info@exemple.fr." in plain(desk.mails()[-1])


def test_no_mail_before_the_approval_and_none_of_them_tells_a_secret_to_the_admin(desk: StaffDesk):
    answer = desk.invite(Role.NURSE)

    assert answer.status_code == 202
    assert all("Anne" not in each and NAME not in each for each in desk.mails())
    desk.approve(answer.json()["approval_id"])
    secret = desk.asks_for_secret(NAME)
    told = [
        desk.service.client.get(f"/api/v1{path}", headers=desk.service.as_("admin")).text
        for path in (
            "/accounts?limit=200",
            "/approvals",
            f"/approvals/{answer.json()['approval_id']}",
        )
    ]
    assert all(secret not in each for each in told)
    with desk.service.context.database.reading(NO_CENTRE) as session:
        kept = session.scalars(select(StaffMail)).all()
    assert all(each.secret is None for each in kept), "what has left is kept nowhere"


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"password": "court"}, 422),
        ({"password": "anne.le.roux@chu"}, 422),
        ({"code": "000000"}, 401),
        ({"notices": []}, 422),
        ({"code": "12345678"}, 422),
    ],
)
def test_what_is_not_whole_is_not_begun(one_desk: StaffDesk, changes: dict[str, Any], status: int):
    account_id = one_desk.invited(Role.ADMIN)
    secret = one_desk.asks_for_secret(NAME)
    offer = one_desk.anonymous("/first-sign-in/open", {"secret": secret}).json()

    assert one_desk.finishes(secret, offer, **changes).status_code == status

    with one_desk.service.context.database.reading(NO_CENTRE) as session:
        account = session.scalars(select(Account).where(Account.username == NAME)).one()
        assert (account.totp_secret, account.password_hash) == (None, "!")
    assert one_desk.account(account_id)["account"]["state"] == "invited"
    assert one_desk.account(account_id)["recovery_codes_left"] == 0
    assert one_desk.finishes(secret, offer).status_code == 200, "the secret is good still"


def test_a_secret_is_used_once_and_lives_a_quarter_of_an_hour(desk: StaffDesk):
    desk.invited(Role.ADMIN)
    secret = desk.asks_for_secret(NAME)
    offer = desk.anonymous("/first-sign-in/open", {"secret": secret}).json()
    again = desk.anonymous("/first-sign-in/open", {"secret": secret.replace("-", "").lower()})
    assert again.json()["totp_secret"] == offer["totp_secret"]

    desk.service.clock.forward(seconds=SECRET_LIVES_S)
    assert desk.finishes(secret, offer).status_code == 401

    secret = desk.asks_for_secret(NAME)
    offer = desk.anonymous("/first-sign-in/open", {"secret": secret}).json()
    assert desk.finishes(secret, offer).status_code == 200
    assert desk.finishes(secret, offer).status_code == 401


def test_a_newer_secret_ends_the_older_one_and_five_wrong_codes_end_any(desk: StaffDesk):
    desk.invited(Role.ADMIN)
    older = desk.asks_for_secret(NAME)
    desk.service.clock.forward(minutes=5)
    newer = desk.asks_for_secret(NAME)
    assert newer != older
    assert desk.anonymous("/first-sign-in/open", {"secret": older}).status_code == 401

    offer = desk.anonymous("/first-sign-in/open", {"secret": newer}).json()
    for _ in range(5):
        assert desk.finishes(newer, offer, code="000000").status_code == 401
    assert desk.finishes(newer, offer).status_code == 401


def test_an_invitation_lapses_and_is_sent_again(desk: StaffDesk):
    account_id = desk.invited(Role.ADMIN)
    desk.service.clock.forward(days=INVITATION_DAYS)
    desk.service.stay_signed_in()

    before = len(desk.mails())
    answer = desk.anonymous("/secrets", {"username": NAME, "purpose": "first_sign_in"})
    assert answer.status_code == 202
    assert len(desk.mails()) == before, "nothing leaves for a lapsed invitation"

    row = desk.account(account_id)["account"]
    desk.fresh()
    again = desk.post(
        f"/accounts/{account_id}/invite-again", {"words": "Elle revient"}, version=row["version"]
    )
    assert again.status_code == 200, again.text
    desk.joins(NAME)
    assert desk.account(account_id)["account"]["state"] == "active"


def test_an_invitation_that_was_taken_back_opens_nothing(desk: StaffDesk):
    account_id = desk.invited(Role.ADMIN)
    secret = desk.asks_for_secret(NAME)
    offer = desk.anonymous("/first-sign-in/open", {"secret": secret}).json()
    row = desk.account(account_id)["account"]
    ended = desk.post(f"/accounts/{account_id}/end", {"words": "Erreur"}, version=row["version"])
    assert ended.status_code == 200, ended.text

    assert desk.finishes(secret, offer).status_code == 401
    assert desk.account(account_id)["account"]["state"] == "ended"


@pytest.mark.parametrize("purpose", ["first_sign_in", "password", "factor"])
def test_asking_tells_nothing_of_who_exists(one_desk: StaffDesk, purpose: str):
    one_desk.invited(Role.ADMIN)
    answers = [
        one_desk.anonymous("/secrets", {"username": each, "purpose": purpose})
        for each in (NAME, "nobody.at.all")
    ]

    assert {each.status_code for each in answers} == {202}
    assert answers[0].content == answers[1].content
    assert sorted(answers[0].headers) == sorted(answers[1].headers)
    with one_desk.service.context.database.reading(NO_CENTRE) as session:
        assert len(session.scalars(select(AccountSecret)).all()) == 2


def test_a_role_holds_to_its_last_day(desk: StaffDesk):
    today = desk.service.clock.now().date()
    desk.invited(Role.ADMIN, ends_on=str(today + timedelta(days=1)))
    known = desk.joins(NAME)
    assert desk.signs_in(known).status_code == 200

    desk.service.clock.forward(days=1)
    granted = desk.signs_in(known)
    assert granted.status_code == 200
    headers = {"Authorization": f"Bearer {granted.json()['access_token']}"}
    desk.service.clock.set(desk.service.clock.now().replace(hour=22, minute=59))
    granted = desk.signs_in(known)
    headers = {"Authorization": f"Bearer {granted.json()['access_token']}"}
    assert desk.service.client.get("/api/v1/me", headers=headers).status_code == 200
    desk.service.clock.forward(minutes=2)
    assert desk.service.client.get("/api/v1/me", headers=headers).status_code == 401
    assert desk.signs_in(known).status_code == 401


def test_the_password_that_was_chosen_is_the_one_that_counts(one_desk: StaffDesk):
    one_desk.invited(Role.ADMIN)
    known = one_desk.joins(NAME)

    assert one_desk.signs_in(known, password=NEW_PASSWORD + "x").status_code == 401
    assert one_desk.signs_in(known).status_code == 200
