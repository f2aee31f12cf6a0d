"""A good bundle lands whole, in whatever order, and the same one again changes nothing."""

import json
import random
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select, update

from services.contract.bundle_import import MOST_ENTRIES
from services.contract.enums import (
    AlertKind,
    EntryKind,
    EntrySource,
    IdentityStatus,
    Monitoring,
    Sex,
)
from services.db.base import Base
from services.db.scope import Scope
from services.db.tables.alerts import Alert
from services.db.tables.answers import Answer
from services.db.tables.edge import JournalEntry
from services.db.tables.patients import Patient, TreatmentCycle, TreatmentLine
from services.db.tables.record import RecordEntry
from services.patients.identity import open_contact, open_identity
from services.patients.treatments import SealedTreatment
from services.record import entries
from services.surveillance.invented import patient_of
from tests.services.imports.conftest import Dock
from tests.support.bundles import (
    INS,
    PLAN,
    administration,
    bundle,
    condition,
    observation,
    patient,
    plan,
    quantity,
    request,
    response,
    whole,
)
from tests.support.raw import raw_connection


def _imported(dock: Dock) -> Patient:
    known = {*dock.service.centre.patients, *dock.service.centre.patients_of_other_unit}
    found: list[Patient] = [row for row in dock.rows(Patient) if row.id not in known]
    (row,) = found
    return row


def _counts(dock: Dock) -> dict[str, int]:
    """How many rows each table has, but for the traces of asking."""
    service = dock.service
    with raw_connection(service.context.database, service.centre.id) as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in Base.metadata.sorted_tables
            if table.name not in {"journal", "idempotency", "session"}
        }


def test_everything_lands_where_it_belongs(dock: Dock):
    report = dock.report(whole())

    assert (report["taken"], report["taken_with_warning"]) == (7, 4)
    assert (report["known"], report["refused"]) == (0, 0)
    row = _imported(dock)
    assert {line["patient_id"] for line in report["lines"]} == {str(row.id)}
    cipher = dock.service.context.keys.patient(row.id)
    identity = open_identity(cipher, row.id, row.identity)
    assert (identity.family_name, identity.birth_name) == ("KERMARREC", "LE DANTEC")
    assert (identity.given_name, identity.birth_date) == ("Jeanne", date(1958, 3, 14))
    assert (identity.ins, identity.record_number) == (INS, "800451237")
    assert open_contact(cipher, row.id, row.contact).phone == "06 39 98 14 27"
    assert (row.sex, row.identity_status) == (Sex.FEMALE, IdentityStatus.QUALIFIED)
    assert (row.monitoring, row.unit_id) == (Monitoring.ACTIVE, dock.service.centre.units[0])
    # Somebody who is new here was followed elsewhere since their first answer.
    assert row.episode_started_at == datetime(2025, 9, 2, 8, tzinfo=UTC)
    facts = {}
    for entry in dock.rows(RecordEntry):
        assert (entry.source, entry.version, entry.recorded_by) == (EntrySource.IMPORT, 1, None)
        shown = entries.shown(cipher, entry, {})
        assert shown.content is not None
        facts[entry.kind] = (shown.began_on, shown.content.model_dump(exclude={"kind"}))
    assert facts == {
        EntryKind.DIAGNOSIS: (
            "2024-11",
            {"icd10": "C18.7", "label": "Cancer du côlon sigmoïde", "is_primary": False},
        ),
        EntryKind.WEIGHT: ("2025-10-01", {"kg": 71.4}),
        EntryKind.ECOG: ("2025-10-01", {"grade": 1}),
    }
    lines = {
        SealedTreatment(line.id, line.name).opened(cipher): line
        for line in dock.rows(TreatmentLine)
    }
    assert {name: line.started_on for name, line in lines.items()} == {
        "FOLFIRI + bévacizumab": date(2025, 1, 6),
        "Capécitabine": date(2024, 12, 2),
    }
    cycles = dock.rows(TreatmentCycle)
    assert {(each.number, each.started_on) for each in cycles} == {
        (1, date(2025, 1, 6)),
        (2, date(2025, 1, 20)),
    }
    assert {each.line_id for each in cycles} == {lines["FOLFIRI + bévacizumab"].id}
    assert len(dock.rows(Answer, Answer.patient_id == row.id)) == 3


