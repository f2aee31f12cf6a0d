"""Roles end behind their last day, for lists and history too (screens.md 3.9)."""

from datetime import timedelta

from sqlalchemy import select

from services.contract.enums import Role
from services.db.scope import NO_CENTRE
from services.db.tables.staff import StaffMail
from services.ids import new_id
from services.staff.ending import end_roles
from services.staff.sending import send_staff_mail
from tests.services.staff.staff_desk import StaffDesk

NAME = "anne.le.roux"


def test_due_work_ends_a_role_once_and_says_so(desk: StaffDesk):
    today = desk.service.clock.now().date()
    account_id = desk.invited(Role.ADMIN, ends_on=str(today + timedelta(days=1)))
    desk.joins(NAME)
    centre = desk.service.centre.id

    desk.service.clock.forward(days=1)
    end_roles(desk.service.context, centre)
    desk.service.stay_signed_in()
    assert desk.account(account_id)["account"]["state"] == "active"

    desk.service.clock.forward(days=1)
    desk.service.stay_signed_in()
    for _ in range(2):
        end_roles(desk.service.context, centre)
    detail = desk.account(account_id)
    assert detail["account"]["state"] == "ended"
    assert [each["kind"] for each in detail["changes"]] == ["role_ended", "joined", "invited"]
    assert detail["changes"][0]["by"] is None


def test_a_secret_that_is_too_old_never_leaves(desk: StaffDesk):
    desk.invited(Role.ADMIN)
    desk.mails()
    desk.anonymous("/secrets", {"username": NAME, "purpose": "first_sign_in"})
    desk.service.clock.forward(minutes=15)
    before = len(desk.mails())
    send_staff_mail(desk.service.context, new_id())

    assert len(desk.mails()) == before
    desk.service.stay_signed_in()
    rows = desk.get("/accounts", state="invited")["items"]
    detail = desk.account(rows[0]["person"]["id"])
    assert (detail["last_mail"]["kind"], detail["last_mail"]["state"]) == (
        "secret_first_sign_in",
        "expired",
    )


def test_what_was_asked_for_nobody_is_forgotten_after_a_day(one_desk: StaffDesk):
    one_desk.invited(Role.ADMIN)
    one_desk.mails()
    one_desk.anonymous("/secrets", {"username": "nobody", "purpose": "password"})

    def _kept() -> set[object]:
        with one_desk.service.context.database.reading(NO_CENTRE) as session:
            return {each.account_id is None for each in session.scalars(select(StaffMail))}

    one_desk.service.clock.forward(hours=23)
    one_desk.mails()
    assert _kept() == {True, False}
    one_desk.service.clock.forward(hours=2)
    one_desk.mails()
    assert _kept() == {False}
    one_desk.service.clock.forward(days=90)
    one_desk.mails()
    assert _kept() == set()
