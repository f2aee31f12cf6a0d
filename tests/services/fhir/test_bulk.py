"""Everything of a centre in one: asked for, made, taken, given up, and never a part of a file."""

import hashlib
import json
from base64 import b64decode
from typing import Any
from uuid import UUID

import pytest
from httpx2 import Response
from sqlalchemy import func, select, update

from services.contract.cohorts import CohortState
from services.contract.enums import IdentityStatus
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.accounts import MachineCredential
from services.db.tables.answers import Answer
from services.db.tables.edge import JournalEntry
from services.db.tables.fhir import FhirExport, FhirExportChunk
from services.ending import EndAsked, go_on, heeding
from services.exports.spooled import jobs, spool
from services.exports.spooled.shelves import Shelf
from services.fhir.bulk import filling, rows
from services.fhir.bulk.making import make_due
from services.fhir.capabilities import capability_statement
from services.fhir.gathering import gather
from services.retention.erasing import delete_rows
from services.security.keystore import KeyMissing
from tests.security.byte_scan import rows_with, spellings
from tests.security.operations import code_of
from tests.services.exports.conftest import INS, chunks_come_early
from tests.services.fhir.conftest import BASE, Engine
from tests.support.service import add_patient

ASYNC = {"Prefer": "respond-async"}
WORDS = "Canarimots-7f3a"
EVERYTHING = ("Patient", "QuestionnaireResponse", "Observation")


