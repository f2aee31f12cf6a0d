"""The weeks of a patient as they are listed: those that were, and those that are planned."""

from datetime import UTC, date, datetime, time
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select

from services.alerts import cursors
from services.centres.reminders import ReminderTimes, reminder_times
from services.centres.times import time_of
from services.contract.schedule import PlannedWeek, SurveyWeek, SurveyWeekPage
from services.contract.week_enums import SurveyState
from services.db.tables.schedule import SurveyWindow
from services.patients import monitoring
from services.record.work import Work
from services.schedule.pauses import Pause, pauses_of
from services.schedule.steps import steps_of, told_at
from services.schedule.windows import IS_ANSWERED, next_slots

PLANNED: Final = 4
_PURPOSE: Final = "weeks"
_PAGE = (
    select(SurveyWindow, IS_ANSWERED.label("is_answered"))
    .where(
        SurveyWindow.patient_id == bindparam("patient_id"),
        SurveyWindow.week < bindparam("before"),
    )
    .order_by(SurveyWindow.week.desc())
)
_ONE = select(SurveyWindow, IS_ANSWERED.label("is_answered")).where(
    SurveyWindow.id == bindparam("window_id")
)


def read_weeks(work: Work, limit: int, cursor: str | None) -> SurveyWeekPage:
    """A page; raises 404 for a patient out of reach, 422 for a cursor of another list."""
    monitoring.find(work.session, work.caller, work.patient_id)
    before = date.max
    if cursor is not None:
        (until,) = cursors.unpack(_PURPOSE, cursor, (datetime,))
        before = until.date()
    asked = {"patient_id": work.patient_id, "before": before}
    rows = work.session.execute(_PAGE.limit(limit + 1), asked).all()
    pauses = pauses_of(work.session, work.patient_id)
    times = reminder_times(work.session, work.caller.centre_id)
    shown = [_shown(work, row.SurveyWindow, row.is_answered, pauses, times) for row in rows[:limit]]
    coming = [] if cursor else next_slots(work.session, work.patient_id, work.now, PLANNED)
    return SurveyWeekPage(
        items=shown,
        planned=[PlannedWeek(**slot._asdict()) for slot in coming],
        next_cursor=cursors.pack(_PURPOSE, (_midnight(shown[-1].week),))
        if len(rows) > limit
        else None,
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def week_shown(work: Work, window_id: UUID) -> SurveyWeek:
    """One week as it stands in this transaction."""
    row = work.session.execute(
        _ONE, {"window_id": window_id}, execution_options={"populate_existing": True}
    ).one()
    pauses = pauses_of(work.session, work.patient_id)
    times = reminder_times(work.session, work.caller.centre_id)
    return _shown(work, row.SurveyWindow, row.is_answered, pauses, times)


def _shown(
    work: Work,
    window: SurveyWindow,
    is_answered: bool,
    pauses: list[Pause],
    times: ReminderTimes,
) -> SurveyWeek:
    zone = time_of(work.session, work.caller.centre_id).zone
    steps = steps_of(window.opens_at, window.issued_at, pauses, zone, times.of(window.opens_at))
    is_awaited = window.state is SurveyState.OPEN and not is_answered
    coming = steps.reminders[window.reminders :] if is_awaited else ()
    is_untold = is_awaited and window.silence_alert_id is None
    return SurveyWeek(
        id=window.id,
        week=window.week,
        opens_on=window.opens_on,
        opens_at=window.opens_at,
        closes_at=window.closes_at,
        issued_at=window.issued_at,
        late=told_at(window.opens_at, window.issued_at, zone) > window.opens_at,
        questionnaire=window.questionnaire,
        questionnaire_version=window.questionnaire_version,
        state=window.state,
        is_answered=is_answered,
        answer_id=window.answer_id,
        answered_at=window.answered_at,
        reminders=window.reminders,
        last_reminder_at=window.last_reminder_at,
        planned_reminders=[at for at in coming if at > work.now],
        silent_at=steps.silent_at if is_untold and steps.silent_at > work.now else None,
        silence_alert_id=window.silence_alert_id,
    )
