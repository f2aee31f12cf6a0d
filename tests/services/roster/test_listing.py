"""The list of patients: order, filters, pages, and whom it does not show."""

import base64
from datetime import date, timedelta
from uuid import UUID
from weakref import WeakKeyDictionary

import pytest
from sqlalchemy import insert, select, update

from services.contract.enums import AlertLevel, Monitoring
from services.db.scope import Scope
from services.db.tables.edge import JournalEntry
from services.db.tables.patients import Patient, TreatmentLine
from services.patients.enrolling import NewCycle, NewLine
from services.patients.identity import Contact
from services.roster import listing, name_order
from services.security.ciphers import Cipher
from services.worker import run_due
from tests.services.alerts.conftest import Ward
from tests.services.roster.conftest import JEANNE, Roster, ids_of, person

FOLFIRI = NewLine(
    "FOLFIRI",
    date(2025, 10, 3),
    None,
    (NewCycle(1, date(2025, 10, 3)), NewCycle(2, date(2025, 11, 14))),
)


@pytest.fixture
def ward(roster: Roster) -> Ward:
    """For raising alerts."""
    return Ward(roster.service)


def _everybody(roster: Roster, limit: int, who: str = "nurse", **parameters: str) -> list[UUID]:
    """All pages, one after the other."""
    found: list[UUID] = []
    cursor: dict[str, str] = {}
    while True:
        page = roster.page(who, limit=limit, **parameters, **cursor)
        found += ids_of(page["items"])
        if page["next_cursor"] is None:
            return found
        cursor = {"cursor": page["next_cursor"]}


def test_nobody_on_the_ward_is_an_empty_list(roster: Roster) -> None:
    page = roster.page()

    assert (page["items"], page["next_cursor"], page["matching"]) == ([], None, 0)
    assert set(page["counts"].values()) == {0}


def test_a_row_shows_who_it_is_and_how_they_are(roster: Roster, ward: Ward) -> None:
    [patient_id] = roster.enrol(JEANNE, lines=[FOLFIRI], oncologist="oncologist")
    answered = ward.now - timedelta(days=3)
    ward.answer(patient_id, answered - timedelta(days=7), {"fatigue": 0})
    ward.answer(patient_id, answered, {"fatigue": 0})
    ward.raised(AlertLevel.HIGH, patient_id, received_at=answered - timedelta(days=1))
    ward.raised(AlertLevel.MODERATE, patient_id, received_at=answered - timedelta(days=2))

    [row] = roster.page()["items"]

    assert row["patient"] == {
        "id": str(patient_id),
        "family_name": "KERMARREC",
        "given_name": "Jeanne",
        "birth_date": "1958-03-14",
        "sex": "female",
        "record_number": "800451237",
    }
    assert (row["birth_name"], row["identity_status"]) == ("LE DANTEC", "qualified")
    assert (row["unit_id"], row["monitoring"]) == (str(roster.service.centre.units[0]), "active")
    assert row["treatment"] == {"name": "FOLFIRI", "cycle": 2, "day": 5}
    assert row["answered_at"] == answered.isoformat().replace("+00:00", "Z")
    assert (row["level"], row["kind"], row["open_count"]) == ("high", "clinical", 2)
    assert (row["oncologist"], row["oncologist_id"]) == (
        "Prénom oncologist",
        str(roster.service.centre.accounts["oncologist"]),
    )
    flags = ("has_homonym", "identity_unreadable", "treatment_unreadable")
    assert [row[flag] for flag in flags] == [False] * 3


def test_an_oncologist_without_an_account_is_named_as_the_team_wrote(roster: Roster) -> None:
    roster.enrol(JEANNE, contact=Contact(oncologist="Dr A. Tanguy"))

    [row] = roster.page()["items"]

    assert (row["oncologist"], row["oncologist_id"]) == ("Dr A. Tanguy", None)


