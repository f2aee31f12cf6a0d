"""The port through which answers and alerts see patients, and the wall around it (R-AZ-02)."""

from datetime import date

import pytest
from sqlalchemy import select

from services.contract.enums import CredentialScope, Role
from services.db.scope import Scope
from services.db.tables.edge import JournalEntry
from services.errors import ServiceError
from services.ids import new_id
from services.patients import monitoring
from services.security.caller import Caller
from tests.support.service import add_patient


def caller(service, units, scope=None) -> Caller:
    return Caller(
        principal_id=new_id(),
        account_id=None if scope else new_id(),
        role=Role.SYSTEM if scope else Role.NURSE,
        credential_scope=scope,
        centre_id=service.centre.id,
        unit_ids=frozenset(units),
        session_id=None,
        device_id=None,
        request_id="test",
    )


def found(service, who, patient_id) -> bool:
    with service.context.database.reading(Scope(service.centre.id)) as session:
        try:
            patient = monitoring.find(session, who, patient_id)
        except ServiceError as refused:
            if refused.status != 404:
                raise
            return False
    assert (patient.id, patient.centre_id) == (patient_id, service.centre.id)
    return True


def test_a_person_reaches_the_patients_of_their_units(service):
    mine, other = service.centre.patients[0], service.centre.patients_of_other_unit[0]
    nurse = caller(service, service.centre.units[:1])

    assert found(service, nurse, mine)
    assert not found(service, nurse, other)
    assert not found(service, nurse, new_id())
    assert not found(service, nurse, service.other_centre.patients[0])


def test_no_unit_means_nobody(service):
    assert not found(service, caller(service, []), service.centre.patients[0])


def test_a_machine_reaches_its_whole_centre_and_no_other(service):
    machine = caller(service, [], CredentialScope.INGEST)

    assert found(service, machine, service.centre.patients_of_other_unit[0])
    assert not found(service, machine, service.other_centre.patients[0])


def test_labels_come_for_many_at_once_and_leave_out_who_is_not_there(service):
    wanted = [*service.centre.patients, new_id(), service.other_centre.patients[0]]

    with service.context.database.reading(Scope(service.centre.id)) as session:
        labels = monitoring.labels(session, service.context.keys, [*wanted, *wanted])

    assert set(labels) == set(service.centre.patients)
    assert labels[service.centre.patients[1]].family_name == "CANARINOM1"


def test_a_patient_without_treatment_has_none(service):
    with service.context.database.reading(Scope(service.centre.id)) as session:
        header = monitoring.header(
            session, service.context.keys, service.centre.patients[0], date(2025, 11, 18)
        )

    assert header.treatment is None
    assert header.oncologist == "Dr A. Tanguy"


def test_the_header_of_nobody_is_not_found(service):
    with (
        service.context.database.reading(Scope(service.centre.id)) as session,
        pytest.raises(ServiceError) as refused,
    ):
        monitoring.header(session, service.context.keys, new_id(), date(2025, 11, 18))

    assert refused.value.status == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [("nurse", 200), ("oncologist", 200), ("manager", 403), ("admin", 403), ("ingest", 403)],
)
def test_only_those_who_treat_may_read_a_patient(sqlite_service, who, status):
    path = f"/api/v1/patients/{sqlite_service.centre.patients[0]}"

    response = sqlite_service.client.get(path, headers=sqlite_service.as_(who))

    assert response.status_code == status


def test_reading_a_patient_is_journalled(service):
    patient_id = service.centre.patients[0]

    service.client.get(f"/api/v1/patients/{patient_id}", headers=service.as_("nurse"))

    with service.context.database.reading(Scope(service.centre.id)) as session:
        [entry] = session.scalars(
            select(JournalEntry).where(JournalEntry.action == "read_patient")
        ).all()
    assert entry.patient_id == patient_id
    assert entry.actor_id == service.centre.accounts["nurse"]
    assert entry.outcome == "done"


def test_a_foreign_patient_and_a_missing_one_answer_alike(service):
    add_patient(service.context, service.other_centre.id, service.other_centre.units[0], 9)
    foreign = [
        service.centre.patients_of_other_unit[0],
        service.other_centre.patients[0],
        new_id(),
    ]

    bodies = [
        service.client.get(f"/api/v1/patients/{each}", headers=service.as_("nurse")).json()
        | {"request_id": ""}
        for each in foreign
    ]

    assert all(body == bodies[0] for body in bodies)
    assert bodies[0]["status"] == 404
