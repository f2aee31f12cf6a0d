"""A filter narrows each view by what its rows have, and hides no critical, technical or overdue
row (H-03).
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, update

from services import starting
from services.alerts.escalated_rows import Escalated, one_a_patient, traits_of_escalated
from services.alerts.filters import NO_FILTER, Filters, Holder, Traits, sift, traits_of
from services.alerts.my_rows import together
from services.alerts.queue import NOBODY
from services.alerts.worklist_rows import Listed, Query
from services.contract.enums import AlertKind, AlertLevel, AlertState, Role
from services.db.scope import Scope
from services.db.tables.edge import JournalEntry
from services.db.tables.patients import Patient, TreatmentLine
from services.ids import new_id
from services.patients import treatments
from services.security.caller import Caller
from tests.services.alerts.conftest import explanation_of
from tests.services.alerts.test_escalating import question
from tests.services.alerts.test_escalating import second as second
from tests.services.alerts.test_follow_up import wait
from tests.services.alerts.test_unreadable import BROKEN
from tests.support.service import START

ME, THEO = uuid4(), uuid4()
UNITS = (uuid4(), uuid4())


def ids(rows: list[dict[str, Any]]) -> list[str]:
    return [row["alert_id"] for row in rows]


def outside(rows: list[dict[str, Any]]) -> list[bool]:
    return [row["outside_filter"] for row in rows]


def treat(ward: Any, patient_id: UUID, name: str, *, indexed: bool = True) -> None:
    """Gives a patient a line of treatment that began three weeks ago."""
    centre, keys = ward.service.centre, ward.service.context.keys
    line_id = new_id()
    hashed = treatments.index_of(keys, centre.id)
    line = {
        "id": line_id,
        "centre_id": centre.id,
        "patient_id": patient_id,
        "name": treatments.seal_name(keys.patient(patient_id), line_id, name),
        "name_index": hashed(name) if indexed else None,
        "started_on": ward.now.date() - timedelta(weeks=3),
        "ended_on": None,
    }
    with ward.service.context.database.writing(Scope(centre.id)) as session:
        session.execute(insert(TreatmentLine), line)


def break_treatment(ward: Any, patient_id: UUID) -> None:
    """Nobody can open the name of this patient's treatment any more."""
    with ward.service.context.database.writing(Scope(ward.service.centre.id)) as session:
        session.execute(
            update(TreatmentLine)
            .where(TreatmentLine.patient_id == patient_id)
            .values(name=BROKEN)
            .execution_options(synchronize_session=False)
        )


def of_oncologist(ward: Any, patient_id: UUID, who: str) -> None:
    centre = ward.service.centre
    with ward.service.context.database.writing(Scope(centre.id)) as session:
        session.execute(
            update(Patient)
            .where(Patient.id == patient_id)
            .values(oncologist_id=centre.accounts[who])
            .execution_options(synchronize_session=False)
        )


def test_what_no_filter_hides_stands_first_and_is_marked(ward) -> None:
    patients = [*ward.service.centre.patients, *ward.service.centre.patients_of_other_unit]
    late = ward.raised(AlertLevel.INFO, patients[0], received_at=ward.now - timedelta(hours=25))
    technical = ward.raised(None, patients[1])
    critical = ward.raised(AlertLevel.CRITICAL, patients[2])
    ward.raised(AlertLevel.INFO, patients[3])
    moderate = ward.raised(AlertLevel.MODERATE, patients[4])
    high = ward.raised(AlertLevel.HIGH, patients[5])

    page = ward.get("nurse_of_both", "/worklist", level=["moderate", "high"])

    assert ids(page["items"]) == [str(each) for each in (technical, critical, late, high, moderate)]
    assert outside(page["items"]) == [True, True, True, False, False]
    assert page["filtered"] == {"matching": 2, "outside": 3, "all": 6}


