"""H-13: each patient is asked exactly once a week, whatever happens to service and clock."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from services.contract.enums import Monitoring
from services.contract.week_enums import ConsentChoice, MessageKind, MessageState, Rhythm
from services.db.tables.patients import Patient
from services.schedule.plans import begin
from tests.services.schedule.conftest import Weeks, local, plan_from


def test_a_week_opens_at_its_hour_and_the_patient_is_told_once(asked: Weeks):
    asked.at("2025-11-17 08:59")
    assert (asked.windows(), asked.open_window()) == ([], None)
    assert asked.next_opening() == date(2025, 11, 17)

    for _ in range(3):
        asked.at("2025-11-17 09:00")

    (window,) = asked.windows()
    assert (window.week, window.opens_on) == (date(2025, 11, 17), date(2025, 11, 17))
    assert (window.opens_at, window.issued_at) == (asked.now, asked.now)
    assert window.closes_at == local("2025-11-24 09:00")
    assert window.questionnaire_version == "1.1.0"
    assert asked.messages() == [MessageKind.SURVEY_OPEN]
    assert asked.next_opening() == date(2025, 11, 24)


def test_off_from_monday_to_wednesday_asks_once_on_the_start_and_says_that_it_was_late(
    asked: Weeks,
):
    asked.at("2025-11-19 11:30")
    asked.at("2025-11-19 11:31")

    (window,) = asked.windows()
    assert window.opens_at == local("2025-11-17 09:00")
    assert window.issued_at == local("2025-11-19 11:30")
    (letter,) = asked.letters()
    assert letter.effective_at == window.issued_at


def test_a_start_in_the_night_rings_nobody_before_the_morning(asked: Weeks):
    asked.at("2025-11-19 03:10")

    (letter,) = asked.letters()
    assert letter.effective_at == local("2025-11-19 08:00")


def test_weeks_that_went_by_while_nobody_looked_are_seen_to_be_missing(asked: Weeks):
    asked.at("2025-11-17 09:00")

    asked.at("2025-12-10 10:00")

    assert asked.states() == ["missed", "missed", "missed", "open"]
    offered = [window.issued_at < window.closes_at for window in asked.windows()]
    assert offered == [True, False, False, True]
    assert asked.messages() == [MessageKind.SURVEY_OPEN] * 2


@pytest.mark.parametrize("days", [7, 21])
def test_a_clock_that_runs_ahead_and_comes_back_loses_no_week(asked: Weeks, days: int):
    asked.at("2025-11-17 09:00")
    asked.at(asked.now + timedelta(days=days, hours=1))

    asked.at("2025-11-17 12:00")
    assert asked.states()[0] == "open"
    assert asked.open_window() is not None
    asked.at("2025-11-24 09:00")

    window = asked.open_window()
    assert window is not None
    assert window.week == date(2025, 11, 24)
    weeks = [each.week for each in asked.windows()]
    assert len(weeks) == len(set(weeks))


def test_a_clock_that_goes_back_two_days_asks_nobody_twice(asked: Weeks):
    asked.at("2025-11-17 09:00")
    asked.at("2025-11-15 09:00")
    asked.at("2025-11-17 09:00")

    assert len(asked.windows()) == 1
    assert asked.messages() == [MessageKind.SURVEY_OPEN]


@pytest.mark.parametrize("state", [Monitoring.PENDING, Monitoring.PAUSED, Monitoring.ENDED])
def test_only_who_is_followed_is_asked(asked: Weeks, state: Monitoring):
    asked.monitoring(asked.patient, state)
    asked.at("2025-11-17 09:00")
    assert asked.windows() == []


def test_nobody_is_asked_without_a_consent_nor_after_it_was_withdrawn(asked: Weeks):
    second = asked.service.centre.patients[1]
    asked.follow(second, plan_from("2025-11-16"), consents=False)
    asked.at("2025-11-17 09:00")
    assert (asked.states(), asked.states(second)) == (["open"], [])

    asked.consent(asked.patient, ConsentChoice.WITHDRAWN)
    asked.consent(second)
    asked.at("2025-11-24 09:00")

    assert (len(asked.windows()), len(asked.windows(second))) == (1, 1)


def test_nobody_is_asked_before_or_after_the_prescription(weeks: Weeks):
    weeks.service.clock.set(local("2025-11-01 08:00"))
    weeks.follow(weeks.patient, plan_from("2025-11-11", ends_on=date(2025, 11, 24), weekday=1))
    for day in range(1, 31):
        weeks.at(f"2025-11-{day:02d} 10:00")

    assert [each.opens_on.day for each in weeks.windows()] == [17, 24]
    assert weeks.windows()[-1].closes_at == local("2025-12-01 09:00")
    assert weeks.next_opening() is None


def test_the_patient_whom_surveillance_invented_is_never_asked(asked: Weeks):
    asked.run(update(Patient).where(Patient.id == asked.patient).values(synthetic=True))
    asked.at("2025-11-17 09:00")
    assert asked.windows() == []


def test_who_is_activated_in_the_middle_of_a_week_is_asked_at_once_and_for_no_week_before(
    asked: Weeks,
):
    asked.monitoring(asked.patient, Monitoring.PENDING)
    asked.at("2025-12-03 10:00")
    asked.monitoring(asked.patient, Monitoring.ACTIVE)
    asked.at("2025-12-03 10:01")

    assert [each.opens_on for each in asked.windows()] == [date(2025, 12, 1)]


def test_by_cycle_day_each_week_has_one_day_and_follows_the_cycle_once_it_is_known(weeks: Weeks):
    weeks.service.clock.set(local("2025-11-01 08:00"))
    weeks.follow(weeks.patient, plan_from("2025-11-01", rhythm=Rhythm.CYCLE, cycle_day=3))
    # Day 3 is a Thursday, and from the second cycle on, which is a day late, a Friday.
    weeks.cycles(weeks.patient, "2025-11-04", "2025-11-26")
    for day in range(1, 31):
        weeks.at(f"2025-11-{day:02d} 10:00")

    assert [each.opens_on.day for each in weeks.windows()] == [6, 13, 20, 28]


def test_a_plan_that_moves_to_an_earlier_day_closes_the_week_before_it(asked: Weeks):
    asked.follow(asked.patient, plan_from("2025-11-16", weekday=5), consents=False)
    asked.at("2025-11-21 09:00")
    asked.follow(asked.patient, plan_from("2025-11-16", weekday=2), consents=False)
    asked.at("2025-11-25 09:00")

    first, second = asked.windows()
    assert (first.closes_at, first.state.value) == (second.opens_at, "open")
    asked.tick()
    assert asked.states() == ["missed", "open"]
    assert (first.plan_version, second.plan_version) == (2, 3)


def test_a_plan_of_more_than_a_year_or_at_night_is_refused(asked: Weeks):
    too_long = plan_from("2025-11-01", ends_on=date(2026, 11, 3))
    with asked.writing() as session, pytest.raises(ValueError, match="no plan"):
        begin(session, asked.service.centre.id, asked.patient, too_long, None, asked.now)
    at_night = plan_from("2025-11-01", opens_at_minute=3 * 60)
    with asked.writing() as session, pytest.raises(ValueError, match="no plan"):
        begin(session, asked.service.centre.id, asked.patient, at_night, None, asked.now)


def test_what_waits_to_be_sent_is_taken_back_when_the_answer_is_there(asked: Weeks):
    asked.at("2025-11-17 09:00")
    asked.answer(asked.patient)
    assert asked.open_window().is_answered  # type: ignore[union-attr]
    asked.tick()

    assert asked.states() == ["answered"]
    assert [each.state for each in asked.letters()] == [MessageState.CANCELLED]
