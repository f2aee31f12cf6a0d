"""Who has access is looked at each quarter, line by line (screens.md 3.9)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

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
