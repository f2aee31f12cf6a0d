"""Who is a patient already is looked at before another one is made (RNIV, H-12)."""

import pytest

from services.db.tables.edge import JournalEntry
from services.db.tables.patients import Patient
from tests.services.enrolment.conftest import Desk, code, refusals
from tests.support.service import add_patient

TWIN = {"family_name": "Le Goff", "given_name": "Maelle", "birth_date": "1961-05-04"}


def _like(desk: Desk, **asked):
    answer = desk.send("POST", "/enrolments/candidates", {"birth_date": "1961-05-04"} | asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def _marks(found):
    return [(each["patient"]["given_name"], each["likeness"]) for each in found["items"]]


def test_nobody_is_like_somebody_new(desk: Desk):
    assert _like(desk, **TWIN) == {"items": [], "elsewhere": False, "more": False}


def test_who_has_the_same_name_and_birth_date_comes_first(desk: Desk):
    desk.started()
    desk.started(
        given_name="Yann", record_number="2", seen=[each["patient"]["id"] for each in _born(desk)]
    )
    desk.started(birth_date="1971-01-01", record_number="3", seen=_ids(desk, "1971-01-01"))

    found = _like(desk, **TWIN)

    assert _marks(found) == [
        ("Maëlle", ["duplicate"]),
        ("Maëlle", ["homonym"]),
        ("Yann", ["same_birth_date"]),
    ]


def _born(desk: Desk):
    return _like(desk)["items"]


def _ids(desk: Desk, birth_date: str):
    found = _like(desk, birth_date=birth_date, family_name="Le Goff", given_name="Maëlle")
    return [each["patient"]["id"] for each in found["items"]]


def test_a_number_finds_whose_it_is_whatever_else_is_said(desk: Desk):
    desk.started(ins="258032933412351")

    found = _like(desk, birth_date="1999-01-01", ins="2 58 03 29 334 123 51")
    by_record = _like(desk, birth_date="1999-01-01", record_number="900100001")

    assert _marks(found) == [("Maëlle", ["same_ins"])]
    assert _marks(by_record) == [("Maëlle", ["same_record_number"])]


@pytest.mark.parametrize("typed", ["LEGOFF", "le-goff", "Lé Goff", "Le Gof"])
def test_a_name_is_known_however_it_is_typed(sqlite_desk: Desk, typed: str):
    sqlite_desk.started()

    found = _like(sqlite_desk, family_name=typed, given_name="maelle")

    assert _marks(found) == [("Maëlle", ["duplicate"])]


def test_nobody_is_made_before_the_likely_duplicate_was_looked_at(desk: Desk):
    first = desk.started()
    again = desk.person(record_number="900100002")

    blind = desk.send("POST", "/enrolments", again)
    seen = desk.send("POST", "/enrolments", again | {"seen": [str(first.patient)]})

    assert code(blind) == (409, "possible_duplicate")
    assert seen.status_code == 201


def test_a_number_of_somebody_else_is_never_taken(desk: Desk):
    first = desk.started(ins="258032933412351")
    looked = {"seen": [str(first.patient)], "elsewhere_is_other": True}

    by_ins = desk.person(record_number="2", ins="258032933412351") | looked
    by_record = desk.person(given_name="Anna") | looked

    assert refusals(desk.send("POST", "/enrolments", by_ins)) == {("ins", "somebody_else")}
    assert refusals(desk.send("POST", "/enrolments", by_record)) == {
        ("record_number", "somebody_else")
    }


def test_of_another_unit_only_that_there_is_somebody_is_said(desk: Desk):
    centre = desk.service.centre
    identity = {
        "family_name": "LE GOFF",
        "given_name": "Maëlle",
        "birth_date": "1961-05-04",
    }
    patient = _indexed(desk, centre.units[1], identity)

    found = _like(desk, **TWIN)
    blind = desk.send("POST", "/enrolments", desk.person())
    seen = desk.send("POST", "/enrolments", desk.person(elsewhere_is_other=True))

    assert (found["items"], found["elsewhere"]) == ([], True)
    assert str(patient) not in blind.text
    assert code(blind) == (409, "possible_duplicate")
    assert seen.status_code == 201


def test_another_centre_is_never_looked_at(desk: Desk):
    service = desk.service
    identity = {"family_name": "LE GOFF", "given_name": "Maëlle", "birth_date": "1961-05-04"}
    add_patient(
        service.context, service.other_centre.id, service.other_centre.units[0], 9, identity
    )

    assert _like(desk, **TWIN) == {"items": [], "elsewhere": False, "more": False}


def test_a_look_is_journalled_with_whom_it_showed_and_not_with_what_was_typed(desk: Desk):
    draft = desk.started()

    _like(desk, **TWIN)

    [entry] = desk.rows(JournalEntry, JournalEntry.action == "find_enrolment_candidates")
    shown = entry.shown or []
    assert str(draft.patient) in str(shown)
    assert "Maelle" not in str(vars(entry))


def test_many_who_are_born_that_day_are_cut_and_said_to_be_more(sqlite_desk: Desk):
    desk = sqlite_desk
    for number in range(22):
        seen = [each["patient"]["id"] for each in _born(desk)]
        desk.started(
            family_name=f"Nom{'abcdefghijklmnopqrstuv'[number] * 3}",
            given_name="Zoé",
            record_number=f"7{number:03d}",
            seen=seen,
        )

    found = _like(desk)

    assert (len(found["items"]), found["more"]) == (20, True)
    assert len(desk.rows(Patient)) == 28


def _indexed(desk: Desk, unit, identity):
    """A patient of another unit as an enrolment there makes them."""
    person = desk.person(unit_id=str(unit), record_number="55")
    answer = desk.send("POST", "/enrolments", person, who="nurse_of_both")
    assert answer.status_code == 201, answer.text
    assert identity["family_name"] == answer.json()["patient"]["family_name"]
    return answer.json()["patient"]["id"]
