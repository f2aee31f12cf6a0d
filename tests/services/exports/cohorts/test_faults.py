"""Kills, full disks, broken seals, erasures: no partial file is offered, nothing is in clear."""

import csv
import errno
import io
import json
import zipfile
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import OperationalError

from resources.csv_text import as_written
from services.contract.cohorts import CohortState
from services.contract.enums import IdentityStatus
from services.db.scope import Scope
from services.db.tables.cohorts import CohortChunk, CohortExport
from services.db.tables.patients import Patient
from services.exports import gathering
from services.exports.cohorts import filling, rows
from services.exports.spooled import passes, spool
from services.exports.spooled.shelves import Shelf
from services.retention.erasing import delete_rows
from services.security.keystore import KeyMissing
from tests.security.byte_scan import places_of, rows_with, spellings
from tests.services.exports.cohorts.conftest import Cohorts
from tests.services.exports.conftest import WORDS, chunks_come_early
from tests.services.exports.test_faults import _run_due
from tests.support.service import add_patient

_HOSTILE = '=HYPERLINK("http://x");\r\n"né\u202e😀'


@pytest.mark.parametrize("fault", ["cohorts.patient", "cohorts.ready"])
def test_a_worker_that_is_killed_leaves_no_file_and_its_work_begins_anew(one: Cohorts, fault: str):
    cohort = one.approved()

    killed = _run_due(one, fault)

    assert killed.returncode == -9, killed.stderr
    told = one.read(cohort)
    assert (told["state"], told["sha256"]) == ("making", None)
    assert one.take(cohort).status_code == 409
    one.make()
    files = one.opened(cohort)
    assert json.loads(files["export.json"])["patients"]["included"] == 3
    assert one.stored(cohort).attempts == 2


def test_what_kills_its_worker_thrice_is_given_up(one: Cohorts):
    cohort = one.approved()
    with one.service.context.database.writing(Scope(one.service.centre.id)) as session:
        left = {"state": CohortState.MAKING, "attempts": passes.MOST_ATTEMPTS, "has_key": True}
        session.execute(update(CohortExport).values(**left))

    one.make()

    told = one.read(cohort)
    assert (told["state"], told["failure"]) == ("failed", "interrupted")
    assert not one.stored(cohort).has_key


def test_nothing_of_it_lies_in_clear_on_the_disk(one: Cohorts, tmp_path):
    """Names are in no chunk, no log, no temporary file, also after a kill (R-ENC-04)."""
    cohort = one.approved(format="ndjson")
    assert _run_due(one, "cohorts.filled", tmp_path).returncode == -9
    done = _run_due(one, temporary=tmp_path)
    assert one.read(cohort)["state"] == "ready", done.stderr

    for word in (WORDS, "CANARINOM0", "resourceType"):
        found = [
            place
            for folder in (one.service.context.settings.data_dir.parent, tmp_path)
            for place in places_of(spellings(word), folder)
        ]
        assert found == [], word
        assert rows_with(spellings(word), one.service) == []
    assert WORDS not in done.stdout + done.stderr


