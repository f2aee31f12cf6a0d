"""A centre binds nobody of another without them: what it gives waits for their word (0049)."""

from typing import Any

import pytest

from services.contract.enums import Role
from services.contract.staff import INVITATION_DAYS
from tests.services.staff.staff_desk import WORDS, StaffDesk, person

NAME = "anne.le.roux"
AT_HOME = {"name": "Anne Le Roux", "words": "Nouvelle adresse"}


@pytest.fixture
def known(desk: StaffDesk) -> dict[str, str]:
    """An administrator of the first centre, to whom another one has offered a role."""
    desk.invited(Role.ADMIN)
    known = desk.joins(NAME)
    answer = desk.invite(Role.ADMIN, who=desk.elsewhere())
    assert answer.status_code == 201, answer.text
    assert answer.json()["account"]["state"] == "invited"
    return known | {"account": answer.json()["account"]["person"]["id"]}


def seen_elsewhere(desk: StaffDesk, known: dict[str, str]) -> Any:
    """The account in the eyes of the other centre."""
    return desk.get(f"/accounts/{known['account']}", who="elsewhere")


def change_at_home(desk: StaffDesk, known: dict[str, str], email: str) -> Any:
    """What another mail address answers, in the centre that somebody works in."""
    desk.fresh()
    path = f"/accounts/{known['account']}"
    version = desk.get(path)["account"]["version"]
    return desk.put(f"{path}/person", AT_HOME | {"email": email}, version=version)


def offered(desk: StaffDesk, known: dict[str, str]) -> list[dict[str, str]]:
    """The roles that signing in offers, the invitation last; the session is not opened."""
    answer = desk.signs_in(known)
    assert answer.status_code == 409, answer.text
    return sorted(answer.json()["errors"], key=lambda each: "invitation" in each["reason"])


def test_a_role_in_another_centre_begins_when_it_is_chosen(desk: StaffDesk, known: dict[str, str]):
    assert any("Subject" in each or "propose" in each for each in desk.mails())
    home, there = offered(desk, known)
    assert "invitation" not in home["reason"]
    assert there["reason"].endswith(" · invitation")

    assert desk.signs_in(known, membership_id=home["field"]).status_code == 200
    assert seen_elsewhere(desk, known)["account"]["state"] == "invited"

    granted = desk.signs_in(known, membership_id=there["field"])

    assert granted.status_code == 200, granted.text
    headers = {"Authorization": f"Bearer {granted.json()['access_token']}"}
    me = desk.service.client.get("/api/v1/me", headers=headers).json()
    assert me["centre"]["id"] == str(desk.service.other_centre.id)
    seen = seen_elsewhere(desk, known)
    assert seen["account"]["state"] == "active"
    assert [each["kind"] for each in seen["changes"]] == ["joined", "invited"]
    assert all("invitation" not in each["reason"] for each in offered(desk, known))
    assert change_at_home(desk, known, "new@chu.example").status_code == 409


def test_what_nobody_accepted_freezes_nothing_and_is_void_for_another_address(
    desk: StaffDesk, known: dict[str, str]
):
    there = offered(desk, known)[1]["field"]

    changed = change_at_home(desk, known, "new@chu.example")

    assert changed.status_code == 200, changed.text
    assert desk.signs_in(known).status_code == 200, "one role is left to choose from"
    assert desk.signs_in(known, membership_id=there).status_code == 409
    row = seen_elsewhere(desk, known)["account"]
    assert (row["state"], row["invited_until"] <= desk.service.clock.now().isoformat()) == (
        "invited",
        True,
    )


def test_an_invitation_that_was_taken_back_freezes_nothing(desk: StaffDesk, known: dict[str, str]):
    desk.fresh()
    version = seen_elsewhere(desk, known)["account"]["version"]
    path = f"/accounts/{known['account']}/end"
    assert desk.post(path, {"words": WORDS}, who="elsewhere", version=version).status_code == 200

    assert desk.signs_in(known).status_code == 200
    assert change_at_home(desk, known, "new@chu.example").status_code == 200


def test_an_invitation_lapses_and_can_be_offered_again(desk: StaffDesk, known: dict[str, str]):
    there = offered(desk, known)[1]["field"]
    desk.service.clock.forward(days=INVITATION_DAYS)
    assert desk.signs_in(known).status_code == 200
    assert desk.signs_in(known, membership_id=there).status_code == 409

    desk.service.stay_signed_in()
    desk.fresh()
    version = seen_elsewhere(desk, known)["account"]["version"]
    path = f"/accounts/{known['account']}/invite-again"
    again = desk.post(path, {"words": WORDS}, who="elsewhere", version=version)

    assert again.status_code == 200, again.text
    assert desk.signs_in(known, membership_id=there).status_code == 200


def test_who_left_the_other_centre_has_the_role_at_once(desk: StaffDesk, known: dict[str, str]):
    """A lapsed invitation of somebody who set the account up elsewhere meanwhile (L1)."""
    desk.service.clock.forward(days=INVITATION_DAYS)
    desk.service.stay_signed_in()
    desk.fresh()
    version = desk.account(known["account"])["account"]["version"]
    path = f"/accounts/{known['account']}"
    assert desk.post(f"{path}/end", {"words": "Partie"}, version=version).status_code == 200
    assert desk.signs_in(known).status_code == 401

    version = seen_elsewhere(desk, known)["account"]["version"]
    again = desk.post(f"{path}/invite-again", {"words": WORDS}, who="elsewhere", version=version)

    assert again.json()["account"]["state"] == "active", again.text
    assert desk.signs_in(known).status_code == 200


