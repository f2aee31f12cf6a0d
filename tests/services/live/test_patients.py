"""A change of somebody's record or contact reaches whoever else may have the file open."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, update

from services.contract.enums import AccessReason
from services.contract.patient_changes import ContactChangeAsk
from services.db.scope import Scope
from services.db.tables.record import ExceptionalAccess
from services.ids import new_id
from tests.services.live.raising import raise_alert
from tests.support.bundles import bundle, observation, patient, quantity
from tests.support.live import Ears, ears
from tests.support.service import ServiceUnderTest

WEIGHT: dict[str, Any] = {"began_on": "2025-11-17", "content": {"kind": "weight", "kg": 62.1}}
LINE = {"name": "FOLFIRI", "number": 2, "started_on": "2025-10-03"}
WRONG = {"reason": "Mauvais dossier."}
CONTACT: dict[str, Any] = dict.fromkeys(ContactChangeAsk.model_fields) | {"phone": "0639981400"}


def send(
    service: ServiceUnderTest, path: str, body: Any, who: str = "nurse", version: int | None = None
) -> dict[str, Any]:
    """Writes something of a patient: what stands after `patients/` is the path."""
    method = "PUT" if version is not None and not path.endswith("withdraw") else "POST"
    answered = service.client.request(
        method, f"/api/v1/patients/{path}", json=body, headers=service.writing_as(who, version)
    )
    assert answered.status_code < 300, answered.text
    found: dict[str, Any] = answered.json()
    return found


def told(heard: Ears, count: int) -> list[tuple[str, UUID]]:
    """Kind and patient of so many events after the first one, which says to read again."""
    return [(each.kind, each.patient_id) for each in heard.wait(count + 1)[1:]]


def test_each_kind_of_change_is_told_to_colleagues_without_what_it_says(
    service: ServiceUnderTest, address: str
):
    whose = service.centre.patients[0]
    with ears(address, service.as_("nurse_2")) as heard:
        heard.wait(1)
        entry = send(service, f"{whose}/entries", WEIGHT)
        send(service, f"{whose}/entries/{entry['id']}", WEIGHT, version=1)
        send(service, f"{whose}/entries/{entry['id']}/withdraw", WRONG, version=2)
        line = send(service, f"{whose}/treatments", LINE)
        cycle = {"number": 1, "started_on": "2025-10-03"}
        send(service, f"{whose}/treatments/{line['id']}/cycles", cycle)
        send(service, f"{whose}/contact", CONTACT, version=1)

        assert told(heard, 6) == [("patient_changed", whose)] * 6
        assert {*heard.events[1].data} == {"patient_id", "alert_id", "version", "at"}
        assert heard.events[1].data["alert_id"] is None


def test_the_session_that_made_a_change_knows_already(service: ServiceUnderTest, address: str):
    first, second, _ = service.centre.patients
    with ears(address, service.as_("nurse")) as own, ears(address, service.as_("nurse_2")) as other:
        own.wait(1)
        other.wait(1)
        send(service, f"{first}/entries", WEIGHT)
        send(service, f"{second}/entries", WEIGHT, "nurse_2")

        assert told(own, 1) == [("patient_changed", second)]
        assert told(other, 1) == [("patient_changed", first)]


def test_what_was_refused_or_done_before_is_not_told(service: ServiceUnderTest, address: str):
    first, second, _ = service.centre.patients
    with ears(address, service.as_("nurse_2")) as heard:
        heard.wait(1)
        headers = service.writing_as("nurse")
        for body in (WEIGHT, WEIGHT, {**WEIGHT, "began_on": "2099-01-01"}):
            service.client.post(f"/api/v1/patients/{first}/entries", json=body, headers=headers)
        send(service, f"{second}/entries", WEIGHT)

        assert told(heard, 2) == [("patient_changed", first), ("patient_changed", second)]


def open_by_exception(service: ServiceUnderTest, whose: UUID) -> UUID:
    """The nurse has a record of the other unit open for an hour."""
    access_id, now = new_id(), service.clock.now()
    with service.context.database.writing(Scope(service.centre.id)) as session:
        session.execute(
            insert(ExceptionalAccess),
            {
                "id": access_id,
                "centre_id": service.centre.id,
                "patient_id": whose,
                "account_id": service.centre.accounts["nurse"],
                "session_id": service.centre.sessions["nurse"],
                "reason": AccessReason.EMERGENCY,
                "detail": b"sealed",
                "since": now,
                "until": now + timedelta(hours=1),
            },
        )
    return access_id


def end(service: ServiceUnderTest, access_id: UUID) -> None:
    """It is ended by hand."""
    with service.context.database.writing(Scope(service.centre.id)) as session:
        session.execute(
            update(ExceptionalAccess)
            .where(ExceptionalAccess.id == access_id)
            .values(ended_at=service.clock.now())
        )


def run_out(service: ServiceUnderTest, access_id: UUID) -> None:
    """Its hour is over, while the session goes on."""
    with service.context.database.writing(Scope(service.centre.id)) as session:
        session.execute(
            update(ExceptionalAccess)
            .where(ExceptionalAccess.id == access_id)
            .values(since=service.clock.now() - timedelta(hours=1), until=service.clock.now())
        )


@pytest.mark.parametrize("is_over", [end, run_out])
def test_exceptional_access_hears_of_its_patient_while_it_is_in_force(
    service: ServiceUnderTest, address: str, is_over
):
    opened, closed, _ = service.centre.patients_of_other_unit
    own = service.centre.patients[0]
    with (
        ears(address, service.as_("nurse")) as heard,
        ears(address, service.as_("nurse_2")) as without,
    ):
        heard.wait(1)
        without.wait(1)
        access_id = open_by_exception(service, opened)
        for whose in (opened, closed):
            send(service, f"{whose}/entries", WEIGHT, "nurse_of_both")
        raise_alert(service, opened)
        assert told(heard, 2) == [("patient_changed", opened), ("alert_raised", opened)]

        is_over(service, access_id)
        for whose in (opened, own):
            send(service, f"{whose}/entries", WEIGHT, "nurse_of_both")

        assert told(heard, 3)[2:] == [("patient_changed", own)]
        assert told(without, 1) == [("patient_changed", own)]


def test_what_was_missed_of_an_exceptional_access_that_is_over_stays_untold(
    service: ServiceUnderTest, address: str
):
    whose, own = service.centre.patients_of_other_unit[0], service.centre.patients[0]
    access_id = open_by_exception(service, whose)
    with ears(address, service.as_("nurse")) as heard:
        heard.wait(1)
        send(service, f"{own}/entries", WEIGHT, "nurse_2")
        last = heard.wait(2)[-1].id
    send(service, f"{whose}/entries", WEIGHT, "nurse_of_both")
    with ears(address, service.as_("nurse"), last) as heard:
        assert heard.wait(1)[0].patient_id == whose
    end(service, access_id)

    with ears(address, service.as_("nurse"), last) as heard:
        send(service, f"{own}/entries", WEIGHT, "nurse_2")
        assert [each.patient_id for each in heard.wait(1)] == [own]


def test_an_import_tells_of_whom_it_wrote_something(service: ServiceUnderTest, address: str):
    def sends(name: str) -> None:
        weight = observation("29463-7", name, valueQuantity=quantity(62.1, "kg"))
        answered = service.client.post(
            "/api/v1/patients/import",
            params={"unit": str(service.centre.units[0])},
            json=bundle(patient(), weight),
            headers=service.writing_as("import"),
        )
        assert answered.status_code == 200, answered.text
        assert answered.json()["lines"][1]["result"] != "refused", answered.json()

    sends("o1")
    with ears(address, service.as_("nurse")) as heard:
        heard.wait(1)
        sends("o1")
        send(service, f"{service.centre.patients[0]}/entries", WEIGHT, "nurse_2")
        sends("o2")

        [known, (kind, imported)] = told(heard, 2)
        assert known == ("patient_changed", service.centre.patients[0])
        assert kind == "patient_changed"
        assert imported not in service.centre.patients