def test_names_are_sorted_as_in_a_french_directory(roster: Roster) -> None:
    names = [
        *["ABGRALL", "D'ALMEIDA", "DALMEIDA", "DE KERSAUSON", "ÉLIE", "ÉLIÉ", "ELIEZ", "LE GALL"],
        *["LE GOFF", "LEBRUN", "LE-GUEN", "MORVAN LE BRIS", "MORVAN-LE BRIS", "MORVANT", "ZOLA"],
    ]
    expected = [
        *["ABGRALL", "D'ALMEIDA", "DALMEIDA", "DE KERSAUSON", "ÉLIE", "ÉLIÉ", "ELIEZ", "LE GALL"],
        *["LE GOFF", "LE-GUEN", "LEBRUN", "MORVAN LE BRIS", "MORVAN-LE BRIS", "MORVANT", "ZOLA"],
    ]
    roster.enrol(*(person(name) for name in reversed(names)))

    assert roster.names(sort="name") == expected


def test_given_names_decide_between_equal_family_names(roster: Roster) -> None:
    first, second, third = roster.enrol(
        person("MARTIN", "Éric"), person("martin", "Ernest"), person("MARTÍN", "Alain")
    )

    assert ids_of(roster.page(sort="name")["items"]) == [third, first, second]


def test_the_highest_alert_comes_first_then_the_name(roster: Roster, ward: Ward) -> None:
    ids = roster.enrol(*(person(name) for name in ("ALLAIN", "BARON", "COLIN", "DENIS", "FLOCH")))
    allain, baron, colin, denis, _ = ids
    for patient_id, level in (
        (denis, AlertLevel.CRITICAL),
        (baron, AlertLevel.INFO),
        (colin, None),
        (colin, AlertLevel.INFO),
        (allain, AlertLevel.INFO),
    ):
        ward.raised(level, patient_id)

    page = roster.page()

    names = [row["patient"]["family_name"] for row in page["items"]]
    assert names == ["COLIN", "DENIS", "ALLAIN", "BARON", "FLOCH"]
    assert [row["open_count"] for row in page["items"]] == [2, 1, 1, 1, 0]
    assert page["items"][0]["kind"] == "technical"


def test_the_newest_answer_comes_first_and_who_never_answered_last(
    roster: Roster, ward: Ward
) -> None:
    ids = roster.enrol(*(person(name) for name in ("ALLAIN", "BARON", "COLIN", "DENIS")))
    ward.answer(ids[1], ward.now - timedelta(days=9), {})
    ward.answer(ids[2], ward.now - timedelta(days=2), {})

    assert roster.names(sort="last_answer") == ["COLIN", "BARON", "ALLAIN", "DENIS"]
    assert _everybody(roster, 1, sort="last_answer") == [ids[2], ids[1], ids[0], ids[3]]


@pytest.mark.parametrize("sort", ["alert", "name", "last_answer"])
def test_pages_hold_everybody_once(roster: Roster, ward: Ward, sort: str) -> None:
    ids = roster.enrol(*(person("MARTIN", f"{letter}nne") for letter in "AEIJLMNORSUVWY"))
    for patient_id in ids[::3]:
        ward.raised(AlertLevel.HIGH, patient_id)
    for days, patient_id in enumerate(ids[::2]):
        ward.answer(patient_id, ward.now - timedelta(days=days), {})

    paged = _everybody(roster, 3, sort=sort)

    assert paged == ids_of(roster.page(sort=sort, limit=200)["items"])
    assert sorted(paged) == sorted(ids)


def test_a_page_goes_on_where_it_was_while_alerts_come_and_go(roster: Roster, ward: Ward) -> None:
    ids = roster.enrol(*(person(name) for name in ("ALLAIN", "BARON", "COLIN", "DENIS", "FLOCH")))
    for patient_id in ids[:3]:
        ward.raised(AlertLevel.HIGH, patient_id)
    first = roster.page(limit=2)
    assert ids_of(first["items"]) == ids[:2]

    roster.close_everything(ids[1])
    ward.raised(AlertLevel.CRITICAL, ids[0])

    rest = ids_of(roster.page(limit=200, cursor=first["next_cursor"])["items"])
    # Whose alert was closed comes again further down; of the others nobody is missing.
    assert rest == [ids[2], ids[1], ids[3], ids[4]]


