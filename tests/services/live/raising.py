"""Somebody whose answer raises an alert."""

from uuid import UUID

from tests.support.answers import answer_content
from tests.support.service import ServiceUnderTest


def raise_alert(service: ServiceUnderTest, patient: UUID) -> UUID:
    """A patient reports severe diarrhoea."""
    answered = service.client.post(
        f"/api/v1/patients/{patient}/answers",
        json=answer_content({"diarrhoea": {"frequency": 4}}),
        headers=service.writing_as("ingest"),
    )
    assert answered.status_code == 201, answered.text
    return UUID(answered.json()["alert_id"])
