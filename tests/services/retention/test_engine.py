"""What the daily pass does: each step once, announced thirty days before, whatever the clock."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from services.alerts.raising import raise_told
from services.contract.enums import AlertKind, AlertLevel, Monitoring
from services.contract.retention import AnnouncementEnd, RetentionState, RetentionStep
from services.contract.week_enums import MessageChannel, MessageKind, MessageState
from services.db.tables.messages import Message
from services.patients import monitoring
from services.retention.rules import Move
from services.retention.tick import planned
from tests.services.retention.conftest import Years, noon

USED = date(2026, 3, 10)
INACTIVE, ARCHIVED = date(2026, 9, 10), date(2028, 9, 10)
SURVEY = date(2026, 3, 1)
ERASED = date(2036, 3, 1)
ACTIVE_TO_ARCHIVED = [
    "retention_turn_inactive",
    "retention_announce_archive",
    "retention_archive",
]
DAY = timedelta(days=1)


def _archived(years: Years) -> UUID:
    patient = years.ended(USED, SURVEY)
    years.on(INACTIVE)
    years.on(ARCHIVED - 30 * DAY)
    years.daily(ARCHIVED)
    assert years.state(patient) is RetentionState.ARCHIVED
    return patient


def test_a_life_from_the_last_use_to_the_erasure(years: Years):
    patient = years.ended(USED, SURVEY)
    for day, state in (
        (INACTIVE - DAY, RetentionState.ACTIVE),
        (INACTIVE, RetentionState.INACTIVE),
        (ARCHIVED - 31 * DAY, RetentionState.INACTIVE),
    ):
        years.on(day)
        assert (day, years.state(patient)) == (day, state)
    assert years.announcements(patient) == []

    years.on(ARCHIVED - 30 * DAY)
    [announced] = years.announcements(patient)
    assert (announced.step, announced.due_on) == (RetentionStep.ARCHIVE, ARCHIVED)
    years.daily(ARCHIVED - DAY)
    assert years.state(patient) is RetentionState.INACTIVE
    years.on(ARCHIVED)
    assert years.state(patient) is RetentionState.ARCHIVED
    assert years.journal(patient) == ACTIVE_TO_ARCHIVED

    years.on(ERASED - 30 * DAY)
    years.daily(ERASED - DAY)
    assert years.state(patient) is RetentionState.ARCHIVED
    years.on(ERASED)
    assert years.state(patient) is RetentionState.ERASED
    assert years.journal(patient)[3:] == [
        "retention_announce_erase",
        "retention_erase",
        "retention_key_destroyed",
    ]


def test_a_second_pass_of_the_same_day_does_nothing(years: Years):
    patient = years.ended(USED)
    years.on(ARCHIVED - 30 * DAY)
    before = (years.journal(patient), [each.id for each in years.rows(Message, patient)])

    for _ in range(3):
        years.tick()

    assert (years.journal(patient), [each.id for each in years.rows(Message, patient)]) == before
    assert [each.days_stood for each in years.announcements(patient)] == [0]


@pytest.mark.parametrize("state", [Monitoring.ACTIVE, Monitoring.PAUSED])
def test_whoever_is_followed_is_in_use(years: Years, state: Monitoring):
    patient = years.ended(USED)
    years.change(patient, monitoring=state)

    years.on(ARCHIVED)
    years.on(ERASED)

    assert years.state(patient) is RetentionState.ACTIVE
    assert years.journal(patient) == []


@pytest.mark.parametrize("days_after", [-1, 0, 1])
def test_who_comes_back_around_the_first_border_is_active(years: Years, days_after: int):
    patient = years.ended(USED)
    back = INACTIVE + days_after * DAY
    years.on(back - DAY)
    years.on(back)
    years.sign_in(patient)
    years.on(back + DAY)

    assert years.state(patient) is RetentionState.ACTIVE
    # Six months count from the return.
    years.on(date(back.year + 1, 3, back.day) - DAY)
    assert years.state(patient) is RetentionState.ACTIVE
    years.on(date(back.year + 1, 3, back.day))
    assert years.state(patient) is RetentionState.INACTIVE


@pytest.mark.parametrize("days_after", [-1, 1])
def test_who_comes_back_around_the_second_border(years: Years, days_after: int):
    patient = years.ended(USED)
    back = ARCHIVED + days_after * DAY
    years.on(ARCHIVED - 30 * DAY)
    years.daily(back)
    years.sign_in(patient)
    years.daily(back + 3 * DAY)

    if days_after < 0:
        assert years.state(patient) is RetentionState.ACTIVE
        [announced] = years.announcements(patient)
        assert announced.ended is AnnouncementEnd.USED
        return
    # Too late for a visit alone: the patient has to say so.
    assert years.state(patient) is RetentionState.ARCHIVED
    years.keep(patient)
    assert years.state(patient) is RetentionState.ACTIVE


def test_keep_my_account_stops_everything_and_starts_the_clocks_anew(years: Years):
    patient = years.ended(USED)
    years.on(ARCHIVED - 30 * DAY)
    years.daily(ARCHIVED - 2 * DAY)
    years.keep(patient)

    years.daily(ARCHIVED + 5 * DAY)

    [announced] = years.announcements(patient)
    assert announced.ended is AnnouncementEnd.KEPT
    assert years.state(patient) is RetentionState.ACTIVE
    assert {each.state for each in years.rows(Message, patient)} == {MessageState.CANCELLED}
    years.on(date(2029, 3, 8))
    assert years.state(patient) is RetentionState.INACTIVE


def test_an_archived_patient_who_is_followed_again_is_active(years: Years):
    patient = _archived(years)
    years.change(patient, monitoring=Monitoring.ACTIVE, episode_started_at=noon(years.today))

    years.on(ARCHIVED + DAY)

    assert years.state(patient) is RetentionState.ACTIVE
    assert years.journal(patient)[-1] == "retention_return"


def test_a_hold_stops_archiving_and_erasure_and_what_was_announced(years: Years):
    patient = years.ended(USED, SURVEY)
    years.on(ARCHIVED - 30 * DAY)
    hold = years.hold(patient)
    years.daily(ARCHIVED + 40 * DAY)
    assert years.state(patient) is RetentionState.INACTIVE
    assert [each.ended for each in years.announcements(patient)] == [AnnouncementEnd.HELD]

    years.release(hold)
    released = years.today
    years.daily(released + 30 * DAY)
    assert years.state(patient) is RetentionState.INACTIVE
    years.daily(released + 31 * DAY)
    assert years.state(patient) is RetentionState.ARCHIVED

    years.hold(patient)
    years.on(ERASED - 30 * DAY)
    years.daily(ERASED + DAY)
    assert years.state(patient) is RetentionState.ARCHIVED


def test_nobody_with_an_open_alert_is_archived(years: Years):
    patient = years.ended(USED)
    years.on(ARCHIVED - 30 * DAY)
    with years.writing() as session:
        known = monitoring.find_for_system(session, patient)
        assert known is not None
        raise_told(
            session,
            years.service.context,
            known,
            AlertKind.NON_RESPONSE,
            AlertLevel.MODERATE,
            years.service.clock.now(),
        )

    years.daily(ARCHIVED + 2 * DAY)

    assert years.state(patient) is RetentionState.INACTIVE


def test_the_patient_is_told_everywhere_by_day_with_the_date(years: Years):
    patient = years.ended(USED)
    years.service.clock.set(noon(ARCHIVED - 30 * DAY).replace(hour=2))
    years.tick()

    messages = years.rows(Message, patient)

    assert {each.kind for each in messages} == {MessageKind.ACCOUNT_ARCHIVE}
    assert {each.channel for each in messages} == {MessageChannel.SMS, MessageChannel.APP}
    assert all(each.effective_at.hour >= 6 for each in messages)


def test_a_clock_that_jumps_far_ahead_erases_and_archives_nobody_at_once(years: Years):
    never_used = years.ended(USED, SURVEY)
    archived = _archived(years)

    years.on(date(2060, 1, 1))

    assert years.states([never_used, archived]) == [
        RetentionState.ARCHIVED,
        RetentionState.ARCHIVED,
    ]
    years.daily(date(2060, 1, 30))
    assert years.states([never_used, archived]) == [RetentionState.ARCHIVED] * 2
    years.daily(date(2060, 1, 31))
    assert years.states([never_used, archived]) == [RetentionState.ERASED] * 2


def test_a_jump_while_something_is_announced_counts_one_day(years: Years):
    patient = years.ended(USED)
    years.on(ARCHIVED - 30 * DAY)

    years.on(ARCHIVED + 300 * DAY)

    assert years.state(patient) is RetentionState.INACTIVE
    assert [each.days_stood for each in years.announcements(patient)][:1] == [1]


def test_a_clock_set_back_does_nothing(years: Years):
    inactive = years.ended(USED)
    archived = _archived(years)
    telling = years.ended(ARCHIVED - timedelta(days=1), None)
    before = [
        (each, years.state(each), years.journal(each)) for each in (inactive, archived, telling)
    ]

    for back in (ARCHIVED - 2 * DAY, INACTIVE - DAY, USED + DAY):
        years.on(back)

    assert before == [
        (each, years.state(each), years.journal(each)) for each in (inactive, archived, telling)
    ]


def test_an_announcement_of_a_clock_that_ran_ahead_is_taken_back(years: Years):
    patient = years.ended(USED)
    years.on(ARCHIVED - 25 * DAY)

    years.on(INACTIVE)

    [announced] = years.announcements(patient)
    assert announced.ended is AnnouncementEnd.TOO_EARLY
    years.on(ARCHIVED - 30 * DAY)
    years.daily(ARCHIVED)
    assert years.state(patient) is RetentionState.ARCHIVED


def test_a_clock_that_runs_to_and_fro_makes_no_days(years: Years):
    """Two days of the thirty, again and again, are not thirty days."""
    patient = years.ended(USED)
    years.on(ARCHIVED - 30 * DAY)

    for _ in range(35):
        years.on(ARCHIVED - 5 * DAY)
        years.on(ARCHIVED - 25 * DAY)
    years.on(ARCHIVED)

    assert years.state(patient) is RetentionState.INACTIVE
    years.daily(ARCHIVED + 30 * DAY)
    assert years.state(patient) is RetentionState.ARCHIVED


def test_a_plan_says_what_would_be_done_and_changes_nothing(years: Years):
    patient = years.ended(USED)
    years.service.clock.set(noon(ARCHIVED))

    first = planned(years.service.context, years.service.centre.id)
    second = planned(years.service.context, years.service.centre.id)

    assert first == second == {Move.TURN_INACTIVE: [patient]}
    assert years.journal(patient) == []
