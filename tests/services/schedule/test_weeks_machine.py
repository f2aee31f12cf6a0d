"""Pauses, answers, plans, days in any order: one asking a week, and no silence is silent."""

from datetime import datetime, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import delete, select

from services.contract.enums import AlertState, Monitoring
from services.db.tables.alerts import Alert, AlertAct, WorklistEntry
from services.db.tables.answers import Answer
from services.db.tables.live import LiveEvent
from services.db.tables.messages import Message
from services.db.tables.schedule import SurveyPause, SurveyPlan, SurveyWindow
from services.schedule.at_work import Tick
from services.schedule.pausing import follow_pauses
from tests.services.schedule.conftest import Weeks, local, plan_from
from tests.support.service import ServiceUnderTest

BEGIN = "2026-03-16 08:00"
_FORGOTTEN = (
    LiveEvent,
    Message,
    SurveyWindow,
    SurveyPlan,
    SurveyPause,
    WorklistEntry,
    AlertAct,
    Alert,
    Answer,
)


class Lives(RuleBasedStateMachine):
    """One patient over some weeks in spring, with the night of the clocks in them."""

    weeks: Weeks

    def __init__(self) -> None:
        super().__init__()
        for table in _FORGOTTEN:
            self.weeks.run(delete(table))
        self.weeks.monitoring(self.weeks.patient, Monitoring.ACTIVE)
        self.weeks.service.clock.set(local(BEGIN))
        self.weeks.follow(self.weeks.patient, plan_from(BEGIN[:10]), consents=True)

    @rule(hours=st.sampled_from([1, 7, 24, 26, 71, 100, 200]))
    def time_passes(self, hours: int) -> None:
        """The service may have been off in between: it looks at the end alone."""
        self.weeks.at(self.weeks.now + timedelta(hours=hours))

    @rule(hours=st.sampled_from([-48, 168]))
    def the_clock_jumps_and_comes_back(self, hours: int) -> None:
        now = self.weeks.now
        self.weeks.at(now + timedelta(hours=hours))
        self.weeks.at(now)

    @rule(hours_ago=st.sampled_from([0, 5, 100]))
    def answers(self, hours_ago: int) -> None:
        written = max(local(BEGIN), self.weeks.now - timedelta(hours=hours_ago))
        self.weeks.answer(self.weeks.patient, written)
        self.weeks.tick()

    @rule(weekday=st.integers(1, 7))
    def the_plan_changes(self, weekday: int) -> None:
        self.weeks.follow(
            self.weeks.patient, plan_from(BEGIN[:10], weekday=weekday), consents=False
        )
        self.weeks.tick()

    @rule(days=st.integers(0, 9))
    def is_paused(self, days: int) -> None:
        today = self.weeks.now.date()
        self.weeks.pause(self.weeks.patient, str(today), str(today + timedelta(days=days)))
        self.weeks.tick()

    @precondition(lambda self: self.weeks.state(self.weeks.patient) is Monitoring.PAUSED)
    @rule()
    def the_pauses_end(self) -> None:
        now, patient = self.weeks.now, self.weeks.patient
        by = self.weeks.service.centre.accounts["nurse"]
        self.weeks.run(
            SurveyPause.__table__.update()  # type: ignore[attr-defined]
            .where(
                SurveyPause.__table__.c.centre_id == self.weeks.service.centre.id,
                SurveyPause.__table__.c.ended_at.is_(None),
            )
            .values(ended_at=now, ended_by=by)
        )
        tick = Tick(self.weeks.service.context, self.weeks.service.centre.id, now)
        with self.weeks.writing() as session:
            follow_pauses(session, tick, patient)
        self.weeks.tick()

    @invariant()
    def no_week_has_two(self) -> None:
        """H-13."""
        windows = self.weeks.windows()
        weeks = [window.week for window in windows]
        assert len(weeks) == len(set(weeks))
        assert all(window.week.weekday() == 0 for window in windows)
        told = [each.occasion for each in self.weeks.letters() if each.occasion is not None]
        assert len(told) == len(set(told))

    @invariant()
    def no_silence_is_silent(self) -> None:
        """H-09: who is followed and has not answered is not yet due, reminded, or told of."""
        if self.weeks.state(self.weeks.patient) is not Monitoring.ACTIVE:
            return
        for window in self.weeks.windows():
            since = max(window.opens_at, window.issued_at, *self._ends_of_pauses())
            is_late = self.weeks.now - since > timedelta(hours=96)
            if window.state.value == "open" and is_late:
                assert window.silence_alert_id is not None or self._has_spoken(window.opens_at)

    @invariant()
    def an_answer_is_an_answered_week(self) -> None:
        window = self.weeks.open_window()
        if window is not None and window.is_answered:
            settled = next(each for each in self.weeks.windows() if each.id == window.id)
            assert settled.state.value == "answered"

    @invariant()
    def one_alert_at_most_is_open(self) -> None:
        still_open = [each for each in self.weeks.alerts() if each.state is not AlertState.CLOSED]
        assert len(still_open) <= 1

    def _ends_of_pauses(self) -> list[datetime]:
        with self.weeks.reading() as session:
            ends = session.scalars(select(SurveyPause.ended_at)).all()
        return [local(BEGIN), *(each for each in ends if each is not None)]

    def _has_spoken(self, since: datetime) -> bool:
        with self.weeks.reading() as session:
            return bool(
                session.scalars(select(Answer.id).where(Answer.authored_at >= since)).first()
            )


def test_any_life_of_weeks(sqlite_service: ServiceUnderTest) -> None:
    """On SQLite alone: the statements are proved on both databases elsewhere."""
    weeks = Weeks(sqlite_service)

    class Here(Lives):
        pass

    Here.weeks = weeks
    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=12,
            stateful_step_count=14,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
