"""Each form with the keyboard alone: what it asks, what it hands over, what it keeps, and that
it is freed.
"""

import gc
import weakref
from dataclasses import replace

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QRadioButton,
)

from console.stores.states import ActState
from services.contract.alerts import AlertAction
from services.contract.enums import (
    ActionKind,
    AlertKind,
    AlertLevel,
    ContactResult,
    MeasureCode,
    NotRelevantCause,
    Role,
)
from tests.samples.rows import CLAIRE, NOW
from tests.samples.stores import SampleIntention
from tests.support.typography import plain
from tests.support.ui_parts import Parts, child, focused, press, visible_texts
from ui.triage.forms.base import BoundForm
from ui.triage.forms.call import CallForm
from ui.triage.forms.close import CloseForm
from ui.triage.forms.make import FormKind, make_form
from ui.triage.forms.measure import MeasureForm
from widgets.grade_picker import GradePicker

FORM_KEYS = {"T": CallForm, "M": MeasureForm, "C": CloseForm}


def _form(parts: Parts) -> BoundForm:
    form = parts.triage.detail.form
    assert isinstance(form, BoundForm)
    return form


def _find(parts: Parts, kind, name: str):
    found = parts.triage.detail.findChild(kind, name)
    assert found is not None
    return found


def _act(parts: Parts, kind: ActionKind, **changes) -> AlertAction:
    usual = {
        "id": parts.shown().id,
        "alert_id": parts.shown().id,
        "kind": kind,
        "by": CLAIRE,
        "at": NOW,
        "result": None,
        "measures": [],
        "grades": [],
        "text": None,
        "undone": False,
    }
    return AlertAction(**(usual | changes))


def _add_history(parts: Parts, *acts: AlertAction) -> None:
    alert = parts.put_detail(0, history=[*acts, *parts.shown().history])
    parts.details.show(alert.id, alert.version)


@pytest.mark.parametrize("key", ["A", "T", "M", "N", "C"])
def test_every_form_says_whose_it_is(parts, key):
    press(parts.shell, key)

    form = parts.triage.detail.form
    assert form is not None
    said = " ".join(visible_texts(form))
    assert "KERMARREC Jeanne, née le 14-mars-1958, IPP 800 451 237" in said


@pytest.mark.parametrize("key", ["T", "M", "N", "C"])
def test_the_chart_stays_visible_beside_a_form(parts, qtbot, key):
    press(parts.shell, key)

    def chart_is_seen():
        chart = parts.triage.detail.card.chart
        assert chart.isVisible()
        assert chart.visibleRegion().boundingRect().height() > 0.9 * chart.height()

    qtbot.waitUntil(chart_is_seen)


def test_a_call_is_logged_with_keys_alone_and_leads_to_the_measure(parts):
    press(parts.shell, "T")
    assert QApplication.focusWidget() is _find(parts, QRadioButton, "call_result_patient_reached")

    press(parts.shell, "Space")
    _find(parts, QPlainTextEdit, "call_note").setFocus()
    QTest.keyClicks(focused(), "Boit peu")
    picker = _find(parts, GradePicker, "call_grade_diarrhoea")
    picker.setFocus()
    picker.set_grade(2)
    press(parts.shell, "Ctrl+Return")

    kind, alert, content = parts.actions.asked[-1]
    assert (kind, alert.id) == (ActionKind.CALL, parts.shown().id)
    assert content == {
        "result": ContactResult.PATIENT_REACHED,
        "grades": {"diarrhoea": 2},
        "note": "Boit peu",
    }
    assert isinstance(_form(parts).form, MeasureForm)
    assert _form(parts).alert.id == alert.id


def test_a_call_without_its_result_is_not_logged(parts):
    press(parts.shell, "T", "Ctrl+Return")

    assert parts.actions.asked == []
    assert "Choisissez le résultat de l'appel." in _buttons(parts)


def _buttons(parts: Parts) -> set[str]:
    from PySide6.QtWidgets import QPushButton

    return {button.accessibleName() for button in _form(parts).findChildren(QPushButton)}


