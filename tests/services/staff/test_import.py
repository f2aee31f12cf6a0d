"""Staff from a CSV file: a line is invited whole or refused with its columns (issue 7)."""

from typing import Any

import pytest
from sqlalchemy import select

from services.contract.enums import Role
from services.contract.staff import MOST_IMPORTED, MOST_UNITS
from services.db.scope import Scope
from services.db.tables.centres import Unit
from services.db.tables.edge import JournalEntry
from services.ids import new_id
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


def _journalled(desk: StaffDesk) -> set[str | None]:
    """What the journal says was made by imports."""
    wanted = select(JournalEntry.object_id).where(JournalEntry.action == "import_accounts")
    with desk.service.context.database.reading(Scope(desk.service.centre.id)) as session:
        return {None if each is None else str(each) for each in session.scalars(wanted)}


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


def test_the_journal_names_whom_an_import_invited_and_what_waits(desk: StaffDesk):
    _import(desk, *GOOD, rehearsal=True)
    assert _journalled(desk) == {None}
    assert _import(desk, *GOOD).status_code == 200

    rows = desk.get("/accounts", limit=200)["items"]
    made = next(each["person"]["id"] for each in rows if each["username"] == "yann.riou")
    asked = {each["id"] for each in desk.get("/approvals")["items"]}
    assert len(asked) == 2
    assert _journalled(desk) == {None, made, *asked}


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
        ("A;a;a@chu.example;nurse;;;", ["units: needs_one"]),
        ("A;a;a@chu.example;admin;Unité 0;;", ["units: needs_none"]),
        ("A;a;no address;admin;;;", ["email: not_an_address"]),
        ("A;a;a@chu.example;admin;;99700218897;", ["rpps: not_an_rpps_number"]),
        ("A;a;a@chu.example;admin;;;12/31/2026", ["ends_on: not_a_day"]),
        ("A;a;a@chu.example;admin;;;2025-01-01", ["ends_on: past"]),
        ("A;a;a@chu.example;patient;;;", ["role: not_given"]),
        ("A;a;a@chu.example;admin;;;;;more", ["line: too_many"]),
        ("A\u202eB;a;a@chu.example;admin;;;", ["name: not_one_line"]),
    ],
)
def test_a_broken_line_says_what_is_wrong_and_hurts_no_other(
    one_desk: StaffDesk, line: str, reasons: list[str]
):
    report = _import(one_desk, line, GOOD[2]).json()

    assert [each["outcome"] for each in report["lines"]] == ["refused", "invited"]
    said = [f"{each['column']}: {each['fault']}" for each in report["lines"][0]["reasons"]]
    assert said == reasons
    assert "yann.riou" in _names(one_desk)
    assert "a" not in _names(one_desk)


def test_the_same_person_twice_is_invited_once(one_desk: StaffDesk):
    report = _import(one_desk, GOOD[2], GOOD[2]).json()

    assert [each["outcome"] for each in report["lines"]] == ["invited", "refused"]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("nom;identifiant;rôle\nA;a;admin", [("csv.email", "missing_column")]),
        ("nom;name;identifiant;courriel;rôle\nA;B;a;a@chu.example;admin",
         [("csv.name", "column_twice")]),
        ('nom;identifiant;courriel;rôle\n"A;b', [("csv", "not_csv")]),
        ("nom;identifiant;courriel;rôle\n" + "A" * 200_000, [("csv", "not_csv")]),
        (" \n;;", [("csv", "not_csv")]),
        (f"{HEAD}\n;;;;;;\n", [("csv", "no_lines")]),
        ("\n".join([HEAD, *["A;a;a@chu.example;admin;;;"] * (MOST_IMPORTED + 1)]),
         [("csv", "too_many")]),
    ],
    ids=["missing", "twice", "quotes", "one-line", "empty", "no-lines", "too-many"],
)  # fmt: skip
def test_what_is_no_such_file_is_refused_whole(
    one_desk: StaffDesk, text: str, problems: list[tuple[str, str]]
):
    body = {"csv": text, "is_rehearsal": False, "words": "Ouverture"}
    answer = one_desk.post("/account-imports", body)

    assert answer.status_code == 422
    assert [(each["field"], each["reason"]) for each in answer.json()["errors"]] == problems


def _faults(report: Any) -> list[list[str]]:
    return [[f"{r['column']}: {r['fault']}" for r in each["reasons"]] for each in report["lines"]]


