"""The weeks of a patient in their file, and the messages that were written to them."""

from dataclasses import replace
from datetime import date

import pytest

from console.errors import Offline
from services.contract.problems import ProblemCode
from services.contract.week_enums import PauseReason
from tests.pictures.stage import refused
from tests.samples.weeks import pause, weeks
from tests.support.typography import plain
from tests.support.ui_parts import Parts, child, press, visible_texts
from ui.patient.head import FileTab
from ui.patient.plan_part import PlanPart
from widgets.button import Button
from widgets.strip import Strip
from widgets.text_table import TextTable


@pytest.fixture
def plan(opened: Parts) -> PlanPart:
    """The questionnaires of the file, with when they are asked above."""
    assert opened.shell.file is not None
    opened.shell.file.choose_tab(FileTab.SURVEYS)
    return opened.shell.file.plan


@pytest.fixture
def messages(opened: Parts) -> TextTable:
    """The messages of the file."""
    assert opened.shell.file is not None
    opened.shell.file.choose_tab(FileTab.DOCUMENTS)
    return child(opened.shell, TextTable, "patient_messages")


def _click(parts: Parts, name: str) -> None:
    child(parts.shell, Button, name).click()


def test_when_the_patient_is_asked_is_said_in_words(plan):
    texts = set(visible_texts(plan))

    assert "Chaque mardi à 08:00" in texts
    assert "Prochain : mar. 25-nov." in texts
    assert "Relances prévues : demain 08:00, jeu. 08:00" in texts
    assert "Canal préféré : SMS, français" in texts


def test_a_pause_says_until_when_and_why_and_can_be_ended(opened, plan):
    running = pause(PauseReason.HOSPITALISED, date(2025, 11, 17), date(2025, 11, 28))
    opened.silence.calls.weeks = weeks(pauses=(running,))
    plan.refresh()
    strip = child(plan, Strip, "plan_pause_strip")
    assert strip.isVisible()
    assert "En pause jusqu'au 28-nov.-2025" in plain(strip.accessibleName())
    strip.accepted.emit()

    assert opened.silence.calls.asked == [("end", running.id, running.version)]
    assert not strip.isVisible()


def test_another_hour_is_sent_with_the_version_that_was_seen(opened, plan):
    _click(opened, "plan_change")
    form = plan.desk.form
    assert form is not None
    form._body._hour.set_raw("9h30")
    _click(opened, "form_submit")

    ((what, ask, version),) = opened.silence.calls.asked
    assert (what, ask.opens_at_minute, ask.weekday, version) == ("change", 570, 2, 3)
    assert "Chaque mardi à 09:30" in set(visible_texts(plan))


def test_somebody_who_was_faster_is_said_and_what_was_typed_stays(opened, plan):
    calls = opened.silence.calls
    _click(opened, "plan_change")
    form = plan.desk.form
    assert form is not None
    form._body._hour.set_raw("10:00")
    calls.faults["change"] = refused(ProblemCode.VERSION_STALE, 412)
    calls.weeks = replace(
        calls.weeks, planned=calls.weeks.planned.model_copy(update={"version": 4})
    )
    _click(opened, "form_submit")
    assert child(plan, Strip, "plan_strip").isVisible()
    assert form._body._hour.raw() == "10:00"
    del calls.faults["change"]
    _click(opened, "form_submit")

    assert [version for _, _, version in calls.asked] == [3, 4]


def test_an_hour_of_the_night_is_not_taken(opened, plan):
    _click(opened, "plan_change")
    form = plan.desk.form
    assert form is not None
    form._body._hour.set_raw("23:00")
    _click(opened, "form_submit")

    assert opened.silence.calls.asked == []


def test_a_prescription_is_renewed_from_today_and_no_further_than_a_year(opened, plan):
    """Without it the patient is asked no more, and looks followed (H-09)."""
    calls = opened.silence.calls
    _click(opened, "plan_change")
    form = plan.desk.form
    assert form is not None
    said = []
    for typed in ("17/11/2025", "20/11/2026", "", "18/11/2026"):
        form._body._ends_on.set_raw(typed)
        _click(opened, "form_submit")
        said.append(len(calls.asked))

    assert said == [0, 0, 0, 1]
    [(_, ask, _)] = calls.asked
    assert (ask.starts_on, ask.ends_on) == (date(2025, 11, 18), date(2026, 11, 18))


def test_a_prescription_that_is_over_asks_for_its_new_end(opened, plan):
    calls = opened.silence.calls
    planned = calls.weeks.planned
    over = planned.plan.model_copy(update={"ends_on": date(2025, 11, 17)})
    calls.weeks = replace(calls.weeks, planned=planned.model_copy(update={"plan": over}))
    plan.refresh()
    _click(opened, "plan_change")
    _click(opened, "form_submit")

    assert plan.desk.form is not None
    assert plan.desk.form._body._ends_on.raw() == ""
    assert calls.asked == []


def test_letters_are_typed_in_a_form_and_esc_leaves_it_before_the_file(opened, plan):
    _click(opened, "plan_pause")
    assert plan.desk.form is not None
    press(opened.shell, "Escape")

    assert plan.desk.form is None
    assert opened.shell.page == "patient_file"


def test_the_form_does_not_follow_to_another_file(opened, plan):
    _click(opened, "plan_pause")
    opened.shell.open_file(opened.worklist.rows[1].key)

    assert plan.desk.form is None


def test_without_contact_nothing_is_changed(opened, plan):
    opened.connection.shows_offline = True
    opened.connection.changed.emit()

    assert not child(plan, Button, "plan_pause").isEnabled()
    assert child(plan, Button, "plan_answer").isEnabled()


def test_filling_in_leads_back_to_the_file(opened, plan):
    _click(opened, "plan_answer")
    assert opened.shell.page == "answering"
    press(opened.shell, "Escape")

    assert opened.shell.page == "patient_file"


def test_messages_say_how_far_they_came_and_why_not(messages):
    failed = messages.rows[2]

    assert failed.texts[1:4] == ("Relance", "SMS", "échec")
    assert failed.texts[4] == "numéro ou adresse inconnu de l'opérateur"
    assert messages.rows[1].texts[4] == "remplace un message non remis"


def test_a_message_is_sent_again_after_a_yes(opened, messages):
    messages.setCurrentIndex(messages.model().index(2, 0))
    _click(opened, "message_resend")
    strip = child(opened.shell, Strip, "message_strip")
    assert "KERMARREC Jeanne" in strip.accessibleName()
    assert opened.silence.calls.asked == []
    failed = opened.silence.calls.messages[2]
    strip.accepted.emit()

    assert opened.silence.calls.asked == [("resend", failed.id, None)]
    assert messages.rows[0].texts[3] == "en attente"


def test_what_arrived_is_not_sent_again(opened, messages):
    messages.setCurrentIndex(messages.model().index(0, 0))
    assert not child(opened.shell, Button, "message_resend").isEnabled()
    press(opened.shell, "Return")

    assert not child(opened.shell, Strip, "message_strip").isVisible()


def test_a_lost_answer_is_not_a_second_message(opened, messages):
    opened.silence.calls.faults["resend"] = Offline("ReadTimeout", outcome_unknown=True)
    messages.setCurrentIndex(messages.model().index(2, 0))
    _click(opened, "message_resend")
    strip = child(opened.shell, Strip, "message_strip")
    strip.accepted.emit()
    assert opened.message_acts.is_unsettled
    _click(opened, "message_resend")

    assert "Résultat inconnu" in strip.accessibleName()
    assert len(opened.silence.calls.asked) == 1
