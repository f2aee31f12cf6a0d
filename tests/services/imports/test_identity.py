"""Who somebody is: taken as it was said, known again, and in doubt left to a person."""

from typing import Any

import pytest
from sqlalchemy import update

from services.contract.enums import IdentityStatus, Sex
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.centres import Centre
from services.db.tables.patients import Patient
from services.patients.identity import Identity, open_contact, open_identity
from tests.services.imports.conftest import Dock
from tests.support.bundles import INS, INS_OID, RELIABILITY, bundle, patient

NUMBER = {"type": {"coding": [{"code": "PI"}]}, "value": "800451237"}

DOUBTS = ["DOUT", "DOUA", "DOUB", "DPOT", "COLP", "COLV", "USUR", "INVA", "ANOM", "CACH"]
CONFLICT = ("refused", ["identity_conflict"])
DUPLICATE = ("refused", ["possible_duplicate"])


def _ins(value: str = INS, last: int = 8, **changes: Any) -> dict[str, Any]:
    return {"system": f"urn:oid:1.2.250.1.213.1.4.{last}", "value": value} | changes


def _status(code: str) -> list[dict[str, Any]]:
    return [{"url": RELIABILITY, "extension": [{"url": "s", "valueCoding": {"code": code}}]}]


def _imported(dock: Dock) -> tuple[Patient, Identity]:
    known = {*dock.service.centre.patients, *dock.service.centre.patients_of_other_unit}
    (row,) = [row for row in dock.rows(Patient) if row.id not in known]
    cipher = dock.service.context.keys.patient(row.id)
    return row, open_identity(cipher, row.id, row.identity)


def test_a_wrong_key_is_kept_marked_and_never_qualified(dock: Dock):
    wrong = "258033523804238"

    results = dock.results(bundle(patient(identifier=[_ins(wrong), NUMBER])))

    assert results == [("taken_with_warning", ["ins_key_wrong"])]
    row, identity = _imported(dock)
    assert identity.ins == wrong
    assert row.identity_status is IdentityStatus.VALIDATED
    header = dock.get(f"/patients/{row.id}")
    assert header["ins"] is None
    # Known again by it, and by nothing else.
    assert dock.results(bundle(patient(identifier=[_ins(wrong), NUMBER])))[0][0] == "known"