@pytest.mark.parametrize("kind", ["transaction", "batch", "collection"])
def test_the_order_and_the_kind_of_a_bundle_change_nothing(dock: Dock, kind: str):
    shuffled = whole() | {"type": kind}
    random.Random(7).shuffle(shuffled["entry"])

    report = dock.report(shuffled)

    assert report["refused"] == 0
    assert {(c.number, c.started_on.isoformat()) for c in dock.rows(TreatmentCycle)} == {
        (1, "2025-01-06"),
        (2, "2025-01-20"),
    }
    assert [line["place"] for line in report["lines"]] == list(range(11))


def test_the_same_bundle_again_is_known_and_nothing_is_doubled(dock: Dock):
    dock.report(whole())
    before = _counts(dock)
    dock.service.clock.forward(days=30)

    again = dock.report(whole())

    assert [line["result"] for line in again["lines"]] == ["known"] * 11
    assert _counts(dock) == before


def test_without_identifiers_of_their_own_things_are_known_by_what_they_say(dock: Dock):
    made = whole()
    for entry in made["entry"]:
        entry["resource"].pop("id", None)
    again = json.loads(json.dumps(made).replace("-4000-8000-0000", "-4000-8000-ffff"))
    dock.report(made)
    before = _counts(dock)

    report = dock.report(again)

    assert {line["result"] for line in report["lines"]} == {"known"}
    assert _counts(dock) == before


def test_what_says_something_else_under_the_same_identifier_is_for_a_person(dock: Dock):
    dock.report(whole())
    changed = bundle(
        patient(),
        condition(onsetDateTime="2023"),
        plan(title="FOLFOX", id="p1"),
        request(medicationCodeableConcept={"text": "Autre chose"}),
        observation("29463-7", valueQuantity=quantity(70, "kg")),
    )
    before = _counts(dock)

    results = dock.results(changed)

    assert results[0] == ("known", [])
    refused = ("refused", ["differs_from_known"])
    assert [results[1], results[3], results[4]] == [refused] * 3
    # A plan with an identifier of its own is another plan.
    assert results[2] == ("taken", [])
    assert _counts(dock)["record_entry"] == before["record_entry"]


def test_what_comes_later_is_added_to_a_patient_who_is_known(dock: Dock):
    dock.report(whole())
    row = _imported(dock)
    ours = {"reference": f"Patient/{row.id}"}
    fever = observation("8310-5", "o9", valueQuantity=quantity(38.4, "Cel"), subject=ours)
    answered = response("2025-11-18T08:00:00Z") | {"subject": ours, "source": ours}
    later = bundle(fever, answered)

    assert dock.results(later) == [("taken", []), ("taken", [])]
    assert {entry.kind for entry in dock.rows(RecordEntry)} >= {EntryKind.TEMPERATURE}


def test_several_patients_and_a_cycle_with_its_number(dock: Dock):
    other, second = (
        "urn:uuid:other",
        patient(
            identifier=[{"value": "B7"}],
            name=[{"family": "Riou", "given": ["Yann"]}],
            gender="male",
        ),
    )
    number = {
        "url": "https://vigie.example/fhir/StructureDefinition/cycle-number",
        "valuePositiveInt": 4,
    }
    made = bundle(
        patient(),
        {"fullUrl": other, "resource": second | {"birthDate": "1970-01-05"}},
        plan(),
        administration("2025-03-03T09:00:00+01:00", 1, extension=[number]),
        condition(subject={"reference": other}),
        administration("2025-03-17", 2, subject={"reference": other}),
    )

    results = dock.results(made)

    assert [result for result, _ in results] == ["taken"] * 5 + ["refused"]
    # A plan of somebody else is none of theirs.
    assert results[5] == ("refused", ["line_unknown"])
    (cycle,) = dock.rows(TreatmentCycle)
    assert (cycle.number, cycle.started_on) == (4, date(2025, 3, 3))


def test_a_prescription_within_a_plan_is_part_of_its_line(dock: Dock):
    part = request(basedOn=[{"reference": PLAN}])
    given = administration("2025-01-06", 1, request={"reference": "MedicationRequest/m1"})
    made = bundle(patient(), plan(), part, given)

    results = dock.results(made)

    assert results[2] == ("taken_with_warning", ["part_of_line"])
    assert len(dock.rows(TreatmentLine)) == 1
    assert len(dock.rows(TreatmentCycle)) == 1


