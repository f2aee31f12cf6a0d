"""H-09: nobody falls silent unseen: reminders, then an alert (S-04)."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from services.contract.enums import AlertKind, AlertLevel, AlertState, AnswerOutcome, Monitoring
from services.contract.week_enums import MessageKind
from services.db.tables.alerts import AlertAct, WorklistEntry
from services.db.tables.answers import Answer
from services.db.tables.edge import JournalEntry
from services.db.tables.schedule import SurveyPause, SurveyPlan
from tests.services.schedule.conftest import Weeks, local, plan_from

OPENED = "2025-11-17 09:00"
ALL = [MessageKind.SURVEY_OPEN, MessageKind.REMINDER, MessageKind.SECOND_REMINDER]


def days_after(weeks: Weeks, opened: str, *days: int) -> None:
    """The same hour of the wall clock, some days later, a minute before and then on the minute."""
    for each in days:
        day = local(opened) + timedelta(days=each)
        weeks.at(day - timedelta(minutes=1))
        weeks.at(day)


def test_two_reminders_at_the_same_hour_then_an_alert_of_level_info(asked: Weeks):
    asked.at(OPENED)
    asked.at("2025-11-18 08:59")
    assert asked.messages() == ALL[:1]
    asked.at("2025-11-18 09:00")
    assert asked.messages() == ALL[:2]
    asked.at("2025-11-19 09:00")
    assert asked.messages() == ALL
    asked.at("2025-11-20 08:59")
    assert asked.alerts() == []

    asked.at("2025-11-20 09:00")
    asked.at("2025-11-20 09:01")

    (alert,) = asked.alerts()
    assert (alert.level, alert.state) == (AlertLevel.INFO, AlertState.NEW)
    (window,) = asked.windows()
    assert (window.reminders, window.silence_alert_id) == (2, alert.id)
    assert asked.messages() == ALL


@pytest.mark.parametrize(
    ("opened", "reminded"),
    [
        ("2026-03-28 09:00", ["2026-03-29 09:00", "2026-03-30 09:00"]),
        ("2026-10-24 09:00", ["2026-10-25 09:00", "2026-10-26 09:00"]),
    ],
)
def test_over_a_night_of_the_clocks_a_reminder_comes_at_the_same_hour(
    weeks: Weeks, opened: str, reminded: list[str]
):
    weeks.service.clock.set(local(opened) - timedelta(hours=1))
    weeks.follow(weeks.patient, plan_from(opened[:10], weekday=6))
    weeks.at(opened)
    days_after(weeks, opened, 0)
    for number, at in enumerate(reminded, start=2):
        weeks.at(local(at) - timedelta(minutes=1))
        assert len(weeks.messages()) == number - 1
        weeks.at(at)
        assert len(weeks.messages()) == number


def test_who_has_answered_is_not_reminded_nor_looked_for(asked: Weeks):
    asked.at(OPENED)
    asked.answer(asked.patient, local("2025-11-17 21:00"))
    for day in range(18, 24):
        asked.at(f"2025-11-{day} 09:00")

    assert (asked.messages(), asked.alerts(), asked.states()) == (ALL[:1], [], ["answered"])


def test_of_reminders_that_are_late_the_last_alone_is_sent(asked: Weeks):
    asked.at(OPENED)
    asked.at("2025-11-19 15:00")
    assert asked.messages() == [MessageKind.SURVEY_OPEN, MessageKind.SECOND_REMINDER]


def test_a_window_that_came_late_counts_from_when_the_patient_was_told(asked: Weeks):
    asked.at("2025-11-19 11:30")
    asked.at("2025-11-20 11:29")
    assert asked.messages() == ALL[:1]
    asked.at("2025-11-20 11:30")
    assert asked.messages() == ALL[:2]
    asked.at("2025-11-22 11:29")
    assert asked.alerts() == []
    asked.at("2025-11-22 11:30")
    assert len(asked.alerts()) == 1


def test_a_closed_alert_stands_for_its_week_alone_and_an_open_one_for_all_that_follow(
    asked: Weeks,
):
    """H-09: closed once, somebody who goes on being silent must not be forgotten."""
    asked.at(OPENED)
    asked.at("2025-11-20 09:00")
    (alert,) = asked.alerts()
    close_by_hand(asked, alert.id)
    asked.at("2025-11-23 09:00")
    asked.at("2025-11-24 09:00")
    assert len(asked.alerts()) == 1
    asked.at("2025-11-27 09:00")
    assert len(asked.alerts()) == 2
    asked.at("2025-12-01 09:00")
    asked.at("2025-12-04 09:00")
    assert len(asked.alerts()) == 2
    # Then an answer: the silence is over, the next is another.
    asked.answer(asked.patient)
    asked.at("2025-12-08 09:00")
    asked.at("2025-12-11 09:00")
    assert len(asked.alerts()) == 3


def close_by_hand(weeks: Weeks, alert_id) -> None:
    """A nurse calls, notes it and closes."""
    client, service = weeks.service.client, weeks.service
    service.stay_signed_in()
    acts = [
        ("calls", {"result": "patient_reached"}),
        ("measures", {"codes": ["01"]}),
        ("close", {}),
    ]
    for act, body in acts:
        version = next(each.version for each in weeks.alerts() if each.id == alert_id)
        done = client.post(
            f"/api/v1/alerts/{alert_id}/{act}",
            json=body,
            headers=service.writing_as("nurse", version),
        )
        assert done.status_code == 200, done.text


def test_who_missed_two_in_a_row_was_told_of_before_though_no_week_left_three_days(asked: Weeks):
    """The service was there for the last day of each week alone."""
    asked.at("2025-11-23 10:00")
    asked.at("2025-11-24 08:00")
    assert asked.alerts() == []
    asked.at("2025-11-30 10:00")
    assert asked.states() == ["missed", "open"]
    assert len(asked.alerts()) == 1

    asked.at("2025-12-07 10:00")

    assert asked.states() == ["missed", "missed", "open"]
    assert len(asked.alerts()) == 1


def test_nobody_is_looked_for_because_the_service_was_away(asked: Weeks):
    asked.at(OPENED)
    asked.answer(asked.patient)
    asked.at("2025-12-15 09:00")

    assert asked.states() == ["answered", "missed", "missed", "missed", "open"]
    assert asked.alerts() == []


@pytest.mark.parametrize("state", [Monitoring.PENDING, Monitoring.PAUSED, Monitoring.ENDED])
def test_who_is_not_followed_is_neither_reminded_nor_looked_for(asked: Weeks, state: Monitoring):
    asked.at(OPENED)
    asked.monitoring(asked.patient, state)
    for day in range(18, 30):
        asked.at(f"2025-11-{day} 09:00")
    assert (asked.messages(), asked.alerts()) == (ALL[:1], [])
    assert asked.states() == ["cancelled"]


def test_a_pause_suspends_the_reminders_and_the_days_count_anew_after_it(asked: Weeks):
    asked.at(OPENED)
    asked.pause(asked.patient, "2025-11-18", "2025-11-19")
    asked.at("2025-11-18 09:00")
    assert asked.state(asked.patient) is Monitoring.PAUSED
    asked.at("2025-11-19 09:00")
    assert asked.messages() == ALL[:1]

    asked.at("2025-11-20 09:00")
    assert (asked.state(asked.patient), asked.messages()) == (Monitoring.ACTIVE, ALL[:1])
    asked.at("2025-11-21 09:00")
    assert asked.messages() == ALL[:2]
    asked.at("2025-11-22 09:00")
    asked.at("2025-11-23 08:59")
    assert asked.alerts() == []
    asked.at("2025-11-23 09:00")
    assert len(asked.alerts()) == 1


def test_a_week_that_a_pause_took_was_asked_for_nothing(asked: Weeks):
    asked.at(OPENED)
    asked.pause(asked.patient, "2025-11-18", "2025-11-30")
    asked.at("2025-11-24 09:00")
    assert (asked.states(), asked.alerts()) == (["cancelled"], [])
    asked.at("2025-12-01 09:00")
    assert asked.states() == ["cancelled", "open"]


def test_a_day_within_a_pause_is_not_asked_for_afterwards(asked: Weeks):
    asked.pause(asked.patient, "2025-11-17", "2025-11-19")
    for day in range(17, 24):
        asked.at(f"2025-11-{day} 10:00")
    assert asked.windows() == []
    asked.at("2025-11-24 09:00")
    assert [each.opens_on.day for each in asked.windows()] == [24]


def test_a_pause_that_a_clock_ahead_had_ended_runs_again(asked: Weeks):
    asked.pause(asked.patient, "2025-11-16", "2025-11-20")
    asked.at("2025-11-25 09:00")
    assert asked.state(asked.patient) is Monitoring.ACTIVE
    asked.at(OPENED)

    assert asked.state(asked.patient) is Monitoring.PAUSED
    with asked.reading() as session:
        assert session.scalars(select(SurveyPause.ended_at)).one() is None


def test_the_answer_takes_away_an_alert_that_nobody_has_touched(asked: Weeks):
    asked.at(OPENED)
    asked.at("2025-11-20 09:00")
    asked.answer(asked.patient)
    asked.tick()

    (alert,) = asked.alerts()
    assert (alert.state, alert.closed_at, alert.closed_by) == (AlertState.CLOSED, asked.now, None)
    with asked.reading() as session:
        assert session.scalars(select(WorklistEntry.patient_id)).all() == []
        entry = session.scalars(
            select(JournalEntry).where(JournalEntry.action == "silence_over")
        ).one()
    assert (entry.object_id, entry.role) == (alert.id, "system")
    # Whoever thinks otherwise opens it again.
    asked.service.stay_signed_in()
    opened = asked.service.client.post(
        f"/api/v1/alerts/{alert.id}/reopen",
        json={"reason": "à rappeler"},
        headers=asked.service.writing_as("nurse", alert.version),
    )
    assert opened.status_code == 200, opened.text
    asked.tick()
    assert asked.alerts()[0].state is AlertState.ACKNOWLEDGED


@pytest.mark.parametrize("act", ["claim", "acknowledge", "claim release"])
def test_an_alert_that_somebody_touched_stays_theirs(asked: Weeks, act: str):
    asked.at(OPENED)
    asked.at("2025-11-20 09:00")
    (alert,) = asked.alerts()
    asked.service.stay_signed_in()
    for version, each in enumerate(act.split(), start=1):
        done = asked.service.client.post(
            f"/api/v1/alerts/{alert.id}/{each}",
            json={},
            headers=asked.service.writing_as("nurse", version),
        )
        assert done.status_code == 200, done.text
    asked.answer(asked.patient)
    asked.tick()

    assert asked.alerts()[0].state is not AlertState.CLOSED
    with asked.reading() as session:
        assert session.scalars(select(AlertAct.kind)).first() is not None


def test_an_old_answer_that_arrives_late_is_no_sign_of_life(asked: Weeks):
    """H-09: written before the silent week, in a phone without a network."""
    asked.at(OPENED)
    asked.at("2025-11-20 09:00")
    asked.answer(asked.patient, authored_at=local("2025-11-16 21:00"))
    asked.tick()
    assert asked.alerts()[0].state is AlertState.NEW


def test_an_answer_that_could_not_be_judged_leaves_the_alert(asked: Weeks):
    asked.at(OPENED)
    asked.at("2025-11-20 09:00")
    asked.answer(asked.patient, outcome=AnswerOutcome.TECHNICAL)
    asked.tick()
    assert (asked.alerts()[0].state, asked.states()) == (AlertState.NEW, ["answered"])


def test_a_missed_week_is_answered_by_what_was_written_in_it(asked: Weeks):
    asked.at(OPENED)
    asked.at("2025-11-24 09:00")
    assert asked.states() == ["missed", "open"]
    asked.answer(asked.patient, authored_at=local("2025-11-19 21:00"))
    asked.tick()
    assert asked.states() == ["answered", "open"]


def test_an_answer_that_was_taken_back_leaves_the_silence_and_tells_it_again(asked: Weeks):
    """H-09: what was said by somebody else, or of somebody else, is no answer of the patient."""
    asked.at(OPENED)
    asked.at("2025-11-20 09:00")
    answer_id = asked.answer(asked.patient)
    asked.tick()
    assert (asked.states(), asked.alerts()[0].state) == (["answered"], AlertState.CLOSED)
    asked.at("2025-11-20 10:00")
    retraction = asked.answer(asked.patient)
    asked.run(update(Answer).where(Answer.id == answer_id).values(withdrawn_at=asked.now))
    asked.run(
        update(Answer)
        .where(Answer.id == retraction)
        .values(withdrawn_at=asked.now, replaces_id=answer_id)
    )
    asked.tick()

    assert asked.states() == ["open"]
    assert [each.state for each in asked.alerts()] == [AlertState.CLOSED, AlertState.NEW]


def test_the_end_of_a_prescription_is_told_once_thirty_days_before(asked: Weeks):
    asked.run(update(SurveyPlan).values(ends_on=local("2025-12-20 12:00").date()))
    asked.at("2025-11-19 10:00")
    assert asked.alerts(kind=AlertKind.NOTICE) == []
    asked.at("2025-11-20 10:00")
    asked.at("2025-11-21 10:00")

    (notice,) = asked.alerts(kind=AlertKind.NOTICE)
    assert (notice.level, notice.received_at) == (AlertLevel.INFO, local("2025-11-20 10:00"))


def test_what_is_broken_of_one_patient_keeps_nobody_else_from_being_asked(asked: Weeks):
    """H-13: a questionnaire that this release does not have any more."""
    second = asked.service.centre.patients[1]
    asked.follow(second, plan_from("2025-11-16"))
    asked.run(
        update(SurveyPlan)
        .where(SurveyPlan.patient_id == asked.patient)
        .values(questionnaire="unknown")
    )
    with pytest.raises(RuntimeError):
        asked.at(OPENED)

    assert (asked.states(), asked.states(second)) == ([], ["open"])
