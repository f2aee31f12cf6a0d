"""What a centre has set of its response times reaches every alert, and never costs one (H-03)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event

from services.alerts.raising import raise_told
from services.centres import response_times
from services.centres.response_times import FIRST
from services.clinical.rules import ResponseTimes
from services.contract.centre_settings import CentreSection
from services.contract.enums import AlertKind, AlertLevel
from services.db.scope import Scope
from services.db.tables.centres import CentreSetting
from services.ids import new_id
from services.patients import monitoring
from tests.support.answers import answer_content

SEVERE = {"diarrhoea": {"frequency": 4}}
MODERATE = {"nausea": {"frequency": 2, "severity": 2}}
SET = FIRST.model_dump() | {"technical": 15, "critical": 40, "high": 50, "moderate": 70, "info": 80}


def set_times(ward: Any, content: Any, version: int = 1, on: timedelta = timedelta(0)) -> None:
    """The centre has these response times, read or not, since now."""
    service = ward.service
    with service.context.database.writing(Scope(service.centre.id)) as session:
        session.add(
            CentreSetting(
                id=new_id(),
                centre_id=service.centre.id,
                section=CentreSection.RESPONSE_TIMES,
                version=version,
                content=content,
                effective_from=ward.now + on,
                made_by=service.centre.accounts["oncologist"],
                made_at=ward.now,
            )
        )


def send(ward: Any, content: Any, patient: int = 0) -> Any:
    """An answer through the intake; what it is told."""
    response = ward.service.client.post(
        f"/api/v1/patients/{ward.service.centre.patients[patient]}/answers",
        headers=ward.service.writing_as("ingest"),
        json=content,
    )
    assert response.status_code == 201, response.text
    return response.json()


def waits(ward: Any, alert_id: Any) -> int:
    """How many minutes an alert may wait, as it is stored."""
    alert = ward.alert(UUID(str(alert_id)))
    assert alert.due_at - alert.received_at == timedelta(minutes=alert.response_minutes)
    return int(alert.response_minutes)


def test_an_answer_is_due_by_what_the_centre_has_set(ward) -> None:
    set_times(ward, SET)
    critical = send(ward, answer_content(SEVERE, authored_at=ward.now.isoformat()))

    assert waits(ward, critical["alert_id"]) == 40


def test_an_answer_that_was_not_evaluated_is_due_by_what_the_centre_has_set(ward) -> None:
    set_times(ward, SET)
    content = answer_content(SEVERE, authored_at=ward.now.isoformat())
    technical = send(ward, content | {"version": "9.9.9"})

    assert technical["outcome"] == "technical"
    assert waits(ward, technical["alert_id"]) == 15


def test_what_no_answer_said_is_due_by_what_the_centre_has_set(ward) -> None:
    """Silence, a message that failed, an identity: one way for all of them."""
    set_times(ward, SET)
    service = ward.service
    with service.context.database.writing(Scope(service.centre.id)) as session:
        patient = monitoring.find_for_system(session, service.centre.patients[0])
        assert patient is not None
        told = [
            raise_told(session, service.context, patient, kind, level, ward.now)
            for kind, level in (
                (AlertKind.NON_RESPONSE, AlertLevel.MODERATE), (AlertKind.NOTICE, AlertLevel.INFO)
            )
        ]  # fmt: skip

    assert [waits(ward, each) for each in told] == [70, 80]


def test_a_correction_that_makes_it_worse_is_due_by_what_counts_when_it_comes(ward) -> None:
    first = send(ward, answer_content(MODERATE, authored_at=ward.now.isoformat()))
    before = ward.alert(UUID(first["alert_id"]))
    set_times(ward, SET)
    worse = answer_content(SEVERE, authored_at=ward.now.isoformat())
    corrected = send(ward, worse | {"replaces": first["id"]})

    assert corrected["alert_id"] == first["alert_id"]
    after = ward.alert(UUID(first["alert_id"]))
    assert (before.level, after.level) == (AlertLevel.MODERATE, AlertLevel.CRITICAL)
    assert after.response_minutes == 40


@pytest.mark.parametrize(
    "content",
    [
        {}, [], "90", {"section": "response_times"}, FIRST.model_dump() | {"critical": "soon"},
        FIRST.model_dump() | {"critical": 9000}, FIRST.model_dump() | {"high": 15},
        FIRST.model_dump() | {"critical": 0}, FIRST.model_dump() | {"info": None},
    ],
    ids=str,
)  # fmt: skip
def test_a_setting_that_cannot_be_read_costs_no_answer_and_no_minute(ward, content) -> None:
    """H-03: it counts for the sooner of the two, and never as an exception."""
    set_times(ward, content)
    critical = send(ward, answer_content(SEVERE, authored_at=ward.now.isoformat()))

    assert waits(ward, critical["alert_id"]) == 120
    quicker = ResponseTimes(critical=30, high=600, moderate=600, info=2000, technical=90)
    service = ward.service
    with service.context.database.reading(Scope(service.centre.id)) as session:
        found = response_times.in_force(session, service.centre.id, ward.now, quicker)
    assert (
        found.model_dump()
        == ResponseTimes(critical=30, high=360, moderate=480, info=1440, technical=60).model_dump()
    )


def test_an_answer_costs_one_statement_more_at_most(ward) -> None:
    """performance.md: what is set is asked once, of an answer that raises something."""
    asked: list[str] = []
    database = ward.service.context.database
    engine = database.writer

    def _note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if "centre_setting" in statement and "opening" not in statement:
            asked.append(statement)

    set_times(ward, SET)
    event.listen(engine, "before_cursor_execute", _note)
    try:
        send(ward, answer_content({}, authored_at=ward.now.isoformat()))
        assert asked == []
        send(ward, answer_content(SEVERE, authored_at=ward.now.isoformat()), patient=1)
    finally:
        event.remove(engine, "before_cursor_execute", _note)
    ours = [each for each in asked if "LIMIT" in each.upper()]
    assert len(ours) == 1
