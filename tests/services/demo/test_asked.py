"""The weeks of a demonstration agree with its answers, and a pass of due work leaves them so."""

from datetime import timedelta

from sqlalchemy import func, select

from services.contract.enums import AlertKind, AlertState, Monitoring
from services.db.scope import Scope
from services.db.tables.alerts import Alert
from services.db.tables.archiving import Archive
from services.db.tables.messages import Message
from services.db.tables.patients import Patient
from services.db.tables.schedule import SurveyPause, SurveyPlan, SurveyWindow
from services.demo.calendar import PRESENT
from services.edge.context import Context
from services.schedule.tick import keep_weeks
from tests.support.service import SteppingClock


def rows(made, what):
    with made.context.database.reading(Scope(made.centre_id)) as session:
        return session.scalars(select(what)).all()


def test_each_week_is_answered_by_what_was_written_in_it(small):
    answers = {answer.id: answer for answer, _ in small.answers}
    windows = rows(small, SurveyWindow)
    left = {archive.patient_id for archive in rows(small, Archive)}
    assert len(windows) > 200
    for window in windows:
        within = [
            answer
            for answer in answers.values()
            if answer.patient_id == window.patient_id
            and window.opens_at <= answer.authored_at < window.closes_at
        ]
        assert (window.answer_id is not None) is bool(within)
        if within:
            assert window.answer_id == min(within, key=lambda each: each.authored_at).id
        is_over = window.closes_at <= PRESENT
        unanswered = "cancelled" if window.patient_id in left else "open"
        expected = "answered" if within else ("missed" if is_over else unanswered)
        assert window.state.value == expected


def test_everybody_who_is_asked_has_a_plan_that_does_not_end_soon(small):
    plans = rows(small, SurveyPlan)
    assert {plan.patient_id for plan in plans} >= {w.patient_id for w in rows(small, SurveyWindow)}
    assert all(plan.ends_on - PRESENT.date() > timedelta(days=60) for plan in plans)


def test_who_is_paused_has_a_pause_that_runs(small):
    paused = {each.id for each in rows(small, Patient) if each.monitoring is Monitoring.PAUSED}
    pauses = rows(small, SurveyPause)
    assert {pause.patient_id for pause in pauses} == paused
    assert 1 <= len(paused) <= 4


def test_who_fell_silent_was_told_of_and_called(small):
    silent = [alert for alert in rows(small, Alert) if alert.kind is AlertKind.NON_RESPONSE]
    assert silent
    assert {alert.state for alert in silent} == {AlertState.CLOSED}
    told = {window.silence_alert_id for window in rows(small, SurveyWindow)}
    assert {alert.id for alert in silent} <= told


def test_a_pass_of_due_work_at_the_present_brings_nothing_new(small_on_sqlite):
    """The queue of the picture is what people see when they start."""
    made = small_on_sqlite
    opened = made.context
    context = Context(
        opened.settings, SteppingClock(PRESENT), opened.database, opened.keys, opened.journal
    )
    with opened.database.reading(Scope(made.centre_id)) as session:
        before = _counted(session)
    keep_weeks(context, made.centre_id)
    with opened.database.reading(Scope(made.centre_id)) as session:
        assert _counted(session) == before


def _counted(session):
    return [
        session.scalar(select(func.count()).select_from(table))
        for table in (SurveyWindow, Alert, Message)
    ]
