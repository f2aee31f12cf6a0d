"""Blind indexes and search tokens follow what a patient is called now."""

import hashlib
from dataclasses import replace

import pytest
from sqlalchemy import delete, insert, select, update

from services import starting
from services.db.scope import Scope
from services.db.tables.patients import Patient, PatientSearchToken
from services.patients import monitoring
from services.patients.indexes import Indexes, index_missing
from services.patients.sounds import sound
from tests.services.patients.test_enrolling import CONTACT, KERMARREC, enrol_one
from tests.support.service import add_patient

RENAMED = replace(KERMARREC, family_name="TANGUY", birth_name="KERMARREC")


def _tokens(service, patient_id) -> set[bytes]:
    with service.context.database.reading(Scope(service.centre.id)) as session:
        return set(
            session.scalars(
                select(PatientSearchToken.token).where(PatientSearchToken.patient_id == patient_id)
            )
        )


def test_the_tokens_of_one_patient_are_made_again_and_nobody_elses(service) -> None:
    renamed, other = enrol_one(service), enrol_one(service)
    indexes = Indexes(service.context.keys, service.centre.id)
    before = _tokens(service, other)
    assert _tokens(service, renamed) == before == indexes.tokens(KERMARREC)

    for _ in range(2):
        with service.context.database.writing(Scope(service.centre.id)) as session:
            indexes.replace_tokens(session, renamed, RENAMED)

        assert _tokens(service, renamed) == indexes.tokens(RENAMED)
    assert _tokens(service, renamed) != before
    assert _tokens(service, other) == before


def test_an_e_mail_address_is_found_again_whatever_its_capitals(service) -> None:
    patient_id = enrol_one(service)
    keys = service.context.keys

    asked = keys.keyed_hash(service.centre.id, "email").of(b"jeanne.kermarrec@exemple.fr")
    with service.context.database.reading(Scope(service.centre.id)) as session:
        found = session.scalars(select(Patient.id).where(Patient.email_index == asked)).all()
    columns = Indexes(keys, service.centre.id).of(KERMARREC, replace(CONTACT, email=None))

    assert found == [patient_id]
    assert columns["email_index"] is None


def test_numbers_are_found_after_migrate_in_the_form_of_this_release(service) -> None:
    """The columns are made again too, of whose contact can be opened; who it is stays untouched."""
    ids = [enrol_one(service) for _ in range(2)]
    scope, indexes = Scope(service.centre.id), Indexes(service.context.keys, service.centre.id)
    for patient_id in ids:
        _as_by_an_earlier_release(service, patient_id)
    with service.context.database.writing(scope) as session:
        session.execute(update(Patient).values(phone_index=b"as it was", email_index=None))
        session.execute(update(Patient).where(Patient.id == ids[1]).values(contact=b"?" * 40))
        before = session.scalars(select(Patient.version).order_by(Patient.id)).all()

    with service.context.database.writing(scope) as session:
        index_missing(session, service.context.keys, service.centre.id)

    with service.context.database.reading(scope) as session:
        columns = (Patient.id, Patient.phone_index, Patient.email_index)
        found = {row[0]: tuple(row[1:]) for row in session.execute(select(*columns))}
        assert session.scalars(select(Patient.version).order_by(Patient.id)).all() == before
    hashed = indexes.of(KERMARREC, CONTACT)
    assert found[ids[0]] == (hashed["phone_index"], hashed["email_index"])
    assert found[ids[1]] == (b"as it was", None)
    assert _tokens(service, ids[1]) == indexes.tokens(KERMARREC)


