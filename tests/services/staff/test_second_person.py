"""Nobody gives a right alone that opens records, whichever way they try (R-AZ-07, R-AZ-10)."""

from typing import Any

import pytest
from sqlalchemy import update

from services.contract.approvals import LAPSES_AFTER_H
from services.contract.enums import Role
from services.db.scope import Scope
from services.db.tables.staff import ApprovalRequest
from tests.services.staff.staff_desk import WORDS, StaffDesk, person
from tests.support.sign_in import make_person

CHECKED = {"identity_check": "in_person", "words": "Téléphone perdu, vue ce matin"}


def asked(desk: StaffDesk, role: Role = Role.NURSE) -> str:
    """A request for a role that waits."""
    answer = desk.invite(role)
    assert answer.status_code == 202, answer.text
    return str(answer.json()["approval_id"])


def nurse_of(desk: StaffDesk) -> Any:
    """A nurse as the administrator sees her."""
    return desk.account(desk.service.centre.accounts["nurse"])["account"]


def test_a_second_person_sees_exactly_what_is_asked(desk: StaffDesk):
    answer = desk.invite(Role.ONCOLOGIST, units=2, person=person(rpps="99700218896"))
    seen = desk.get(f"/approvals/{answer.json()['approval_id']}", who="manager")

    payload = seen["payload"]
    assert payload["role"] == "oncologist"
    assert [each["name"] for each in payload["units"]] == ["Unité 0", "Unité 1"]
    assert payload["person"]["name"] == "Anne Le Roux"
    assert payload["person"]["rpps"] == "99700218896"
    assert (payload["words"], seen["state"], seen["may_decide"]) == (WORDS, "waiting", True)
    page = desk.get("/approvals", who="manager", state="waiting")
    assert (page["waiting"], [each["id"] for each in page["items"]]) == (1, [seen["id"]])
    mine = desk.get("/approvals", who="admin")["items"][0]
    assert (mine["may_decide"], mine["may_withdraw"]) == (False, True)


@pytest.mark.parametrize(
    ("role", "who"),
    [
        (Role.NURSE, "manager"),
        (Role.ONCOLOGIST, "manager"),
        (Role.MANAGER, "manager"),
        (Role.MANAGER, "privacy_officer"),
        (Role.PRIVACY_OFFICER, "privacy_officer"),
        (Role.RESEARCHER, "privacy_officer"),
    ],
)
def test_who_may_decide_does(one_desk: StaffDesk, role: Role, who: str):
    answer = one_desk.approve(asked(one_desk, role), who=who)

    assert (answer.status_code, answer.json()["state"]) == (200, "approved")
    assert answer.json()["decided_by"]["id"] == str(one_desk.service.centre.accounts[who])
    [row] = one_desk.get("/accounts", state="invited")["items"]
    assert row["roles"][0]["role"] == role.value
    change = one_desk.account(row["person"]["id"])["changes"][0]
    assert (change["kind"], change["words"]) == ("invited", WORDS)
    assert change["by"]["id"] == str(one_desk.service.centre.accounts["admin"])
    assert change["approved_by"]["id"] == str(one_desk.service.centre.accounts[who])


@pytest.mark.parametrize(
    ("role", "who", "status"),
    [
        (Role.NURSE, "admin", 403),
        (Role.NURSE, "privacy_officer", 403),
        (Role.RESEARCHER, "manager", 403),
        (Role.NURSE, "nurse", 403),
        (Role.MANAGER, "oncologist", 404),  # does not even learn that it is there
        (Role.PRIVACY_OFFICER, "admin", 403),
    ],
)
def test_who_may_not_decide_does_not(one_desk: StaffDesk, role: Role, who: str, status: int):
    request = asked(one_desk, role)
    seen = one_desk.get(f"/approvals/{request}")
    answer = one_desk.post(
        f"/approvals/{request}/approve",
        {"digest": seen["digest"]},
        who=who,
        version=seen["version"],
    )

    assert answer.status_code == status
    assert one_desk.get("/accounts", state="invited")["items"] == []


def test_a_manager_of_another_centre_finds_nothing(desk: StaffDesk):
    request = asked(desk)
    other = desk.service.other_centre
    headers = {"Authorization": f"Bearer {other.tokens['manager']}"}
    client = desk.service.client

    assert client.get(f"/api/v1/approvals/{request}", headers=headers).status_code == 404
    assert client.get("/api/v1/approvals", headers=headers).json()["items"] == []


