"""Who has access is looked at each quarter, line by line (screens.md 3.9)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from services.contract.enums import Role
from services.staff.review import last_day_of_quarter, quarter_of
from tests.services.staff.staff_desk import StaffDesk


@pytest.mark.parametrize(
    ("day", "quarter", "due"),
    [
        (date(2025, 1, 1), "2025Q1", date(2025, 3, 31)),
        (date(2024, 3, 31), "2024Q1", date(2024, 3, 31)),
        (date(2025, 4, 1), "2025Q2", date(2025, 6, 30)),
        (date(2025, 12, 31), "2025Q4", date(2025, 12, 31)),
    ],
)
def test_a_review_is_due_by_the_last_day_of_its_quarter(day: date, quarter: str, due: date):
    assert (quarter_of(day), last_day_of_quarter(day)) == (quarter, due)


def _line(desk: StaffDesk, who: str = "nurse") -> Any:
    account = str(desk.service.centre.accounts[who])
    lines = desk.get("/access-review")["lines"]
    return next(each for each in lines if each["account"]["person"]["id"] == account)


def _confirm(desk: StaffDesk, line: Any, verdict: str = "confirmed") -> Any:
    account = line["account"]
    path = f"/access-review/{account['person']['id']}"
    return desk.post(path, {"verdict": verdict}, version=account["version"])


def test_lines_are_confirmed_one_by_one_and_a_change_asks_again(desk: StaffDesk):
    before = desk.get("/access-review")
    assert (before["quarter"], before["due_on"]) == ("2025Q4", "2025-12-31")
    assert before["left"] == len(before["lines"])

    assert _confirm(desk, _line(desk)).status_code == 200
    assert _confirm(desk, _line(desk, "oncologist"), "to_change").status_code == 200
    after = desk.get("/access-review")
    assert after["left"] == before["left"] - 2
    assert (_line(desk)["verdict"], _line(desk)["by"]) == ("confirmed", "Prénom admin")
    assert _line(desk, "oncologist")["verdict"] == "to_change"
    assert _confirm(desk, _line(desk, "oncologist")).json()["verdict"] == "confirmed"

    line = _line(desk)["account"]
    desk.post(
        f"/accounts/{line['person']['id']}/suspend", {"words": "Absence"}, version=line["version"]
    )
    assert _line(desk)["verdict"] is None, "what was changed is looked at again"


def test_nobody_confirms_themself_and_a_stale_look_is_none(desk: StaffDesk):
    assert _confirm(desk, _line(desk, "admin")).status_code == 403
    line = _line(desk)
    line["account"]["version"] += 1
    assert _confirm(desk, line).status_code == 412


def test_the_next_quarter_begins_anew(desk: StaffDesk):
    _confirm(desk, _line(desk))
    desk.service.clock.set(datetime(2026, 1, 1, 9, tzinfo=UTC))
    desk.service.stay_signed_in()

    again = desk.get("/access-review")
    assert (again["quarter"], again["left"]) == ("2026Q1", len(again["lines"]))


def _begin_quarter(desk: StaffDesk, instant: datetime) -> None:
    desk.service.clock.set(instant)
    desk.service.stay_signed_in()
    desk.fresh()


def test_what_was_left_of_a_quarter_is_overdue_until_it_is_looked_at(desk: StaffDesk):
    first = desk.get("/access-review")
    assert (first["overdue_since"], _line(desk)["is_overdue"]) == (None, False), "all are new"
    _confirm(desk, _line(desk))
    _begin_quarter(desk, datetime(2026, 1, 2, 9, tzinfo=UTC))

    late = desk.get("/access-review")
    assert late["overdue_since"] == "2025-12-31"
    assert not _line(desk)["is_overdue"]
    assert _line(desk, "oncologist")["is_overdue"]
    assert _confirm(desk, _line(desk, "oncologist")).json()["is_overdue"] is False
    assert not _line(desk, "oncologist")["is_overdue"]

    changed = _line(desk, "oncologist")["account"]
    path = f"/accounts/{changed['person']['id']}/suspend"
    desk.post(path, {"words": "Absence"}, version=changed["version"])
    again = _line(desk, "oncologist")
    assert (again["verdict"], again["is_overdue"]) == (None, False), "it was looked at since"


def test_what_is_changed_this_quarter_makes_nobody_a_newcomer(desk: StaffDesk):
    _begin_quarter(desk, datetime(2026, 1, 2, 9, tzinfo=UTC))
    account = _line(desk)["account"]
    role = {"role": Role.ADMIN.value, "unit_ids": []}
    path = f"/accounts/{account['person']['id']}"
    granted = desk.post(
        f"{path}/roles", {"role": role, "words": "Renfort"}, version=account["version"]
    )
    assert granted.status_code < 300, granted.text
    if granted.status_code == 202:
        desk.approve(granted.json()["approval_id"])
    version = _line(desk)["account"]["version"]
    assert version > account["version"]
    desk.post(f"{path}/suspend", {"words": "Absence"}, version=version)

    line = _line(desk)
    assert (line["account"]["state"], line["is_overdue"]) == ("suspended", True)


def test_whoever_came_this_quarter_was_missed_by_nobody(desk: StaffDesk):
    _begin_quarter(desk, datetime(2026, 1, 2, 9, tzinfo=UTC))
    account_id = desk.invited(Role.NURSE)

    lines = desk.get("/access-review")["lines"]
    line = next(each for each in lines if each["account"]["person"]["id"] == account_id)
    assert (line["verdict"], line["is_overdue"]) == (None, False)


def test_in_the_evening_of_the_last_day_its_own_quarter_goes_on_where_the_centre_is(
    desk: StaffDesk,
):
    _begin_quarter(desk, datetime(2025, 12, 31, 22, 59, tzinfo=UTC))
    assert desk.get("/access-review")["quarter"] == "2025Q4"
    _begin_quarter(desk, datetime(2025, 12, 31, 23, 1, tzinfo=UTC))
    assert desk.get("/access-review")["quarter"] == "2026Q1"