def _namesakes(service, family: str, given: str, birth: str | None = None) -> set[bytes]:
    named = replace(KERMARREC, family_name=family, given_name=given, birth_name=birth)
    return Indexes(service.context.keys, service.centre.id).namesakes(named)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("MARTIN", "Jean"), ("MARTIN", "Jean Pierre")),
        (("MARTIN", "Jean Paul"), ("MARTAIN", "Jean Pierre")),
        (("MARTIN", "Jean-Pierre"), ("MARTIN", "Jean Pierre")),
        (("LE GOFF", "Anne"), ("LEGOF", "Anne Marie Louise")),
        (("DURAND", "Anne", "MARTIN"), ("MARTIN", "Anne")),
        (("MÜLLER", "Jörg"), ("MUELLER", "Joerg")),
        (("ST-MARTIN", "Anne"), ("SAINT MARTIN", "Anne")),
        (("王", "伟"), ("王", "伟")),
        (("H", "-"), ("h", "?")),
    ],
)
def test_people_of_one_name_are_namesakes(sqlite_service, one, other) -> None:
    assert _namesakes(sqlite_service, *one) & _namesakes(sqlite_service, *other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("MARTIN", "Jean"), ("MARTIN", "Pierre Jean")),
        (("MARTIN", "Jean"), ("MARTIN", "Jean-Pierre")),
        (("MARTIN", "Marie-Claude"), ("MARTIN", "Marie-Thérèse")),
        (("王", "伟"), ("李", "娜")),
        (("Иванов", "Пётр"), ("Сидоров", "Пётр")),
        (("-", "?"), ("-", "?")),
    ],
)
def test_people_of_two_names_are_none(sqlite_service, one, other) -> None:
    assert not _namesakes(sqlite_service, *one) & _namesakes(sqlite_service, *other)


def test_who_was_enrolled_by_an_earlier_release_is_found_after_migrate(sqlite_service) -> None:
    """Their old tokens go, those of this release come, once."""
    service = sqlite_service
    old, new, broken = enrol_one(service), enrol_one(service), enrol_one(service)
    indexes = Indexes(service.context.keys, service.centre.id)
    kept = _tokens(service, new)
    for patient_id in (old, broken):
        _as_by_an_earlier_release(service, patient_id)
    with service.context.database.writing(Scope(service.centre.id)) as session:
        session.execute(update(Patient).where(Patient.id == broken).values(identity=b"?" * 40))

    for _ in range(2):
        starting.initialise(service.context.settings)

        assert _tokens(service, old) == indexes.tokens(KERMARREC) == kept == _tokens(service, new)
        assert _tokens(service, broken) == {b"of an earlier release"}


def test_each_patient_is_indexed_once_and_the_invented_one_never(service) -> None:
    patient_id, centre = enrol_one(service), service.centre
    add_patient(service.context, centre.id, centre.units[0], 77)
    _as_by_an_earlier_release(service, patient_id)
    done: list[int] = []
    for _ in range(2):
        with service.context.database.writing(Scope(centre.id)) as session:
            if not done:
                invented = monitoring.add_synthetic(
                    session, service.context.keys, centre.id, service.clock.now()
                )
            done.append(index_missing(session, service.context.keys, centre.id))

    without_tokens = len(centre.patients) + len(centre.patients_of_other_unit) + 1
    assert done == [without_tokens + 1, 0]
    assert _tokens(service, invented) == set()


def test_a_token_cannot_be_made_without_the_key(service) -> None:
    """No plain hash of anything that somebody may type is a token, nor one of another centre."""
    tokens = _tokens(service, enrol_one(service))
    elsewhere = Indexes(service.context.keys, service.other_centre.id)
    guesses = {"kermarrec", "ker", "jeanne", "dantec", "1958-03-14", sound("kermarrec"), "2"}
    plain = {hashlib.sha256(guess.encode()).digest() for guess in guesses}
    plain |= {hashlib.sha256(f"search {guess}".encode()).digest() for guess in guesses}

    assert not tokens & plain
    assert not tokens & elsewhere.tokens(KERMARREC)


def test_one_value_has_another_token_in_each_field_and_for_each_purpose(service) -> None:
    """A beginning, a whole name and a sound are told apart only by whoever has the key."""
    indexes = Indexes(service.context.keys, service.centre.id)

    ways = [indexes.beginning("kerma"), indexes.whole("kerma"), indexes.sounding("kerma")]

    assert len(set().union(*ways)) == sum(map(len, ways)) == 6


def _as_by_an_earlier_release(service, patient_id) -> None:
    with service.context.database.writing(Scope(service.centre.id)) as session:
        session.execute(
            delete(PatientSearchToken).where(PatientSearchToken.patient_id == patient_id)
        )
        session.execute(
            insert(PatientSearchToken),
            {
                "patient_id": patient_id,
                "token": b"of an earlier release",
                "centre_id": service.centre.id,
            },
        )
