"""How soon alerts are to be answered is changed by two people, who see the same (decision 5)."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from services.db.scope import Scope
from services.db.tables.edge import JournalEntry
from tests.services.safeguards.two_desk import (
    FIRST,
    LONGER,
    SHORTER,
    TIMES,
    WORDS,
    TwoDesk,
)


def _content(desk: TwoDesk) -> Any:
    return desk.times()["state"]["in_force"]["content"]


def test_nothing_counts_before_another_oncologist_has_approved_what_both_saw(desk: TwoDesk):
    asked = desk.request(LONGER)
    assert _content(desk) == FIRST

    seen = desk.get(f"/approvals/{asked}", "oncologist_3")
    assert seen["payload"] == {
        "kind": "change_response_times", "revision": 0, "before": FIRST, "after": LONGER,
        "effective_on": None, "decided_by": "oncologist", "words": WORDS,
    }  # fmt: skip
    assert seen["may_decide"] is True
    assert desk.mails() == 0  # nobody here has a mail address

    assert desk.decides(asked).json()["state"] == "approved"
    in_force = desk.times()["state"]["in_force"]
    assert (in_force["version"], in_force["content"]) == (1, LONGER)
    assert in_force["made_by"] == seen["asked_by"]
    assert in_force["approved_by"]["id"] == str(desk.service.centre.accounts["oncologist_3"])
    versions = desk.times()["history"]["versions"]
    assert [(each["version"], each["state"]) for each in versions] == [(1, "in_force"), (0, "past")]


@pytest.mark.parametrize("who", ["nurse", "manager", "admin", "privacy_officer", "ingest"])
def test_nobody_but_an_oncologist_asks(one_desk: TwoDesk, who: str):
    """An administrator alone would silence alerts for the whole centre (H-03, R-AZ-07)."""
    assert one_desk.asks(LONGER, who=who).status_code == 403
    assert _content(one_desk) == FIRST


@pytest.mark.parametrize("who", ["nurse", "manager"])
def test_who_has_nothing_to_do_with_it_does_not_read_it(one_desk: TwoDesk, who: str):
    answer = one_desk.service.client.get(f"/api/v1{TIMES}", headers=one_desk.service.as_(who))
    assert answer.status_code == 403


@pytest.mark.parametrize("who", ["oncologist", "privacy_officer", "manager", "admin", "nurse"])
def test_whoever_is_not_the_other_oncologist_approves_nothing(one_desk: TwoDesk, who: str):
    """Nobody completes alone (R-AZ-10)."""
    asked = one_desk.request(LONGER)
    refused = one_desk.decides(asked, who, seen_by="oncologist_3")

    # Whoever sees no such request does not learn that there is one.
    assert refused.status_code == (404 if who == "manager" else 403), refused.text
    assert _content(one_desk) == FIRST


def test_without_another_oncologist_the_privacy_officer_decides(desk: TwoDesk):
    desk.leaves("oncologist_3")
    asked = desk.request(SHORTER)

    assert desk.times()["decided_by"] == "privacy_officer"
    assert desk.decides(asked, "manager", seen_by="privacy_officer").status_code == 404
    assert desk.decides(asked, "privacy_officer").json()["state"] == "approved"
    assert _content(desk) == SHORTER


def test_an_oncologist_who_gives_roles_is_no_second_person(one_desk: TwoDesk):
    """They would approve what a puppet of theirs asks."""
    one_desk.also_admin("oncologist_3")
    asked = one_desk.request(LONGER)

    assert one_desk.times()["decided_by"] == "privacy_officer"
    assert one_desk.decides(asked, "oncologist_3").status_code == 403
    assert _content(one_desk) == FIRST


def test_one_request_waits_at_a_time_and_may_be_taken_back(desk: TwoDesk):
    asked = desk.request(LONGER)
    assert desk.times("admin")["is_waiting"] is True
    assert desk.asks(SHORTER, who="oncologist_3").status_code == 409
    taken = desk.decides(asked, "oncologist", "withdraw")
    assert taken.json()["state"] == "withdrawn"
    assert desk.times("admin")["is_waiting"] is False
    assert desk.decides(desk.request(SHORTER), verb="refuse").json()["state"] == "refused"
    assert _content(desk) == FIRST


def test_a_request_of_yesterday_has_lapsed(one_desk: TwoDesk):
    asked = one_desk.request(LONGER)
    seen = one_desk.get(f"/approvals/{asked}", "oncologist_3")
    one_desk.service.clock.forward(hours=24)
    one_desk.fresh()

    late = one_desk.decides(asked)
    assert late.status_code == 409
    assert seen["lapses_at"] == "2025-11-19T09:42:00Z"
    assert _content(one_desk) == FIRST


def test_what_is_approved_is_what_was_seen(one_desk: TwoDesk):
    asked = one_desk.request(LONGER)
    seen = one_desk.get(f"/approvals/{asked}", "oncologist_3")
    other = one_desk.post(
        f"/approvals/{asked}/approve", {"digest": "0" * 64}, "oncologist_3", seen["version"]
    )
    stale = one_desk.post(
        f"/approvals/{asked}/approve", {"digest": seen["digest"]}, "oncologist_3", 7
    )
    assert (other.status_code, stale.status_code) == (412, 412)
    assert _content(one_desk) == FIRST


def test_it_is_void_once_the_section_has_changed(one_desk: TwoDesk):
    asked = one_desk.request(LONGER)
    one_desk.changed_directly()

    assert one_desk.decides(asked).json()["state"] == "void"
    assert _content(one_desk)["critical"] == 60


def test_it_is_void_once_what_was_planned_has_begun(one_desk: TwoDesk):
    """The change would be another one than both saw."""
    one_desk.changed(SHORTER, "2025-11-19")
    asked = one_desk.request(LONGER, "2025-11-21")
    one_desk.go_to("2025-11-18 23:30")

    assert one_desk.decides(asked).json()["state"] == "void"
    assert _content(one_desk) == SHORTER


def test_it_is_void_once_who_asked_is_no_oncologist_there(one_desk: TwoDesk):
    asked = one_desk.request(LONGER)
    one_desk.leaves("oncologist")

    assert one_desk.decides(asked).json()["state"] == "void"
    assert one_desk.times("oncologist_3")["state"]["in_force"]["content"] == FIRST


@pytest.mark.parametrize(
    "changes",
    [
        {"technical": 14}, {"technical": 121}, {"critical": 14}, {"critical": 241},
        {"high": 601}, {"moderate": 961}, {"info": 2881}, {"critical": "90"}, {"critical": 90.5},
        {"critical": None}, {"more": 1},
    ],
)  # fmt: skip
def test_no_level_waits_more_than_twice_what_is_usual(one_desk: TwoDesk, changes: dict[str, Any]):
    """H-03: two people who agree cannot switch a level off either."""
    assert one_desk.asks(FIRST | changes).status_code == 422
    assert _content(one_desk) == FIRST


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"technical": 120, "critical": 90}, "critical"),
        ({"critical": 240, "high": 200}, "high"),
        ({"moderate": 300}, "moderate"),
        ({"info": 400}, "info"),
    ],
)
def test_what_is_more_urgent_never_has_longer(
    one_desk: TwoDesk, changes: dict[str, Any], field: str
):
    refused = one_desk.asks(FIRST | changes)
    assert refused.status_code == 422
    assert refused.json()["errors"] == [{"field": f"content.{field}", "reason": "not_in_order"}]


def test_what_is_asked_is_another_and_on_a_day_to_come(one_desk: TwoDesk):
    same = one_desk.asks(FIRST)
    assert same.json()["errors"] == [{"field": "content", "reason": "nothing_changes"}]
    for day, reason in (("2025-11-17", "too_early"), ("2027-01-01", "too_late")):
        refused = one_desk.asks(SHORTER, day)
        assert refused.json()["errors"] == [{"field": "effective_on", "reason": reason}]
    assert one_desk.asks(SHORTER, revision=3).status_code == 412


def test_a_planned_change_is_taken_back_alone_where_nothing_waits_longer_by_it(desk: TwoDesk):
    planned = desk.changed(LONGER, "2025-11-20")["state"]
    version = planned["planned"]["version"]
    body = {"version": version}
    assert desk.post(f"{TIMES}/undo", body, "oncologist", 0).status_code == 412
    assert desk.post(f"{TIMES}/undo", body, "admin", planned["revision"]).status_code == 403
    undone = desk.post(f"{TIMES}/undo", body, "oncologist_3", planned["revision"])

    assert undone.json()["planned"] is None
    again = desk.post(f"{TIMES}/undo", body, "oncologist", undone.json()["revision"])
    assert again.status_code == 409
    desk.go_to("2025-11-20 12:00")
    assert _content(desk) == FIRST


def test_shorter_times_that_were_agreed_on_are_not_cancelled_by_one(one_desk: TwoDesk):
    """H-03: one person would make alerts wait longer than two had said."""
    planned = one_desk.changed(SHORTER, "2025-11-20")["state"]
    body = {"version": planned["planned"]["version"]}

    refused = one_desk.post(f"{TIMES}/undo", body, "oncologist", planned["revision"])
    assert refused.status_code == 409
    back = one_desk.changed(FIRST, "2025-11-20")["state"]
    assert (back["planned"]["version"], back["planned"]["content"]) == (2, FIRST)


def test_a_change_never_moves_what_an_alert_that_was_raised_is_due(desk: TwoDesk):
    """H-03: what was said to be due stays due; what comes from then on is due by the new times."""
    before = desk.feverish()
    desk.changed(SHORTER)
    after = desk.feverish(1)

    assert desk.alert(before.id).due_at == before.due_at
    assert before.due_at - before.received_at == timedelta(minutes=120)
    assert after.due_at - after.received_at == timedelta(minutes=90)
    assert after.response_minutes == 90
    seen = desk.get(f"/alerts/{after.id}", "nurse")
    assert seen["response_minutes"] == 90


def test_a_planned_change_counts_from_midnight_of_its_day(desk: TwoDesk):
    """H-03: not a minute before both meant it to."""
    desk.changed(LONGER, "2025-11-20")
    desk.go_to("2025-11-19 22:59")
    early = desk.feverish()
    desk.go_to("2025-11-19 23:00")
    late = desk.feverish(1)

    assert early.response_minutes == 120
    assert late.response_minutes == 180


def test_everything_is_journalled_with_who_did_it(one_desk: TwoDesk):
    planned = one_desk.changed(LONGER, "2025-11-20")["state"]
    body = {"version": planned["planned"]["version"]}
    one_desk.post(f"{TIMES}/undo", body, "oncologist", planned["revision"])
    with one_desk.service.context.database.reading(Scope(one_desk.service.centre.id)) as session:
        actions = set(session.scalars(select(JournalEntry.action)))
    assert {
        "read_response_times", "ask_for_response_times", "approve_request", "undo_response_times"
    } <= actions  # fmt: skip


def test_those_who_may_decide_are_told_by_mail(one_desk: TwoDesk):
    one_desk.has_mail("oncologist_3", "nurse", "oncologist", "privacy_officer")
    one_desk.request(LONGER)
    assert one_desk.mails() == 1


def test_another_centre_sees_and_decides_nothing_of_it(one_desk: TwoDesk):
    asked = one_desk.request(LONGER)
    token = one_desk.service.other_centre.tokens["oncologist"]
    headers = {"Authorization": f"Bearer {token}"}
    path = f"/api/v1/approvals/{asked}"
    assert one_desk.service.client.get(path, headers=headers).status_code == 404
    times = one_desk.service.client.get(f"/api/v1{TIMES}", headers=headers).json()
    assert times["state"]["in_force"]["content"] == FIRST
