"""Who is enrolled without a qualified identity raises an Info alert, and nobody else does."""

from uuid import UUID

import pytest

from services.alerts.raising import raise_unqualified
from services.contract.enums import IdentityStatus
from services.db.scope import Scope
from services.patients.enrolling import enrol
from tests.services.patients.test_enrolling import newcomer


def _enrolled(ward, status: IdentityStatus) -> list[UUID]:
    """Enrols somebody; the alerts that came of it."""
    service = ward.service
    made = newcomer(service.centre.units[0], status=status)
    with service.context.database.writing(Scope(service.centre.id)) as session:
        alert_ids: list[UUID] = []
        enrol(
            session,
            service.context.keys,
            service.centre.id,
            [made],
            ward.now,
            lambda found: alert_ids.extend(
                raise_unqualified(session, service.context, found, ward.now)
            ),
        )
        return alert_ids


@pytest.mark.parametrize(
    "status", [each for each in IdentityStatus if each is not IdentityStatus.QUALIFIED]
)
def test_an_identity_that_is_not_qualified_waits_in_the_queue(ward, status) -> None:
    (alert_id,) = _enrolled(ward, status)

    (row,) = ward.rows()
    assert (row["alert_id"], row["kind"], row["level"]) == (str(alert_id), "identity", "info")
    detail = ward.get("nurse", f"/alerts/{alert_id}")
    assert detail["response_minutes"] == 24 * 60
    assert detail["survey"] is None
    assert detail["content_unreadable"] is False


def test_a_qualified_one_raises_nothing(ward) -> None:
    assert _enrolled(ward, IdentityStatus.QUALIFIED) == []
    assert ward.rows() == []


def test_it_lives_as_any_other_alert(ward) -> None:
    (alert_id,) = _enrolled(ward, IdentityStatus.PROVISIONAL)
    ward.done("nurse", alert_id, "acknowledge")
    ward.done("nurse", alert_id, "measures", {"codes": ["99"], "other": "Pièce demandée."})
    ward.done("nurse", alert_id, "close")

    assert ward.rows() == []
