"""Requests for help: made by anybody of the staff, read by whoever asked, answered by an admin."""

import json
import threading
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from services.contract.support import DUE_DAYS, SupportKind
from services.db.scope import Scope
from services.db.tables.edge import IdempotencyRecord, JournalEntry
from services.db.tables.support import SupportRequest, SupportStep
from tests.support.service import ServiceUnderTest

MINE, ALL = "/api/v1/me/support-requests", "/api/v1/support-requests"
WORDS = "La fenêtre reste grise depuis ce matin"
LOG = json.dumps({"at": "2025-11-18T09:42:00Z", "level": "error", "event": "qt"})
STAFF = ("nurse", "oncologist", "manager", "admin", "privacy_officer")


def make(service: ServiceUnderTest, who: str = "nurse", **other: Any) -> Any:
    """What asking for help answers."""
    asked = {"kind": "technical", "words": WORDS} | other
    return service.client.post(MINE, json=asked, headers=service.writing_as(who))


def made(service: ServiceUnderTest, who: str = "nurse", **other: Any) -> Any:
    """A request that was taken."""
    answer = make(service, who, **other)
    assert answer.status_code == 201, answer.text
    return answer.json()


def listed(service: ServiceUnderTest, path: str, who: str, **wanted: Any) -> Any:
    """What a list answers."""
    answer = service.client.get(path, params=wanted, headers=service.as_(who))
    assert answer.status_code == 200, answer.text
    return answer.json()


def act(
    service: ServiceUnderTest, verb: str, request: Any, words: str = "Vu.", **other: Any
) -> Any:
    """What an act of an administrator answers."""
    row = request["request"]
    headers = service.writing_as(other.pop("who", "admin"), other.pop("version", row["version"]))
    return service.client.post(f"{ALL}/{row['id']}/{verb}", json={"words": words}, headers=headers)


@pytest.mark.parametrize("who", STAFF)
def test_whoever_works_here_asks_and_reads_what_they_asked(service: ServiceUnderTest, who: str):
    request = made(service, who, log=LOG)

    row = request["request"]
    assert (row["state"], row["begins"], row["has_log"]) == ("open", WORDS, True)
    assert row["requester"]["id"] == str(service.centre.accounts[who])
    read = service.client.get(f"{MINE}/{row['id']}", headers=service.as_(who)).json()
    assert read == request
    assert [(each["kind"], each["words"]) for each in read["steps"]] == [("made", WORDS)]
    assert read["log"] == LOG
    assert [each["id"] for each in listed(service, MINE, who)["items"]] == [row["id"]]


def test_nobody_but_administrators_sees_what_others_asked(service: ServiceUnderTest):
    row = made(service, "nurse")["request"]

    assert listed(service, MINE, "oncologist")["items"] == []
    for who in ("oncologist", "admin"):
        answer = service.client.get(f"{MINE}/{row['id']}", headers=service.as_(who))
        assert answer.status_code == 404
    for path in (ALL, f"{ALL}/{row['id']}"):
        assert service.client.get(path, headers=service.as_("nurse")).status_code == 403
    assert [each["id"] for each in listed(service, ALL, "admin")["items"]] == [row["id"]]
    other = service.other_centre.tokens["admin"]
    foreign = service.client.get(ALL, headers={"Authorization": f"Bearer {other}"})
    assert foreign.json()["items"] == []


def test_an_answer_and_an_end_are_read_by_whoever_asked(service: ServiceUnderTest):
    request = made(service)
    service.clock.forward(minutes=5)
    answered = act(service, "answer", request, "Redémarrez la console.")
    assert answered.status_code == 200, answered.text
    closed = act(service, "close", answered.json(), "C'était l'écran.")
    assert closed.status_code == 200, closed.text

    row = request["request"]
    read = service.client.get(f"{MINE}/{row['id']}", headers=service.as_("nurse")).json()
    assert read["request"]["state"] == "closed"
    assert [(each["kind"], each["words"]) for each in read["steps"]] == [
        ("made", WORDS),
        ("answered", "Redémarrez la console."),
        ("closed", "C'était l'écran."),
    ]
    assert read["steps"][1]["by"]["id"] == str(service.centre.accounts["admin"])
    refused = act(service, "answer", closed.json())
    assert (refused.status_code, refused.json()["code"]) == (409, "state_forbids")


