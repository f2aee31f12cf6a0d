"""Lines of treatment and cycles: written, amended, withdrawn, and what is shown of them follows."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from services.db.scope import Scope
from services.db.tables.patients import TreatmentLine
from services.patients.treatments import index_of
from tests.services.record.conftest import FOLFIRI, FOLFOX, WRONG, Record, problem, refused

C1 = {"number": 1, "started_on": "2025-10-03"}
C3 = {"number": 3, "started_on": "2025-10-31", "note": "-20 %"}


@pytest.fixture
def line(record: Record) -> str:
    """The address of a second line that goes on."""
    return f"treatments/{record.made('treatments', FOLFIRI)['id']}"


@pytest.fixture
def sqlite_line(sqlite_record: Record) -> str:
    """The same on SQLite."""
    return f"treatments/{sqlite_record.made('treatments', FOLFIRI)['id']}"


def test_lines_and_cycles_are_read_as_they_were_written(record: Record, line: str):
    record.made("treatments", FOLFOX)
    cycles = [record.made(f"{line}/cycles", each) for each in (C3, C1)]

    first, second = record.get("record")["lines"]

    assert {key: first[key] for key in FOLFOX} == FOLFOX
    assert (second["name"], second["cycles"]) == ("FOLFIRI", cycles[::-1])
    assert record.header["treatment"] == {"name": "FOLFIRI", "cycle": 3, "day": 19}
    [entry] = record.journal("create_treatment_cycle")[:1]
    assert entry.patient_id == record.patient


def test_a_change_keeps_what_was_before_and_is_found_by_its_new_name(record: Record, line: str):
    body = FOLFIRI | {"name": "FOLFIRI + bévacizumab", "reason": "Protocole complet."}

    changed = record.put(line, body, 1, who="oncologist")

    assert (changed.json()["name"], changed.headers["etag"]) == ("FOLFIRI + bévacizumab", '"2"')
    assert record.header["treatment"]["name"] == "FOLFIRI + bévacizumab"
    items = record.get(f"{line}/versions")["items"]
    assert [each["fields"]["name"] for each in items] == ["FOLFIRI + bévacizumab", "FOLFIRI"]
    assert [each["by"]["name"] for each in items] == ["Prénom oncologist", "Prénom nurse"]
    context, centre_id = record.service.context, record.service.centre.id
    with context.database.reading(Scope(centre_id)) as session:
        stored = session.scalars(select(TreatmentLine.name_index)).one()
    assert stored == index_of(context.keys, centre_id)("folfiri + bévacizumab")


def test_a_line_that_was_withdrawn_is_shown_nowhere_but_in_the_record(record: Record, line: str):
    record.made("treatments", FOLFOX | {"ended_on": None})
    record.made(f"{line}/cycles", C1)

    gone = record.post(f"{line}/withdraw", WRONG, version=1)

    assert gone.json()["withdrawn_at"] is not None
    assert record.header["treatment"]["name"] == "FOLFOX"
    assert [each["withdrawn_at"] is None for each in record.get("record")["lines"]] == [True, False]
    for answer in (
        record.put(line, FOLFIRI, 2),
        record.post(f"{line}/withdraw", WRONG, version=2),
        record.post(f"{line}/cycles", C3),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "state_forbids")


def test_a_cycle_that_was_withdrawn_counts_no_more(record: Record, line: str):
    record.made(f"{line}/cycles", C1)
    wrong = record.made(f"{line}/cycles", C3)
    path = f"{line}/cycles/{wrong['id']}"

    record.post(f"{path}/withdraw", WRONG, version=1)

    assert record.header["treatment"] == {"name": "FOLFIRI", "cycle": 1, "day": 47}
    # Its number and its day are free again.
    assert record.post(f"{line}/cycles", C3).status_code == 201
    second, first = record.get(f"{path}/versions")["items"]
    assert (second["withdrawn"], second["reason"]) == (True, WRONG["reason"])
    assert (first["withdrawn"], first["fields"]["note"]) == (False, "-20 %")
    assert record.put(path, C3, 2).json()["code"] == "state_forbids"


def test_of_two_nurses_at_once_one_changes_the_cycle(record: Record, line: str):
    made = record.made(f"{line}/cycles", C1)
    path = f"{line}/cycles/{made['id']}"

    with ThreadPoolExecutor(2) as both:
        tried = [
            both.submit(record.put, path, C1 | {"note": note}, 1, who=who)
            for who, note in (("nurse", "-20 %"), ("nurse_2", "-25 %"))
        ]
        answers = [each.result() for each in tried]

    assert sorted(each.status_code for each in answers) == [200, 412]
    late = next(each.json() for each in answers if each.status_code == 412)
    assert late["current"]["version"] == 2
    assert late["current"]["by"]["name"].startswith("Prénom nurse")


def test_two_lines_may_be_open_and_the_last_one_is_shown(record: Record, line: str):
    record.made("treatments", {"name": "dénosumab", "started_on": "2025-11-03"})

    assert record.header["treatment"]["name"] == "dénosumab"
    assert [each["ended_on"] for each in record.get("record")["lines"]] == [None, None]


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"started_on": "2025-11-19"}, "started_on", "in_the_future"),
        ({"started_on": "1899-01-01"}, "started_on", "before_1900"),
        ({"started_on": "1950-01-01"}, "started_on", "before_birth"),
        ({"ended_on": "2025-10-02"}, "ended_on", "before_beginning"),
        ({"ended_on": "2025-11-19"}, "ended_on", "in_the_future"),
        ({"name": "\u200b"}, "name", "value_error"),
        ({"number": 0}, "number", "greater_than_equal"),
        ({"started_on": "2025-10-04"}, "started_on", "leaves_a_cycle_outside"),
        ({"ended_on": "2025-10-30"}, "ended_on", "leaves_a_cycle_outside"),
    ],
)
def test_a_line_that_cannot_be_is_refused(
    sqlite_record: Record, sqlite_line: str, changes, field: str, reason: str
):
    for cycle in (C1, C3):
        sqlite_record.made(f"{sqlite_line}/cycles", cycle)

    answer = sqlite_record.put(sqlite_line, FOLFIRI | changes, 1)

    assert problem(answer) == refused(field, reason)


@pytest.mark.parametrize(
    ("body", "field", "reason"),
    [
        ({"number": 2, "started_on": "2025-10-02"}, "started_on", "outside_its_line"),
        ({"number": 4, "started_on": "2025-11-11"}, "started_on", "outside_its_line"),
        ({"number": 4, "started_on": "2025-11-19"}, "started_on", "in_the_future"),
        ({"number": 3, "started_on": "2025-10-31"}, "number", "taken"),
        ({"number": 2, "started_on": "2025-11-01"}, "started_on", "out_of_order"),
        ({"number": 4, "started_on": "2025-10-17"}, "started_on", "out_of_order"),
        ({"number": 2, "started_on": "2025-10-03"}, "started_on", "out_of_order"),
        ({"number": 2, "started_on": "2025-10-17", "note": "a\nb"}, "note", "value_error"),
    ],
)
def test_a_cycle_that_cannot_be_is_refused(
    sqlite_record: Record, sqlite_line: str, body, field: str, reason: str
):
    sqlite_record.put(sqlite_line, FOLFIRI | {"ended_on": "2025-11-10"}, 1)
    for cycle in (C1, C3):
        sqlite_record.made(f"{sqlite_line}/cycles", cycle)

    answer = sqlite_record.post(f"{sqlite_line}/cycles", body)

    assert problem(answer) == refused(field, reason)


def test_a_cycle_may_keep_its_number_and_its_day(record: Record, line: str):
    made = record.made(f"{line}/cycles", C3)

    changed = record.put(f"{line}/cycles/{made['id']}", C3 | {"note": "-25 %"}, 1)

    assert (changed.status_code, changed.json()["note"]) == (200, "-25 %")


def test_a_cycle_of_another_line_is_not_there(record: Record, line: str):
    other = f"treatments/{record.made('treatments', FOLFOX)['id']}"
    made = record.made(f"{line}/cycles", C1)

    assert record.put(f"{other}/cycles/{made['id']}", C1, 1).status_code == 404
    withdrawn = record.post(f"{other}/cycles/{made['id']}/withdraw", WRONG, version=1)
    assert withdrawn.status_code == 404


def test_treatments_of_who_is_followed_no_more_are_only_read(record: Record, line: str):
    made = record.made(f"{line}/cycles", C1)
    record.followed_no_more()

    for answer in (
        record.post("treatments", FOLFOX),
        record.put(line, FOLFIRI, 1),
        record.post(f"{line}/cycles", C3),
        record.put(f"{line}/cycles/{made['id']}", C1, 1),
        record.post(f"{line}/withdraw", WRONG, version=1),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "monitoring_not_active")
    assert len(record.get("record")["lines"]) == 1