@pytest.mark.parametrize("last", [10, 11, 13])
def test_a_test_identity_is_for_demonstration_data_only(dock: Dock, last: int):
    made = bundle(patient(identifier=[_ins(last=last), NUMBER]))
    assert dock.results(made) == [("refused", ["test_identity"])]
    with dock.service.context.database.writing(NO_CENTRE) as session:
        session.execute(update(Centre).values(demonstration=True))

    assert dock.results(made) == [("taken", [])]


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, IdentityStatus.QUALIFIED),
        ({"extension": []}, IdentityStatus.PROVISIONAL),
        ({"extension": _status("PROV")}, IdentityStatus.PROVISIONAL),
        *[
            ({"extension": _status("VALI") + _status(doubt)}, IdentityStatus.DOUBTFUL)
            for doubt in DOUBTS
        ],
        ({"extension": _status("DOUT")}, IdentityStatus.DOUBTFUL),
        ({"extension": _status("VALI") + _status("PROV")}, IdentityStatus.PROVISIONAL),
        ({"extension": _status("VALI") + _status("HOMA")}, IdentityStatus.QUALIFIED),
        ({"identifier": [NUMBER]}, IdentityStatus.VALIDATED),
        (
            {"extension": [{"url": "other", "valueCoding": {"code": "VALI"}}]},
            IdentityStatus.PROVISIONAL,
        ),
        ({"identifier": [_ins(use="old"), NUMBER]}, IdentityStatus.VALIDATED),
    ],
)
def test_what_an_identity_is_worth_is_what_its_sender_said(
    sqlite_dock: Dock, changes: dict[str, Any], status: IdentityStatus
):
    assert sqlite_dock.results(bundle(patient(**changes))) == [("taken", [])]
    assert _imported(sqlite_dock)[0].identity_status is status


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"name": []}, "name_missing"),
        ({"name": [{"use": "official", "given": ["Jeanne"]}]}, "name_missing"),
        ({"name": [{"use": "official", "family": "Le Dantec"}]}, "name_missing"),
        ({"name": [{"family": "12", "given": ["Jeanne"]}]}, "name_missing"),
        ({"name": [{"family": "Le\u202eDantec", "given": ["Jeanne"]}]}, "name_not_taken"),
        ({"name": [{"family": "Le\u0000Dantec", "given": ["Jeanne"]}]}, "name_not_taken"),
        ({"name": [{"family": "x" * 81, "given": ["Jeanne"]}]}, "name_not_taken"),
        ({"name": [{"family": "ß" * 41, "given": ["Jeanne"]}]}, "name_not_taken"),
        ({"birthDate": None}, "birth_date_missing"),
        ({"birthDate": "1958"}, "date_incomplete"),
        ({"birthDate": "1899-12-31"}, "date_unreadable"),
        ({"birthDate": "19580314"}, "date_unreadable"),
        ({"birthDate": "1066-10-14"}, "date_unreadable"),
        ({"birthDate": "2025-11-19"}, "date_in_future"),
        ({"identifier": [_ins()]}, "record_number_missing"),
        ({"identifier": []}, "record_number_missing"),
        ({"identifier": [NUMBER | {"value": " - "}]}, "record_number_missing"),
        ({"identifier": [NUMBER | {"value": "x" * 41}]}, "malformed"),
        ({"identifier": [NUMBER | {"value": "8\u00000"}]}, "malformed"),
        ({"identifier": [NUMBER, _ins("x" * 31)]}, "malformed"),
        ({"identifier": [NUMBER, _ins("2580335238042٣٧")]}, "malformed"),
        ({"identifier": [NUMBER | {"use": "old"}]}, "record_number_missing"),
        ({"identifier": [NUMBER | {"period": {"end": "2025-11-17"}}]}, "record_number_missing"),
        ({"name": [{"use": "old", "family": "Le Dantec", "given": ["Jeanne"]}]}, "name_missing"),
        ({"name": [{"use": "nickname", "family": "Jo", "given": ["Jo"]}]}, "name_missing"),
        ({"extension": _status("VALI") + _status("FICT")}, "test_identity"),
        ({"extension": _status("DESA")}, "inactive"),
        ({"link": [{"type": "replaced-by"}]}, "inactive"),
        ({"link": [{"type": "refer"}]}, "not_understood"),
        ({"link": [{}]}, "not_understood"),
        ({"identifier": [NUMBER, _ins(), _ins("158033523804237")]}, "ins_contradicts"),
        ({"deceasedBoolean": True}, "deceased"),
        ({"deceasedDateTime": "2025"}, "deceased"),
        ({"active": False}, "inactive"),
        ({"gender": ["female"]}, "malformed"),
    ],
)
def test_an_identity_that_is_not_taken(sqlite_dock: Dock, changes: dict[str, Any], reason: str):
    made = {name: value for name, value in patient(**changes).items() if value is not None}

    assert sqlite_dock.results(bundle(made)) == [("refused", [reason])]
    assert len(sqlite_dock.rows(Patient)) == 6


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({"gender": "other"}, ["gender_missing"]),
        ({"telecom": [{"system": "phone", "value": "12"}]}, ["phone_not_taken"]),
        ({"telecom": [{"system": "phone", "value": "0" * 41}]}, ["phone_not_taken"]),
    ],
)
def test_an_identity_at_which_somebody_should_look(
    sqlite_dock: Dock, changes: dict[str, Any], reasons: list[str]
):
    assert sqlite_dock.results(bundle(patient(**changes))) == [("taken_with_warning", reasons)]


@pytest.mark.parametrize(
    ("changes", "result"),
    [
        ({}, ("known", [])),
        ({"gender": "unknown"}, ("known", [])),
        ({"identifier": [NUMBER]}, ("known", [])),
        ({"name": [{"family": "KERMARREC", "given": ["JEANNE"]}]}, ("known", [])),
        ({"identifier": [_ins(), NUMBER | {"value": "B7"}]}, ("known", ["record_number_differs"])),
        ({"gender": "male"}, CONFLICT),
        ({"birthDate": "1958-03-15"}, CONFLICT),
        ({"name": [{"family": "Riou", "given": ["Jeanne"]}]}, CONFLICT),
        (
            {"name": [{"family": "Kermarrec", "given": ["Anne"]}]},
            CONFLICT,
        ),
        ({"identifier": [_ins("158033523804237"), NUMBER]}, CONFLICT),
        ({"identifier": [NUMBER | {"value": "B7"}]}, DUPLICATE),
        (
            {"identifier": [_ins("258033523804238"), NUMBER | {"value": "B7"}]},
            DUPLICATE,
        ),
    ],
)
def test_somebody_who_is_here_is_known_or_left_to_a_person(
    sqlite_dock: Dock, changes: dict[str, Any], result: tuple[str, list[str]]
):
    sqlite_dock.report(bundle(patient()))

    assert sqlite_dock.results(bundle(patient(**changes))) == [result]
    assert len(sqlite_dock.rows(Patient)) == 7


def test_two_people_of_one_name_and_date_each_with_their_own_ins_are_two(sqlite_dock: Dock):
    other = {"identifier": [_ins("258033523804336"), NUMBER | {"value": "B7"}]}
    sqlite_dock.report(bundle(patient()))

    assert sqlite_dock.results(bundle(patient(**other))) == [("taken", [])]
    assert len(sqlite_dock.rows(Patient)) == 8


