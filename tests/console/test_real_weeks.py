"""Silence, plans and answers by telephone on the real service: what the console says is so."""

from datetime import date
from uuid import UUID

import pytest

from console.stores.answering import AnsweringState
from console.stores.asking import Asked
from console.stores.settled_acts import standing
from console.stores.states import StoreState
from services.contract.enums import AnswerOutcome
from services.contract.non_responders import RemindedAll, Silence
from services.contract.schedule import PauseAsk, ReminderOutcome, SurveyPlanAsk
from services.contract.week_enums import PauseReason, Rhythm
from tests.console.test_real_service import address, nurse, sit_down  # noqa: F401
from tests.services.schedule.conftest import Weeks, local, plan_from
from tests.support.service import ServiceUnderTest


@pytest.fixture
def weeks(sqlite_service: ServiceUnderTest) -> Weeks:
    """The first patient has missed two questionnaires, and the third one is open since today."""
    weeks = Weeks(sqlite_service)
    weeks.service.clock.set(local("2025-11-16 12:00"))
    weeks.follow(weeks.patient, plan_from("2025-11-16"))
    for day in ("17", "18", "19", "20", "24"):
        weeks.at(f"2025-11-{day} 09:00")
    weeks.at("2025-12-01 09:00")
    return weeks


@pytest.fixture
def service(weeks: Weeks) -> ServiceUnderTest:
    """The service behind it."""
    return weeks.service


@pytest.fixture
def listed(qtbot, nurse):  # noqa: F811
    """The list of the silent, read once."""
    with qtbot.waitSignal(nurse.desk.silence.told):
        nurse.desk.silence.set_shown(True)
    return nurse


def _fill(store) -> None:
    """The first choice to everything that is asked; pain in between."""
    while store.state is AnsweringState.ASKING:
        question = store.question
        if question.kind is Asked.CHOICE:
            is_diarrhoea = question.place == ("diarrhoea", "frequency")
            store.answer("4" if is_diarrhoea else question.choices[0].code)
        store.go_on()


@pytest.fixture
def filled(qtbot, nurse, weeks):  # noqa: F811
    """Every question of the open week has its answer."""
    store = nurse.desk.answering
    store.open(weeks.patient)
    qtbot.waitUntil(lambda: store.state is AnsweringState.ASKING)
    _fill(store)
    assert store.state is AnsweringState.SUMMARY
    assert store.missing() == ()
    return nurse


def test_who_is_silent_is_listed_and_counted_on_the_rail(qtbot, listed, weeks):
    store = listed.desk.silence

    assert [silent.key for silent in store.rows] == [weeks.patient]
    assert store.rows[0].row.missed == 2
    qtbot.waitUntil(lambda: listed.desk.silence_counts.counts is not None)
    assert listed.desk.silence_counts.counts.one_or_more == 1
    store.set_silence(Silence.NEVER_ACTIVATED)
    qtbot.waitUntil(lambda: store.state is StoreState.EMPTY)


def test_a_reminder_is_told_and_not_repeated_within_a_day(qtbot, listed, weeks):
    acts = listed.desk.silence_acts
    told: list[RemindedAll] = []
    acts.done.connect(told.append)
    for _ in range(2):
        with qtbot.waitSignal(acts.done):
            acts.remind([weeks.patient])

    assert [report.items[0].outcome for report in told] == [
        ReminderOutcome.SENT,
        ReminderOutcome.TOO_SOON,
    ]


def test_answers_by_telephone_are_judged_and_marked_as_such(qtbot, filled, weeks):
    store = filled.desk.answering
    with qtbot.waitSignal(store.done):
        store.send()

    assert store.receipt.outcome is AnswerOutcome.ALERT
    assert store.receipt.alert_id is not None
    file = filled.desk.file
    file.open(weeks.patient)
    file.surveys.show(weeks.patient)
    qtbot.waitUntil(lambda: len(file.surveys.shown.items) == 1)
    assert file.surveys.shown.items[0].channel == "phone"


def test_a_lost_answer_is_asked_for_again_and_stored_once(qtbot, filled, weeks):
    store, path = filled.desk.answering, f"/api/v1/patients/{weeks.patient}/answers"
    filled.cable.loses = path
    store.send()
    qtbot.waitUntil(lambda: store.state is AnsweringState.UNKNOWN)
    with qtbot.waitSignal(store.done):
        store.send()

    file = filled.desk.file
    file.open(weeks.patient)
    file.surveys.show(weeks.patient)
    qtbot.waitUntil(lambda: len(file.surveys.shown.items) > 0)
    assert len(file.surveys.shown.items) == 1
    assert filled.cable.asked[f"POST {path}"] == 2


def test_a_week_that_was_answered_is_not_asked_again(qtbot, filled, weeks):
    store = filled.desk.answering
    with qtbot.waitSignal(store.done):
        store.send()
    store.close()
    store.open(weeks.patient)
    qtbot.waitUntil(lambda: store.state is AnsweringState.NOTHING_OPEN)

    assert store.week.is_answered


def test_two_who_change_a_plan_know_of_each_other(qtbot, nurse, sit_down, weeks):  # noqa: F811
    other = sit_down()
    ask = SurveyPlanAsk(
        questionnaire="vigie-weekly",
        rhythm=Rhythm.WEEK,
        weekday=4,
        cycle_day=None,
        opens_at_minute=600,
        starts_on=date(2025, 11, 16),
        ends_on=date(2026, 11, 11),
    )
    version = _plan_version(qtbot, nurse, weeks.patient)
    with qtbot.waitSignal(other.desk.file_plan_acts.done):
        other.desk.file_plan_acts.change(weeks.patient, version, ask)
    with qtbot.waitSignal(nurse.desk.file_plan_acts.failed) as refused:
        nurse.desk.file_plan_acts.change(weeks.patient, version, ask)

    assert standing(refused.args[0]) is not None
    assert not nurse.desk.file_plan_acts.is_unsettled
    other.desk.stop()


def test_a_pause_begins_and_ends(qtbot, nurse, weeks):  # noqa: F811
    acts, file = nurse.desk.file_plan_acts, nurse.desk.file
    _plan_version(qtbot, nurse, weeks.patient)
    ask = PauseAsk(reason=PauseReason.HOLIDAY, from_on=date(2025, 12, 1), until_on=None)
    with qtbot.waitSignal(acts.done):
        acts.pause(weeks.patient, ask)
    file.weeks.read()
    qtbot.waitUntil(lambda: file.weeks.shown.value.pause is not None)
    pause = file.weeks.shown.value.pause
    with qtbot.waitSignal(acts.done):
        acts.end_pause(weeks.patient, pause)
    file.weeks.read()
    qtbot.waitUntil(lambda: file.weeks.shown.value.pause is None)


def test_what_was_written_to_a_patient_is_read(qtbot, nurse, weeks):  # noqa: F811
    file = nurse.desk.file
    file.messages.show(weeks.patient)
    qtbot.waitUntil(lambda: len(file.messages.shown.items) > 0)

    assert file.messages.shown.error is None
    assert {each.kind.value for each in file.messages.shown.items} >= {"survey_open", "reminder"}


def _plan_version(qtbot, workplace, patient_id: UUID) -> int:
    """The version of the plan as a workstation has read it."""
    file = workplace.desk.file
    file.open(patient_id)
    file.weeks.show(patient_id, None)
    qtbot.waitUntil(lambda: file.weeks.shown.value is not None)
    version: int = file.weeks.shown.value.planned.version
    return version
