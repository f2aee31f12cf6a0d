"""Each change that a reader could see moves what it changes, whoever made it, and nothing else."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, text, update

from services.contract.enums import IdentityStatus, Sex
from services.contract.record import WeightContent
from services.db.scope import Scope
from services.db.tables.fhir import FhirPending, FhirResource
from services.db.tables.record import RecordEntry
from services.fhir.publishing import publish
from services.retention.erasing import delete_rows
from services.surveillance.canary import prove_this_hour
from tests.services.fhir.conftest import Engine
from tests.support.service import add_patient

SEVERE = {"diarrhoea": {"frequency": 4}}
KINDS = ("patient", "response", "observation", "document")


def _versions(engine: Engine) -> dict[tuple[str, UUID], int]:
    return {(kind, key): row.version for kind in KINDS for key, row in engine.rows(kind).items()}


def _moved(engine: Engine, before: dict[tuple[str, UUID], int]) -> set[tuple[str, UUID]]:
    engine.publish()
    return {key for key, version in _versions(engine).items() if before.get(key) != version}


def test_an_answer_its_alert_and_what_a_clinician_says_of_it(engine: Engine):
    before = _versions(engine)
    receipt = engine.answer(SEVERE)
    answer = UUID(receipt["id"])
    both = {("response", answer), ("observation", answer)}
    assert _moved(engine, before) == both

    before = _versions(engine)
    # Who looks at an alert says nothing of the patient.
    engine.act(receipt["alert_id"], "claim")
    engine.act(receipt["alert_id"], "acknowledge")
    assert _moved(engine, before) == set()
    done = engine.act(
        receipt["alert_id"],
        "calls",
        {"result": "patient_reached", "grades": [{"item": "diarrhoea", "grade": 3}]},
    )
    assert _moved(engine, before) == {("observation", answer)}
    before = _versions(engine)
    engine.act(receipt["alert_id"], "undo", {"action_id": done["action_id"]})
    assert _moved(engine, before) == {("observation", answer)}


def test_a_correction_moves_the_version_that_it_replaces(engine: Engine):
    first = engine.answer()
    engine.publish()
    before = _versions(engine)

    second = engine.answer(SEVERE, replaces=first["id"])

    ids = (UUID(first["id"]), UUID(second["id"]))
    moved = {(kind, each) for kind in ("response", "observation") for each in ids}
    assert _moved(engine, before) == moved


def test_an_identity_an_end_and_nothing_else_of_a_patient(engine: Engine):
    own = ("patient", engine.patient)
    changes: tuple[dict[str, Any], ...] = (
        {"identity_status": IdentityStatus.VALIDATED},
        {"sex": Sex.MALE},
        {"identity": b"other"},
    )
    for change in changes:
        before = _versions(engine)
        engine.change(**change)
        assert _moved(engine, before) == {own}, change
    before = _versions(engine)
    engine.change(contact=b"other", unit_id=engine.service.centre.units[1], phone_index=b"1")
    assert _moved(engine, before) == set()


def test_a_death_moves_the_patient(engine: Engine):
    before = _versions(engine)
    answer = engine.service.client.post(
        f"/api/v1/patients/{engine.patient}/archive",
        json={"reason": "death", "died_on": "2025-11-17"},
        headers=engine.service.writing_as("nurse", 1),
    )
    assert answer.status_code in {200, 201}, answer.text
    assert _moved(engine, before) == {("patient", engine.patient)}


def test_what_the_team_measured(engine: Engine):
    before = _versions(engine)
    entry = engine.note(WeightContent(kg=70.5), "2025-11-10")
    assert _moved(engine, before) == {("observation", entry)}
    before = _versions(engine)
    with engine.service.context.database.writing(Scope(engine.service.centre.id)) as session:
        session.execute(
            update(RecordEntry)
            .where(RecordEntry.id == entry)
            .values(withdrawn_at=engine.service.clock.now())
        )
    assert _moved(engine, before) == {("observation", entry)}


def test_a_doubt_moves_everything_of_the_patient_as_it_comes_and_as_it_goes(engine: Engine):
    engine.answer()
    add_patient(engine.service.context, engine.service.centre.id, engine.service.centre.units[0], 9)
    engine.publish()
    own = {
        (kind, key)
        for kind in KINDS
        for key, row in engine.rows(kind).items()
        if row.patient_id == engine.patient
    }
    assert len(own) == 3
    for status in (IdentityStatus.DOUBTFUL, IdentityStatus.PROVISIONAL):
        before = _versions(engine)
        engine.change(identity_status=status)
        assert _moved(engine, before) == own


def test_of_somebody_who_was_erased_only_that_they_were_stays(engine: Engine):
    engine.answer()
    engine.publish()
    before = _versions(engine)

    with engine.service.context.database.writing(Scope(engine.service.centre.id)) as session:
        delete_rows(session, engine.patient)

    assert _moved(engine, before) == {("patient", engine.patient)}
    with engine.service.context.database.reading(Scope(engine.service.centre.id)) as session:
        named = select(FhirResource).where(FhirResource.patient_id == engine.patient)
        assert [row.object_id for row in session.scalars(named)] == [engine.patient]
        assert session.scalar(select(FhirPending)) is None


def test_who_was_invented_is_never_numbered(sqlite_engine: Engine):
    before = _versions(sqlite_engine)
    prove_this_hour(sqlite_engine.service.context, sqlite_engine.service.centre.id)

    assert _moved(sqlite_engine, before) == set()


def test_instants_only_grow_whatever_the_clock_and_the_order_of_commits(
    postgres_service: Any,
):
    """H-07: what is committed late is later than all that was read before it."""
    engine = Engine(postgres_service)
    engine.publish()
    first, second = postgres_service.centre.patients[:2]
    database, scope = postgres_service.context.database, Scope(postgres_service.centre.id)
    late = text("UPDATE patient SET sex = 'male' WHERE id = :id")
    with database.writing(scope) as slow:
        slow.execute(late, {"id": first})
        engine.change(second, sex=Sex.MALE)
        postgres_service.clock.forward(hours=-1)
        engine.publish()
        seen = engine.rows("patient")
        assert (seen[first].version, seen[second].version) == (1, 2)
    engine.publish()

    rows = engine.rows("patient")
    assert rows[first].version == 2
    assert rows[first].changed_at > max(row.changed_at for row in seen.values())
    assert rows[first].number > max(row.number for row in seen.values())


def test_one_pass_follows_another_and_two_instants_differ(sqlite_engine: Engine):
    sqlite_engine.change(sex=Sex.MALE)
    sqlite_engine.publish()
    first = sqlite_engine.rows("patient")[sqlite_engine.patient].changed_at
    sqlite_engine.change(sex=Sex.FEMALE)
    sqlite_engine.publish()

    second = sqlite_engine.rows("patient")[sqlite_engine.patient].changed_at
    assert second - first == timedelta(milliseconds=1)


def test_what_waits_is_numbered_in_more_than_one_portion(sqlite_engine: Engine):
    context, centre = sqlite_engine.service.context, sqlite_engine.service.centre
    with context.database.writing(Scope(centre.id)) as session:
        session.execute(delete(FhirResource))
        rows = [
            {"centre_id": centre.id, "patient_id": each, "kind": "patient", "object_id": each}
            for each in centre.patients
        ]
        session.execute(insert(FhirPending.__table__).inline(), rows * 300)  # type: ignore[arg-type]
    publish(context, centre.id)

    found = sqlite_engine.rows("patient")
    assert set(found) == set(centre.patients)
    assert {row.version for row in found.values()} == {2}