def test_a_page_after_somebody_who_has_left_the_unit_misses_nobody(roster: Roster) -> None:
    ids = roster.enrol(*(person(name) for name in ("ALLAIN", "BARON", "COLIN", "DENIS")))
    first = roster.page(limit=2, sort="name")

    roster.change(ids[1], unit_id=roster.service.centre.units[1])

    rest = ids_of(roster.page(sort="name", cursor=first["next_cursor"])["items"])
    assert rest == ids[2:]


FOUR = ("ALLAIN", "BARON", "COLIN", "DENIS")


@pytest.mark.parametrize("sort", ["alert", "name", "last_answer"])
@pytest.mark.parametrize(("renamed", "rest"), [("ZOLA", (2, 3, 1)), ("ABGRALL", (2, 3))])
def test_whoever_follows_somebody_who_is_renamed_is_still_listed(
    roster: Roster, sort: str, renamed: str, rest: tuple[int, ...]
) -> None:
    ids = roster.enrol(*map(person, FOUR))
    first = roster.page(limit=2, sort=sort)
    assert ids_of(first["items"]) == ids[:2]

    roster.rename(ids[1], person(renamed))

    page = roster.page(sort=sort, cursor=first["next_cursor"])
    assert ids_of(page["items"]) == [ids[place] for place in rest]