@pytest.mark.parametrize("kind", list(SupportKind))
def test_each_kind_has_its_day_and_is_late_after_it(service: ServiceUnderTest, kind: SupportKind):
    request = made(service, kind=kind.value)

    service.clock.forward(days=DUE_DAYS[kind])
    service.stay_signed_in()
    assert listed(service, MINE, "nurse")["items"][0]["is_late"] is False
    service.clock.forward(seconds=1)
    assert listed(service, MINE, "nurse")["items"][0]["is_late"] is True
    act(service, "answer", request)
    assert listed(service, MINE, "nurse")["items"][0]["is_late"] is False


def test_what_is_due_first_stands_first_and_what_is_closed_last(service: ServiceUnderTest):
    kinds = ("complaint", "technical", "incident", "technical", "incident")
    rows = []
    for kind in kinds:
        rows.append(made(service, kind=kind))
        service.clock.forward(minutes=1)
    act(service, "close", rows[2])
    wanted = [rows[place]["request"]["id"] for place in (4, 1, 3, 0, 2)]

    seen, cursor = [], None
    while True:
        asked = {"limit": 2} | ({} if cursor is None else {"cursor": cursor})
        page = listed(service, ALL, "admin", **asked)
        seen += [each["id"] for each in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break

    assert seen == wanted
    assert page["counts"] == {"open": 4, "answered": 0, "closed": 1}
    assert [e["id"] for e in listed(service, ALL, "admin", state="closed")["items"]] == wanted[4:]
    both = listed(service, ALL, "admin", state=["open", "answered"])["items"]
    assert [each["id"] for each in both] == wanted[:4]


@pytest.mark.parametrize("field", ["made", "answered"])
def test_a_number_of_a_patient_is_refused_and_kept_nowhere(service: ServiceUnderTest, field: str):
    number = "2 58 03 35 238 042 37"
    if field == "made":
        answer = make(service, words=f"Rien ne s'affiche pour {number}")
    else:
        answer = act(service, "answer", made(service), f"Vu pour {number}")

    assert answer.status_code == 422
    problem = answer.json()
    assert [(each["field"], each["reason"]) for each in problem["errors"]] == [
        ("words", "names_patient")
    ]
    assert "names no patient" in problem["detail"]
    assert "35 238" not in answer.text
    with service.context.database.reading(Scope(service.centre.id)) as session:
        assert len(session.scalars(select(SupportStep)).all()) == (field == "answered")


@pytest.mark.parametrize(
    "log", ["MARTIN Anne", json.dumps({"alert_id": "0199a3f2"}), LOG + "\n{}\nMARTIN"]
)
def test_what_is_no_log_of_a_console_is_refused(service: ServiceUnderTest, log: str):
    answer = make(service, log=log)

    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"field": "log", "reason": "not_a_log"}]


def test_a_log_that_is_too_long_and_words_that_say_nothing_are_refused(service: ServiceUnderTest):
    for other in ({"log": "x" * 16_001}, {"words": " . "}, {"words": "x" * 2001}, {"kind": "sav"}):
        assert make(service, **other).status_code == 422, other


def test_nothing_that_was_written_lies_in_clear(service: ServiceUnderTest):
    request = made(service, words="CANARI des mots", log=LOG)
    act(service, "answer", request, "CANARI de la réponse")

    with service.context.database.reading(Scope(service.centre.id)) as session:
        kept = [each.words for each in session.scalars(select(SupportStep))]
        kept += [each.log or b"" for each in session.scalars(select(SupportRequest))]
        kept += [each.response for each in session.scalars(select(IdempotencyRecord))]
    assert len(kept) == 5
    for each in kept:
        assert b"CANARI" not in each
        assert b'"level"' not in each


def test_two_administrators_do_not_write_over_each_other(service: ServiceUnderTest):
    request = made(service)
    codes: list[int] = []
    gate = threading.Barrier(2)

    def answer() -> None:
        gate.wait()
        codes.append(act(service, "answer", request).status_code)

    both = [threading.Thread(target=answer) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()

    assert sorted(codes) == [200, 412]
    read = listed(service, ALL, "admin")["items"][0]
    assert (read["state"], read["version"]) == ("answered", 2)


def test_every_reading_and_every_act_is_in_the_journal(service: ServiceUnderTest):
    request = made(service)
    act(service, "close", request)
    row_id = request["request"]["id"]
    service.client.get(f"{ALL}/{row_id}", headers=service.as_("admin"))

    with service.context.database.reading(Scope(service.centre.id)) as session:
        entries = session.scalars(select(JournalEntry)).all()
        noted = {each.action for each in entries if str(each.object_id) == row_id}
    assert noted == {"make_support_request", "close_support_request", "read_support_request"}
    assert request["request"]["due_at"] == (
        service.clock.now() + timedelta(days=DUE_DAYS[SupportKind.TECHNICAL])
    ).isoformat().replace("+00:00", "Z")