def test_by_symptom_of_any_open_alert_of_the_patient(ward) -> None:
    first, second, _ = ward.service.centre.patients
    nausea = explanation_of(AlertLevel.MODERATE, ward.now, item="nausea")
    ward.raised(AlertLevel.MODERATE, first, explanation=nausea)
    both = ward.raised(AlertLevel.HIGH, first)
    ward.raised(AlertLevel.MODERATE, second)

    assert ids(ward.rows(symptom="nausea")) == [str(both)]
    assert ward.get("nurse", "/worklist/filters")["symptoms"] == ["diarrhoea", "nausea"]


def test_by_owner_me_nobody_and_a_named_colleague(ward) -> None:
    first, second, third = ward.service.centre.patients
    mine, theirs, free = (
        ward.raised(AlertLevel.MODERATE, patient) for patient in (first, second, third)
    )
    ward.done("nurse", mine, "claim")
    ward.done("nurse_2", theirs, "claim")
    colleague = str(ward.service.centre.accounts["nurse_2"])

    assert ids(ward.rows(owner="me")) == [str(mine)]
    assert ids(ward.rows(owner="nobody")) == [str(free)]
    assert ids(ward.rows(owner=colleague)) == [str(theirs)]
    owners = ward.get("nurse", "/worklist/filters")["owners"]
    assert colleague in {each["id"] for each in owners}


def test_by_oncologist_and_by_treatment(ward) -> None:
    first, second, third = ward.service.centre.patients
    raised = [ward.raised(AlertLevel.MODERATE, each) for each in (first, second, third)]
    of_oncologist(ward, second, "oncologist")
    treat(ward, first, "FOLFOX")
    treat(ward, third, " folfox ")

    choices = ward.get("nurse", "/worklist/filters")
    (regimen,) = choices["treatments"]
    (oncologist,) = choices["oncologists"]

    assert ids(ward.rows(oncologist=oncologist["id"])) == [str(raised[1])]
    assert ids(ward.rows(treatment=regimen["key"])) == [str(raised[0]), str(raised[2])]
    assert ids(ward.rows(treatment=regimen["key"], oncologist=oncologist["id"])) == []


def test_a_treatment_of_another_day_does_not_count(ward) -> None:
    first = ward.service.centre.patients[0]
    ward.raised(AlertLevel.MODERATE, first)
    treat(ward, first, "FOLFOX")
    key = ward.get("nurse", "/worklist/filters")["treatments"][0]["key"]
    with ward.service.context.database.writing(Scope(ward.service.centre.id)) as session:
        session.execute(
            update(TreatmentLine)
            .values(ended_on=ward.now.date() - timedelta(days=1))
            .execution_options(synchronize_session=False)
        )

    assert ward.rows(treatment=key) == []


def test_choices_open_one_record_for_each_treatment_and_the_journal_names_it(ward) -> None:
    first, second, _ = ward.service.centre.patients
    for patient_id in (first, second):
        ward.raised(AlertLevel.MODERATE, patient_id)
        treat(ward, patient_id, "FOLFOX")
    ward.get("nurse", "/worklist/filters")

    with ward.service.context.database.reading(Scope(ward.service.centre.id)) as session:
        entry = session.scalars(
            select(JournalEntry).where(JournalEntry.action == "read_worklist_filters")
        ).one()
    assert entry.shown is not None
    assert len(entry.shown) == 1


def test_a_broken_record_takes_no_treatment_from_the_choices(ward) -> None:
    """The next patient who has it names it; only that record was shown."""
    patients = ward.service.centre.patients
    for patient_id in patients:
        ward.raised(AlertLevel.MODERATE, patient_id)
        treat(ward, patient_id, "FOLFOX")
    for broken, left in ((patients[0], 1), (patients[1], 1), (patients[2], 0)):
        break_treatment(ward, broken)

        choices = ward.get("nurse", "/worklist/filters")["treatments"]

        assert [each["name"] for each in choices] == ["FOLFOX"] * left
    with ward.service.context.database.reading(Scope(ward.service.centre.id)) as session:
        shown = session.scalars(
            select(JournalEntry.shown)
            .where(JournalEntry.action == "read_worklist_filters")
            .order_by(JournalEntry.sequence)
        ).all()
    assert [len(each or ()) for each in shown] == [1, 1, 0]