def test_a_grade_says_what_it_means_and_only_defined_grades_are_offered(parts):
    press(parts.shell, "T")
    form = _form(parts)
    assert "≈ 3 : 7 selles de plus par jour ou davantage, incontinence ou hospitalisation." in set(
        visible_texts(form)
    )

    picker = _find(parts, GradePicker, "call_grade_fatigue")
    shown = [button for button in picker.findChildren(object) if hasattr(button, "grade")]
    offered = [button.grade for button in shown if not button.isHidden()]
    assert offered == [0, 1, 2, 3]


def test_the_number_is_copied_and_taken_back_from_the_clipboard(parts):
    press(parts.shell, "T")
    _find(parts, object, "call_copy").click()
    assert QApplication.clipboard().text() == "06 39 98 14 27"

    parts.triage.forms._clipboard.clear()

    assert QApplication.clipboard().text() == ""


def test_a_measure_is_found_by_letter_or_number_ticked_and_sent(parts):
    press(parts.shell, "M")
    codes = _find(parts, QListWidget, "measure_list")
    assert codes.hasFocus()

    QTest.keyClicks(codes, "h")
    assert codes.currentItem().text().startswith("13")
    press(parts.shell, "Space")
    codes.keyboardSearch("01")
    press(parts.shell, "Space", "Ctrl+Return")

    kind, _, content = parts.actions.asked[-1]
    assert kind is ActionKind.MEASURE
    assert content["codes"] == [MeasureCode.ADVICE_BY_PHONE, MeasureCode.HOSPITALISATION]


def test_a_measure_must_be_ticked(parts):
    press(parts.shell, "M", "Ctrl+Return")

    assert parts.actions.asked == []
    assert "Cochez au moins une mesure." in _buttons(parts)


def test_code_14_asks_for_its_cause_and_99_for_its_text(parts):
    press(parts.shell, "M")
    form = _form(parts).form
    assert isinstance(form, MeasureForm)
    cause, other = (
        _find(parts, QComboBox, "measure_cause"),
        _find(parts, QLineEdit, "measure_other"),
    )
    assert not cause.isVisible()
    assert not other.isVisible()

    form._codes.set_codes([MeasureCode.NOT_RELEVANT, MeasureCode.OTHER])
    assert cause.isVisible()
    assert other.isVisible()
    press(parts.shell, "Ctrl+Return")
    assert parts.actions.asked == []

    cause.setCurrentIndex(3)
    other.setText("Appel au laboratoire")
    press(parts.shell, "Ctrl+Return")
    _, _, content = parts.actions.asked[-1]
    assert content["cause"] is NotRelevantCause.DUPLICATE
    assert content["other"] == "Appel au laboratoire"


def test_closing_now_is_ticked_when_the_code_allows_and_the_call_was_logged(parts):
    _add_history(parts, _act(parts, ActionKind.CALL, result=ContactResult.PATIENT_REACHED))
    press(parts.shell, "M")
    form = _form(parts).form
    assert isinstance(form, MeasureForm)
    tick = _find(parts, QCheckBox, "measure_close_now")
    assert not tick.isChecked()

    form._codes.set_codes([MeasureCode.ADVICE_BY_PHONE])
    assert tick.isChecked()
    press(parts.shell, "Ctrl+Return")

    assert [kind for kind, _, _ in parts.actions.asked] == [ActionKind.MEASURE, ActionKind.CLOSE]


def test_a_code_that_does_not_close_or_a_missing_call_leaves_the_alert_open(parts):
    press(parts.shell, "M")
    form = _form(parts).form
    assert isinstance(form, MeasureForm)
    tick = _find(parts, QCheckBox, "measure_close_now")

    form._codes.set_codes([MeasureCode.UNREACHABLE_MESSAGE_LEFT])
    assert not tick.isEnabled()

    form._codes.set_codes([MeasureCode.ADVICE_BY_PHONE])
    assert not tick.isEnabled()
    assert "un contact, patient ou aidant joint" in tick.accessibleDescription()


def test_unticking_the_closing_is_remembered_while_codes_change(parts):
    _add_history(parts, _act(parts, ActionKind.CALL, result=ContactResult.PATIENT_REACHED))
    press(parts.shell, "M")
    form = _form(parts).form
    assert isinstance(form, MeasureForm)
    tick = _find(parts, QCheckBox, "measure_close_now")
    form._codes.set_codes([MeasureCode.ADVICE_BY_PHONE])

    tick.click()
    form._codes.set_codes([MeasureCode.ADVICE_BY_PHONE, MeasureCode.SUPPORTIVE_CARE])

    assert not tick.isChecked()


