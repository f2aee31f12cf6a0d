"""Answers after the end: refused aloud, kept as having come, and shown to the unit (H-08)."""

from services.contract.enums import Monitoring
from tests.services.archiving.conftest import SEVERE, Archives


def test_an_answer_after_the_end_is_refused_and_listed(archives: Archives):
    archives.archived()
    before = len(archives.notices())
    refused = archives.answer(symptoms=SEVERE)
    [listed] = archives.get("/archives/late-answers")["items"]

    assert (refused.status_code, refused.json()["code"]) == (409, "monitoring_not_active")
    assert listed["patient"]["id"] == str(archives.patient)
    assert (listed["channel"], listed["count"], listed["by"]) == ("api", 1, None)
    assert len(archives.notices()) == before + 1
    assert len(archives.journal("answer_not_taken")) == 1
    assert archives.journal("list_late_answers")[-1].shown == [str(archives.patient)]


def test_many_of_a_day_are_one_line_and_one_notice(archives: Archives):
    archives.archived()
    for _ in range(3):
        archives.answer()
    archives.answer("nurse")
    listed = archives.get("/archives/late-answers")["items"]

    assert {(each["channel"], each["count"]) for each in listed} == {("api", 3), ("phone", 1)}
    named = {each["by"] and each["by"]["name"] for each in listed}
    assert named == {None, "Prénom nurse"}
    assert len(archives.notices()) == 2


def test_once_somebody_has_looked_the_next_one_is_told_again(archives: Archives):
    archive = archives.archived()
    archives.send("POST", "archive/informed", {"how": "by_phone"}, version=archive["version"])
    archives.answer()
    [notice] = archives.notices()
    archives.send("POST", f"/alerts/{notice.id}/measures", {"codes": ["01"]}, version=1)
    archives.send("POST", f"/alerts/{notice.id}/close", {}, version=2)
    assert archives.notices() == []
    archives.later(days=1)
    archives.answer()

    assert len(archives.notices()) == 1
    assert len(archives.get("/archives/late-answers?limit=1")["items"]) == 1
    assert archives.get("/archives/late-answers?limit=1")["next_cursor"] is not None


def test_who_was_never_followed_raises_nothing(archives: Archives):
    archives.weeks.monitoring(archives.patient, Monitoring.PENDING)
    assert archives.answer().status_code == 409

    assert archives.get("/archives/late-answers")["items"] == []
    assert archives.notices() == []
    assert len(archives.journal("answer_not_taken")) == 1


def test_after_a_return_answers_count_again(archives: Archives):
    archive = archives.archived()
    archives.answer()
    archives.undo(archive)

    assert archives.answer(symptoms=SEVERE).status_code == 201
    assert len(archives.get("/archives/late-answers")["items"]) == 1