def test_what_an_earlier_release_stored_is_hashed_by_migrate(ward) -> None:
    settings = ward.service.context.settings
    first, second, third = ward.service.centre.patients
    for patient_id in (first, second, third):
        ward.raised(AlertLevel.MODERATE, patient_id)
        treat(ward, patient_id, "FOLFOX", indexed=False)
    break_treatment(ward, third)
    assert ward.get("nurse", "/worklist/filters")["treatments"] == []

    for _ in range(2):
        starting.initialise(settings)

        (choice,) = ward.get("nurse", "/worklist/filters")["treatments"]
        assert choice["name"] == "FOLFOX"
        assert len(ward.rows(treatment=choice["key"])) == 2


def test_lines_of_an_earlier_release_are_indexed_once(ward) -> None:
    first = ward.service.centre.patients[0]
    ward.raised(AlertLevel.MODERATE, first)
    treat(ward, first, "FOLFOX", indexed=False)
    assert ward.get("nurse", "/worklist/filters")["treatments"] == []
    centre, context = ward.service.centre, ward.service.context

    done = []
    for _ in range(2):
        with context.database.writing(Scope(centre.id)) as session:
            done.append(treatments.index_missing(session, context.keys, centre.id))

    assert done == [1, 0]
    choices = ward.get("nurse", "/worklist/filters")["treatments"]
    assert [each["name"] for each in choices] == ["FOLFOX"]


def test_at_the_very_instant_at_which_it_is_due_it_is_overdue_everywhere(ward) -> None:
    ward.raised(AlertLevel.INFO)
    due_at = datetime.fromisoformat(ward.rows()[0]["due_at"])
    for left_s, overdue in ((1, 0), (0, 1)):
        ward.service.clock.forward(seconds=(due_at - ward.now).total_seconds() - left_s)
        ward.service.stay_signed_in()

        page = ward.get("nurse", "/worklist", overdue="true")

        assert page["filtered"]["matching"] == overdue
        assert ward.get("nurse", "/worklist/counts")["overdue"] == overdue


def test_overdue_only(ward) -> None:
    first, second, _ = ward.service.centre.patients
    late = ward.raised(AlertLevel.INFO, first, received_at=ward.now - timedelta(hours=25))
    ward.raised(AlertLevel.INFO, second)

    page = ward.get("nurse", "/worklist", overdue="true")

    assert ids(page["items"]) == [str(late)]
    assert page["filtered"] == {"matching": 1, "outside": 0, "all": 2}


def test_a_row_that_becomes_overdue_comes_into_a_filtered_list(ward) -> None:
    ward.raised(AlertLevel.INFO)
    assert ward.rows(level="high") == []
    ward.service.clock.forward(hours=25)
    ward.service.stay_signed_in()

    assert outside(ward.rows(level="high")) == [True]


def test_a_unit_that_is_not_ones_own_is_refused_like_one_that_does_not_exist(ward) -> None:
    of_others, unknown = ward.service.centre.units[1], uuid4()
    answers = [
        ward.service.client.get(
            "/api/v1/worklist", params={"unit": str(unit)}, headers=ward.service.as_("nurse")
        )
        for unit in (of_others, unknown)
    ]

    assert [each.status_code for each in answers] == [422, 422]
    said = [each.json() | {"request_id": "", "instance": ""} for each in answers]
    assert said[0] == said[1]


