"""The file's store on the real service: what it shows is what the service holds, and for whom."""

from datetime import timedelta

import pytest

from console.models.comparison import around
from console.stores.patient_file import Period, TimelineQuery
from console.stores.states import StoreState
from resources.wording import Wording
from services.contract.enums import ActionKind, TimelineKind
from tests.console.real import send_answer
from tests.console.test_real_service import (  # noqa: F401  a nurse on the real service
    address,
    nurse,
    service,
    sit_down,
)
from ui.patient.banner_words import banner_look
from ui.patient.chart_words import charts_look
from ui.patient.compare_words import figure_rows
from ui.patient.course_words import course_look
from ui.patient.survey_words import question_rows, rule_sentences, survey_line
from ui.patient.timeline_words import timeline_lines


def _is_read(part) -> bool:
    return part.shown.state not in (StoreState.EMPTY, StoreState.LOADING)


@pytest.fixture
def opened(qtbot, nurse):  # noqa: F811
    """The file of the patient whose alert waits."""
    nurse.desk.file.open(nurse.first.key)
    qtbot.waitUntil(lambda: _is_read(nurse.desk.file.series))
    assert nurse.desk.file.series.shown.error is None
    return nurse


def test_the_synthesis_says_what_waits_in_triage(opened):
    store, now, w = opened.desk.file, opened.session.server_now(), Wording("fr")
    series = store.series.shown.value

    assert series.patient.label.id == opened.first.key
    assert [alert.id for alert in series.open_alerts] == [opened.first.row.alert_id]
    look = course_look(w, series, (), now)
    assert look.rows[0].key == "diarrhoea"
    assert look.rows[0].is_strong
    assert look.rows[0].last == "3"
    assert banner_look(w, series.patient, [], now).family_name
    assert charts_look(w, series, (), is_all=True).charts[0].zones


@pytest.mark.parametrize("period", list(Period))
def test_every_period_is_understood(qtbot, opened, period):
    store = opened.desk.file
    store.set_period(period)
    qtbot.waitUntil(lambda: _is_read(store.series))

    assert store.series.shown.error is None
    assert store.series.shown.value is not None


def test_the_questionnaire_is_shown_as_it_was_asked(qtbot, opened):
    store, w = opened.desk.file, Wording("fr")
    store.surveys.show(opened.first.key)
    qtbot.waitUntil(lambda: _is_read(store.surveys))
    (line,) = store.surveys.shown.items
    assert survey_line(w, line).level == "critical"

    store.survey.show(opened.first.key, line.id)
    qtbot.waitUntil(lambda: _is_read(store.survey))

    found = store.survey.shown.value
    assert question_rows(w, found)
    assert any(sentence.rule for sentence in rule_sentences(w, found))


def test_an_act_in_triage_stands_in_timeline_and_actions(qtbot, opened):
    desk, patient_id = opened.desk, opened.first.key
    desk.details.show(opened.first.row.alert_id, opened.first.row.alert_version)
    qtbot.waitUntil(lambda: desk.details.shown.alert is not None)
    with qtbot.waitSignal(desk.actions.alert_changed):
        desk.actions.acknowledge(desk.details.shown.alert)

    desk.file.actions.show(patient_id)
    desk.file.timeline.show(patient_id, TimelineQuery())
    qtbot.waitUntil(lambda: _is_read(desk.file.actions) and _is_read(desk.file.timeline))

    assert [act.kind for act in desk.file.actions.shown.items] == [ActionKind.ACKNOWLEDGE]
    kinds = {entry.kind for entry in desk.file.timeline.shown.items}
    assert {TimelineKind.ACT, TimelineKind.ALERT, TimelineKind.ANSWER} <= kinds
    header = desk.file.header
    assert timeline_lines(Wording("fr"), desk.file.timeline.shown.items, header.label.sex)


def test_the_timeline_is_narrowed_by_the_service(qtbot, opened):
    store, patient_id = opened.desk.file, opened.first.key
    today = opened.session.server_now().date()

    store.timeline.show(patient_id, TimelineQuery(frozenset({TimelineKind.ALERT}), today))
    qtbot.waitUntil(lambda: _is_read(store.timeline))
    assert {entry.kind for entry in store.timeline.shown.items} == {TimelineKind.ALERT}

    store.timeline.show(patient_id, TimelineQuery(until=today - timedelta(days=400)))
    qtbot.waitUntil(lambda: _is_read(store.timeline))
    assert not any(entry.kind is TimelineKind.ALERT for entry in store.timeline.shown.items)


def test_a_patient_whom_nobody_knows_is_gone(qtbot, nurse):  # noqa: F811
    store = nurse.desk.file

    with qtbot.waitSignal(store.gone):
        store.open(nurse.first.row.alert_id)

    assert store.is_gone
    assert store.header is None


def test_a_new_answer_shows_without_being_asked_for(qtbot, opened, service):  # noqa: F811
    before = len(opened.desk.file.series.shown.value.open_alerts)

    send_answer(service, comment="Encore pire.", authored_at="2025-11-18T09:41:00Z")
    opened.desk.worklist.refresh()

    qtbot.waitUntil(lambda: len(opened.desk.file.series.shown.value.open_alerts) == before + 1)


def test_all_weeks_can_be_compared(qtbot, opened):
    store = opened.desk.file
    store.whole.show(opened.first.key, None)
    qtbot.waitUntil(lambda: _is_read(store.whole))

    series = store.whole.shown.value
    today = opened.session.server_now().date()
    pair = around(series, today, today)
    assert pair is None or figure_rows(Wording("fr"), series, pair)