def test_an_admin_cannot_make_the_one_who_approves(desk: StaffDesk):
    """Self-grant, a puppet of a manager, a further role, other units: each waits or is refused."""
    own = desk.account(desk.service.centre.accounts["admin"])["account"]
    grant = {"role": {"role": "manager"}, "words": "Pour aller plus vite"}
    account = own["person"]["id"]
    assert desk.post(f"/accounts/{account}/roles", grant, version=own["version"]).status_code == 403
    assert desk.invite(Role.MANAGER).status_code == 202
    nurse = nurse_of(desk)
    path = f"/accounts/{nurse['person']['id']}/roles"
    assert desk.post(path, grant, version=nurse["version"]).status_code == 202
    role = nurse["roles"][0]["membership_id"]
    wider = {
        "unit_ids": [str(each) for each in desk.service.centre.units],
        "words": "Remplacement",
    }
    assert desk.put(f"{path}/{role}", wider, version=nurse["version"]).status_code == 409, (
        "one request about her waits already"
    )
    assert nurse_of(desk) == nurse, "nothing was given"


def test_fewer_rights_need_nobody_else(desk: StaffDesk):
    both = desk.account(desk.service.centre.accounts["nurse_of_both"])["account"]
    role = both["roles"][0]["membership_id"]
    body = {"unit_ids": [str(desk.service.centre.units[0])], "words": "Quitte le sein"}
    path = f"/accounts/{both['person']['id']}/roles/{role}"

    answer = desk.put(path, body, version=both["version"])

    assert answer.status_code == 200, answer.text
    assert [each["name"] for each in answer.json()["account"]["roles"][0]["units"]] == ["Unité 0"]
    headers = desk.service.as_("nurse_of_both")
    me = desk.service.client.get("/api/v1/me", headers=headers).json()
    assert [each["name"] for each in me["units"]] == ["Unité 0"], "from the next request on"
    back = {"unit_ids": [str(each) for each in desk.service.centre.units], "words": "Revient"}
    version = answer.json()["account"]["version"]
    assert desk.put(path, back, version=version).status_code == 202


def test_a_request_is_not_what_was_seen_when_its_digest_differs(desk: StaffDesk):
    request = asked(desk)

    assert desk.approve(request, digest="0" * 64).status_code == 412
    assert desk.approve(request, version=2).status_code == 412
    assert desk.get("/accounts", state="invited")["items"] == []
    assert desk.approve(request).status_code == 200
    assert desk.approve(request).status_code == 409, "once"


def test_a_request_that_was_tampered_with_is_decided_by_nobody(one_desk: StaffDesk):
    request, other = asked(one_desk), one_desk.invite(Role.ONCOLOGIST, person=person("Paul Guen"))
    with one_desk.service.context.database.writing(Scope(one_desk.service.centre.id)) as session:
        session.execute(update(ApprovalRequest).values(payload=b"moved"))

    page = one_desk.get("/approvals", who="manager")
    assert [each["payload"] for each in page["items"]] == [None, None]
    assert one_desk.approve(request).status_code == 403
    assert other.status_code == 202


def test_a_request_lapses_after_a_day(one_desk: StaffDesk):
    request = asked(one_desk)
    one_desk.service.clock.forward(hours=LAPSES_AFTER_H)
    one_desk.service.stay_signed_in()
    one_desk.fresh()

    assert one_desk.get(f"/approvals/{request}")["state"] == "lapsed"
    assert one_desk.approve(request).status_code == 409
    assert one_desk.get("/approvals", who="manager")["waiting"] == 0
    assert one_desk.get("/approvals", who="manager", state="lapsed")["items"][0]["id"] == request


def test_what_changed_meanwhile_makes_a_request_void(desk: StaffDesk):
    nurse = nurse_of(desk)
    grant = {"role": {"role": "manager"}, "words": "Cadre de santé"}
    account = nurse["person"]["id"]
    request = desk.post(f"/accounts/{account}/roles", grant, version=nurse["version"])
    suspended = desk.post(
        f"/accounts/{account}/suspend", {"words": "Un doute"}, version=nurse["version"]
    )
    assert suspended.status_code == 200

    answer = desk.approve(request.json()["approval_id"])

    assert (answer.status_code, answer.json()["state"]) == (200, "void")
    assert [each["role"] for each in nurse_of(desk)["roles"]] == ["nurse"]