def test_nothing_of_another_unit_comes_through_any_filter(ward) -> None:
    theirs = ward.service.centre.patients_of_other_unit[0]
    ward.raised(AlertLevel.MODERATE, theirs)
    treat(ward, theirs, "FOLFOX")
    of_oncologist(ward, theirs, "oncologist")
    key = treatments.index_of(ward.service.context.keys, ward.service.centre.id)("FOLFOX").hex()

    for asked in (
        {"symptom": "diarrhoea"},
        {"treatment": key},
        {"oncologist": str(ward.service.centre.accounts["oncologist"])},
        {"owner": "nobody"},
    ):
        page = ward.get("nurse", "/worklist", **asked)
        assert (page["items"], page["filtered"]["all"]) == ([], 0), asked
    assert ward.get("nurse", "/worklist/filters") == {
        "symptoms": [],
        "treatments": [],
        "oncologists": [],
        "owners": [],
    }


@pytest.mark.parametrize("view", ["mine", "deferred", "escalated", "closed"])
def test_every_view_is_filtered(ward, view) -> None:
    first, second, _ = ward.service.centre.patients
    info, moderate = ward.raised(AlertLevel.INFO, first), ward.raised(AlertLevel.MODERATE, second)
    for alert_id in (info, moderate):
        ward.done("nurse", alert_id, *_WAYS[view](ward))
        if view == "closed":
            ward.done("nurse", alert_id, "close")

    page = ward.get("nurse", "/worklist", view=view, level="info")

    assert ids(page["items"]) == [str(info)]
    assert page["filtered"] == {"matching": 1, "outside": 0, "all": 2}
    assert len(ids(ward.rows(view=view, symptom="diarrhoea"))) == 2
    assert ids(ward.rows(view=view, symptom="nausea")) == []


def test_h03_an_overdue_alert_behind_a_higher_one_of_mine_is_not_hidden(ward) -> None:
    taken = ward.raised(AlertLevel.HIGH)
    ward.done("nurse", taken, "acknowledge")
    late = ward.raised(AlertLevel.MODERATE, received_at=ward.now - timedelta(hours=30))
    ward.done("nurse", late, "claim")

    of_another = ward.get("nurse", "/worklist", view="mine", symptom="nausea")

    assert ids(of_another["items"]) == [str(taken)]
    assert outside(of_another["items"]) == [True]
    assert of_another["filtered"] == {"matching": 0, "outside": 1, "all": 1}
    assert ids(ward.rows(view="mine", overdue="true")) == [str(taken)]
    assert outside(ward.rows(view="mine", level="moderate")) == [False]


def test_h03_a_question_past_its_time_behind_a_fresh_one_is_not_hidden(ward, second) -> None:
    late = ward.raised(AlertLevel.MODERATE)
    ward.done("nurse", late, "escalate", question(ward))
    wait(ward, hours=4, minutes=2)
    fresh = ward.raised(AlertLevel.HIGH)
    ward.done("nurse", fresh, "escalate", question(ward, second))
    wait(ward, minutes=1)

    of_another = ward.get("nurse", "/worklist", view="escalated", symptom="nausea")

    assert ids(of_another["items"]) == [str(fresh)]
    assert outside(of_another["items"]) == [True]
    assert of_another["filtered"] == {"matching": 0, "outside": 1, "all": 1}
    assert outside(ward.rows(view="escalated", overdue="true")) == [False]


_WAYS: dict[str, Any] = {
    "mine": lambda _: ("claim",),
    "deferred": lambda ward: (
        "defer",
        {"reason": "call_back", "until": (ward.now + timedelta(minutes=20)).isoformat()},
    ),
    "escalated": lambda ward: (
        "escalate",
        {"to": str(ward.service.centre.accounts["oncologist"]), "question": "Que faire ?"},
    ),
    "closed": lambda _: ("measures", {"codes": ["01"]}),
}


PATIENTS = (uuid4(), uuid4())


