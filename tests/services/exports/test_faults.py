"""Kills, full disks, broken seals: no partial file is ever offered, and nothing lies in clear."""

import errno
import subprocess
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from services.contract.exports import ExportFormat
from services.db.scope import Scope
from services.db.tables.answers import Answer
from services.db.tables.exports import Export, ExportFile
from services.db.tables.patients import Patient
from services.exports import making, rows
from services.exports.makers import MAKERS
from services.exports.service import place_of
from tests.security.byte_scan import places_of, rows_with, spellings
from tests.services.exports.conftest import WORDS, Desk
from tests.support.child import run
from tests.support.service import ServiceUnderTest


def _run_due(
    desk: Desk, fault: str | None = None, temporary: Path | None = None
) -> "subprocess.CompletedProcess[str]":
    """What is due, done by another process on the clock of the test."""
    around = {} if temporary is None else {"TMPDIR": str(temporary)}
    return run(desk.service, "run-due", "--now", fault=fault, environment=around)


def test_a_worker_that_is_killed_leaves_no_file_and_its_work_is_taken_up_again(desk: Desk):
    """In the middle of storing it, on each database."""
    export = desk.asked()

    killed = _run_due(desk, "exports.ready")

    assert killed.returncode == -9, killed.stderr
    assert desk.read(export)["state"] == "making"
    assert desk.files() == []
    assert desk.take(export).status_code == 409
    desk.make()
    assert desk.read(export)["state"] == "ready"
    assert desk.take(export).content.startswith(b"%PDF-")


def test_what_kills_its_worker_twice_is_given_up(small_desk: Desk):
    export = small_desk.asked(format="xdm")

    for _ in range(making.MOST_ATTEMPTS):
        assert _run_due(small_desk, "exports.set").returncode == -9
        assert small_desk.read(export)["state"] == "making"
        assert small_desk.files() == []
    small_desk.make()

    told = small_desk.read(export)
    assert (told["state"], told["failure"]) == ("failed", "interrupted")
    assert small_desk.take(export).status_code == 409


def test_nothing_of_it_lies_in_clear_on_the_disk(service: ServiceUnderTest, tmp_path: Path):
    """Also after a kill between the setting of the file and its sealing (R-ENC-04)."""
    desk = Desk(service)
    desk.live()
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    export = desk.asked()
    assert _run_due(desk, "exports.set", temporary).returncode == -9
    done = _run_due(desk, temporary=temporary)
    assert done.returncode == 0, done.stderr
    assert desk.read(export)["state"] == "ready"

    folders = [service.context.settings.data_dir.parent, temporary]
    for word in (WORDS, "CANARINOM0", "%PDF-1", "/StructTreeRoot"):
        found = [place for folder in folders for place in places_of(spellings(word), folder)]
        assert found == [], word
        assert rows_with(spellings(word), service) == []
    assert WORDS not in done.stdout + done.stderr
    assert desk.take(export).content.startswith(b"%PDF-1")


def _full(*_arguments: object) -> bytes:
    raise OSError(errno.ENOSPC, "No space left on device")


def _full_database(*_arguments: object) -> None:
    raise OperationalError("INSERT", {}, Exception("database or disk is full"))


def test_a_full_disk_is_said_and_leaves_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    in_memory, stored = desk.asked(), desk.asked()
    with monkeypatch.context() as full:
        full.setattr(making, "MAKERS", {"pdf": _full})
        full.setattr(rows, "next_queued", lambda session: _only(session, in_memory))
        desk.make()
    with monkeypatch.context() as full:
        full.setattr(rows, "add_file", _full_database)
        desk.make()

    for export in (in_memory, stored):
        told = desk.read(export)
        assert (told["state"], told["failure"]) == ("failed", "storage_full")
        assert (told["size"], told["sha256"]) == (None, None)
    assert desk.files() == []
    outcomes = [each.outcome for each in desk.journal(["make_export"])]
    assert outcomes == ["failed:storage_full"] * 2


def _only(session, export: str):
    found = session.get(Export, UUID(export))
    return found if found.state == "queued" else None


def test_one_that_fails_keeps_no_other_from_being_made(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog
):
    broken, other = desk.asked(), desk.asked()
    make = MAKERS[ExportFormat.PDF]

    def _of_one(report, how):
        if str(report.id) == broken:
            raise RuntimeError(WORDS)
        return make(report, how)

    monkeypatch.setattr(making, "MAKERS", {"pdf": _of_one})
    desk.make()

    assert desk.read(broken)["failure"] == "internal"
    assert desk.read(other)["state"] == "ready"
    assert WORDS not in caplog.text


def test_what_is_too_large_is_not_kept(desk: Desk):
    desk.with_settings(export_limit_bytes=1000)
    export = desk.asked()
    desk.make()

    assert desk.read(export)["failure"] == "too_large"
    assert desk.files() == []


def _change(desk: Desk, table, column: str) -> None:
    with desk.service.context.database.writing(Scope(desk.service.centre.id)) as session:
        owner = table.id if table is Patient else table.patient_id
        session.execute(
            update(table).where(owner == desk.patient).values({column: b"\x01\x00\x01" + b"x" * 40})
        )


def test_without_an_identity_nothing_leaves(desk: Desk):
    export = desk.asked()
    _change(desk, Patient, "identity")
    desk.make()

    told = desk.read(export)
    assert (told["state"], told["failure"]) == ("failed", "identity_unreadable")
    assert told["patient"] is None


def test_a_survey_that_cannot_be_opened_is_named_and_the_rest_is_there(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    held = []
    make = MAKERS[ExportFormat.PDF]

    def _watched(report, how):
        held.append(report)
        return make(report, how)

    _change(desk, Answer, "content")
    export = desk.asked()
    monkeypatch.setattr(making, "MAKERS", {"pdf": _watched})
    desk.make()

    assert desk.read(export)["state"] == "ready"
    assert held[0].could_not_open == ("measures", "surveys")
    assert [each.unreadable for each in held[0].surveys] == [True]


def test_a_sealed_file_that_was_changed_is_never_handed_out(desk: Desk):
    export, other = desk.made(), desk.made()
    contents = dict(desk.files())
    with desk.service.context.database.writing(Scope(desk.service.centre.id)) as session:
        session.execute(
            update(ExportFile)
            .where(ExportFile.export_id == UUID(export))
            .values(content=contents[UUID(other)])
        )

    answer = desk.take(export)

    assert (answer.status_code, answer.json()["code"]) == (500, "integrity_error")
    assert desk.read(export)["state"] == "ready"
    assert desk.take(other).status_code == 200


def test_a_file_whose_fingerprint_is_another_is_never_handed_out(desk: Desk):
    export = desk.made()
    cipher = desk.service.context.keys.patient(desk.patient)
    with desk.service.context.database.writing(Scope(desk.service.centre.id)) as session:
        session.execute(
            update(ExportFile).values(content=cipher.seal(place_of(UUID(export)), b"%PDF-"))
        )

    assert desk.take(export).status_code == 500