def test_a_request_of_an_admin_who_is_none_any_more_is_void(desk: StaffDesk):
    make_person(desk.service, role=Role.ADMIN)
    request = asked(desk)
    second = make_person(desk.service, role=Role.ADMIN)
    headers = second.session() | {"Idempotency-Key": "end-the-other", "If-Match": '"1"'}
    path = f"/api/v1/accounts/{desk.service.centre.accounts['admin']}/end"
    ended = desk.service.client.post(path, json={"words": "Parti"}, headers=headers)
    assert ended.status_code == 200, ended.text
    desk.fresh()

    answer = desk.post(
        f"/approvals/{request}/approve",
        {"digest": desk.get(f"/approvals/{request}", who="manager")["digest"]},
        who="manager",
        version=1,
    )
    assert answer.json()["state"] == "void"


def test_refusing_and_taking_back_leave_their_words(desk: StaffDesk):
    first, second = asked(desk), desk.invite(Role.NURSE, person=person("Paul Guen"))
    refused = desk.post(
        f"/approvals/{first}/refuse", {"words": "Pas chez nous"}, who="manager", version=1
    )
    assert (refused.json()["state"], refused.json()["decided_words"]) == (
        "refused",
        "Pas chez nous",
    )
    path = f"/approvals/{second.json()['approval_id']}/withdraw"
    assert desk.post(path, {"words": "Erreur"}, who="manager", version=1).status_code == 404
    assert desk.post(path, {"words": "Erreur"}, version=1).json()["state"] == "withdrawn"
    assert desk.get("/accounts", state="invited")["items"] == []


def test_who_waits_for_a_decision_is_told_without_a_name(one_desk: StaffDesk):
    version = one_desk.account(one_desk.service.centre.accounts["manager"])["account"]["version"]
    body = {"name": "Chef Ine", "email": "chef@chu.example", "words": "Adresse"}
    path = f"/accounts/{one_desk.service.centre.accounts['manager']}/person"
    changed = one_desk.put(path, body, version=version)
    one_desk.approve(changed.json()["approval_id"], who="privacy_officer")
    asked(one_desk)

    [mail] = [each for each in one_desk.mails() if "attend votre accord" in each]
    assert "To: chef@chu.example" in mail
    assert "Anne" not in mail


def test_the_address_that_leads_to_a_nurse_needs_a_second_person(desk: StaffDesk):
    """An admin who could change it would have the next secret mailed to themself."""
    nurse = nurse_of(desk)
    path = f"/accounts/{nurse['person']['id']}/person"
    body = {"name": "Prénom nurse", "email": "elsewhere@evil.example", "words": "Nouvelle adresse"}

    answer = desk.put(path, body, version=nurse["version"])

    assert answer.status_code == 202
    assert desk.account(nurse["person"]["id"])["details"]["email"] is None
    harmless = {"name": "Nurse Marie", "phone": "02 98 00 00 00", "words": "Mariage"}
    assert desk.put(path, harmless | {"email": ""}, version=nurse["version"]).status_code == 422


@pytest.mark.parametrize("kind", ["password", "factor"])
def test_a_reset_needs_an_address_and_a_factor_of_a_nurse_a_second_person(
    desk: StaffDesk, kind: str
):
    desk.invited(Role.NURSE)
    known = desk.joins("anne.le.roux")
    [row] = [
        each
        for each in desk.get("/accounts", limit=200)["items"]
        if each["username"] == "anne.le.roux"
    ]
    path = f"/accounts/{row['person']['id']}/{kind}-reset"

    answer = desk.post(path, CHECKED, version=row["version"])

    assert answer.status_code == (202 if kind == "factor" else 200), answer.text
    if kind == "factor":
        desk.approve(answer.json()["approval_id"])
    change = desk.account(row["person"]["id"])["changes"][0]
    assert (change["kind"], change["identity_check"]) == (f"{kind}_reset", "in_person")
    assert desk.signs_in(known).status_code == 200, "what she has goes on until she completes it"
    nobody = nurse_of(desk)
    path = f"/accounts/{nobody['person']['id']}/{kind}-reset"
    assert desk.post(path, CHECKED, version=nobody["version"]).status_code == 409


def test_every_right_asks_for_a_fresh_proof(desk: StaffDesk):
    request = asked(desk)
    desk.service.clock.forward(minutes=6)
    desk.service.stay_signed_in()

    assert desk.invite(Role.ADMIN).json()["code"] == "step_up_needed"
    assert desk.approve(request).json()["code"] == "step_up_needed"
    desk.fresh()
    assert desk.approve(request).status_code == 200