def test_only_an_oncologist_may_record_a_change_of_treatment(parts):
    nurse = make_form(
        FormKind.MEASURE,
        parts.shown(),
        replace(parts.triage.forms._around, role=Role.NURSE),
        parts.shell._theme,
        parts.shell._wording,
        parts.triage,
    )
    doctor = make_form(
        FormKind.MEASURE,
        parts.shown(),
        replace(parts.triage.forms._around, role=Role.ONCOLOGIST),
        parts.shell._theme,
        parts.shell._wording,
        parts.triage,
    )

    assert child(nurse, QListWidget, "measure_list").count() == 14
    assert child(doctor, QListWidget, "measure_list").count() == 15


def test_a_note_is_written_and_sent(parts):
    press(parts.shell, "N", "Ctrl+Return")
    assert parts.actions.asked == []

    QTest.keyClicks(_find(parts, QPlainTextEdit, "note_text"), "Rappeler demain")
    press(parts.shell, "Ctrl+Return")

    kind, _, content = parts.actions.asked[-1]
    assert (kind, content) == (ActionKind.NOTE, {"text": "Rappeler demain"})


def test_a_note_ends_at_two_thousand_characters(parts):
    press(parts.shell, "N")
    note = _find(parts, QPlainTextEdit, "note_text")

    note.setPlainText("x" * 2500)

    assert len(note.toPlainText()) == 2000


def test_closing_says_what_is_missing_before_anybody_tries(parts):
    press(parts.shell, "C")

    texts = list(visible_texts(_form(parts)))
    assert "Une mesure codée" in texts
    assert "Un contact, patient ou aidant joint" in texts
    assert texts.count("manque") == 2
    press(parts.shell, "Ctrl+Return")
    assert parts.actions.asked == []


def test_closing_leads_to_what_is_missing(parts):
    press(parts.shell, "C")

    press(parts.shell, "Space")

    assert isinstance(_form(parts).form, MeasureForm)


def test_closing_is_asked_for_once_everything_is_there(parts):
    _add_history(
        parts,
        _act(parts, ActionKind.CALL, result=ContactResult.PATIENT_REACHED),
        _act(parts, ActionKind.MEASURE, measures=[MeasureCode.ADVICE_BY_PHONE]),
    )

    press(parts.shell, "C", "Ctrl+Return")

    kind, alert, content = parts.actions.asked[-1]
    assert (kind, alert.id, content["also"]) == (ActionKind.CLOSE, parts.shown().id, [])


def test_an_undone_measure_does_not_count(parts):
    _add_history(
        parts,
        _act(parts, ActionKind.CALL, result=ContactResult.PATIENT_REACHED),
        _act(parts, ActionKind.MEASURE, measures=[MeasureCode.ADVICE_BY_PHONE], undone=True),
    )

    press(parts.shell, "C", "Ctrl+Return")

    assert parts.actions.asked == []


def test_a_technical_alert_is_closed_with_an_assessment_by_hand(parts):
    measured = _act(parts, ActionKind.MEASURE, measures=[MeasureCode.ADVICE_BY_PHONE])
    alert = parts.put_detail(0, kind=AlertKind.TECHNICAL, history=[measured])
    parts.details.show(alert.id, alert.version)
    press(parts.shell, "C", "Ctrl+Return")
    assert parts.actions.asked == []

    QTest.keyClicks(_find(parts, QPlainTextEdit, "close_assessment_text"), "Relu, rien")
    _find(parts, QComboBox, "close_assessment_level").setCurrentIndex(4)
    press(parts.shell, "Ctrl+Return")

    _, _, content = parts.actions.asked[-1]
    assert content["assessment"].level is AlertLevel.MODERATE
    assert content["assessment"].text == "Relu, rien"