def _listed(
    patient: UUID,
    rank: int,
    state: AlertState,
    due_in_min: int,
    unit: UUID,
    owner: UUID,
    turns_in: int | None,
) -> Listed:
    level = list(AlertLevel)[max(0, rank - 1)]
    kind = AlertKind.TECHNICAL if rank == 0 else AlertKind.CLINICAL
    due = START + timedelta(minutes=due_in_min)
    turns = None if turns_in is None else START + timedelta(minutes=turns_in)
    return Listed(
        patient, unit, uuid4(), 1, kind, level, state, owner, None, None, rank, due, START, 1, b"",
        turns,
    )  # fmt: skip


LISTED = st.builds(
    _listed,
    patient=st.sampled_from(PATIENTS),
    rank=st.integers(0, 4),
    state=st.sampled_from(list(AlertState)[:4]),
    due_in_min=st.integers(-3, 3),
    unit=st.sampled_from(UNITS),
    owner=st.sampled_from([NOBODY, ME, THEO]),
    turns_in=st.none() | st.integers(-3, 3),
)
# What is looked up by patient is left to the tests above: here no database is asked.
FILTERS = st.builds(
    Filters,
    levels=st.frozensets(st.sampled_from(list(AlertLevel))),
    unit=st.none() | st.sampled_from(UNITS),
    owner=st.none() | st.sampled_from([Holder.ME, Holder.NOBODY, THEO]),
    overdue=st.booleans(),
)


def _is_never_hidden(row: Listed, now: datetime) -> bool:
    """In the words of the hazard, apart from the code that is tested."""
    is_red = row.kind is AlertKind.TECHNICAL or row.level is AlertLevel.CRITICAL
    is_late = row.state is AlertState.NEW and row.next_due_at <= now
    has_waited_long_enough = row.turns_at is not None and row.turns_at <= now
    return is_red or is_late or has_waited_long_enough


class _Merged(NamedTuple):
    """Rows of the queue as a view merges them, and what it tells of each to a filter."""

    views: list[Any]
    traits: Callable[[Any], list[Traits]]


def _mine(rows: list[tuple[Listed, bool]]) -> _Merged:
    """As in one's own rows, and in what is put off."""
    merged = together(row for row, _ in rows)
    return _Merged(list(merged), lambda each: traits_of(each.parts, START))


def _escalated(rows: list[tuple[Listed, bool]]) -> _Merged:
    merged = one_a_patient(Escalated(is_to_me, row, (row,)) for row, is_to_me in rows)
    return _Merged(list(merged), lambda each: traits_of_escalated(each, START))


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=400)
@given(
    rows=st.lists(st.tuples(LISTED, st.booleans()), max_size=6),
    merge=st.sampled_from([_mine, _escalated]),
    filters=FILTERS,
)
def test_h03_a_filter_hides_no_critical_technical_or_overdue_row(
    rows: list[tuple[Listed, bool]],
    merge: Callable[[list[tuple[Listed, bool]]], _Merged],
    filters: Filters,
) -> None:
    caller = Caller(ME, ME, Role.NURSE, None, uuid4(), frozenset(UNITS), None, None, "test")
    query = Query(None, None, caller, START)  # type: ignore[arg-type]
    views, traits = merge(rows)

    found, counts = sift(query, filters, views, traits)

    shown = {each.row.row.patient_id for each in found}
    hidden = [(row, is_to_me) for row, is_to_me in rows if row.patient_id not in shown]
    assert not [row for row, _ in hidden if _is_never_hidden(row, START)]
    assert merge is _mine or not [row for row, is_to_me in hidden if is_to_me]
    assert counts.matching + counts.outside == len(found)
    assert counts.all == len(views) == len({row.patient_id for row, _ in rows})
    matching = [each.row for each in found if not each.is_outside]
    for each in matching:
        asked = filters.levels
        levels = {list(AlertLevel)[max(0, row.top_rank - 1)] for row in each.parts}
        assert not asked or asked & levels
        assert filters.unit is None or filters.unit in {row.unit_id for row in each.parts}
    if filters == NO_FILTER:
        assert matching == views


def test_a_filter_that_asks_for_nothing_is_none() -> None:
    assert not Filters()
    assert replace(NO_FILTER, overdue=True)