def test_whoever_follows_somebody_who_became_unreadable_is_still_listed(
    roster: Roster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The version is the same; a service that was started again remembers no name."""
    ids = roster.enrol(*map(person, FOUR))
    first = roster.page(limit=2, sort="name")

    roster.change(ids[1], identity=b"broken", version=1)
    monkeypatch.setattr(name_order, "_known", WeakKeyDictionary())

    page = roster.page(sort="name", cursor=first["next_cursor"])
    assert ids_of(page["items"]) == [ids[2], ids[3], ids[1]]


def test_nobody_is_left_out_when_all_of_a_page_are_renamed(roster: Roster) -> None:
    ids = roster.enrol(*map(person, FOUR))
    first = roster.page(limit=3, sort="name")
    for patient_id in ids[:3]:
        roster.rename(patient_id, person("ZOLA"))

    page = roster.page(sort="name", cursor=first["next_cursor"])

    assert ids_of(page["items"]) == [ids[3], *ids[:3]]


def test_who_is_corrected_otherwise_keeps_their_place(roster: Roster) -> None:
    ids = roster.enrol(*map(person, FOUR))
    first = roster.page(limit=1, sort="name")
    roster.change(ids[0], monitoring=Monitoring.PAUSED)

    page = roster.page(sort="name", cursor=first["next_cursor"])

    assert ids_of(page["items"]) == ids[1:]


def test_no_name_is_opened_that_the_page_does_not_need(
    roster: Roster, ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever has no alert stands behind those who have one, whatever they are called."""
    ids = roster.enrol(*map(person, ("ZOLA", *FOUR)))
    for patient_id in ids[:3]:
        ward.raised(AlertLevel.HIGH, patient_id)
    opened: set[UUID] = set()
    reading = Cipher.open

    def noting(cipher: Cipher, place: object, sealed: bytes) -> bytes:
        opened.add(cipher.owner_id)
        return reading(cipher, place, sealed)  # type: ignore[arg-type]

    monkeypatch.setattr(Cipher, "open", noting)

    first = roster.page(limit=2)

    assert ids_of(first["items"]) == [ids[1], ids[2]]
    assert (first["matching"], opened) == (5, set(ids[:3]))
    rest = roster.page(cursor=first["next_cursor"])
    assert ids_of(rest["items"]) == [ids[0], *ids[3:]]


def test_a_changed_name_is_sorted_anew(roster: Roster) -> None:
    """What is remembered of a name is that of one version of the patient."""
    ids = roster.enrol(person("ALLAIN"), person("BARON"))
    assert ids_of(roster.page(sort="name")["items"]) == ids

    roster.rename(ids[0], person("ZOLA"))

    assert ids_of(roster.page(sort="name")["items"]) == ids[::-1]


def test_filters_hold_together(roster: Roster, ward: Ward) -> None:
    units = roster.service.centre.units
    both = "nurse_of_both"
    [jeanne] = roster.enrol(JEANNE, lines=[FOLFIRI], oncologist="oncologist")
    [paused] = roster.enrol(person("BARON"), monitoring=Monitoring.PAUSED, lines=[FOLFIRI])
    [other_unit] = roster.enrol(person("COLIN"), unit=1, oncologist="oncologist")
    [ended] = roster.enrol(person("DENIS"), monitoring=Monitoring.ENDED)
    ward.raised(AlertLevel.HIGH, jeanne)
    key = ward.get(both, "/patient-filters")["treatments"][0]["key"]
    oncologist = roster.service.centre.accounts["oncologist"]

    def listed(**parameters: object) -> set[UUID]:
        page = roster.page(both, **parameters)
        assert page["matching"] == len(page["items"])
        assert page["counts"] == {"active": 2, "pending": 0, "paused": 1, "ended": 1}
        return set(ids_of(page["items"]))

    assert listed() == {jeanne, paused, other_unit, ended}
    assert listed(monitoring="paused") == {paused}
    assert listed(monitoring=["paused", "ended"]) == {paused, ended}
    assert listed(unit=units[1]) == {other_unit}
    assert listed(oncologist=oncologist) == {jeanne, other_unit}
    assert listed(treatment=key) == {jeanne, paused}
    assert listed(with_alert=True) == {jeanne}
    assert listed(treatment=key, monitoring="paused") == {paused}
    assert listed(with_alert=True, monitoring="paused") == set()


def test_choices_are_those_of_the_callers_patients(roster: Roster) -> None:
    roster.enrol(JEANNE, lines=[FOLFIRI], oncologist="oncologist")
    roster.enrol(person("BARON"), lines=[NewLine("folfiri", date(2025, 9, 1))])
    roster.enrol(person("COLIN"), lines=[NewLine("FOLFOX", date(2025, 1, 1), date(2025, 2, 1))])
    roster.enrol(person("DENIS"), unit=1, lines=[NewLine("Pembrolizumab", date(2025, 9, 1))])
    ward = Ward(roster.service)

    choices = ward.get("nurse", "/patient-filters")

    assert [each["name"].casefold() for each in choices["treatments"]] == ["folfiri"]
    assert [each["id"] for each in choices["oncologists"]] == [
        str(roster.service.centre.accounts["oncologist"])
    ]
    both = ward.get("nurse_of_both", "/patient-filters")["treatments"]
    assert [each["name"].casefold() for each in both] == ["folfiri", "pembrolizumab"]


def test_other_units_centres_and_the_invented_patient_are_not_there(roster: Roster) -> None:
    [own] = roster.enrol(JEANNE)
    [of_other_unit] = roster.enrol(person("BARON"), unit=1)
    roster.enrol(person("COLIN"), centre=roster.service.other_centre)
    run_due(roster.service.context)

    assert ids_of(roster.page()["items"]) == [own]
    assert set(ids_of(roster.page("nurse_of_both")["items"])) == {own, of_other_unit}
    assert roster.page("nurse_without_unit")["matching"] == 0
    assert roster.page("nurse_of_both")["counts"]["active"] == 2


def test_a_unit_of_others_is_refused_like_one_that_does_not_exist(roster: Roster) -> None:
    units = [roster.service.centre.units[1], roster.service.other_centre.units[0], UUID(int=7)]

    answers = [roster.ask(unit=unit) for unit in units]

    assert {answer.status_code for answer in answers} == {422}
    assert len({str(answer.json()["errors"]) for answer in answers}) == 1


def test_a_cursor_of_another_list_is_refused(roster: Roster) -> None:
    roster.enrol(JEANNE, person("BARON"))
    cursor = roster.page(limit=1, sort="name")["next_cursor"]

    assert roster.ask(limit=1, sort="name", cursor=cursor).status_code == 200
    for other in ({"sort": "alert"}, {"sort": "name", "monitoring": "active"}):
        assert roster.ask(limit=1, cursor=cursor, **other).status_code == 422
    assert roster.ask(cursor="x").status_code == 422
    assert roster.ask(limit=201).status_code == 422


def test_no_name_stands_in_a_cursor(roster: Roster) -> None:
    """It is part of an address, which others may keep."""

    roster.enrol(JEANNE, person("ZOLA"))

    cursor = roster.page(limit=1, sort="name")["next_cursor"]

    told = base64.urlsafe_b64decode(cursor + "===").lower()
    assert b"kermarrec" not in told
    assert b"jeanne" not in told


def test_who_cannot_be_opened_still_has_a_row(roster: Roster) -> None:
    ids = roster.enrol(JEANNE, person("BARON"), person("COLIN"), lines=[FOLFIRI])
    roster.change(ids[0], identity=b"broken", contact=b"broken")
    with roster.service.context.database.writing(Scope(roster.service.centre.id)) as session:
        session.execute(
            update(TreatmentLine).where(TreatmentLine.patient_id == ids[1]).values(name=b"broken")
        )

    rows = roster.page(sort="name")["items"]

    assert ids_of(rows) == [ids[1], ids[2], ids[0]]
    assert [row["identity_unreadable"] for row in rows] == [False, False, True]
    assert [row["treatment_unreadable"] for row in rows] == [True, False, False]
    assert rows[2]["patient"]["family_name"] == ""
    assert _everybody(roster, 1, sort="name") == ids_of(rows)


def test_who_has_lost_the_key_still_has_a_row(sqlite_service, tmp_path) -> None:
    roster = Roster(sqlite_service)
    here = sqlite_service.centre
    [patient_id] = roster.enrol(JEANNE)
    with sqlite_service.context.database.writing(Scope(here.id)) as session:
        columns = session.execute(select(Patient.__table__).where(Patient.id == patient_id)).one()
        lost = UUID(int=77)
        session.execute(insert(Patient), columns._asdict() | {"id": lost})

    shown = {UUID(row["patient"]["id"]): row for row in roster.page()["items"]}

    assert shown[lost]["identity_unreadable"]
    assert not shown[patient_id]["identity_unreadable"]


def test_beyond_5000_in_a_unit_names_are_not_opened_and_it_is_said(
    roster: Roster, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert listing.MOST_SORTED_BY_NAME == 5_000
    monkeypatch.setattr(listing, "MOST_SORTED_BY_NAME", 3)
    ids = roster.enrol(*(person(name) for name in ("ZOLA", "MORIN", "ALLAIN")))

    assert roster.page(sort="name")["sorted_by_name"] is True
    assert roster.names(sort="name") == ["ALLAIN", "MORIN", "ZOLA"]

    ids += roster.enrol(person("BARON"))
    page = roster.page(sort="name")

    assert page["sorted_by_name"] is False
    assert _everybody(roster, 2, sort="name") == ids_of(page["items"]) == ids
    narrowed = roster.page(sort="name", monitoring="ended")
    assert (narrowed["sorted_by_name"], narrowed["items"]) == (True, [])


def test_homonyms_are_marked(roster: Roster) -> None:
    roster.enrol(
        person("KERMARREC", "Jeanne"),
        person("LE GOFF", "Jeanne", birth_name="KERMAREC"),
        person("KERMARREC", "Paul"),
        person("TANGUY", "Yves"),
    )
    roster.enrol(person("TANGUY", "Yves", born=date(1950, 1, 1)), unit=1)

    marked = {
        (row["patient"]["family_name"], row["patient"]["given_name"])
        for row in roster.page()["items"]
        if row["has_homonym"]
    }

    assert marked == {("KERMARREC", "Jeanne"), ("LE GOFF", "Jeanne")}


def test_what_was_shown_is_journalled(roster: Roster) -> None:
    ids = roster.enrol(JEANNE, person("BARON"), person("COLIN"))
    roster.page(limit=2, sort="name")

    with roster.service.context.database.reading(Scope(roster.service.centre.id)) as session:
        [entry] = session.execute(
            select(JournalEntry.shown, JournalEntry.outcome).where(
                JournalEntry.action == "list_patients"
            )
        ).all()
    assert (entry.outcome, entry.shown) == ("done", [str(ids[1]), str(ids[2])])
