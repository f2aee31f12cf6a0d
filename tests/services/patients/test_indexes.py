"""Blind indexes and search tokens follow what a patient is called now."""

from dataclasses import replace

from sqlalchemy import select

from services.db.scope import Scope
from services.db.tables.patients import Patient, PatientSearchToken
from services.patients.indexes import Indexes
from tests.services.patients.test_enrolling import CONTACT, KERMARREC, enrol_one

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
