"""The messages of the demonstration agree with the weeks that they are about."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from services.contract.week_enums import MessageState, SurveyState
from services.db.scope import Scope
from services.db.tables.messages import Message
from services.db.tables.schedule import SurveyWindow
from services.demo.calendar import PRESENT
from services.demo.letters import write_messages
from services.ids import new_id
from services.notifications.health import health_of
from tests.support.service import ServiceUnderTest


def _week(centre_id: UUID, patient_id: UUID, days_ago: int, reminders: int) -> dict[str, Any]:
    opens_at = PRESENT - timedelta(days=days_ago)
    return {
        "id": new_id(),
        "centre_id": centre_id,
        "patient_id": patient_id,
        "week": opens_at.date(),
        "opens_on": opens_at.date(),
        "opens_at": opens_at,
        "closes_at": opens_at + timedelta(days=7),
        "issued_at": opens_at,
        "questionnaire": "vigie-weekly",
        "questionnaire_version": "1.0.0",
        "plan_version": 1,
        "state": SurveyState.OPEN if days_ago < 7 else SurveyState.MISSED,
        "answer_id": None,
        "answered_at": None,
        "reminders": reminders,
        "last_reminder_at": opens_at + timedelta(days=reminders, hours=1) if reminders else None,
        "silence_alert_id": None,
    }


def test_each_week_has_its_messages_and_a_wrong_number_is_known(sqlite_service: ServiceUnderTest):
    context, centre = sqlite_service.context, sqlite_service.centre
    silent, answering = centre.patients[:2]
    weeks = [
        _week(centre.id, silent, 5, 2),
        _week(centre.id, silent, 12, 2),
        _week(centre.id, answering, 5, 0),
        _week(centre.id, answering, 60, 0),
    ]
    with context.database.writing(Scope(centre.id)) as session:
        session.execute(insert(SurveyWindow), weeks)

    assert write_messages(context, centre.id) == 7

    with context.database.reading(Scope(centre.id)) as session:
        rows = session.scalars(select(Message).order_by(Message.created_at)).all()
        health = health_of(session, context.keys, [silent, answering])
    assert [row.kind.value for row in rows if row.patient_id == silent] == [
        "survey_open",
        "reminder",
        "second_reminder",
    ] * 2
    assert all(row.created_at <= PRESENT for row in rows)
    tried = [health[each].sms for each in (silent, answering)]
    assert [each and each.state for each in tried] == [MessageState.FAILED, MessageState.DELIVERED]
    assert not any(row.settled_at is None for row in rows)
