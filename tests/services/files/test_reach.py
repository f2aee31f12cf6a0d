"""Who may read a file, what is journalled of it, and what is left of what cannot be opened."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, event, select, update

from services.alerts import stored_rules
from services.contract.enums import EventType
from services.contract.record import EcogContent, EventContent, NoteContent, WeightContent
from services.db.scope import Scope
from services.db.tables.alerts import Alert, AlertAct
from services.db.tables.answers import Answer
from services.db.tables.centres import RuleSet
from services.db.tables.edge import JournalEntry
from services.db.tables.patients import Patient, TreatmentCycle, TreatmentLine
from services.db.tables.record import RecordEntry
from services.files import zone_spans
from services.security import keystore

SEVERE = {"diarrhoea": {"frequency": 4}}
KEPT_IN = {"identity": "label", "contact": "phone"}
PATHS = ("series", "timeline", "answers", "actions")
MOST_READS = 15
"""Of one synthesis, whatever there is, with who calls and the beginning of the snapshot."""


def fill(file: Any, weeks: int) -> Any:
    """A file with something of everything; the receipt of its last answer."""
    for ago in range(weeks, 0, -1):
        file.answer(weeks_ago=ago, ecog=1)
    receipt = file.answer(SEVERE, weight={"value": 71.4, "unit": "kg"})
    grade = {"result": "patient_reached", "grades": [{"item": "diarrhoea", "grade": 2}]}
    file.act(receipt["alert_id"], "calls", grade)
    file.act(receipt["alert_id"], "notes", {"text": "hydratation"})
    line = file.line("FOLFOX", file.days_ago(60))
    for number in range(1, 4):
        file.cycle(line, number, file.days_ago(60 - 14 * number), "-20 %")
    file.note(EventContent(event=EventType.IMAGING, label="Scanner"), file.days_ago(4).isoformat())
    file.note(WeightContent(kg=70), file.days_ago(3).isoformat())
    file.note(NoteContent(text="À revoir"), file.days_ago(2).isoformat())
    return receipt


@contextmanager
def statements(file: Any) -> Iterator[list[str]]:
    """The statements that the service runs in the block to read."""
    ran: list[str] = []

    def _note(_connection: Any, _cursor: Any, sql: str, *_rest: Any) -> None:
        ran.append(sql)

    engine = file.service.context.database.reader
    event.listen(engine, "before_cursor_execute", _note)
    yield ran
    event.remove(engine, "before_cursor_execute", _note)


def journal(file: Any, action: str) -> list[JournalEntry]:
    with file.service.context.database.reading(Scope(file.service.centre.id)) as session:
        found = select(JournalEntry).where(JournalEntry.action == action)
        return list(session.scalars(found.order_by(JournalEntry.sequence)))


def test_a_synthesis_is_few_reads_however_much_there_is(file):
    fill(file, 2)
    # The rules are read once in a process.
    file.series()
    with statements(file) as few:
        file.series()
    for _ in range(3):
        file.note(EcogContent(grade=1), file.days_ago(1).isoformat())
        file.line("FOLFIRI", file.days_ago(30))
    fill(file, 6)
    with statements(file) as many:
        file.series(all=True)

    assert len(many) == len(few) <= MOST_READS


@pytest.mark.parametrize("path", PATHS)
def test_people_of_the_unit_read_a_file_and_nobody_else(file, path):
    receipt = fill(file, 1)
    whole = [path, f"answers/{receipt['id']}"]

    for who in ("nurse", "oncologist"):
        assert {file.ask(each, who=who).status_code for each in whole} == {200}
    for who in ("manager", "admin", "privacy_officer", "ingest"):
        assert {file.ask(each, who=who).status_code for each in whole} == {403}
    foreign = [
        file.ask(each, patient=patient)
        for each in whole
        for patient in (
            file.service.centre.patients_of_other_unit[0],
            file.service.other_centre.patients[0],
            uuid4(),
        )
    ]
    assert {each.status_code for each in foreign} == {404}
    told = [each.json() | {"request_id": None, "instance": None} for each in foreign]
    assert all(each == told[0] for each in told)


def test_an_answer_of_another_patient_is_not_there(file):
    receipt = file.answer()
    other = file.service.centre.patients[1]

    assert file.ask(f"answers/{receipt['id']}", patient=other).status_code == 404


def test_each_read_is_journalled_with_what_it_showed(file):
    receipt = fill(file, 1)
    shown = {path: file.read(path) for path in PATHS}
    file.read(f"answers/{receipt['id']}")
    names = {
        "timeline": "read_patient_timeline",
        "answers": "list_patient_answers",
        "actions": "list_patient_actions",
    }

    [series] = journal(file, "read_patient_series")
    assert (series.patient_id, series.object_id, series.purpose) == (
        file.patient,
        file.patient,
        "care",
    )
    for path, action in names.items():
        [entry] = journal(file, action)
        assert entry.patient_id == file.patient
        assert entry.shown == [each["id"] for each in shown[path]["items"]]
    [one] = journal(file, "read_patient_answer")
    assert (one.patient_id, one.object_id) == (file.patient, UUID(receipt["id"]))


def test_of_a_line_of_treatment_that_ended_the_journal_names_the_line(sqlite_file):
    line = sqlite_file.line("FOLFOX", sqlite_file.days_ago(60), sqlite_file.days_ago(5))

    shown = sqlite_file.read("timeline")["items"]

    assert [each["treatment"]["is_end"] for each in shown] == [True, False]
    [entry] = journal(sqlite_file, "read_patient_timeline")
    assert entry.shown == [str(line)]


@pytest.mark.parametrize(
    ("table", "column", "block"),
    [
        (Patient, "identity", "identity"),
        (Patient, "contact", "contact"),
        (Answer, "content", "measures"),
        (TreatmentLine, "name", "lines"),
        (TreatmentCycle, "note", "lines"),
        (RecordEntry, "content", "events"),
        (AlertAct, "detail", "confirmed"),
        (Alert, "explanation", "alerts"),
    ],
)
def test_what_cannot_be_opened_is_named_and_the_rest_is_shown(file, table, column, block):
    receipt = fill(file, 1)
    centre = Scope(file.service.centre.id)
    before = file.series()
    assert before["blocks_missing"] == []
    with file.service.context.database.writing(centre) as session:
        session.execute(
            update(table)
            .where(getattr(table, column).is_not(None))
            .values({column: b"\x01\x00\x01" + bytes(40)})
            .execution_options(synchronize_session=False)
        )

    found = file.series()

    assert block in found["blocks_missing"]
    for kept in {"label", "phone"} - {KEPT_IN.get(block)}:
        assert found["patient"][kept] == before["patient"][kept]
    assert found["weeks"] == before["weeks"]
    assert len(found["symptoms"]) == len(before["symptoms"])
    assert len(found["events"]) == len(before["events"])
    assert len(found["open_alerts"]) == len(before["open_alerts"])
    for path in (*PATHS, f"answers/{receipt['id']}"):
        assert file.ask(path).status_code == 200
    is_of_a_line = table is not Patient
    assert any(each["unreadable"] for each in file.read("timeline")["items"]) is is_of_a_line


def test_a_key_that_is_lost_leaves_what_is_not_sealed(sqlite_file):
    file = sqlite_file
    receipt = fill(file, 1)
    keys, table = file.service.context.keys, keystore._patient_keys
    with keys._engine.begin() as connection:
        connection.execute(delete(table).where(table.c.patient_id == file.patient))
    keys._ciphers.clear()

    found = file.series()

    assert found["symptoms"][0]["grades"][-1] == 3
    assert set(found["blocks_missing"]) >= {"identity", "measures", "lines", "events", "alerts"}
    whole = file.read(f"answers/{receipt['id']}")
    assert (whole["survey"], whole["questions"], whole["explanation"]) == (None, [], None)
    assert whole["line"]["worst"] == 3


def test_rules_that_cannot_be_read_draw_no_zone(file):
    file.answer(SEVERE)
    with file.service.context.database.writing(Scope(file.service.centre.id)) as session:
        session.execute(
            update(RuleSet)
            .where(RuleSet.version == "default-2")
            .values(content={"rules": 3}, sha256="another")
        )
    stored_rules._READ.clear()
    zone_spans._KNOWN.clear()

    found = file.series()

    assert found["blocks_missing"] == ["rules"]
    assert [each["zone"] for each in found["symptoms"][0]["zones"]] == [None]


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("series", {"weeks": 0}),
        ("series", {"weeks": 521}),
        ("series", {"week": 3}),
        ("timeline", {"kind": "everything"}),
        ("timeline", {"until": "2025-13-01"}),
        ("timeline", {"limit": 0}),
        ("timeline", {"cursor": "eA"}),
        ("answers", {"cursor": "WyJhY3Rpb25zIiwxLCIwIl0"}),
        ("actions", {"kind": "destroy"}),
    ],
)
def test_what_is_not_offered_is_refused(sqlite_file, path, query):
    assert sqlite_file.ask(path, **query).status_code == 422


@pytest.mark.parametrize("until", ["0001-01-01", "9999-12-31"])
def test_a_timeline_of_any_day_is_answered(sqlite_file, until):
    sqlite_file.answer()

    assert sqlite_file.ask("timeline", until=until).status_code == 200
