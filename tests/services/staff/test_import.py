"""Staff from a CSV file: a line is invited whole or refused with its columns (issue 7)."""

from typing import Any

import pytest

from services.contract.staff import MOST_IMPORTED
from tests.services.staff.staff_desk import StaffDesk

HEAD = "nom;identifiant;courriel;rôle;unités;rpps;fin"
GOOD = [
    "Anne Le Roux;anne.le.roux;anne@chu.example;oncologue;Unité 0|Unité 1;99700218896;",
    "Paul Guen;paul.guen;paul@chu.example;infirmier;unité 0;;2026-06-30",
    "Yann Riou;yann.riou;yann@chu.example;admin;;;",
]


def _import(desk: StaffDesk, *lines: str, head: str = HEAD, rehearsal: bool = False) -> Any:
    body = {"csv": "\n".join([head, *lines]), "is_rehearsal": rehearsal, "words": "Ouverture"}
    return desk.post("/account-imports", body)


def _names(desk: StaffDesk) -> set[str]:
    return {each["username"] for each in desk.get("/accounts", limit=200)["items"]}


def test_each_line_becomes_an_invitation_or_waits(desk: StaffDesk):
    report = _import(desk, *GOOD).json()

    assert [(each["line"], each["outcome"]) for each in report["lines"]] == [
        (2, "waits"),
        (3, "waits"),
        (4, "invited"),
    ]
    assert "yann.riou" in _names(desk)
    waiting = desk.get("/approvals", who="manager")
    assert waiting["waiting"] == 2
    payload = waiting["items"][0]["payload"]
    assert (payload["person"]["name"], payload["ends_on"]) == ("Paul Guen", "2026-06-30")


def test_a_rehearsal_writes_nothing(desk: StaffDesk):
    report = _import(desk, *GOOD, rehearsal=True).json()

    assert [each["outcome"] for each in report["lines"]] == ["waits", "waits", "invited"]
    assert "yann.riou" not in _names(desk)
    assert desk.get("/approvals")["items"] == []
    assert desk.mails() == []


@pytest.mark.parametrize(
    ("line", "reasons"),
    [
        (";a;a@chu.example;admin;;;", ["name: missing"]),
        ("A;a;a@chu.example;chirurgien;;;", ["role: unknown"]),
        ("A;a;a@chu.example;nurse;Unité 9;;", ["units: unknown"]),
        ("A;a;a@chu.example;nurse;;;", ["unit_ids: needs_one"]),
        ("A;a;a@chu.example;admin;Unité 0;;", ["unit_ids: needs_none"]),
        ("A;a;no address;admin;;;", ["email: not_an_address"]),
        ("A;a;a@chu.example;admin;;99700218897;", ["rpps: not_an_rpps_number"]),
        ("A;a;a@chu.example;admin;;;31/12/2026", ["ends_on: not_a_day"]),
        ("A;a;a@chu.example;admin;;;2025-01-01", ["ends_on: past"]),
        ("A;a;a@chu.example;patient;;;", ["role: not_given"]),
        ("A;a;a@chu.example;admin;;;;;more", ["line: too_many_cells"]),
        ("A\u202eB;a;a@chu.example;admin;;;", ["name: not_one_line"]),
    ],
)
def test_a_broken_line_says_what_is_wrong_and_hurts_no_other(
    one_desk: StaffDesk, line: str, reasons: list[str]
):
    report = _import(one_desk, line, GOOD[2]).json()

    assert [each["outcome"] for each in report["lines"]] == ["refused", "invited"]
    assert report["lines"][0]["reasons"] == reasons
    assert "yann.riou" in _names(one_desk)
    assert "a" not in _names(one_desk)


def test_the_same_person_twice_is_invited_once(one_desk: StaffDesk):
    report = _import(one_desk, GOOD[2], GOOD[2]).json()

    assert [each["outcome"] for each in report["lines"]] == ["invited", "refused"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("nom;identifiant", "columns"),
        ("nom;nom;identifiant;courriel;rôle", "columns"),
        ('nom;identifiant;courriel;rôle\n"A;b', "not_csv"),
        ("\n".join([HEAD, *["A;a;a@chu.example;admin;;;"] * (MOST_IMPORTED + 1)]), "too_many"),
    ],
)
def test_what_is_no_such_file_is_refused_whole(one_desk: StaffDesk, text: str, reason: str):
    body = {"csv": text, "is_rehearsal": False, "words": "Ouverture"}
    answer = one_desk.post("/account-imports", body)

    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"field": "csv", "reason": reason}]


def test_one_mail_tells_a_manager_of_many_requests(desk: StaffDesk):
    account = desk.account(desk.service.centre.accounts["manager"])["account"]
    body = {"name": "Chef Ine", "email": "chef@chu.example", "words": "Adresse"}
    path = f"/accounts/{account['person']['id']}/person"
    changed = desk.put(path, body, version=account["version"])
    desk.approve(changed.json()["approval_id"], who="privacy_officer")
    _import(desk, *GOOD)

    assert sum("attend votre accord" in each for each in desk.mails()) == 1