class Bulk:
    """An engine that has everything of its centre be made into files."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.context = engine.service.context
        self.centre = engine.service.centre

    def ask(self, path: str = "$export", **headers: str) -> Response:
        return self.engine.get(path, **(ASYNC | headers))

    def begun(self, path: str = "$export") -> str:
        """Below the interface, where a new export will be."""
        answer = self.ask(path)
        assert answer.status_code == 202, answer.text
        return answer.headers["content-location"].partition(f"{BASE}/")[2]

    def make(self) -> None:
        make_due(self.context, self.centre.id)

    def made(self, path: str = "$export") -> tuple[str, Any]:
        """Where a new export is, and what it says of its files."""
        place = self.begun(path)
        self.make()
        return place, self.engine.found(place)

    def take(self, place: str, kind: str) -> Response:
        return self.engine.get(f"{place}/{kind}.ndjson")

    def lines(self, place: str, kind: str) -> list[Any]:
        """The resources of one file."""
        taken = self.take(place, kind)
        assert taken.status_code == 200, taken.text
        return [json.loads(each) for each in taken.content.splitlines()]

    def cancel(self, place: str) -> int:
        headers = self.engine.service.as_("fhir_read")
        return self.engine.service.client.delete(f"{BASE}/{place}", headers=headers).status_code

    def stored(self) -> FhirExport:
        with self.context.database.reading(Scope(self.centre.id)) as session:
            found = session.scalars(select(FhirExport)).one()
            session.expunge_all()
            return found

    def chunks(self) -> int:
        with self.context.database.reading(Scope(self.centre.id)) as session:
            return session.scalar(select(func.count()).select_from(FhirExportChunk)) or 0

    def journal(self) -> list[JournalEntry]:
        with self.context.database.reading(Scope(self.centre.id)) as session:
            found = session.scalars(
                select(JournalEntry)
                .where(JournalEntry.action.like("%fhir%export"))
                .order_by(JournalEntry.sequence)
            ).all()
            session.expunge_all()
            return list(found)

    def erase(self, patient: UUID) -> None:
        with self.context.database.writing(Scope(self.centre.id)) as session:
            delete_rows(session, patient)


@pytest.fixture
def bulk(engine: Engine) -> Bulk:
    """On each database in turn; one patient has answered."""
    engine.answer({"diarrhoea": {"frequency": 4}}, comment=WORDS)
    engine.publish()
    return Bulk(engine)


@pytest.fixture
def one(sqlite_engine: Engine) -> Bulk:
    """The same on SQLite."""
    sqlite_engine.answer({"diarrhoea": {"frequency": 4}}, comment=WORDS)
    sqlite_engine.publish()
    return Bulk(sqlite_engine)


def test_the_files_hold_what_searches_give_and_everybody_in_them_is_journalled(bulk: Bulk):
    place = bulk.begun("Patient/$export?_outputFormat=ndjson")
    waits = bulk.engine.get(place)
    assert (waits.status_code, waits.headers["x-progress"]) == (202, "waiting")
    assert int(waits.headers["retry-after"]) > 0
    assert bulk.take(place, "Patient").status_code == 404
    bulk.make()

    told = bulk.engine.found(place)

    assert told["requiresAccessToken"] is True
    assert told["request"].endswith(f"{BASE}/Patient/$export?_outputFormat=ndjson")
    assert [each["type"] for each in told["output"]] == sorted(EVERYTHING)
    assert told["error"] == []
    for each in told["output"]:
        found = bulk.lines(place, each["type"])
        searched = bulk.engine.all(f"{each['type']}?_count=200")
        assert {it["id"]: it for it in found} == {it["id"]: it for it in searched}
        assert len(found) == each["count"]
        assert each["url"].endswith(f"{place}/{each['type']}.ndjson")
        assert max(it["meta"]["lastUpdated"] for it in found) <= told["transactionTime"]
    taken = bulk.take(place, "Observation")
    digest = b64decode(taken.headers["repr-digest"].removeprefix("sha-256=:").rstrip(":"))
    assert hashlib.sha256(taken.content).digest() == digest
    assert taken.headers["content-type"] == "application/fhir+ndjson"
    assert taken.headers["content-length"] == str(len(taken.content))
    entries = {each.action: each for each in bulk.journal()}
    left = entries["download_fhir_export"]
    assert (left.shown, left.fingerprint) == ([str(bulk.engine.patient)], digest.hex())
    assert {"ask_fhir_patient_export", "make_fhir_export", "read_fhir_export"} <= set(entries)
    assert rows_with(spellings(WORDS), bulk.engine.service) == []


def test_what_changed_since_alone_and_the_types_that_were_asked_for(bulk: Bulk):
    _, told = bulk.made("$export?_type=Patient")
    assert [(each["type"], each["count"]) for each in told["output"]] == [("Patient", 6)]
    since = told["transactionTime"]
    bulk.engine.service.clock.forward(minutes=1)
    bulk.engine.change(identity_status=IdentityStatus.VALIDATED)
    bulk.engine.publish()

    place, told = bulk.made(f"$export?_since={since}&_type=Patient,Observation")

    assert [(each["type"], each["count"]) for each in told["output"]] == [("Patient", 1)]
    assert [each["id"] for each in bulk.lines(place, "Patient")] == [str(bulk.engine.patient)]
    assert told["transactionTime"] > since


def test_what_cannot_be_understood_begins_nothing(one: Bulk):
    lenient = "respond-async, handling=lenient"
    for path, prefer in (
        ("$export", "respond-sync"),
        ("$export?_type=Medication", "respond-async"),
        ("$export?_type=Medication", lenient),
        ("$export?_since=2025", "respond-async"),
        ("$export?_since=gt2025-11-18T00:00:00Z", "respond-async"),
        ("$export?_outputFormat=csv", lenient),
        ("$export?_typeFilter=x", "respond-async"),
    ):
        refused = one.ask(path, Prefer=prefer)
        assert (refused.status_code, code_of(refused)) == (400, "invalid_parameter"), path
    assert one.ask("$export?_type=Patient,Medication&x=1", Prefer=lenient).status_code == 202
    assert (one.stored().kinds, one.stored().request) == (["patient"], "$export?_type=Patient")


def test_one_at_a_time_and_some_in_an_hour(bulk: Bulk, monkeypatch: pytest.MonkeyPatch):
    place = bulk.begun()

    busy = bulk.ask()
    assert (busy.status_code, code_of(busy)) == (429, "too_many_requests")
    assert int(busy.headers["retry-after"]) > 0
    monkeypatch.setattr("services.fhir.bulk.rows.is_under_way", lambda *_: False)
    # Also where two come at once, which the database sees.
    assert bulk.ask().status_code == 429
    assert bulk.cancel(place) == 202
    for _ in range(bulk.context.settings.fhir_exports_per_hour - 1):
        assert bulk.cancel(bulk.begun()) == 202
    late = bulk.ask()
    assert (late.status_code, int(late.headers["retry-after"]) > 60) == (429, True)
    assert [each.outcome for each in bulk.journal()].count("refused:too_many_requests") == 3


def test_nobody_else_finds_an_export(one: Bulk):
    place, _ = one.made()
    service = one.engine.service
    with service.context.database.writing(NO_CENTRE) as session:
        # Another machine of the same centre.
        mine = update(MachineCredential).where(MachineCredential.scope == "ingest")
        session.execute(mine.values(scope="fhir_read"))

    assert one.engine.get(place, who="ingest").status_code == 404
    assert one.engine.get(f"{place}/Patient.ndjson", who="ingest").status_code == 404
    gone = service.client.delete(f"{BASE}/{place}", headers=service.as_("ingest"))
    assert gone.status_code == 404
    assert one.engine.get(place).status_code == 200
    assert one.take(place, "Condition").status_code == 404


def test_what_is_given_up_or_revoked_while_it_is_made_stops_and_leaves_nothing(
    bulk: Bulk, monkeypatch: pytest.MonkeyPatch
):
    """At the next thing that is told: half a second, or a patient who takes longer."""
    monkeypatch.setattr("services.exports.spooled.jobs._TELLS_EVERY_S", 0)
    for stop in (bulk.cancel, lambda _: _revoke(bulk)):
        place = bulk.begun()
        seen: list[str] = []

        def _first(desk, kind, rows, place=place, seen=seen, stop=stop):
            seen.append(kind)
            stop(place)
            return gather(desk, kind, rows)

        with monkeypatch.context() as made:
            made.setattr(filling, "gather", _first)
            bulk.make()

        assert len(seen) == 1
        assert bulk.engine.get(place).status_code in (404, 401)
        bulk.make()
        assert bulk.chunks() == 0
        with pytest.raises(KeyMissing):
            bulk.context.keys.file(UUID(place.rpartition("/")[2]))


def _revoke(bulk: Bulk) -> None:
    with bulk.context.database.writing(NO_CENTRE) as session:
        session.execute(
            update(MachineCredential)
            .where(MachineCredential.scope == "fhir_read")
            .values(revoked_at=bulk.engine.service.clock.now())
        )


def test_files_go_when_their_time_is_over(one: Bulk):
    place, _ = one.made()
    clock, expiry = one.engine.service.clock, one.context.settings.fhir_export_expiry_s
    expires = one.engine.get(place).headers["expires"]
    assert expires.endswith("GMT")
    clock.forward(minutes=expiry / 60)

    for path in (place, f"{place}/Patient.ndjson"):
        gone = one.engine.get(path)
        assert (gone.status_code, code_of(gone)) == (410, "export_gone")
    one.make()
    # Whoever began in time reads on.
    assert one.chunks() > 0
    clock.forward(minutes=15)
    one.make()
    assert (one.chunks(), one.stored().has_key) == (0, False)


def test_an_erasure_takes_the_files_along(bulk: Bulk):
    place, _ = bulk.made()

    bulk.erase(bulk.centre.patients[1])

    assert bulk.chunks() == 0
    for path in (place, f"{place}/Patient.ndjson"):
        gone = bulk.engine.get(path)
        assert (gone.status_code, code_of(gone)) == (410, "export_gone")
    bulk.make()
    assert bulk.stored().failure == "patient_erased"
    bulk.engine.publish()
    place, _ = bulk.made()
    assert str(bulk.centre.patients[1]) not in str(bulk.lines(place, "Patient"))


def test_who_is_doubted_or_erased_while_it_is_made_is_not_in_it(
    bulk: Bulk, monkeypatch: pytest.MonkeyPatch
):
    doubtful, erased = bulk.centre.patients[:2]
    begun: list[str] = []

    def _meanwhile(desk, kind, rows):
        found = gather(desk, kind, rows)
        if not begun:
            begun.append(kind)
            bulk.engine.change(doubtful, identity_status=IdentityStatus.DOUBTFUL)
            bulk.erase(erased)
        return found

    monkeypatch.setattr(filling, "gather", _meanwhile)
    place, told = bulk.made()

    assert bulk.stored().attempts == 2
    assert {each["id"] for each in bulk.lines(place, "Patient")}.isdisjoint(
        {str(doubtful), str(erased)}
    )
    assert [each["type"] for each in told["output"]] == ["Patient"]
    # Later too: the files lie there for an hour.
    bulk.engine.change(bulk.centre.patients[2], identity_status=IdentityStatus.DOUBTFUL)
    assert bulk.take(place, "Patient").status_code == 410


def test_an_ins_that_is_not_qualified_any_more_leaves_in_no_file(
    bulk: Bulk, monkeypatch: pytest.MonkeyPatch
):
    """Others in it were never qualified: they are in it without one, and stop nothing."""
    centre, change = bulk.centre, bulk.engine.change
    patient = add_patient(bulk.context, centre.id, centre.units[0], 71, {"ins": INS})
    change(patient, identity_status=IdentityStatus.QUALIFIED)
    bulk.engine.publish()
    place, _ = bulk.made("$export?_type=Patient")
    assert INS in bulk.take(place, "Patient").text

    change(patient, identity_status=IdentityStatus.VALIDATED)

    assert bulk.take(place, "Patient").status_code == 410
    bulk.make()

    def _meanwhile(desk, kind, rows):
        found = gather(desk, kind, rows)
        if rows[0].object_id == patient:
            change(patient, identity_status=IdentityStatus.VALIDATED)
        return found

    change(patient, identity_status=IdentityStatus.QUALIFIED)
    monkeypatch.setattr(filling, "gather", _meanwhile)
    place, _ = bulk.made("$export?_type=Patient")
    # It was begun anew.
    assert len(bulk.lines(place, "Patient")) == 7
    assert INS not in bulk.take(place, "Patient").text


def test_who_is_erased_before_their_turn_takes_no_chunk_of_the_others_along(
    one: Bulk, monkeypatch: pytest.MonkeyPatch
):
    chunks_come_early(monkeypatch)
    monkeypatch.setattr(rows, "_MEMBERS", rows._MEMBERS.limit(1))
    last = max(one.centre.patients + one.centre.patients_of_other_unit)
    had: list[int] = []

    def _meanwhile(desk, kind, some):
        if not had and one.chunks() > 0:
            had.append(one.chunks())
            one.erase(last)
        return gather(desk, kind, some)

    monkeypatch.setattr(filling, "gather", _meanwhile)
    place, told = one.made("$export?_type=Patient")

    assert (len(had), one.stored().attempts) == (1, 2)
    assert len(one.lines(place, "Patient")) == told["output"][0]["count"] == 5


def test_what_cannot_be_opened_is_named_and_keeps_nothing_else_back(
    one: Bulk, monkeypatch: pytest.MonkeyPatch, caplog
):
    broken = one.engine.answer(weeks_ago=1)["id"]
    with one.context.database.writing(Scope(one.centre.id)) as session:
        spoilt = update(Answer).where(Answer.id == UUID(broken)).values(content=b"x" * 60)
        session.execute(spoilt)
    one.engine.publish()

    def _unthought(desk, kind, rows):
        if kind == "patient" and rows[0].object_id == one.centre.patients[1]:
            raise RuntimeError(WORDS)
        return gather(desk, kind, rows)

    monkeypatch.setattr(filling, "gather", _unthought)
    place, told = one.made()

    assert [(each["type"], each["count"]) for each in told["error"]] == [("OperationOutcome", 3)]
    words = [each["issue"][0]["diagnostics"] for each in one.lines(place, "OperationOutcome")]
    assert {each.split()[0] for each in words} == {
        "Patient", "QuestionnaireResponse", "Observation",
    }  # fmt: skip
    assert sum(broken in each for each in words) == 2
    assert len(one.lines(place, "Patient")) == 5
    assert len(one.lines(place, "QuestionnaireResponse")) == 1
    assert WORDS not in caplog.text
    assert "integrity_error" in [each.outcome for each in one.journal()]


def test_a_full_disk_is_said(one: Bulk, monkeypatch: pytest.MonkeyPatch):
    def _full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    place = one.begun()
    with monkeypatch.context() as full:
        full.setattr(Shelf, "add_chunks", _full)
        one.make()
    failed = one.engine.get(place)
    assert (failed.status_code, code_of(failed)) == (500, "storage_full")
    assert one.take(place, "Patient").status_code == 500
    assert one.chunks() == 0


def test_a_chunk_that_is_missing_breaks_a_download(one: Bulk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(spool, "CHUNK_BYTES", 200)
    place, _ = one.made()
    asked = Shelf.chunk
    monkeypatch.setattr(Shelf, "chunk", lambda *each: None if each[-1] == 1 else asked(*each))

    taken = one.take(place, "Observation")

    assert 0 < len(taken.content) < int(taken.headers["content-length"])
    outcomes = [each.outcome for each in one.journal() if each.action == "download_fhir_export"]
    assert outcomes == ["done", "integrity_error"]


def test_an_export_that_ends_on_its_way_is_gone_and_not_broken(
    one: Bulk, monkeypatch: pytest.MonkeyPatch
):
    chunks_come_early(monkeypatch)
    asked = Shelf.chunk

    def _cancel() -> None:
        with one.context.database.writing(Scope(one.centre.id)) as session:
            session.execute(update(FhirExport).values(state=CohortState.CANCELLED))
        one.make()

    for end in (_cancel, lambda: one.erase(one.centre.patients[1])):
        place, _ = one.made()

        def _on_its_way(*each, end=end):
            if each[-1] == 1:
                end()
            return asked(*each)

        with monkeypatch.context() as ended:
            ended.setattr(Shelf, "chunk", _on_its_way)
            taken = one.take(place, "Observation")
        assert 0 < len(taken.content) < int(taken.headers["content-length"])

    outcomes = [each.outcome for each in one.journal() if each.action == "download_fhir_export"]
    assert outcomes == ["done", "gone"] * 2


def test_what_is_ready_ends_when_another_one_is_asked_for(one: Bulk):
    place, _ = one.made()

    one.begun()

    assert one.engine.get(place).status_code == 410
    assert one.take(place, "Patient").status_code == 410
    one.engine.service.clock.forward(minutes=15)
    one.make()
    with pytest.raises(KeyMissing):
        one.context.keys.file(UUID(place.rpartition("/")[2]))


def test_a_service_that_ends_leaves_it_and_that_was_no_attempt(
    one: Bulk, monkeypatch: pytest.MonkeyPatch
):
    place = one.begun()

    with heeding(lambda: True), pytest.raises(EndAsked):
        one.make()
    with monkeypatch.context() as deeper:
        # Also where the fault of one patient would keep no other from being written.
        deeper.setattr(jobs, "go_on", lambda: None)
        deeper.setattr(filling, "gather", lambda *_: go_on())
        with heeding(lambda: True), pytest.raises(EndAsked):
            one.make()

    assert (one.stored().state, one.stored().attempts) == (CohortState.QUEUED, 0)
    one.make()
    assert (one.engine.get(place).status_code, one.stored().attempts) == (200, 1)


def test_the_statement_of_capabilities_names_it():
    [rest] = capability_statement("http://here")["rest"]
    assert [each["name"] for each in rest["operation"]] == ["export"]
    patients = next(each for each in rest["resource"] if each["type"] == "Patient")
    assert patients["operation"][0]["definition"].endswith("OperationDefinition/patient-export")