def test_a_first_sign_in_accepts_the_centre_that_it_shows_and_no_other(desk: StaffDesk):
    desk.invited(Role.ADMIN)
    answer = desk.invite(Role.ADMIN, who=desk.elsewhere(), person=person())
    assert answer.status_code == 201, answer.text

    known = desk.joins(NAME) | {"account": answer.json()["account"]["person"]["id"]}

    assert seen_elsewhere(desk, known)["account"]["state"] == "invited"
    assert change_at_home(desk, known, "new@chu.example").status_code == 200


def test_whoever_never_came_in_is_offered_nothing_at_a_sign_in(one_desk: StaffDesk):
    """Their first sign-in is the way: with its notices, and an authenticator of their own."""
    one_desk.invited(Role.ADMIN)
    first = one_desk.anonymous("/sign-in", {"username": NAME, "password": "!" * 12})
    ask = {"challenge": first.json()["challenge"], "code": "000000"}

    assert one_desk.anonymous("/second-factor", ask).status_code == 401


def test_a_centre_leads_nobody_to_itself_whom_another_invited_first(desk: StaffDesk):
    account = desk.invited(Role.ADMIN)
    there = desk.elsewhere()
    assert desk.invite(Role.ADMIN, who=there).status_code == 201
    desk.service.clock.forward(minutes=1)
    path = f"/accounts/{account}"

    seen = desk.get(path, who=there)
    body = AT_HOME | {"email": "somebody@else.example"}
    refused = desk.put(f"{path}/person", body, who=there, version=seen["account"]["version"])

    assert (refused.status_code, refused.json()["code"]) == (409, "person_not_eligible")
    assert seen["is_elsewhere"] is True
    assert desk.get(path)["is_elsewhere"] is False
    assert desk.get(path)["details"]["email"] == "anne.le.roux@chu.example"
    corrected = change_at_home(desk, {"account": account}, "new@chu.example")
    assert corrected.status_code == 200, corrected.text


def test_a_suspension_takes_back_what_somebody_could_take_at_signing_in(
    desk: StaffDesk, known: dict[str, str]
):
    there = desk.service.other_centre.tokens
    desk.service.centre.tokens["manager_elsewhere"] = there["manager"]
    path = f"/accounts/{known['account']}"
    role = {"role": {"role": "manager", "unit_ids": [], "ends_on": None}, "words": WORDS}
    version = seen_elsewhere(desk, known)["account"]["version"]
    asked = desk.post(f"{path}/roles", role, who="elsewhere", version=version).json()
    approved = desk.approve(asked["approval_id"], who="manager_elsewhere")
    assert approved.json()["state"] == "approved", approved.text
    waiting = {each["reason"].split()[0]: each["field"] for each in offered(desk, known)[1:]}
    assert desk.signs_in(known, membership_id=waiting["admin"]).status_code == 200
    desk.fresh()

    version = seen_elsewhere(desk, known)["account"]["version"]
    body = {"words": "Doute sur le poste"}
    suspended = desk.post(f"{path}/suspend", body, who="elsewhere", version=version)

    assert suspended.status_code == 200, suspended.text
    assert desk.signs_in(known, membership_id=waiting["manager"]).status_code == 409
    version = seen_elsewhere(desk, known)["account"]["version"]
    given_back = desk.post(f"{path}/reactivate", body, who="elsewhere", version=version)
    assert given_back.status_code == 200, given_back.text
    standing = [each["role"] for each in given_back.json()["roles"] if each["ended_at"] is None]
    assert standing == ["admin"]


def test_an_invitation_that_nobody_took_shows_nothing_of_theirs(one_desk: StaffDesk):
    home = person(phone="+33612345678", specialty="Hématologie")
    one_desk.invited(Role.ADMIN, person=home)
    one_desk.joins(NAME)
    account = one_desk.invite(Role.ADMIN, who=one_desk.elsewhere()).json()["account"]["person"]

    seen = one_desk.get(f"/accounts/{account['id']}", who="elsewhere")["details"]

    assert (seen["phone"], seen["specialty"]) == (None, None)
    assert seen["name"] == "Anne Le Roux"
    assert one_desk.get(f"/accounts/{account['id']}")["details"]["specialty"] == "Hématologie"


def test_a_centre_that_somebody_left_sees_no_failure_of_theirs(one_desk: StaffDesk):
    one_desk.invited(Role.ADMIN)
    known = one_desk.joins(NAME)
    there = one_desk.elsewhere()
    other = person(username="yves.le.goff", email="yves@elsewhere.example", name="Yves Le Goff")
    assert one_desk.invite(Role.ADMIN, who=there, person=other).status_code == 201
    one_desk.joins("yves.le.goff")
    account = one_desk.invite(Role.ADMIN, who=there).json()["account"]["person"]["id"]
    offer = next(
        each["field"]
        for each in one_desk.signs_in(known).json()["errors"]
        if "invitation" in each["reason"]
    )
    assert one_desk.signs_in(known, membership_id=offer).status_code == 200
    one_desk.anonymous("/sign-in", {"username": NAME, "password": "wrong wrong wrong"})
    path = f"/accounts/{account}"
    assert len(one_desk.get(path, who=there)["failures"]) == 1
    one_desk.fresh()
    version = one_desk.get(path, who=there)["account"]["version"]

    ended = one_desk.post(f"{path}/end", {"words": WORDS}, who=there, version=version)

    assert ended.status_code == 200, ended.text
    assert one_desk.get(path, who=there)["failures"] == []
    assert len(one_desk.get(path)["failures"]) == 1
