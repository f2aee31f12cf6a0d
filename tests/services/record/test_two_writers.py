"""Who waited for another writer works with what that one left, not with what stood before."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any, Final

import pytest
from sqlalchemy import text, update
from sqlalchemy.orm import Session

from services.contract.enums import Monitoring
from services.db.holding import hold_numbers, hold_patient
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.patients import Patient
from services.patients.indexes import Indexes
from tests.services.record.conftest import DIAGNOSIS, Record, problem, refused
from tests.services.record.test_patient import IDENTITY, INS
from tests.support.service import ServiceUnderTest

_WAITING: Final = text(
    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
_LOOK_AGAIN_S: Final = 0.01


@pytest.fixture
def postgres_record(postgres_service: ServiceUnderTest) -> Record:
    """The record on PostgreSQL, where writers work side by side."""
    return Record(postgres_service)


def answered_after(
    record: Record, writes: Callable[[Session], None], ask: Callable[[], Any]
) -> Any:
    """What a request answers that has to wait for a transaction which writes and commits."""
    database = record.service.context.database
    with ThreadPoolExecutor(1) as other:
        with database.writing(Scope(record.service.centre.id)) as session:
            writes(session)
            asked = other.submit(ask)
            with database.reading(NO_CENTRE) as looking:
                while not wait([asked], _LOOK_AGAIN_S).done:
                    if looking.scalar(_WAITING):
                        break
        return asked.result()


@pytest.mark.parametrize("change", ["moved", "followed no more"])
def test_a_patient_who_was_changed_meanwhile_is_looked_at_again(
    postgres_record: Record, change: str
):
    record = postgres_record
    values: dict[str, Any] = {"monitoring": Monitoring.ENDED}
    if change == "moved":
        values = {"unit_id": record.service.centre.units[1]}

    def move(session: Session) -> None:
        hold_patient(session, record.patient)
        session.execute(update(Patient).where(Patient.id == record.patient).values(**values))

    answer = answered_after(record, move, lambda: record.post("entries", DIAGNOSIS))

    assert answer.status_code == (404 if change == "moved" else 409)


def test_a_number_that_was_given_meanwhile_is_taken(postgres_record: Record):
    record = postgres_record
    centre, keys = record.service.centre, record.service.context.keys

    def give(session: Session) -> None:
        hold_numbers(session, centre.id)
        index = Indexes(keys, centre.id).ins(INS)
        session.execute(
            update(Patient).where(Patient.id == centre.patients[1]).values(ins_index=index)
        )

    asked = IDENTITY | {"ins": INS, "identity_status": "retrieved"}
    answer = answered_after(record, give, lambda: record.put("identity", asked, 1))

    assert problem(answer) == refused("ins", "somebody_else")


def test_of_two_patients_at_once_one_is_given_a_number(record: Record):
    other = record.of(record.service.centre.patients[1])
    theirs = {
        "family_name": "CANARINOM1",
        "given_name": "Canariprenom1",
        "birth_date": "1958-03-15",
        "record_number": "800451001",
    }
    proven = {"ins": INS, "identity_status": "retrieved"}
    with ThreadPoolExecutor(2) as both:
        tried = [
            both.submit(record.put, "identity", IDENTITY | proven, 1),
            both.submit(other.put, "identity", IDENTITY | theirs | proven, 1, who="nurse_2"),
        ]
        answers = [each.result() for each in tried]

    assert sorted(each.status_code for each in answers) == [200, 422]