def test_a_cycle_that_was_withdrawn_is_known_and_counts_for_no_number(dock: Dock):
    first, second = administration("2025-01-06", 1), administration("2025-01-20", 2)
    dock.report(bundle(patient(), plan(), first))
    with dock.service.context.database.writing(Scope(dock.service.centre.id)) as session:
        session.execute(update(TreatmentCycle).values(withdrawn_at=dock.service.clock.now()))

    results = dock.results(bundle(patient(), plan(), first, second))

    assert [result for result, _ in results[2:]] == ["known", "taken_with_warning"]
    cycles = {(each.number, each.started_on) for each in dock.rows(TreatmentCycle)}
    assert cycles == {(1, date(2025, 1, 6)), (1, date(2025, 1, 20))}


def test_newcomers_without_a_qualified_identity_wait_in_the_queue(dock: Dock):
    dock.report(bundle(patient(extension=[])))

    (alert,) = dock.rows(Alert)
    assert alert.kind is AlertKind.IDENTITY
    assert [row["kind"] for row in dock.get("/worklist")["items"]] == ["identity"]


def test_the_journal_names_each_patient_and_the_report_repeats_no_value(dock: Dock):
    answer = dock.sends(whole())

    row = _imported(dock)
    entries_made = dock.rows(JournalEntry, JournalEntry.action == "import_bundle")
    assert {entry.patient_id for entry in entries_made} == {None, row.id}
    assert {entry.role for entry in entries_made} == {"machine:import"}
    for word in ("Kermarrec", "KERMARREC", INS, "1958", "800451237", "FOLFIRI", "C18"):
        assert word not in answer.text


def test_a_repeated_request_answers_the_same_and_another_unit_is_another_request(dock: Dock):
    first = dock.sends(whole(), key="one-intention")
    again = dock.sends(whole(), key="one-intention")
    elsewhere = dock.sends(whole(), key="one-intention", unit=dock.service.centre.units[1])

    assert first.content == again.content
    assert again.headers["Idempotency-Replayed"] == "true"
    assert (elsewhere.status_code, elsewhere.json()["code"]) == (422, "idempotency_key_reused")


def test_a_nurse_brings_a_file_into_a_unit_of_hers(dock: Dock):
    other = dock.service.centre.units[1]
    assert dock.sends(bundle(patient()), "nurse", other).status_code == 404

    report = dock.report(whole(), "nurse")

    assert report["refused"] == 0
    (entry, *_) = dock.rows(RecordEntry)
    assert entry.recorded_by == dock.service.centre.accounts["nurse"]
    assert dock.get(f"/patients/{_imported(dock).id}")["label"]["family_name"] == "KERMARREC"


def test_units_of_nobody_of_others_and_of_surveillance_take_nobody(dock: Dock):
    context, centre = dock.service.context, dock.service.centre
    invented = patient_of(context, centre.id, context.clock.now())
    (synthetic,) = dock.rows(Patient, Patient.id == invented)

    for unit in (synthetic.unit_id, dock.service.other_centre.units[0], invented):
        assert dock.sends(whole(), unit=unit).status_code == 404
    assert dock.sends(whole(), "ingest").status_code == 403
    assert dock.sends(whole(), "manager").status_code == 403


def test_a_machine_brings_into_any_unit_of_its_centre(dock: Dock):
    other = dock.service.centre.units[1]

    assert dock.sends(whole(), unit=other).status_code == 200
    assert _imported(dock).unit_id == other


@pytest.mark.parametrize(
    ("made", "status"),
    [
        ({"resourceType": "Bundle", "type": "searchset", "entry": [{}]}, 422),
        ({"resourceType": "Bundle", "type": "batch", "entry": []}, 422),
        ({"resourceType": "Bundle", "type": "batch"}, 422),
        ({"resourceType": "Patient"}, 422),
        ({"resourceType": "Bundle", "type": "batch", "entry": [{}] * (MOST_ENTRIES + 1)}, 422),
        ({"resourceType": "Bundle", "type": "batch", "entry": [{"resource": "x"}]}, 422),
        ({"resourceType": "Bundle", "type": "batch", "entry": [{"unheard": 1}]}, 422),
        ({"resourceType": "Bundle", "type": "batch", "entry": [{}], "implicitRules": "x"}, 422),
        ([], 422),
    ],
)
def test_what_is_no_bundle_is_refused_whole(sqlite_dock: Dock, made: object, status: int):
    assert sqlite_dock.sends(made).status_code == status


def test_a_bundle_that_is_too_large_or_too_deep_is_refused_whole(sqlite_dock: Dock):
    large = bundle(condition(note=[{"text": "x" * 1_000_000}]))
    deep: dict[str, object] = {}
    for _ in range(30):
        deep = {"extension": [deep]}

    assert sqlite_dock.sends(large).status_code == 413
    assert sqlite_dock.sends(bundle(condition(**deep))).status_code == 400
