"""The archives of a unit, page by page; their files are read, and take notes alone."""

from typing import Any

import pytest

from tests.services.archiving.conftest import Archives

NOTE = {"began_on": "2025-11-18", "content": {"kind": "note", "text": "Appel de la famille"}}


def archive_of(archives: Archives, place: int, reason: str = "transfer", **other: Any) -> Any:
    """Another patient of the unit is archived."""
    patient = archives.service.centre.patients[place]
    version = archives.get(f"/patients/{patient}/archive-preview")["version"]
    body = {"reason": reason} | other
    done = archives.send("POST", f"/patients/{patient}/archive", body, version=version)
    assert done.status_code == 200, done.text
    archives.service.clock.forward(seconds=1)
    return done.json()


def test_the_last_archived_comes_first_page_by_page(archives: Archives):
    made = [archive_of(archives, place)["id"] for place in range(3)]
    first = archives.get("/archives?limit=2")
    second = archives.get(f"/archives?limit=2&cursor={first['next_cursor']}")
    listed = [each["archive"]["id"] for each in first["items"] + second["items"]]

    assert listed == made[::-1]
    assert second["next_cursor"] is None
    row = second["items"][0]
    assert row["patient"]["record_number"]
    assert row["archive"]["kept_until"] == "2035-11-18"
    assert row["archive"]["archived_by"]["name"] == "Prénom nurse"
    shown = archives.journal("list_archives")[-1].shown
    assert shown == [str(archives.patient)]


def test_it_is_filtered_by_reason_and_by_who_knows(archives: Archives):
    archive_of(archives, 0, "pathway_finished")
    archive_of(archives, 1, "death", died_on="2025-11-17")
    told = archive_of(archives, 2, "transfer")
    informed = f"/patients/{told['patient_id']}/archive/informed"
    archives.send("POST", informed, {"how": "by_letter"}, version=told["version"])

    def found(query: str) -> set[str]:
        items = archives.get(f"/archives?{query}")["items"]
        return {each["archive"]["reason"] for each in items}

    assert found("reason=death") == {"death"}
    assert found("told=true") == {"transfer"}
    assert found("told=false") == {"pathway_finished"}
    assert found("failed=true") == set()
    assert found("failed=false") == {"pathway_finished", "death", "transfer"}
    assert archives.send("GET", "/archives?reason=boredom").status_code == 422
    assert archives.send("GET", "/archives?cursor=x").status_code == 422


def test_another_unit_and_another_centre_have_archives_of_their_own(archives: Archives):
    archive_of(archives, 0)

    assert archives.get("/archives", "nurse_of_both")["items"] != []
    assert archives.get("/archives", "nurse_without_unit")["items"] == []
    token = archives.service.other_centre.tokens["nurse"]
    foreign = archives.service.client.get(
        "/api/v1/archives", headers={"Authorization": f"Bearer {token}"}
    )
    assert foreign.json()["items"] == []
    hidden = archives.service.client.get(
        f"/api/v1/patients/{archives.patient}/archive",
        headers={"Authorization": f"Bearer {token}"},
    )
    assert hidden.status_code == 404


@pytest.mark.parametrize("path", ["", "record", "series", "timeline", "answers", "messages"])
def test_the_file_is_read_as_before(sqlite_archives: Archives, path: str):
    archive_of(sqlite_archives, 0)
    assert sqlite_archives.send("GET", path).status_code == 200


CONTACT = dict.fromkeys(
    (
        "phone",
        "email",
        "address",
        "preferred_hours",
        "carer",
        "disease",
        "oncologist",
        "oncologist_id",
        "nurse",
        "general_practitioner",
    )
)
LINE = {"name": "FOLFIRI", "number": 2, "started_on": "2025-11-10", "ended_on": None}
PLAN = {
    "questionnaire": "vigie-weekly",
    "rhythm": "week",
    "weekday": 3,
    "opens_at_minute": 600,
    "starts_on": "2025-11-19",
    "ends_on": "2026-11-10",
}
WRITES: list[tuple[str, str, Any, int | None]] = [
    ("PUT", "contact", CONTACT, 1),
    ("PUT", "survey-plan", PLAN, 1),
    ("POST", "pauses", {"reason": "holiday", "from_on": "2025-12-01"}, None),
    ("POST", "treatments", LINE, None),
    ("PUT", "message-preference", {"language": "en", "channel": "sms"}, 0),
    ("POST", "archive", {"reason": "transfer"}, 1),
]


@pytest.mark.parametrize(("method", "path", "body", "version"), WRITES)
def test_the_file_is_written_no_more(
    sqlite_archives: Archives, method: str, path: str, body: Any, version: int | None
):
    archive_of(sqlite_archives, 0)
    answer = sqlite_archives.send(method, path, body, version=version)

    assert (answer.status_code, answer.json()["code"]) == (409, "monitoring_not_active")


def test_a_note_is_always_taken(sqlite_archives: Archives):
    archive_of(sqlite_archives, 0)
    answer = sqlite_archives.send("POST", "entries", NOTE)

    assert answer.status_code == 201, answer.text
