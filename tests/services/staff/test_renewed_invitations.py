"""An old invitation to a role that weighs is approved again; a young one is sent again (L2)."""

from typing import Any

from services.contract.enums import Role
from services.contract.staff import INVITATION_DAYS
from tests.services.staff.staff_desk import StaffDesk

NAME = "anne.le.roux"


def again(desk: StaffDesk, account_id: str) -> Any:
    """What sending an invitation again answers."""
    desk.service.stay_signed_in()
    desk.fresh()
    version = desk.account(account_id)["account"]["version"]
    path = f"/accounts/{account_id}/invite-again"
    return desk.post(path, {"words": "Elle revient de congé"}, version=version)


def test_an_old_clinical_invitation_needs_the_second_person_again(desk: StaffDesk):
    account_id = desk.invited(Role.NURSE)
    desk.service.clock.forward(days=INVITATION_DAYS)

    asked = again(desk, account_id)

    assert asked.status_code == 202, asked.text
    before = len(desk.mails())
    desk.anonymous("/secrets", {"username": NAME, "purpose": "first_sign_in"})
    assert len(desk.mails()) == before, "nothing stands before the approval"
    approved = desk.approve(asked.json()["approval_id"])
    assert approved.json()["state"] == "approved", approved.text
    assert approved.json()["payload"]["is_again"] is True
    assert desk.signs_in(desk.joins(NAME)).status_code == 200
    assert [each["kind"] for each in desk.account(account_id)["changes"]] == [
        "joined",
        "invited_again",
        "invited",
    ]


def test_an_administrator_alone_never_renews_beyond_what_was_approved(one_desk: StaffDesk):
    account_id = one_desk.invited(Role.NURSE)
    one_desk.service.clock.forward(days=INVITATION_DAYS - 1)
    assert again(one_desk, account_id).status_code == 200

    one_desk.service.clock.forward(days=INVITATION_DAYS - 1)
    assert again(one_desk, account_id).status_code == 202


def test_another_address_renews_nothing_that_has_lapsed(desk: StaffDesk):
    account_id = desk.invited(Role.NURSE)
    desk.service.clock.forward(days=INVITATION_DAYS)
    desk.service.stay_signed_in()
    desk.fresh()
    version = desk.account(account_id)["account"]["version"]
    body = {"name": "Anne Le Roux", "email": "new@chu.example", "words": "Nouvelle adresse"}
    asked = desk.put(f"/accounts/{account_id}/person", body, version=version)
    assert asked.status_code == 202, asked.text
    # Who decides on an address decides nothing of a clinical role.
    approved = desk.approve(asked.json()["approval_id"], who="privacy_officer")
    assert approved.json()["state"] == "approved", approved.text

    assert again(desk, account_id).status_code == 202


def test_an_invitation_that_weighs_nothing_is_renewed_alone(one_desk: StaffDesk):
    account_id = one_desk.invited(Role.ADMIN)
    for _ in range(2):
        one_desk.service.clock.forward(days=INVITATION_DAYS)
        assert again(one_desk, account_id).status_code == 200


def test_an_invitation_that_was_taken_meanwhile_is_not_renewed(one_desk: StaffDesk):
    account_id = one_desk.invited(Role.NURSE)
    one_desk.service.clock.forward(days=INVITATION_DAYS)
    asked = again(one_desk, account_id).json()["approval_id"]
    version = one_desk.account(account_id)["account"]["version"]
    ended = one_desk.post(f"/accounts/{account_id}/end", {"words": "Erreur"}, version=version)
    assert ended.status_code == 200, ended.text

    decided = one_desk.approve(asked).json()

    assert (decided["state"], decided["void_because"]) == ("void", "changed")