def test_what_belongs_to_one_person_stands_in_a_file_once(one_desk: StaffDesk):
    """Whoever waits has no account yet: only the file itself tells them apart."""
    report = _import(
        one_desk,
        GOOD[0],
        "Anne Roux;ANNE.LE.ROUX;other@chu.example;oncologue;Unité 0;;",
        "Anne Roux;other;Anne@chu.example;oncologue;Unité 0;;",
        "Anne Roux;more;more@chu.example;oncologue;Unité 0;99700218896;",
    ).json()

    assert _faults(report) == [[], ["username: twice"], ["email: twice"], ["rpps: twice"]]


def test_a_file_that_comes_again_asks_nobody_twice(desk: StaffDesk):
    """A corrected file holds those who wait as well as those who were refused."""
    _import(desk, *GOOD)
    again = _import(desk, *GOOD).json()

    assert [each["outcome"] for each in again["lines"]] == ["refused"] * 3
    assert _faults(again) == [["line: asked_already"]] * 2 + [["line: known_here"]]
    assert desk.get("/approvals", who="manager")["waiting"] == 2


def test_whoever_waits_is_not_invited_by_hand_either(desk: StaffDesk):
    _import(desk, *GOOD)
    person = {"name": "Anne Le Roux", "username": "anne.le.roux", "email": "anne@chu.example"}
    answer = desk.invite(Role.MANAGER, person=person)

    assert answer.status_code == 409
    assert answer.json()["code"] == "state_forbids"


def test_a_line_says_what_was_understood_of_it(one_desk: StaffDesk):
    """Also as a spreadsheet in France writes a day, and for a line with a break in a cell."""
    lines = (
        'Anne Le Roux;a.leroux;a@chu.example;Oncologie;"Unité 0|unité 1|Unité 0";;30/06/2026',
        'X;"x\nx";x@chu.example;admin;;;',
        "Y;y;y@chu.example;admin;;;",
    )
    report = _import(one_desk, *lines, rehearsal=True).json()

    first = report["lines"][0]
    assert (first["name"], first["username"], first["role"]) == (
        "Anne Le Roux", "a.leroux", "oncologist",
    )  # fmt: skip
    assert (first["units"], first["ends_on"]) == (["Unité 0", "Unité 1"], "2026-06-30")
    assert [each["line"] for each in report["lines"]] == [2, 3, 5]


def test_a_column_that_means_nothing_is_named(one_desk: StaffDesk):
    """A last day under a name that nobody reads would be a role without an end."""
    head = "nom;identifiant;courriel;rôle;date de fin;;" + "z" * 300
    report = _import(one_desk, "A;a;a@chu.example;admin;2026-06-30;;", head=head).json()

    assert report["unread"] == ["date de fin", "z" * 120]


@pytest.mark.parametrize(
    ("line", "reasons"),
    [
        ("A\x00;a;a@chu.example;admin;;;", ["name: not_one_line"]),
        (f"{'A' * 5_000};a;a@chu.example;admin;;;", ["name: not_one_line"]),
        (f"A;a;a@chu.example;nurse;{'Unité 0|' * 60};;", []),
        (f"A;a;a@chu.example;nurse;{'|'.join(f'U{n}' for n in range(60))};;", ["units: unknown"]),
        ("A;a b;a@chu.example;admin;;;", ["username: not_a_user_name"]),
        ("A;a;a@chu.example;admin;;9,97E+10;", ["rpps: not_an_rpps_number"]),
    ],
)
def test_a_hostile_line_is_a_line_like_any_other(
    one_desk: StaffDesk, line: str, reasons: list[str]
):
    report = _import(one_desk, line, GOOD[2], rehearsal=True).json()

    assert _faults(report) == [reasons, []]
    assert len(report["lines"][0]["name"]) <= 120


def test_a_line_with_more_units_than_a_role_has_breaks_no_file(one_desk: StaffDesk):
    centre_id = one_desk.service.centre.id
    names = [f"Unité n{n}" for n in range(MOST_UNITS + 1)]
    with one_desk.service.context.database.writing(Scope(centre_id)) as session:
        session.add_all(Unit(id=new_id(), centre_id=centre_id, name=each) for each in names)
    report = _import(one_desk, f"A;a;a@chu.example;nurse;{'|'.join(names)};;", GOOD[2]).json()

    assert _faults(report) == [["units: too_many"], []]


def test_one_mail_tells_a_manager_of_many_requests(desk: StaffDesk):
    account = desk.account(desk.service.centre.accounts["manager"])["account"]
    body = {"name": "Chef Ine", "email": "chef@chu.example", "words": "Adresse"}
    path = f"/accounts/{account['person']['id']}/person"
    changed = desk.put(path, body, version=account["version"])
    desk.approve(changed.json()["approval_id"], who="privacy_officer")
    _import(desk, *GOOD)

    assert sum("attend votre accord" in each for each in desk.mails()) == 1