def test_a_technical_alert_judged_critical_needs_a_call_too(parts):
    measured = _act(parts, ActionKind.MEASURE, measures=[MeasureCode.ADVICE_BY_PHONE])
    alert = parts.put_detail(0, kind=AlertKind.TECHNICAL, history=[measured])
    parts.details.show(alert.id, alert.version)
    press(parts.shell, "C")
    QTest.keyClicks(_find(parts, QPlainTextEdit, "close_assessment_text"), "Grave")

    _find(parts, QComboBox, "close_assessment_level").setCurrentIndex(2)
    press(parts.shell, "Ctrl+Return")

    assert parts.actions.asked == []
    assert "Un contact, patient ou aidant joint" in set(visible_texts(_form(parts)))


def test_other_open_alerts_are_ticked_for_closing_too(parts):
    other = parts.details.alerts[parts.worklist.rows[2].row.alert_id].other_open
    _add_history(
        parts,
        _act(parts, ActionKind.CALL, result=ContactResult.PATIENT_REACHED),
        _act(parts, ActionKind.MEASURE, measures=[MeasureCode.ADVICE_BY_PHONE]),
    )
    alert = parts.put_detail(0, other_open=other)
    parts.details.show(alert.id, alert.version)

    press(parts.shell, "C", "Ctrl+Return")

    assert parts.actions.asked[-1][2]["also"] == other


def test_what_was_typed_is_there_again_after_leaving(parts):
    press(parts.shell, "N")
    QTest.keyClicks(_find(parts, QPlainTextEdit, "note_text"), "Pas fini")
    press(parts.shell, "Escape")
    assert parts.triage.detail.form is None

    press(parts.shell, "N")

    assert _find(parts, QPlainTextEdit, "note_text").toPlainText() == "Pas fini"


def test_what_was_typed_for_one_patient_never_shows_for_another(parts):
    press(parts.shell, "N")
    QTest.keyClicks(_find(parts, QPlainTextEdit, "note_text"), "Pour Jeanne")
    parts.triage.list.view.choose(3)
    assert parts.triage.detail.form is None
    QTest.qWait(0)

    parts.triage.take_focus()
    press(parts.shell, "N")

    assert _find(parts, QPlainTextEdit, "note_text").toPlainText() == ""


def test_a_refused_note_is_kept_and_an_accepted_one_is_not(parts):
    press(parts.shell, "N")
    QTest.keyClicks(_find(parts, QPlainTextEdit, "note_text"), "Texte")
    press(parts.shell, "Ctrl+Return")
    alert = parts.actions.asked[-1][1]
    parts.actions.settle(SampleIntention("key-1", alert.id, ActionKind.NOTE, ActState.NOT_SENT))
    press(parts.shell, "N")
    assert _find(parts, QPlainTextEdit, "note_text").toPlainText() == "Texte"

    press(parts.shell, "Ctrl+Return")
    parts.actions.settle(SampleIntention("key-2", alert.id, ActionKind.NOTE, ActState.DONE))
    press(parts.shell, "N")
    assert _find(parts, QPlainTextEdit, "note_text").toPlainText() == ""


def test_a_switch_of_language_keeps_form_and_text(parts):
    from resources.wording import Wording

    press(parts.shell, "N")
    QTest.keyClicks(_find(parts, QPlainTextEdit, "note_text"), "Texte")

    parts.shell.set_wording(Wording("en"))

    form = _form(parts)
    assert form.form.title == "Note"
    assert plain(form.form.submit_label) == "Add the note"
    assert child(form, QPlainTextEdit, "note_text").toPlainText() == "Texte"


@pytest.mark.parametrize("kind", list(FormKind))
def test_a_form_is_freed_when_it_is_closed(parts, kind):
    gone = []
    for _ in range(5):
        parts.triage.forms.open(kind, parts.shown())
        gone.append(weakref.ref(parts.triage.detail.form))
        parts.triage.forms.leave()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()

    alive = [ref() for ref in gone if ref() is not None]
    assert not [form for form in alive if shiboken6.isValid(form)]
    assert alive == []


def test_tab_goes_through_a_form_and_out_of_its_text_fields(parts):
    press(parts.shell, "N")
    assert _find(parts, QPlainTextEdit, "note_text").hasFocus()

    press(parts.shell, "Tab")

    assert focused().objectName() == "form_submit"
