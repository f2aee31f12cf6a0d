"""What is here already stands: an import adds beside it, and leaves what differs to a person."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import update

from services.contract.bundle_import import MOST_ANSWERS, MOST_PEOPLE
from services.contract.enums import Monitoring
from services.db.holding import hold_patient
from services.db.scope import Scope
from services.db.tables.edge import JournalEntry
from services.db.tables.patients import Patient, TreatmentCycle, TreatmentLine
from services.db.tables.record import RecordEntry
from tests.services.imports.conftest import Dock
from tests.support.bundles import (
    PLAN,
    administration,
    bundle,
    condition,
    observation,
    patient,
    plan,
    request,
    response,
    whole,
)
from tests.support.service import ServiceUnderTest

DIFFERS = ("refused", ["differs_from_known"])
UNKNOWN_LINE = ("refused", ["line_unknown"])


def _set(dock: Dock, table: type, **values: Any) -> None:
    with dock.service.context.database.writing(Scope(dock.service.centre.id)) as session:
        session.execute(update(table).values(**values))


def _without(resource: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in resource.items() if key != name}


@pytest.mark.parametrize(
    ("first", "again"),
    [
        (condition(), {"verificationStatus": {"coding": [{"code": "entered-in-error"}]}}),
        (condition(), {"verificationStatus": {"coding": [{"code": "refuted"}]}}),
        (observation("29463-7"), {"status": "entered-in-error"}),
        (observation("29463-7"), {"status": "cancelled"}),
        (request(), {"status": "entered-in-error"}),
        (plan(), {"status": "revoked"}),
    ],
)
def test_what_its_sender_takes_back_and_is_here_is_for_a_person(
    sqlite_dock: Dock, first: dict[str, Any], again: dict[str, Any]
):
    """A weight that was wrong still stands in the record: a line that says no more is not read."""
    sqlite_dock.report(bundle(patient(), first))

    assert sqlite_dock.results(bundle(patient(), first | again))[1] == DIFFERS
    # What a person has withdrawn meanwhile stands no more.
    for table in (RecordEntry, TreatmentLine):
        _set(sqlite_dock, table, withdrawn_at=sqlite_dock.service.clock.now())
    result, reasons = sqlite_dock.results(bundle(patient(), first | again))[1]
    assert result == "refused"
    assert reasons[0] in {"entered_in_error", "status_not_taken"}


def test_a_cycle_that_its_sender_takes_back_is_for_a_person(sqlite_dock: Dock):
    given = administration("2025-01-06", 1)
    sqlite_dock.report(bundle(patient(), plan(), given))
    again = bundle(patient(), plan(), given | {"status": "entered-in-error"})

    assert sqlite_dock.results(again)[2] == DIFFERS


@pytest.mark.parametrize(
    "changes",
    [{"status": "draft"}, {"title": "…"}, {"modifierExtension": [{"url": "x"}]}, {"subject": {}}],
)
def test_a_part_of_a_plan_that_was_refused_is_no_line_of_its_own(
    sqlite_dock: Dock, changes: dict[str, Any]
):
    """Three medicines of a plan that has changed would stand as three lines of treatment."""
    part = request(basedOn=[{"reference": PLAN}])

    results = sqlite_dock.results(bundle(patient(), plan(**changes), part))

    assert results[2] == UNKNOWN_LINE
    assert sqlite_dock.rows(TreatmentLine) == []


def test_a_prescription_that_rests_on_something_else_is_a_line(sqlite_dock: Dock):
    alone = request(basedOn=[{"reference": "ServiceRequest/1"}])

    assert sqlite_dock.results(bundle(patient(), alone))[1] == ("taken", [])


def test_a_line_that_was_withdrawn_takes_no_cycle(dock: Dock):
    """It would be reported as taken, and shown nowhere."""
    dock.report(bundle(patient(), plan()))
    _set(dock, TreatmentLine, withdrawn_at=dock.service.clock.now())

    results = dock.results(bundle(patient(), plan(), administration("2025-01-06", 1)))

    assert results[1:] == [("known", []), UNKNOWN_LINE]
    assert dock.rows(TreatmentCycle) == []


def test_cycles_have_the_numbers_that_the_record_knows(sqlite_dock: Dock):
    sqlite_dock.report(bundle(patient(), plan(), administration("2025-01-06", 1)))
    _set(sqlite_dock, TreatmentCycle, number=200)

    results = sqlite_dock.results(bundle(patient(), plan(), administration("2025-01-20", 2)))

    assert results[2] == ("refused", ["value_out_of_range"])


def test_the_record_of_somebody_who_is_followed_no_more_is_only_read(dock: Dock):
    dock.report(bundle(patient(), condition(), plan(), administration("2025-01-06", 1)))
    _set(dock, Patient, monitoring=Monitoring.ENDED)
    added = (
        condition(id="c2"),
        request(),
        administration("2025-01-20", 2),
    )

    results = dock.results(bundle(patient(), condition(), plan(), *added))

    assert results == [("known", [])] * 3 + [("refused", ["monitoring_not_active"])] * 3
    assert len(dock.rows(RecordEntry)) == len(dock.rows(TreatmentLine)) == 1


def test_a_diagnosis_may_end_in_a_year_of_which_no_more_is_known(sqlite_dock: Dock):
    made = condition(onsetDateTime="2025-02-01", abatementDateTime="2025")

    assert sqlite_dock.results(bundle(patient(), made))[1] == ("taken", [])


def test_an_end_that_has_not_come_is_left_out(sqlite_dock: Dock):
    """A line that ends by itself on a planned day would take its rules with it, unseen."""
    made = plan(period={"start": "2025-01-06", "end": "2025-11-19"})

    results = sqlite_dock.results(bundle(patient(), made, administration("2025-11-18", 1)))

    assert results[1] == ("taken_with_warning", ["date_in_future"])
    (line,) = sqlite_dock.rows(TreatmentLine)
    assert line.ended_on is None


def test_a_name_of_a_treatment_holds_nothing_that_nobody_sees(sqlite_dock: Dock):
    sqlite_dock.report(bundle(patient(), plan(id="p1", title="FOLFOX 6")))

    hidden = plan(id="p1", title="FOL\u202e\u200bFOX\t\u00006\u2029")

    assert sqlite_dock.results(bundle(patient(), hidden))[1] == ("known", ["label_cut"])


def test_without_an_identifier_another_status_is_the_same_thing(dock: Dock):
    """A line that is completed meanwhile is not a second line."""
    seen = {"verificationStatus": {"coding": [{"code": "confirmed"}]}}
    nameless = _without(condition(), "id"), _without(observation("29463-7"), "id")
    dock.report(bundle(patient(), plan(), *nameless))
    later = nameless[0] | seen, nameless[1] | {"status": "amended"}

    results = dock.results(bundle(patient(), plan(status="completed"), *later))

    assert results == [("known", [])] * 4


def test_a_refusal_that_tells_of_a_record_is_in_its_journal(dock: Dock):
    dock.report(whole())
    known = dock.rows(RecordEntry)[0].patient_id
    about = condition(subject={"reference": f"Patient/{known}"}, code={"text": "Autre"})
    before = len(dock.rows(JournalEntry))

    assert dock.results(bundle({"resource": about}), "nurse") == [DIFFERS]

    entries = dock.rows(JournalEntry)[before:]
    assert known in {entry.patient_id for entry in entries}
    assert {entry.actor_id for entry in entries} == {dock.service.centre.accounts["nurse"]}


@pytest.mark.parametrize(
    ("made", "most"),
    [
        (lambda number: patient(identifier=[{"value": f"N{number}"}]), MOST_PEOPLE),
        (lambda number: response(f"2025-09-02T08:00:{number % 60:02d}Z"), MOST_ANSWERS),
    ],
)
def test_what_would_keep_everybody_waiting_is_refused_whole(
    sqlite_dock: Dock, made: Callable[[int], dict[str, Any]], most: int
):
    """SQLite has one writer: a nurse could read nothing while a thousand answers are judged."""
    rows = len(sqlite_dock.rows(Patient))
    slim = [{**made(number), "item": []} for number in range(most + 1)]
    many = bundle(*({"resource": each} for each in slim))

    answer = sqlite_dock.sends(many)

    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert str(most) in answer.json()["detail"]
    assert len(sqlite_dock.rows(Patient)) == rows
    many["entry"].pop()
    assert sqlite_dock.sends(many | {"entry": many["entry"][:1]}).status_code == 200


def test_the_same_file_twice_at_once_is_taken_once(dock: Dock):
    def _send() -> Any:
        while (answer := dock.sends(whole())).status_code == 503:
            assert answer.headers["Retry-After"]
        return answer

    with ThreadPoolExecutor(4) as threads:
        answers = [future.result() for future in [threads.submit(_send) for _ in range(4)]]

    assert [answer.status_code for answer in answers] == [200] * 4
    counted = sorted(answer.json()["known"] for answer in answers)
    assert counted == [0, 11, 11, 11]
    assert len(dock.rows(Patient)) == 7


def test_nobody_writes_in_a_record_beside_an_import(postgres_service: ServiceUnderTest):
    """Two writers at once would each give the next cycle the same number."""
    dock, centre = Dock(postgres_service), postgres_service.centre
    ours = {"reference": f"Patient/{centre.patients[0]}"}
    about = bundle({"resource": condition(subject=ours)})

    with postgres_service.context.database.writing(Scope(centre.id)) as session:
        hold_patient(session, centre.patients[0])
        assert dock.sends(about).status_code == 503
    assert dock.sends(about).status_code == 200


def test_one_identifier_of_two_kinds_of_things_is_two(dock: Dock):
    """A hospital that numbers its diagnoses and its measures apart has a first one of each."""
    first: dict[str, Any] = {"identifier": [{"system": "urn:x", "value": "1"}]}
    made = bundle(patient(), condition(**first), observation("29463-7", **first))

    assert dock.results(made) == [("taken", [])] * 3


def test_one_identifier_of_two_patients_is_two(dock: Dock):
    about = {"subject": {"reference": f"Patient/{dock.service.centre.patients[0]}"}}

    results = dock.results(
        bundle(patient(), condition(), {"resource": condition(**about, id="c1")})
    )

    assert results[1:] == [("taken", []), ("refused", ["duplicate_in_bundle"])]
    assert dock.results(bundle({"resource": condition(**about)})) == [("taken", [])]
