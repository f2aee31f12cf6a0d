"""The ends of a follow-up and the consents in a timeline: what was said, by whom, and to whom."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from services.db.tables.archiving import Archive
from tests.services.archiving.conftest import Archives, furnished
from tests.services.archiving.test_restoring import restore
from tests.services.portal.conftest import Bedside
from tests.support.portal import Phone, invite
from tests.support.service import ServiceUnderTest

NURSE = "Prénom nurse"


@pytest.fixture
def followed(service: ServiceUnderTest) -> Archives:
    """A patient who agreed and is asked, on each database in turn."""
    return furnished(service)


def lines(followed: Archives, *kinds: str, **asked: str) -> list[dict[str, Any]]:
    """The lines of some kinds, newest first."""
    query = "&".join([*(f"kind={each}" for each in kinds), *(f"{k}={v}" for k, v in asked.items())])
    found: list[dict[str, Any]] = followed.get(f"timeline?{query}")["items"]
    return found


def steps(followed: Archives) -> list[dict[str, Any]]:
    """What the lines of a follow-up say, without what they do not say."""
    found = lines(followed, "follow_up")
    assert {each["kind"] for each in found} <= {"follow_up"}
    marks = [each["follow_up"] for each in found]
    return [
        {key: value for key, value in mark.items() if value and key != "archive_id"}
        for mark in marks
    ]


def writer(line: dict[str, Any]) -> tuple[str | None, str | None, str | None]:
    """Who wrote a line, as what, and where."""
    author = line["author"]
    return author and author["name"], line["role"], line["source"]


def tell(followed: Archives, archive: Any, how: str = "by_phone") -> Any:
    """A colleague tells the patient."""
    told = followed.send(
        "POST", "archive/informed", {"how": how}, who="nurse_2", version=archive["version"]
    )
    assert told.status_code == 200, told.text
    return told.json()


def phone_of(followed: Archives) -> Phone:
    """The patient's own phone, on which they are in."""
    service = followed.service
    code = invite(service.context, service.centre, followed.patient)
    return Bedside(service, followed.patient, code).phone()


def journalled(followed: Archives) -> list[str] | None:
    """What the journal names of the last timeline that was read."""
    return followed.journal("read_patient_timeline")[-1].shown


def test_the_end_the_telling_and_the_way_back_are_told_by_whom(followed):
    archive = followed.archived("transfer", detail="Suivi au CH de Port-Louis")
    followed.later(minutes=5)
    archive = tell(followed, archive)
    followed.later(days=3)
    assert restore(followed, archive, "error").status_code == 200

    assert steps(followed) == [
        {"step": "resumed", "restore_reason": "error"},
        {"step": "told", "how": "by_phone"},
        {"step": "ended", "reason": "transfer"},
    ]
    found = lines(followed, "follow_up")
    assert [writer(each) for each in found] == [
        (NURSE, "nurse", "console"),
        ("Prénom nurse_2", "nurse", "console"),
        (NURSE, "nurse", "console"),
    ]
    assert [each["text"] for each in found] == [None, None, "Suivi au CH de Port-Louis"]
    assert {each["follow_up"]["archive_id"] for each in found} == {archive["id"]}
    assert len({each["id"] for each in found}) == 3
    assert found == [each for each in lines(followed) if each["kind"] == "follow_up"]


def test_a_day_that_is_jumped_to_is_the_last_one(followed):
    archive = followed.archived()
    followed.later(days=1)
    tell(followed, archive, "by_letter")

    until = lines(followed, "follow_up", until="2025-11-18")

    assert [each["follow_up"]["step"] for each in until] == ["ended"]
    assert lines(followed, "follow_up", "consent", until="2025-11-16") == []


def test_the_day_of_a_death_is_told(followed):
    followed.archived("death", died_on="2025-11-15")

    assert steps(followed) == [{"step": "ended", "reason": "death", "died_on": "2025-11-15"}]


