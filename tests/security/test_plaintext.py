"""Nothing of a patient stands in clear on the disk or in what a service says (R-ENC-04, R-AUD-02).

A service in its own process takes in words that occur nowhere else, is killed in the middle of a
write, and everything that it could have written to is looked through.
"""

import json
import sqlite3
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.security.byte_scan import places_of, rows_with, spellings
from tests.support.answers import answer_json
from tests.support.child import Child, child
from tests.support.service import ServiceUnderTest

WORD = "Canariparole-\u00e9t\u00e9-7f3a"
SEVERE = {"diarrhoea": {"frequency": 4}}
# What the patients of the small centre are called, and how they are reached.
OF_PATIENTS = ("CANARINOM0", "Canariprenom0", "Canarimaladie", "800451000", "06 39 98 14 00")


def _live(running: Child) -> None:
    """Words in every place that takes words: accepted, refused, malformed and in addresses."""
    patient = running.service.centre.patients[0]
    answers = f"/api/v1/patients/{patient}/answers"
    told = running.post(answers, "ingest", answer_json(SEVERE, comment=WORD))
    assert told.status_code == 201, told.text
    alert = f"/api/v1/alerts/{told.json()['alert_id']}"
    assert WORD in running.get(alert, "nurse").text
    assert running.get("/api/v1/worklist", "nurse").status_code == 200

    note = json.dumps({"text": WORD}).encode()
    assert running.post(f"{alert}/notes", "nurse", note, **_version(1)).status_code == 200
    call = json.dumps({"result": "patient_reached", "grades": [], "note": WORD}).encode()
    assert running.post(f"{alert}/calls", "nurse", call, **_version(2)).status_code == 200

    _live_in_the_record(running, f"/api/v1/patients/{patient}")
    running.post(answers, "ingest", answer_json(SEVERE, comment=WORD)[:-1])
    running.post(answers, "ingest", answer_json({WORD: {WORD: WORD}}, comment=WORD, urgency=WORD))
    running.post(f"{alert}/notes", "nurse", json.dumps({WORD: WORD}).encode(), **_version(3))
    running.post(f"{alert}/notes", "nurse", note * 100_000, **_version(3))
    assert running.get(f"/api/v1/alerts/{WORD}", "nurse").status_code in {404, 422}
    assert running.get(f"/api/v1/worklist?cursor={WORD}", "nurse").status_code == 422


def _live_in_the_record(running: Child, patient: str) -> None:
    """Words in every place of a record that takes words."""
    note = {"began_on": "2025-11-17", "content": {"kind": "note", "text": WORD}}
    made = running.post(f"{patient}/entries", "nurse", json.dumps(note).encode())
    assert made.status_code == 201, made.text
    entry = f"{patient}/entries/{made.json()['id']}/withdraw"
    wrong = json.dumps({"reason": WORD}).encode()
    assert running.post(entry, "nurse", wrong, **_version(1)).status_code == 200
    line = json.dumps({"name": WORD, "started_on": "2025-11-17"}).encode()
    made = running.post(f"{patient}/treatments", "nurse", line)
    assert made.status_code == 201, made.text
    cycle = json.dumps({"number": 1, "started_on": "2025-11-17", "note": WORD}).encode()
    cycles = f"{patient}/treatments/{made.json()['id']}/cycles"
    assert running.post(cycles, "nurse", cycle).status_code == 201
    assert WORD in running.get(f"{patient}/record", "nurse").text


def _version(number: int) -> dict[str, str]:
    return {"If-Match": f'"{number}"'}


def _places(folders: list[Path]) -> dict[str, list[str]]:
    return {
        word: [place for folder in folders for place in places_of(spellings(word), folder)]
        for word in (WORD, *OF_PATIENTS)
    }


def test_a_killed_service_leaves_no_word_in_clear(service: ServiceUnderTest, tmp_path: Path):
    outside = tmp_path / "outside"
    outside.mkdir()
    environment = {"TMPDIR": str(outside), "SQLITE_TMPDIR": str(outside), "PYTHONDEVMODE": "1"}
    said = outside / "said.txt"
    around: dict[str, Any] = {"environment": environment, "said": said, "interpreted": True}
    folders = [service.context.settings.data_dir.parent, outside]

    with (
        child(service, "answer.before_commit", **around) as doomed,
        pytest.raises(httpx.TransportError),
    ):
        _live(doomed)
    with child(service, **around) as running:
        _live(running)
        assert set(map(tuple, _places(folders).values())) == {()}
        running.process.kill()

    assert set(map(tuple, _places(folders).values())) == {()}
    assert [word for word in (WORD, *OF_PATIENTS) if rows_with(spellings(word), service)] == []
    if service.context.database.is_sqlite:
        file = service.context.settings.data_dir / "vigie.sqlite"
        with sqlite3.connect(file) as connection:
            connection.execute("VACUUM")
        connection.close()
        assert set(map(tuple, _places(folders).values())) == {()}


def test_the_search_finds_a_word_however_it_was_written(tmp_path: Path):
    for number, written in enumerate((WORD, json.dumps(WORD), ascii(WORD), WORD.encode().hex())):
        (tmp_path / f"{number}.txt").write_text(written, encoding="utf-8")

    assert _places([tmp_path])[WORD] == ["0.txt", "1.txt", "2.txt", "3.txt"]


def test_a_fault_of_the_service_repeats_no_word(sqlite_service: ServiceUnderTest, tmp_path: Path):
    """A table is gone under a running service: what it says of that holds ids and types only."""
    said = tmp_path / "said.txt"
    with child(sqlite_service, said=said) as running:
        patient = sqlite_service.centre.patients[0]
        with sqlite3.connect(sqlite_service.context.settings.data_dir / "vigie.sqlite") as file:
            file.execute("DROP TABLE symptom_grade")
        file.close()
        told = running.post(
            f"/api/v1/patients/{patient}/answers", "ingest", answer_json(SEVERE, comment=WORD)
        )

    assert told.status_code >= 500
    assert WORD not in told.text
    written = said.read_bytes()
    assert told.headers["x-request-id"].encode() in written
    assert not any(needle in written for needle in spellings(WORD))
    assert not any(needle in written for needle in spellings("symptom_grade"))