def _full(*_arguments: object, **_named: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def _full_database(*_arguments: object) -> None:
    raise OperationalError("INSERT", {}, Exception("database or disk is full"))


def test_a_full_disk_is_said_and_leaves_nothing(one: Cohorts, monkeypatch: pytest.MonkeyPatch):
    cohort = one.approved()
    with monkeypatch.context() as full:
        full.setattr(Shelf, "add_chunks", _full_database)
        one.make()
    other = one.approved()
    with monkeypatch.context() as full:
        full.setattr(filling, "gather", _full)
        one.make()

    for each in (cohort, other):
        told = one.read(each)
        assert (told["state"], told["failure"], told["size"]) == ("failed", "storage_full", None)
    assert one.chunks() == []
    outcomes = [each.outcome for each in one.journal(["make_cohort"])]
    assert outcomes == ["failed:storage_full"] * 2


def test_a_patient_who_cannot_be_written_is_named_and_keeps_nobody_else_here(
    one: Cohorts, monkeypatch: pytest.MonkeyPatch, caplog
):
    def _of_one(query, asked):
        if query.patient_id == one.patient:
            raise RuntimeError(WORDS)
        return gathering.gather(query, asked)

    cohort = one.approved()
    monkeypatch.setattr(filling, "gather", _of_one)
    one.make()

    assert f"{one.patient};patient;failed" in one.opened(cohort)["not_included.csv"].decode()
    assert WORDS not in caplog.text


def _erase(desk: Cohorts, patient: UUID) -> None:
    """As retention does: the rows in one transaction, then the key."""
    with desk.service.context.database.writing(Scope(desk.service.centre.id)) as session:
        delete_rows(session, patient)
    desk.service.context.keys.destroy_patient(patient, desk.service.clock.now())


def test_an_erasure_takes_the_file_along(cohorts: Cohorts):
    """R-RET-02: also where the patient is one of many."""
    cohort = cohorts.made()
    cipher_of = cohorts.service.context.keys.file
    assert cipher_of(UUID(cohort)) is not None

    _erase(cohorts, cohorts.service.centre.patients[1])

    assert cohorts.chunks() == []
    told = cohorts.read(cohort)
    assert (told["state"], told["failure"]) == ("failed", "patient_erased")
    assert cohorts.take(cohort).status_code == 409
    cohorts.make()
    assert cohorts.stored(cohort).failure == "patient_erased"
    with pytest.raises(KeyMissing):
        cipher_of(UUID(cohort))


@pytest.mark.parametrize(
    "change", [{"identity_status": IdentityStatus.DOUBTFUL}, {"unit_id": "the other"}]
)
def test_who_would_not_be_in_it_now_leaves_in_no_file_of_before(
    cohorts: Cohorts, change: dict[str, Any]
):
    """H-16: the file lies there for an hour, and an identity may be doubted in that hour."""
    cohort, centre = cohorts.made(), cohorts.service.centre
    values = change | ({"unit_id": centre.units[1]} if "unit_id" in change else {})

    with cohorts.service.context.database.writing(Scope(centre.id)) as session:
        session.execute(update(Patient).where(Patient.id == centre.patients[1]).values(values))

    assert cohorts.take(cohort).status_code == 409
    told = cohorts.read(cohort)
    assert (told["state"], told["failure"]) == ("failed", "patient_changed")
    cohorts.make()
    assert cohorts.stored(cohort).failure == "patient_changed"
    assert cohorts.chunks() == []


def test_an_ins_that_is_not_qualified_any_more_leaves_in_no_file(cohorts: Cohorts):
    """Others in it were never qualified: they are in it without one, and stop nothing."""
    patient = cohorts.known_by_ins()
    cohort = cohorts.made()

    cohorts.identity_is(IdentityStatus.VALIDATED, patient)

    assert cohorts.take(cohort).status_code == 409
    told = cohorts.read(cohort)
    assert (told["state"], told["failure"]) == ("failed", "patient_changed")


@pytest.mark.parametrize("begun", [False, True])
def test_who_is_erased_before_or_while_it_is_made_is_not_in_it(
    one: Cohorts, begun: bool, monkeypatch: pytest.MonkeyPatch
):
    cohort, last = one.approved(), max(one.service.centre.patients)
    if begun:
        erased: list[UUID] = []

        def _meanwhile(query, asked):
            if query.patient_id == last and not erased:
                erased.append(one.patient)
                _erase(one, one.patient)
            return gathering.gather(query, asked)

        monkeypatch.setattr(filling, "gather", _meanwhile)
    else:
        _erase(one, one.patient)
    one.make()

    files = one.opened(cohort)
    told = json.loads(files["export.json"])["patients"]
    assert told == {"asked": 3, "included": 2, "not_included": 0, "erased": 1}
    assert b"CANARINOM0" not in b"".join(files.values())


def test_who_is_erased_before_their_turn_takes_no_chunk_of_the_others_along(
    one: Cohorts, monkeypatch: pytest.MonkeyPatch
):
    chunks_come_early(monkeypatch)
    monkeypatch.setattr(rows, "_MEMBERS", rows._MEMBERS.limit(1))
    cohort, last = one.approved(), max(one.service.centre.patients)
    had: list[int] = []

    def _meanwhile(query, asked):
        if not had and one.chunks():
            had.append(len(one.chunks()))
            _erase(one, last)
        return gathering.gather(query, asked)

    monkeypatch.setattr(filling, "gather", _meanwhile)
    one.make()

    assert (len(had), one.stored(cohort).attempts) == (1, 2)
    told = json.loads(one.opened(cohort)["export.json"])["patients"]
    assert told == {"asked": 3, "included": 2, "not_included": 0, "erased": 1}


@pytest.mark.parametrize("harm", ["swap", "cut", "foreign"])
def test_chunks_that_were_moved_cut_or_exchanged_break_the_download(
    one: Cohorts, harm: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(spool, "CHUNK_BYTES", 200)
    cohort, other = one.made(format="ndjson"), one.made(format="ndjson")
    mine = [each for each in one.chunks() if each[0] == UUID(cohort)]
    theirs = {each[1:3]: each[3] for each in one.chunks() if each[0] == UUID(other)}
    file = next(each[1] for each in mine if each[2] == 1)
    first, second = (each for each in mine if each[1] == file and each[2] < 2)
    with one.service.context.database.writing(Scope(one.service.centre.id)) as session:
        at = (CohortChunk.export_id == UUID(cohort), CohortChunk.file == file)
        if harm == "cut":
            session.execute(delete(CohortChunk).where(*at, CohortChunk.number == 1))
        else:
            content = second[3] if harm == "swap" else theirs[first[1:3]]
            changed = update(CohortChunk).where(*at, CohortChunk.number == 0)
            session.execute(changed.values(content=content))

    taken = one.take(cohort)

    # It breaks off: whoever reads it has fewer bytes than were promised, and no zip.
    assert len(taken.content) < int(taken.headers["content-length"])
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(io.BytesIO(taken.content))
    assert one.take(cohort).status_code == 410
    outcomes = [each.outcome for each in one.journal(["download_cohort"]) if not each.patient_id]
    assert outcomes == ["done", "integrity_error", "refused:export_gone"]


def test_names_run_nowhere_and_come_back_as_they_were(one: Cohorts):
    centre = one.service.centre
    names = {"family_name": _HOSTILE, "given_name": "-1+1"}
    patient = add_patient(one.service.context, centre.id, centre.units[0], 9, names)
    one.live(patient)

    table = one.opened(one.made())["questionnaires.csv"].decode("utf-8-sig")
    rows_ = list(csv.DictReader(io.StringIO(table, newline=""), delimiter=";"))
    mine = next(row for row in rows_ if row["patient_id"] == str(patient))
    assert mine["family_name"].startswith("'=")
    assert (as_written(mine["family_name"]), as_written(mine["given_name"])) == (
        _HOSTILE,
        "-1+1",
    )
    files = one.opened(one.made(format="ndjson"))
    found = [json.loads(line) for line in files["Patient.ndjson"].splitlines()]
    assert _HOSTILE in {each["name"][0]["family"] for each in found}


def test_what_is_interrupted_on_its_way_is_shed_in_time(one: Cohorts):
    cohort = one.made()
    with one.service.context.database.writing(Scope(one.service.centre.id)) as session:
        now = one.service.clock.now()
        taken = {"state": CohortState.TAKEN, "expires_at": now + timedelta(minutes=15)}
        session.execute(update(CohortExport).values(**taken))
    one.make()
    assert one.chunks() != []
    one.service.clock.forward(minutes=15)
    one.make()
    assert one.chunks() == []
    assert not one.stored(cohort).has_key
