"""Facts of a record: written down, amended by whoever saw the last version, never deleted."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import delete, func, select, update

from services.db.scope import Scope
from services.db.tables.record import RecordEntry, RecordVersion
from tests.security.stage import open_for
from tests.services.record.conftest import DIAGNOSIS, NOTE, WRONG, Record, problem, refused

CONTENTS: dict[str, dict[str, Any]] = {
    "diagnosis": DIAGNOSIS["content"],
    "event": {"kind": "event", "event": "hospitalisation", "label": "Occlusion"},
    "work_status": {"kind": "work_status", "status": "sick_leave"},
    "ecog": {"kind": "ecog", "grade": 2},
    "weight": {"kind": "weight", "kg": 63.4},
    "temperature": {"kind": "temperature", "celsius": 37.2},
    "note": NOTE["content"],
}


@pytest.mark.parametrize("kind", CONTENTS)
def test_a_fact_is_read_as_it_was_written(record: Record, kind: str):
    made = record.made("entries", {"began_on": "2025-11-17", "content": CONTENTS[kind]})

    [shown] = record.get("record")["entries"]
    assert shown == made
    assert (shown["kind"], shown["version"], shown["source"]) == (kind, 1, "console")
    assert shown["content"].items() >= CONTENTS[kind].items()
    assert shown["recorded_by"]["name"] == "Prénom nurse"
    [entry] = record.journal("create_record_entry")
    assert (str(entry.object_id), entry.patient_id) == (made["id"], record.patient)
    assert [each.patient_id for each in record.journal("read_patient_record")] == [record.patient]


def test_a_change_keeps_what_was_said_before_and_why(record: Record):
    made = record.made("entries", DIAGNOSIS)
    better = DIAGNOSIS | {"began_on": "2025-03-04", "reason": "Compte rendu reçu."}

    changed = record.put(f"entries/{made['id']}", better, 1, who="oncologist")

    assert (changed.status_code, changed.headers["etag"]) == (200, '"2"')
    assert (changed.json()["began_on"], changed.json()["version"]) == ("2025-03-04", 2)
    assert changed.json()["changed_by"]["name"] == "Prénom oncologist"
    assert changed.json()["recorded_by"]["name"] == "Prénom nurse"
    second, first = record.get(f"entries/{made['id']}/versions")["items"]
    assert (second["version"], second["reason"]) == (2, "Compte rendu reçu.")
    assert second["by"]["name"] == "Prénom oncologist"
    assert second["fields"]["began_on"] == "2025-03-04"
    assert (first["version"], first["fields"]["began_on"]) == (1, "2025-03")
    assert first["fields"]["icd10"] == "C18.7"
    assert first["by"]["name"] == "Prénom nurse"


def test_what_was_wrong_stays_readable_and_is_changed_no_more(record: Record):
    made = record.made("entries", DIAGNOSIS)
    path = f"entries/{made['id']}"

    gone = record.post(f"{path}/withdraw", WRONG, version=1)

    assert gone.status_code == 200
    [shown] = record.get("record")["entries"]
    assert shown == gone.json()
    assert (shown["withdrawn_because"], shown["version"]) == (WRONG["reason"], 2)
    assert shown["withdrawn_at"] is not None
    assert shown["content"]["label"] == DIAGNOSIS["content"]["label"]
    assert [each["withdrawn"] for each in record.get(f"{path}/versions")["items"]] == [True, False]
    for again in (
        record.put(path, DIAGNOSIS, 2),
        record.post(f"{path}/withdraw", WRONG, version=2),
    ):
        assert (again.status_code, again.json()["code"]) == (409, "state_forbids")
        assert again.json()["current"]["state"] == "withdrawn"


def test_who_comes_second_is_told_who_was_faster(record: Record):
    made = record.made("entries", DIAGNOSIS)
    record.put(f"entries/{made['id']}", DIAGNOSIS | {"began_on": "2025"}, 1, who="nurse_2")

    late = record.put(f"entries/{made['id']}", DIAGNOSIS, 1)

    assert (late.status_code, late.json()["code"]) == (412, "version_stale")
    current = late.json()["current"]
    assert (current["version"], current["by"]["name"]) == (2, "Prénom nurse_2")
    assert record.get("record")["entries"][0]["began_on"] == "2025"


def test_of_two_nurses_at_once_one_is_served(record: Record):
    made = record.made("entries", DIAGNOSIS)
    path = f"entries/{made['id']}"

    with ThreadPoolExecutor(2) as both:
        tried = [
            both.submit(record.put, path, DIAGNOSIS | {"began_on": year}, 1, who=who)
            for who, year in (("nurse", "2023"), ("nurse_2", "2024"))
        ]
        answers = [each.result() for each in tried]

    assert sorted(each.status_code for each in answers) == [200, 412]
    assert len(record.get(f"{path}/versions")["items"]) == 2
    served = next(each for each in answers if each.status_code == 200)
    assert record.get("record")["entries"] == [served.json()]


def test_a_change_without_the_version_that_was_seen_is_refused(record: Record):
    made = record.made("entries", DIAGNOSIS)

    assert record.put(f"entries/{made['id']}", DIAGNOSIS, None).status_code == 428


def test_the_same_request_twice_writes_one_fact(record: Record):
    headers = record.service.writing_as("nurse")
    answers = [
        record.service.client.post(record.url("entries"), headers=headers, json=DIAGNOSIS)
        for _ in range(2)
    ]

    assert answers[0].json() == answers[1].json()
    assert len(record.get("record")["entries"]) == 1


def test_only_its_author_amends_or_withdraws_a_note(record: Record):
    made = record.made("entries", NOTE)
    path = f"entries/{made['id']}"

    for other in ("nurse_2", "oncologist"):
        for answer in (
            record.put(path, NOTE, 1, who=other),
            record.post(f"{path}/withdraw", WRONG, who=other, version=1),
        ):
            assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    text = {"kind": "note", "text": "Vit avec sa fille."}

    own = record.put(path, NOTE | {"content": text}, 1)

    assert own.json()["content"] == text
    assert record.put(path, NOTE, 2, who="nurse_2").status_code == 403
    assert [each["fields"]["text"] for each in record.get(f"{path}/versions")["items"]] == [
        "Vit avec sa fille.",
        "Vit seule.",
    ]


def test_who_is_followed_no_more_has_a_record_that_takes_notes_only(record: Record):
    made, note = record.made("entries", DIAGNOSIS), record.made("entries", NOTE)
    record.followed_no_more()

    for answer in (
        record.post("entries", DIAGNOSIS),
        record.put(f"entries/{made['id']}", DIAGNOSIS, 1),
        record.post(f"entries/{made['id']}/withdraw", WRONG, version=1),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "monitoring_not_active")
    assert record.post("entries", NOTE).status_code == 201
    assert record.put(f"entries/{note['id']}", NOTE, 1).status_code == 200
    assert len(record.get("record")["entries"]) == 3


def test_the_kind_of_a_fact_stays(record: Record):
    made = record.made("entries", DIAGNOSIS)
    answer = record.put(f"entries/{made['id']}", NOTE, 1)

    assert problem(answer) == refused("content", "kind_is_fixed")


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ({"kind": "diagnosis", "icd10": "colon", "label": "Côlon"}, "content.diagnosis.icd10"),
        ({"kind": "diagnosis", "icd10": "c18.7", "label": "Côlon"}, "content.diagnosis.icd10"),
        ({"kind": "diagnosis", "label": " "}, "content.diagnosis.label"),
        ({"kind": "diagnosis", "label": "a\u202eb"}, "content.diagnosis.label"),
        ({"kind": "diagnosis", "label": "x" * 201}, "content.diagnosis.label"),
        ({"kind": "ecog", "grade": 5}, "content.ecog.grade"),
        ({"kind": "ecog", "grade": True}, "content.ecog.grade"),
        ({"kind": "weight", "kg": 19}, "content.weight.kg"),
        ({"kind": "weight", "kg": "63"}, "content.weight.kg"),
        ({"kind": "event", "event": "party"}, "content.event.event"),
        ({"kind": "note", "text": "x" * 2001}, "content.note.text"),
        ({"kind": "death"}, "content"),
        ({"kind": "note", "text": "a", "CANARIFIELD": 1}, "content.note.*"),
    ],
)
def test_what_is_no_fact_is_refused_with_its_field(sqlite_record: Record, content, field: str):
    answer = sqlite_record.post("entries", {"began_on": "2025-11-17", "content": content})

    assert problem(answer)[:3] == (422, "invalid_body", field)
    assert "CANARI" not in answer.text


def test_a_fact_of_somebody_else_is_not_there(record: Record):
    made = record.made("entries", DIAGNOSIS)
    mine, theirs = record.service.centre.patients[:2]
    for patient, entry in ((theirs, made["id"]), (mine, str(theirs))):
        base = record.url(f"entries/{entry}", patient)
        client, headers = record.service.client, record.service.writing_as("nurse", 1)
        assert client.put(base, headers=headers, json=DIAGNOSIS).status_code == 404
        headers = record.service.writing_as("nurse", 1)
        assert client.post(f"{base}/withdraw", headers=headers, json=WRONG).status_code == 404
        assert client.get(f"{base}/versions", headers=headers).status_code == 404


def test_what_cannot_be_opened_is_said_and_can_still_be_withdrawn(record: Record):
    broken, whole = record.made("entries", DIAGNOSIS), record.made("entries", NOTE)
    database, scope = record.service.context.database, Scope(record.service.centre.id)
    with database.writing(scope) as session:
        session.execute(
            update(RecordEntry).where(RecordEntry.kind == "diagnosis").values(content=b"broken")
        )
        session.execute(update(RecordVersion).values(content=b"broken"))

    shown = {each["id"]: each for each in record.get("record")["entries"]}
    assert shown[broken["id"]]["content"] is None
    assert shown[whole["id"]]["content"] == NOTE["content"]
    [version] = record.get(f"entries/{broken['id']}/versions")["items"]
    assert version["fields"] == {}
    gone = record.post(f"entries/{broken['id']}/withdraw", WRONG, version=1)
    assert (gone.status_code, gone.json()["content"]) == (200, None)


def test_a_fact_without_a_kept_version_keeps_what_it_was_at_its_first_change(record: Record):
    """What an import wrote has no version of its own."""
    made = record.made("entries", DIAGNOSIS)
    database, scope = record.service.context.database, Scope(record.service.centre.id)
    with database.writing(scope) as session:
        session.execute(delete(RecordVersion))
    path = f"entries/{made['id']}"
    assert [each["version"] for each in record.get(f"{path}/versions")["items"]] == [1]

    record.put(path, DIAGNOSIS | {"began_on": "2024"}, 1, who="oncologist")

    items = record.get(f"{path}/versions")["items"]
    assert [each["fields"]["began_on"] for each in items] == ["2024", "2025-03"]
    assert [each["by"]["name"] for each in items] == ["Prénom oncologist", "Prénom nurse"]
    with database.reading(scope) as session:
        assert session.scalar(select(func.count()).select_from(RecordVersion)) == 2


def test_whoever_opened_a_record_of_another_unit_adds_notes_to_it_and_nothing_else(record: Record):
    centre, service = record.service.centre, record.service
    opened = centre.patients_of_other_unit[0]
    open_for(service, centre, opened, centre.accounts["nurse"], centre.sessions["nurse"])
    url = record.url("entries", opened)

    note = service.client.post(url, headers=service.writing_as("nurse"), json=NOTE)
    fact = service.client.post(url, headers=service.writing_as("nurse"), json=DIAGNOSIS)

    assert note.status_code == 201
    assert (fact.status_code, fact.json()["code"]) == (403, "forbidden")
