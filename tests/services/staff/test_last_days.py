"""Behind its last day a role counts for nothing, before due work has ended it (L3)."""

from datetime import timedelta
from uuid import UUID

import pytest

from services.accounts import repository
from services.contract.enums import Role
from services.db.scope import NO_CENTRE, Scope
from services.staff import rights
from tests.services.staff.staff_desk import StaffDesk, person

NAME = "anne.le.roux"


def ends_today(desk: StaffDesk, role: Role) -> tuple[str, dict[str, str]]:
    """Somebody whose role ends today; what they know."""
    account_id = desk.invited(role, ends_on=str(desk.service.clock.now().date()))
    return account_id, desk.joins(NAME)


def test_their_session_is_not_renewed(desk: StaffDesk):
    _, known = ends_today(desk, Role.ADMIN)
    granted = desk.signs_in(known).json()
    desk.service.clock.forward(days=1)
    desk.service.stay_signed_in()

    answer = desk.anonymous("/refresh", {"refresh_token": granted["refresh_token"]})

    assert answer.status_code == 401, answer.text


def test_no_secret_is_mailed(desk: StaffDesk):
    ends_today(desk, Role.ADMIN)
    before = len(desk.mails())
    desk.service.clock.forward(days=1)

    desk.anonymous("/secrets", {"username": NAME, "purpose": "password"})

    assert len(desk.mails()) == before


def test_a_secret_that_was_mailed_opens_nothing(desk: StaffDesk):
    _, known = ends_today(desk, Role.ADMIN)
    midnight = desk.service.clock.now().replace(hour=22, minute=58)
    desk.service.clock.set(midnight)
    secret = desk.asks_for_secret(NAME, "password")
    desk.service.clock.forward(minutes=3)
    body = {"secret": secret, "password": "plume-Galet-58-brise!", "code": desk.code(known["totp"])}

    assert desk.anonymous("/password", body).status_code == 401


@pytest.mark.parametrize("role", [Role.ADMIN, Role.MANAGER])
def test_they_administer_and_decide_no_more(desk: StaffDesk, role: Role):
    found, _ = ends_today(desk, role)
    account_id, centre_id = UUID(found), desk.service.centre.id
    now = desk.service.clock.now()

    def _counts(days: int) -> list[bool]:
        at = now + timedelta(days=days)
        with desk.service.context.database.reading(Scope(centre_id)) as session:
            held = {each.id for each in rights.holders(session, centre_id, [role], at)}
        with desk.service.context.database.reading(NO_CENTRE) as session:
            return [
                account_id in held,
                repository.has_role(session, centre_id, [role], at, account_id),
                rights.stands_anywhere(session, account_id, at),
            ]

    assert _counts(0) == [True, True, True]
    assert _counts(1) == [False, False, False]


def test_a_request_of_whoever_administered_is_void(one_desk: StaffDesk):
    _, known = ends_today(one_desk, Role.ADMIN)
    token = one_desk.signs_in(known).json()["access_token"]
    one_desk.service.centre.tokens["leaving"] = token
    asked = one_desk.invite(Role.NURSE, who="leaving", person=person("Jean Morvan"))
    assert asked.status_code == 202, asked.text
    one_desk.service.clock.set(one_desk.service.clock.now().replace(hour=23, minute=1))
    one_desk.service.stay_signed_in()
    one_desk.fresh()

    decided = one_desk.approve(asked.json()["approval_id"]).json()

    assert (decided["state"], decided["void_because"]) == ("void", "asker")
