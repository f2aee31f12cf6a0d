"""Erasure: nothing that leads to the patient is left, not even in yesterday's copy of the data."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import (
    JSON,
    Column,
    Date,
    Enum,
    FetchedValue,
    LargeBinary,
    String,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.contract.enums import AlertState, Monitoring
from services.contract.retention import ErasureOutcome, RetentionState
from services.contract.week_enums import ConsentChoice, ConsentKind
from services.db.base import Base
from services.db.scope import Scope
from services.db.tables.alerts import Alert
from services.db.tables.edge import JournalEntry
from services.db.tables.enrolment import Consent
from services.db.tables.patients import Patient, PatientSearchToken
from services.db.tables.retention import ConsentProof, Erasure, RetentionHold
from services.db.types import Id, Instant
from services.fhir.publishing import publish
from services.ids import new_id
from services.patients.identity import open_identity
from services.retention import erasing
from services.retention.tick import RetentionNotKept
from services.security.keystore import KeyMissing, SealBroken
from tests.security.planted import FREE_TEXT
from tests.services.retention.conftest import Years, noon
from tests.services.retention.of_no_patient import OF_NO_PATIENT
from tests.support.answers import answer_content
from tests.support.enrolments import finish_enrolment
from tests.support.service import random_key

USED = date(2025, 11, 18)
ARCHIVED, ERASED = date(2028, 5, 18), date(2035, 11, 18)
DAY = timedelta(days=1)


def live(years: Years) -> UUID:
    """A patient with something in as many tables as the interface fills, followed no more."""
    service, patient = years.service, years.patient
    centre = service.centre
    finish_enrolment(service, centre, patient)
    fever = {"value": 39.4, "unit": "Cel", "measured_at": "2025-11-18T09:00:00Z"}
    _post(years, "ingest", f"patients/{patient}/answers", answer_content(
        temperatures=[fever], comment=FREE_TEXT))  # fmt: skip
    nurse = "nurse"
    diagnosis = {"began_on": "2025", "content": {"kind": "diagnosis", "label": FREE_TEXT}}
    _post(years, nurse, f"patients/{patient}/entries", diagnosis)
    line = {"name": FREE_TEXT, "started_on": "2025-11-18"}
    line_id = _post(years, nurse, f"patients/{patient}/treatments", line)["id"]
    cycle = {"number": 2, "started_on": "2025-11-18", "note": FREE_TEXT}
    _post(years, nurse, f"patients/{patient}/treatments/{line_id}/cycles", cycle)
    pause = {"reason": "other", "from_on": "2026-10-01", "until_on": "2026-10-02"}
    _post(years, nurse, f"patients/{patient}/pauses", pause)
    years.sign_in(patient)
    years.keep(patient)
    tokens = service.context.keys.keyed_hash(centre.id, "search").of(b"canarinom0")
    years.run(insert(PatientSearchToken).values(
        centre_id=centre.id, patient_id=patient, token=tokens))  # fmt: skip
    years.run(update(Alert).where(Alert.patient_id == patient).values(state=AlertState.CLOSED))
    years.change(patient, monitoring=Monitoring.ENDED)
    return patient


def _post(years: Years, who: str, path: str, body: Any) -> Any:
    answer = years.service.client.post(
        f"/api/v1/{path}",
        json=body,
        headers=years.service.as_(who) | {"Idempotency-Key": random_key()},
    )
    assert answer.status_code == 201, answer.text
    return answer.json()


def _erase(years: Years, patient: UUID) -> None:
    bring_to_the_day_before(years, patient)
    years.on(ERASED)


def bring_to_the_day_before(years: Years, patient: UUID) -> None:
    """They are archived, and have been told for long enough that they are erased tomorrow."""
    years.on(ARCHIVED - 30 * DAY)
    years.a_month_later(ARCHIVED)
    assert years.state(patient) is RetentionState.ARCHIVED
    years.on(ERASED - 30 * DAY)
    years.a_month_later(ERASED - DAY)


def rows_of(years: Years, patient: UUID) -> Iterator[tuple[str, int]]:
    """How many rows name a patient, in each column of each table that holds identifiers."""
    with years.reading() as session:
        for table in Base.metadata.sorted_tables:
            for column in table.columns:
                if isinstance(column.type, Id):
                    counted = select(func.count()).select_from(table).where(column == patient)
                    if "centre_id" in table.columns:
                        counted = counted.where(table.c.centre_id == years.service.centre.id)
                    yield f"{table.name}.{column.name}", session.scalar(counted) or 0


def test_every_table_is_kept_deleted_in_or_of_no_patient():
    tables = {table.name for table in Base.metadata.sorted_tables}

    assert _owned() & OF_NO_PATIENT == set()
    assert _owned() | OF_NO_PATIENT | erasing.KEPT == tables
    assert "patient_id" not in {
        column.name for name in OF_NO_PATIENT for column in Base.metadata.tables[name].columns
    }


_NEEDED = {"approval_request", "cohort_export", "fhir_export"}
"""Of no patient, and what something of theirs hangs on."""


def _plant_everywhere(years: Years, patient: UUID) -> None:
    """Something of a patient in each table in which nothing of theirs is yet."""
    owned = _owned()
    with years.reading() as session:
        counted = {
            name: session.scalar(
                select(func.count()).select_from(Base.metadata.tables[name]).where(*where)
            )
            for name, where in _where(years, patient).items()
        }
    for table in Base.metadata.sorted_tables:
        if table.name in owned | _NEEDED and not counted.get(table.name):
            with years.writing() as session:
                row = {
                    column.name: _value(session, years, patient, column)
                    for column in table.columns
                    if not column.nullable and not isinstance(column.server_default, FetchedValue)
                }
                session.execute(insert(table).values(row))


def _where(years: Years, patient: UUID) -> dict[str, list[Any]]:
    found = {}
    for name in _owned():
        table = Base.metadata.tables[name]
        column = next(
            (table.c[each] for each in ("patient_id", "person_id") if each in table.c), None
        )
        if column is not None:
            scoped = "centre_id" in table.c
            mine = [table.c.centre_id == years.service.centre.id] if scoped else []
            found[name] = [column == patient, *mine]
    return found


def _value(session: Session, years: Years, patient: UUID, column: Column[Any]) -> Any:
    """Something that fits a column; where it refers to a row, one of this patient."""
    if column.name in ("patient_id", "person_id"):
        return patient
    if column.name == "centre_id":
        return years.service.centre.id
    for key in column.foreign_keys:
        owner = key.column.table
        query = select(key.column).limit(1)
        if "centre_id" in owner.c:
            query = query.where(owner.c.centre_id == years.service.centre.id)
        if "patient_id" in owner.c:
            query = query.where(owner.c.patient_id == patient)
        return session.scalars(query).one()
    if isinstance(column.type, Enum):
        return next(iter(column.type.enum_class or ["x"]))
    return next((make() for kind, make in _FITTING.items() if isinstance(column.type, kind)), 1)


_FITTING: dict[type, Callable[[], Any]] = {
    Id: new_id,
    Instant: lambda: noon(USED),
    Date: lambda: USED,
    LargeBinary: lambda: new_id().bytes,
    JSON: dict,
    String: lambda: "x",
}


def _owned() -> set[str]:
    tables = Base.metadata.sorted_tables
    named = {each.name for each in tables if "patient_id" in each.c} - erasing.KEPT
    through = set(erasing._THROUGH)
    return named | {"patient", "idempotency", "notice_acknowledgement"} | through


def test_no_row_names_an_erased_patient_but_journal_and_proofs(years: Years):
    patient = live(years)
    bring_to_the_day_before(years, patient)
    publish(years.service.context, years.service.centre.id)
    _plant_everywhere(years, patient)
    years.run(update(Alert).where(Alert.patient_id == patient).values(state=AlertState.CLOSED))
    years.run(
        update(RetentionHold)
        .where(RetentionHold.patient_id == patient)
        .values(ended_at=years.service.clock.now())
    )
    named = {name.split(".")[0] for name, count in rows_of(years, patient) if count}
    assert _owned() - named == set(erasing._THROUGH)
    before = {name: _count(years, name) for name in erasing._THROUGH}
    assert min(before.values()) > 0

    years.on(ERASED)

    publish(years.service.context, years.service.centre.id)
    left = {name for name, count in rows_of(years, patient) if count}
    assert left == {
        "journal.patient_id",
        "journal.object_id",
        "fhir_resource.patient_id",
        "fhir_resource.object_id",
        "erasure.patient_id",
        "consent_proof.patient_id",
    }
    assert {name: _count(years, name) for name in before} == dict.fromkeys(before, 0)
    with years.reading() as session:
        proof = session.get(Erasure, patient)
        consents = session.scalars(select(ConsentProof)).all()
    assert proof is not None
    assert proof.key_destroyed_at is not None
    assert {each.patient_id for each in consents} == {patient}
    assert ConsentKind.TELEMONITORING in {each.kind for each in consents}


def _count(years: Years, name: str) -> int:
    table = Base.metadata.tables[name]
    counted = select(func.count()).select_from(table)
    if "centre_id" in table.c:
        counted = counted.where(table.c.centre_id == years.service.centre.id)
    with years.reading() as session:
        return session.scalar(counted) or 0


def test_others_keep_all_of_theirs(years: Years):
    patient = live(years)
    other = years.ended(USED, USED)
    before = {name: count for name, count in rows_of(years, other) if count}
    years.hold(other)

    _erase(years, patient)

    assert years.state(other) is RetentionState.INACTIVE
    after = {name: count for name, count in rows_of(years, other) if count}
    assert {name: after.get(name, 0) for name in before if not name.startswith("journal")} == {
        name: count for name, count in before.items() if not name.startswith("journal")
    }
    years.service.context.keys.patient(other)


def test_the_key_is_gone_from_store_and_memory(years: Years):
    patient = live(years)
    years.service.context.keys.patient(patient)

    _erase(years, patient)

    with pytest.raises(KeyMissing):
        years.service.context.keys.patient(patient)


def test_no_file_holds_a_word_or_an_index_of_theirs(sqlite_years: Years):
    years = sqlite_years
    patient = live(years)
    with years.reading() as session:
        row = session.scalars(select(Patient).where(Patient.id == patient)).one()
        tokens = session.scalars(
            select(PatientSearchToken.token).where(PatientSearchToken.patient_id == patient)
        ).all()
    store = Path(years.service.context.settings.data_dir.parent)
    with sqlite3.connect(_keystore_file(store)) as keys:
        [(wrapped,)] = keys.execute(
            "SELECT wrapped FROM patient_key WHERE patient_id = ?", (patient.bytes,)
        ).fetchall()
    needles = [wrapped, row.identity, row.contact, row.record_number_index, *tokens]
    assert all(holds(store, each) for each in needles)

    _erase(years, patient)

    assert [each for each in needles if holds(store, each)] == []
    assert not holds(store, b"CANARINOM0")
    assert not holds(store, FREE_TEXT.encode())


def _keystore_file(folder: Path) -> Path:
    [found] = (folder / "keystore").glob("*.sqlite")
    return found


def holds(folder: Path, needle: bytes) -> bool:
    """Whether some file says this."""
    return any(needle in each.read_bytes() for each in folder.rglob("*") if each.is_file())


def test_a_copy_of_the_data_taken_before_cannot_be_read_with_todays_keys(
    sqlite_years: Years, tmp_path: Path
):
    years = sqlite_years
    patient = live(years)
    bring_to_the_day_before(years, patient)
    file = Path(years.service.context.settings.data_dir) / "vigie.sqlite"
    years.service.context.database.shed_deleted()
    shutil.copy(file, tmp_path / "copy.sqlite")

    years.on(ERASED)

    with sqlite3.connect(tmp_path / "copy.sqlite") as copy:
        [(sealed,)] = copy.execute(
            "SELECT identity FROM patient WHERE id = ?", (patient.bytes,)
        ).fetchall()
    # The copy holds the patient still; no key that exists opens them.
    for cipher in _every_key(years):
        with pytest.raises(SealBroken):
            open_identity(cipher, patient, sealed)
    with pytest.raises(KeyMissing):
        years.service.context.keys.patient(patient)


def _every_key(years: Years) -> Iterator[Any]:
    keys, centre = years.service.context.keys, years.service.centre
    yield keys.master()
    yield keys.centre(centre.id)
    yield from keys.patients([each for each in centre.patients if each != years.patient]).values()


def test_a_file_a_search_and_a_hold_answer_as_if_nobody_had_been_there(years: Years):
    patient = live(years)
    _erase(years, patient)
    years.service.stay_signed_in()
    client, nurse = years.service.client, years.service.as_("nurse")

    assert client.get(f"/api/v1/patients/{patient}", headers=nurse).status_code == 404
    found = client.post(
        "/api/v1/patients/search",
        json={"text": "canarinom0"},
        headers=nurse | {"Idempotency-Key": random_key()},
    )
    assert str(patient) not in found.text
    listed = client.get("/api/v1/patients", headers=nurse)
    assert str(patient) not in listed.text


def test_nothing_brings_an_erased_patient_back(years: Years):
    patient = live(years)
    _erase(years, patient)

    with pytest.raises(IntegrityError):
        years.keep(patient)
    years.on(ERASED + DAY)
    years.on(ERASED - 400 * DAY)
    years.on(ERASED + 400 * DAY)

    assert years.state(patient) is RetentionState.ERASED


def test_who_comes_back_with_a_copy_of_the_data_is_gone_at_the_next_look(years: Years):
    """A backup of before the erasure is restored, with the keys of today (R-RET-02)."""
    patient = live(years)
    bring_to_the_day_before(years, patient)
    years.on_research(patient, ConsentChoice.NOT_OPPOSED, noon(USED))
    tables: tuple[Any, ...] = (Patient, PatientSearchToken, Consent)
    with years.reading() as session:
        copies = [
            (table, [dict(row) for row in session.execute(_all_of(table, patient)).mappings()])
            for table in tables
        ]
    years.on(ERASED)
    first = _left_by(years, patient)
    for table in (Erasure, ConsentProof):
        years.run(delete(table).where(table.patient_id == patient))
    for table, rows in copies:
        assert rows
        years.run(insert(table).values(rows))

    years.on(ERASED + DAY)

    named = {name.split(".")[0] for name, count in rows_of(years, patient) if count}
    assert named <= erasing.KEPT
    with years.reading() as session:
        proof = session.scalars(select(Erasure).where(Erasure.patient_id == patient)).one()
    assert (proof.announced_at, proof.archived_on) == (None, None)
    assert proof.key_destroyed_at == noon(ERASED)
    # That they had agreed, when and to which text, is proved as it was the first time.
    assert _left_by(years, patient) == first
    assert first[1]


def _left_by(years: Years, patient: UUID) -> tuple[ErasureOutcome, list[tuple[Any, ...]]]:
    """What became of copies for research, and what is proved of each consent."""
    with years.reading() as session:
        outcome = session.scalars(select(Erasure.outcome).where(Erasure.patient_id == patient))
        proofs = session.execute(
            select(*ConsentProof.__table__.columns)
            .where(ConsentProof.patient_id == patient)
            .order_by(ConsentProof.id)
        )
        return outcome.one(), [tuple(row) for row in proofs]


def _all_of(table: Any, patient: UUID) -> Any:
    column = Patient.id if table is Patient else table.patient_id
    return select(*table.__table__.columns).where(column == patient)


@pytest.mark.parametrize(
    ("choice", "outcome"),
    [
        (ConsentChoice.NOT_OPPOSED, ErasureOutcome.ANONYMISED),
        (ConsentChoice.OPPOSED, ErasureOutcome.ERASED),
        (None, ErasureOutcome.ERASED),
    ],
)
def test_what_research_may_keep_is_what_the_patient_said(
    years: Years, choice: ConsentChoice | None, outcome: ErasureOutcome
):
    patient = years.ended(USED, USED)
    if choice is not None:
        years.on_research(patient, choice, noon(USED))

    _erase(years, patient)

    with years.reading() as session:
        proof = session.get(Erasure, patient)
    assert proof is not None
    assert proof.outcome is outcome
    assert (proof.archived_on, proof.last_survey_on) == (ARCHIVED, USED)


def test_a_write_that_fails_in_the_middle_leaves_everything_as_it_was(sqlite_years: Years):
    years = sqlite_years
    patient = live(years)
    bring_to_the_day_before(years, patient)
    before = dict(rows_of(years, patient))
    engine = years.service.context.database.writer
    with engine.connect() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON erasure"
            " BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )
        connection.commit()

    with pytest.raises(RetentionNotKept):
        years.on(ERASED)

    assert {name: count for name, count in rows_of(years, patient) if "journal" not in name} == {
        name: count for name, count in before.items() if "journal" not in name
    }
    years.service.context.keys.patient(patient)
    with engine.connect() as connection:
        connection.exec_driver_sql("DROP TRIGGER full")
        connection.commit()
    years.tick()
    assert years.state(patient) is RetentionState.ERASED


def test_a_key_store_that_is_away_is_asked_again_in_the_next_pass(
    years: Years, monkeypatch: pytest.MonkeyPatch
):
    patient = live(years)
    bring_to_the_day_before(years, patient)

    def _away(*_asked: object) -> None:
        raise OSError("no key store")

    with monkeypatch.context() as broken:
        broken.setattr(years.service.context.keys, "destroy_patient", _away)
        with pytest.raises(OSError, match="no key store"):
            years.on(ERASED)
    assert years.state(patient) is RetentionState.ERASED
    years.service.context.keys.patient(patient)

    years.tick()

    with pytest.raises(KeyMissing):
        years.service.context.keys.patient(patient)
    with years.service.context.database.reading(Scope(years.service.centre.id)) as session:
        actions = session.scalars(
            select(JournalEntry.action).where(JournalEntry.patient_id == patient)
        ).all()
    assert actions.count("retention_erase") == actions.count("retention_key_destroyed") == 1
