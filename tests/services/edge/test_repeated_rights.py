"""A repeated request answers what it answered, to whoever may still see it."""

from sqlalchemy import delete, select, update

from services.contract.enums import AlertLevel
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.accounts import Membership, MembershipUnit
from services.db.tables.patients import Patient
from tests.services.alerts.conftest import Ward

KEY = "the-same-intention"


def test_a_nurse_who_left_the_unit_does_not_get_its_patient_again(service) -> None:
    ward = Ward(service)
    alert_id = ward.raised(AlertLevel.HIGH)
    first = ward.act("nurse", alert_id, "notes", {"text": "Vu."}, version=1, key=KEY)
    memberships = select(Membership.id).where(
        Membership.account_id == service.centre.accounts["nurse"]
    )
    with service.context.database.writing(NO_CENTRE) as session:
        session.execute(
            delete(MembershipUnit)
            .where(MembershipUnit.membership_id.in_(memberships))
            .execution_options(synchronize_session=False)
        )

    again = ward.act("nurse", alert_id, "notes", {"text": "Vu."}, version=1, key=KEY)

    assert first.status_code == 200
    assert (again.status_code, again.json()["code"]) == (404, "not_found")
    assert "CANARI" not in again.text


def test_a_patient_who_left_the_unit_is_not_shown_again(service) -> None:
    ward = Ward(service)
    alert_id = ward.raised(AlertLevel.HIGH)
    ward.act("nurse", alert_id, "notes", {"text": "Vu."}, version=1, key=KEY)
    with service.context.database.writing(Scope(service.centre.id)) as session:
        session.execute(
            update(Patient)
            .where(Patient.id == service.centre.patients[0])
            .values(unit_id=service.centre.units[1])
        )

    assert (
        ward.act("nurse", alert_id, "notes", {"text": "Vu."}, version=1, key=KEY).status_code == 404
    )


def test_whoever_still_has_the_right_gets_the_same_answer(service) -> None:
    ward = Ward(service)
    alert_id = ward.raised(AlertLevel.HIGH)
    answers = [
        ward.act("nurse", alert_id, "notes", {"text": "Vu."}, version=1, key=KEY) for _ in range(2)
    ]

    assert answers[0].content == answers[1].content
    assert answers[1].headers["Idempotency-Replayed"] == "true"