def test_an_archiving_that_was_taken_back_stays_as_one_line(followed):
    before = lines(followed, "consent")
    archive = followed.archived("patient_request", collection="by_phone", detail="Trop lourd")
    assert len(lines(followed, "consent")) == len(before) + 1
    assert followed.undo(archive).status_code == 200

    assert steps(followed) == [{"step": "ended", "reason": "patient_request", "is_undone": True}]
    # What was never said has no line.
    assert lines(followed, "consent") == before


def test_who_was_told_too_early_was_told(followed):
    """They believe that nobody reads their answers, and would answer no more (H-08)."""
    archive = followed.archived()
    # Lines of one instant have no order that means anything.
    followed.later(seconds=1)
    archive = tell(followed, archive, "in_person")
    assert followed.undo(archive).status_code == 200

    assert steps(followed) == [
        {"step": "told", "how": "in_person"},
        {"step": "ended", "reason": "pathway_finished", "is_undone": True},
    ]


def test_who_ends_it_on_their_own_pages_is_nobody_of_the_team(followed):
    phone = phone_of(followed)
    phone.post("/withdraw", phone.get("/withdraw"), sure="yes")

    assert steps(followed) == [{"step": "ended", "reason": "patient_request"}]
    [ended] = lines(followed, "follow_up")
    assert writer(ended) == (None, "patient", None)
    [withdrawn, *_] = lines(followed, "consent")
    assert writer(withdrawn) == (None, "patient", None)
    assert withdrawn["consent"] == {
        "kind": "telemonitoring",
        "choice": "withdrawn",
        "collection": "on_pages",
    }


def test_what_was_said_of_each_question_is_a_line(followed):
    said = {"kind": "research", "choice": "opposed", "collection": "on_paper"}
    answer = followed.send("POST", "consents", said)
    assert answer.status_code == 200, answer.text
    followed.later(minutes=1)
    phone_of(followed).post("/choices", None, research="not_opposed", communication="accepted")

    found = lines(followed, "consent")

    told = [(each["consent"]["kind"], each["consent"]["choice"], writer(each)) for each in found]
    by_patient = (None, "patient", None)
    assert sorted(told[:2]) == [
        ("communication", "accepted", by_patient),
        ("research", "not_opposed", by_patient),
    ]
    assert told[2] == ("research", "opposed", (NURSE, "nurse", "console"))
    assert found[2]["consent"]["collection"] == "on_paper"
    # That of the beginning.
    assert [each[:2] for each in told[3:]] == [("telemonitoring", "accepted")]
    history = {
        each["id"]: each["at"]
        for line in followed.get("consents")["lines"]
        for each in line["history"]
    }
    assert {each["id"]: each["at"] for each in found} == history


def test_words_that_cannot_be_opened_are_named_and_the_rest_is_shown(followed):
    archive = followed.archived("transfer", detail="Suivi au CH de Port-Louis")
    tell(followed, archive)
    with followed.weeks.writing() as session:
        session.execute(update(Archive).values(detail=b"\x01\x00\x01" + bytes(40)))

    found = {each["follow_up"]["step"]: each for each in lines(followed, "follow_up")}

    assert (found["ended"]["text"], found["ended"]["unreadable"]) == (None, True)
    assert found["ended"]["follow_up"]["reason"] == "transfer"
    assert found["told"]["unreadable"] is False


def test_the_journal_names_what_was_read_once(followed):
    archive = followed.archived()
    tell(followed, archive)
    [consent] = lines(followed, "consent")
    assert journalled(followed) == [consent["id"]]
    # A page on which only the telling stands was still a read of this archive.
    lines(followed, "follow_up", limit="1")
    assert journalled(followed) == [archive["id"]]
    lines(followed, "follow_up")
    assert journalled(followed) == [archive["id"]]


def test_ends_and_consents_of_another_patient_are_not_here(followed):
    followed.archived()
    other: UUID = followed.service.centre.patients[1]

    found = followed.get(f"/patients/{other}/timeline?kind=follow_up&kind=consent")

    assert found["items"] == []
