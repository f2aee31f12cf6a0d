"""An INS or a record number names one patient of the centre; who the other one is, is not said."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from services.db.scope import Scope
from services.db.tables.patients import Patient
from services.patients.identity import Contact, open_identity, seal_identity
from services.patients.indexes import Indexes
from tests.services.record.conftest import Record, problem, refused
from tests.services.record.test_patient import IDENTITY, INS, changed, identity_alerts, stored


def has_ins(record: Record, patient: UUID) -> None:
    """Gives the INS to somebody behind the service's back, as an earlier import did."""
    context, centre = record.service.context, record.service.centre
    row, _ = stored(record.of(patient))
    cipher = context.keys.patient(patient)
    identity = open_identity(cipher, patient, row.identity)
    identity = type(identity)(**vars(identity) | {"ins": INS})
    values = {
        "identity": seal_identity(cipher, patient, identity),
        "ins_index": Indexes(context.keys, centre.id).of(identity, Contact())["ins_index"],
    }
    with context.database.writing(Scope(centre.id)) as session:
        session.execute(update(Patient).where(Patient.id == patient).values(**values))


def asked(record: Record, **changes: Any) -> Any:
    """A change of the identity, whatever becomes of it."""
    return record.put("identity", IDENTITY | changes, 1)


@pytest.mark.parametrize("status", ["provisional", "retrieved", "validated", "doubtful"])
def test_the_ins_of_somebody_else_is_refused_whosever_it_is(record: Record, status: str):
    centre = record.service.centre
    told = []
    for other in (centre.patients[1], centre.patients_of_other_unit[0]):
        has_ins(record, other)
        answer = asked(record, ins="2 58 03 35 238 042 37", identity_status=status)
        assert problem(answer) == refused("ins", "somebody_else")
        told.append(answer.json() | {"request_id": None})
        record.of(other).is_(ins_index=None)

    assert told[0] == told[1]
    assert record.header["version"] == 1
    assert stored(record)[0].ins_index is None


def test_an_ins_that_two_have_since_before_proves_nothing_and_stays_until_somebody_decides(
    record: Record,
):
    for patient in (record.patient, record.service.centre.patients_of_other_unit[0]):
        has_ins(record, patient)

    for changes in ({}, {"ins": INS}):
        answer = asked(record, identity_status="retrieved", **changes)
        assert problem(answer) == refused("ins", "somebody_else")
    assert changed(record, 1, given_name="Anne")["identity_status"] == "provisional"
    assert changed(record, 2, identity_status="doubtful")["version"] == 3
    assert stored(record)[0].ins_index is not None


def test_an_ins_that_two_have_is_not_qualified(record: Record):
    changed(record, 1, ins=INS, identity_status="retrieved")
    has_ins(record, record.service.centre.patients[1])

    answer = record.put("identity", IDENTITY | {"identity_status": "qualified"}, 2)

    assert problem(answer) == refused("ins", "somebody_else")
    assert record.header["identity_status"] == "retrieved"
    assert identity_alerts(record) == []


@pytest.mark.parametrize("number", ["800451001", " 800 451 004 "])
def test_the_record_number_of_somebody_else_is_refused(record: Record, number: str):
    answer = asked(record, record_number=number)

    assert problem(answer) == refused("record_number", "somebody_else")
    assert record.header["label"]["record_number"] == "800451000"


def test_a_record_number_that_two_have_since_before_hinders_no_other_correction(record: Record):
    number = stored(record)[0].record_number_index
    record.of(record.service.centre.patients[1]).is_(record_number_index=number)

    assert changed(record, 1, given_name="Anne")["label"]["given_name"] == "Anne"


def test_what_another_centre_knows_hinders_nobody(record: Record):
    service = record.service
    other = service.other_centre.patients[0]
    with service.context.database.writing(Scope(service.other_centre.id)) as session:
        index = Indexes(service.context.keys, service.other_centre.id).ins(INS)
        session.execute(update(Patient).where(Patient.id == other).values(ins_index=index))

    assert changed(record, 1, ins=INS, identity_status="retrieved")["version"] == 2
