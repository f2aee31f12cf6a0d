"""Due times in the opening hours that a centre has by default, from the answer to the row."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from services.answers import rule_sets
from services.answers.released import released
from services.centres.opening_hours import DEFAULT_OPENING_HOURS
from services.contract.enums import AlertLevel
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.centres import Centre
from tests.support.answers import answer_content

SEVERE = {"diarrhoea": {"frequency": 4}}
FRIDAY = datetime(2025, 11, 14, 16, 0, tzinfo=UTC)
"""17:00 in Paris."""
EVE_OF_ARMISTICE = datetime(2025, 11, 10, 16, 30, tzinfo=UTC)
SUNDAY = datetime(2025, 11, 16, 11, 0, tzinfo=UTC)


def open_on_weekdays(ward: Any, at: datetime) -> None:
    """The centre has the hours of a new one; it is `at`."""
    with ward.service.context.database.writing(NO_CENTRE) as session:
        session.execute(update(Centre).values(opening_hours=dict(DEFAULT_OPENING_HOURS)))
    ward.service.clock.set(at)
    ward.service.stay_signed_in()


def answer(ward: Any) -> UUID:
    """A survey with severe diarrhoea through the intake; its alert."""
    content = answer_content(SEVERE, authored_at=ward.now.isoformat())
    response = ward.service.client.post(
        f"/api/v1/patients/{ward.service.centre.patients[0]}/answers",
        headers=ward.service.writing_as("ingest"),
        json=content,
    )
    assert response.status_code == 201, response.text
    return UUID(response.json()["alert_id"])


@pytest.mark.parametrize(
    ("received_at", "due_at"),
    [
        (FRIDAY, "2025-11-17T08:00:00Z"),
        (EVE_OF_ARMISTICE, "2025-11-12T08:30:00Z"),
        (SUNDAY, "2025-11-17T09:00:00Z"),
    ],
    ids=["friday evening", "eve of a public holiday", "sunday"],
)
def test_a_critical_answer_is_due_two_opening_hours_later(
    ward, received_at: datetime, due_at: str
) -> None:
    open_on_weekdays(ward, received_at)

    alert_id = answer(ward)

    assert ward.get("nurse", f"/alerts/{alert_id}")["due_at"] == due_at
    (row,) = ward.rows()
    assert (row["level"], row["due_at"]) == ("critical", due_at)


def test_information_is_due_after_a_day_and_a_night_of_opening_hours(ward) -> None:
    open_on_weekdays(ward, FRIDAY)
    ward.raised(AlertLevel.INFO)

    (row,) = ward.rows()

    assert row["due_at"] == "2025-11-19T10:00:00Z"


def test_nothing_is_overdue_while_the_centre_is_closed(ward) -> None:
    open_on_weekdays(ward, FRIDAY)
    answer(ward)

    ward.service.clock.set(datetime(2025, 11, 16, 20, 0, tzinfo=UTC))
    ward.service.stay_signed_in()
    assert ward.get("nurse", "/worklist/counts")["overdue"] == 0
    ward.service.clock.set(datetime(2025, 11, 17, 8, 1, tzinfo=UTC))
    ward.service.stay_signed_in()
    assert ward.get("nurse", "/worklist/counts")["overdue"] == 1


def test_the_response_times_of_the_rule_set_in_force_reach_the_due_time(ward) -> None:
    context, centre = ward.service.context, ward.service.centre
    default = released().rule_set_documents["default-2"]
    minutes = default["response_minutes"] | {"critical": 45}
    quicker = dict(default) | {"version": 3, "response_minutes": minutes}
    documents = MappingProxyType({"default-2": default, "default-3": quicker})
    rule_sets.install(context.database, ward.now, replace(released(), rule_set_documents=documents))
    with context.database.writing(Scope(centre.id)) as session:
        rule_sets.activate(session, centre.id, "default-3", ward.now - timedelta(days=1))

    alert = ward.alert(answer(ward))

    assert (alert.response_minutes, alert.due_at - alert.received_at) == (45, timedelta(minutes=45))