def test_a_number_of_one_and_an_ins_of_another_is_a_conflict(sqlite_dock: Dock):
    other = {"identifier": [_ins("258033523804336"), NUMBER | {"value": "B7"}]}
    sqlite_dock.report(bundle(patient()))
    sqlite_dock.report(bundle(patient(**other)))

    crossed = {"identifier": [_ins(), NUMBER | {"value": "B7"}]}
    assert sqlite_dock.results(bundle(patient(**crossed))) == [CONFLICT]


def test_somebody_of_another_unit_is_a_conflict_for_a_nurse_and_known_to_a_machine(dock: Dock):
    unit = dock.service.centre.units[1]
    assert dock.sends(bundle(patient()), unit=unit).status_code == 200

    assert dock.results(bundle(patient()), "nurse") == [CONFLICT]
    assert dock.results(bundle(patient())) == [("known", [])]
    assert _imported(dock)[0].unit_id == unit


def test_what_was_in_use_once_is_not_taken_for_what_is_now(sqlite_dock: Dock):
    """An old telephone number rings at somebody who is nobody's carer."""
    over = {"period": {"end": "2024"}}
    made = patient(
        identifier=[
            NUMBER | {"use": "old", "value": "A1"},
            NUMBER | {"period": {"end": "2025-11-17T10:00:00+01:00"}, "value": "A2"},
            NUMBER | {"period": {"end": "2025"}},
        ],
        name=[
            {"use": "official", "family": "Prigent", "given": ["Jeanne"]} | over,
            {"use": "maiden", "family": "Autre", "given": ["Jeanne"]},
            {"family": "Kermarrec", "given": ["Jeanne"]},
        ],
        telecom=[
            {"system": "phone"},
            {"system": "phone", "use": "old", "value": "06 39 98 00 01"},
            {"system": "phone", "value": "06 39 98 00 02"} | over,
            {"system": "phone", "use": "mobile", "value": "06 39 98 00 03"},
        ],
        link=[{"type": "replaces"}, {"type": "seealso"}],
    )

    assert sqlite_dock.results(bundle(made)) == [("taken", [])]
    row, identity = _imported(sqlite_dock)
    assert identity.record_number == "800451237"
    assert (identity.family_name, identity.birth_name) == ("KERMARREC", None)
    cipher = sqlite_dock.service.context.keys.patient(row.id)
    assert open_contact(cipher, row.id, row.contact).phone == "06 39 98 00 03"


@pytest.mark.parametrize(
    "changes",
    [
        {
            "name": [{"family": "Riou", "given": ["Yann"]}],
            "identifier": [_ins(), NUMBER | {"value": "B7"}],
        },
        {"birthDate": "1958-03-15", "identifier": [NUMBER]},
        {"gender": "male", "identifier": [NUMBER]},
        {"identifier": [_ins("258033523804336"), NUMBER]},
    ],
)
def test_two_of_one_bundle_who_share_a_number_are_both_left_to_a_person(
    sqlite_dock: Dock, changes: dict[str, Any]
):
    """Which of them it belongs to is not told by who stands first in the file."""
    other = {"fullUrl": "urn:uuid:other", "resource": patient(**changes)}
    third = patient(
        identifier=[NUMBER | {"value": "C9"}],
        name=[{"family": "Moal", "given": ["Annick"]}],
    )
    made = bundle(patient(), other, {"fullUrl": "urn:uuid:third", "resource": third})

    assert sqlite_dock.results(made) == [CONFLICT, CONFLICT, ("taken", [])]


def test_the_same_person_twice_in_one_bundle_is_enrolled_once(dock: Dock):
    twice = bundle(patient(), {"fullUrl": "urn:uuid:again", "resource": patient()})

    assert dock.results(twice) == [("taken", []), ("known", [])]
    assert len(dock.rows(Patient)) == 7


def test_an_identity_that_cannot_be_opened_is_a_conflict(sqlite_dock: Dock):
    sqlite_dock.report(bundle(patient()))
    row, _ = _imported(sqlite_dock)
    with sqlite_dock.service.context.database.writing(Scope(row.centre_id)) as session:
        session.execute(update(Patient).where(Patient.id == row.id).values(identity=b"x" * 60))

    assert sqlite_dock.results(bundle(patient())) == [CONFLICT]


def test_a_name_is_kept_in_its_display_case_and_one_form(sqlite_dock: Dock):
    name = {"family": "  le  gue\u0301n ", "given": ["Anne-Lise", "Marie"]}

    sqlite_dock.report(bundle(patient(name=[name], gender="female")))

    row, identity = _imported(sqlite_dock)
    assert (identity.family_name, identity.given_name) == ("LE GUÉN", "Anne-Lise")
    assert identity.birth_name is None
    assert (row.sex, INS_OID) == (Sex.FEMALE, "urn:oid:1.2.250.1.213.1.4.8")
