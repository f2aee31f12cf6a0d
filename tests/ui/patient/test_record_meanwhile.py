"""The record while something else happens: another nurse, another file, the mask, a lost answer."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox

from resources.wording import Wording
from services.contract.enums import Monitoring
from services.contract.problems import ProblemCode
from services.contract.record import (
    DiagnosisContent,
    EntryAsk,
    EntryChangeAsk,
    NoteContent,
    WeightContent,
)
from tests.pictures.stage import refused
from tests.samples import file_data
from tests.samples.at_once import Silence
from tests.samples.record import entry, entry_id, record
from tests.samples.rows import KERMARREC, LE_BIHAN, NOW, THOMAS
from tests.support.ui_parts import Parts, child, focused, press, visible_texts
from tests.ui.patient.looking import screen
from tests.ui.patient.test_record import (  # noqa: F401  the record of an open file
    LOST,
    asked,
    field,
    form,
    page,
    press_button,
    told,
    type_in,
    written,
)
from ui.patient.head import FileTab
from ui.patient.record.sections import Section


@pytest.fixture
def said(written: Parts) -> list[str]:  # noqa: F811
    """What the toasts of the record said."""
    heard: list[str] = []
    page(written).said.connect(heard.append)
    return heard


def thomas_weighs(parts: Parts, kg: float) -> None:
    parts.file.records.somebody_else_changes(entry_id(1), content=WeightContent(kg=kg))


def write_silently(parts: Parts) -> None:
    """A weight that is on its way: no answer comes yet."""
    parts.file.records.faults.append(Silence())
    press(parts.shell, "I")
    type_in(parts, "kg", "62")
    press(parts.shell, "Ctrl+Return")
    assert parts.record_acts.is_busy


def go_offline_without_answer(parts: Parts) -> None:
    parts.file.records.faults.append(LOST)
    press(parts.shell, "I")
    type_in(parts, "kg", "62")
    press(parts.shell, "Ctrl+Return")
    assert parts.record_acts.is_unsettled


# Another nurse


def test_who_writes_while_a_form_is_open_is_named_before_it_is_saved_over_theirs(written):  # noqa: F811
    press_button(written, "record_change")
    type_in(written, "kg", "62,4")
    thomas_weighs(written, 70.0)
    press(written.shell, "F5")

    assert THOMAS.name in told(written)
    assert field(written, "kg").text() == "62,4"


def test_what_was_not_typed_follows_what_somebody_else_wrote(written):  # noqa: F811
    press_button(written, "record_change")
    type_in(written, "reason", "balance du service")
    thomas_weighs(written, 70.0)
    press(written.shell, "F5")
    press(written.shell, "Ctrl+Return")

    ask = asked(written)[-1][1]
    assert isinstance(ask, EntryChangeAsk)
    assert (ask.content, ask.reason) == (WeightContent(kg=70.0), "balance du service")


def test_a_draft_is_put_back_on_what_stands_now_and_says_who_wrote_since(written):  # noqa: F811
    press_button(written, "record_change")
    type_in(written, "reason", "balance du service")
    press(written.shell, "Escape")
    thomas_weighs(written, 70.0)
    press(written.shell, "F5")
    press_button(written, "record_change")

    assert field(written, "reason").text() == "balance du service"
    assert field(written, "kg").text() == "70,0"
    assert THOMAS.name in told(written)


def test_a_draft_on_what_still_stands_warns_of_nobody(written):  # noqa: F811
    press_button(written, "record_change")
    type_in(written, "kg", "62,4")
    press(written.shell, "Escape")
    press_button(written, "record_change")

    assert field(written, "kg").text() == "62,4"
    assert not told(written)


def test_another_language_makes_no_draft_of_what_nobody_typed(written):  # noqa: F811
    press_button(written, "record_change")
    written.shell.set_wording(Wording("en"))
    press(written.shell, "Escape")

    assert not written.drafts.kept


def test_a_draft_of_something_new_keeps_the_day_on_which_it_was_typed(written, monkeypatch):  # noqa: F811
    press(written.shell, "I")
    type_in(written, "kg", "62")
    press(written.shell, "Escape")
    monkeypatch.setattr(written.session, "server_now", lambda: NOW + timedelta(hours=20))
    press(written.shell, "I")

    assert field(written, "began_on").text() == "18/11/2025"


# Another file


def test_an_open_identity_never_takes_up_the_one_of_another_file(written):  # noqa: F811
    files, own = written.file.files, written.file.files.series
    theirs = file_data.header(version=77, label=LE_BIHAN)
    files.series = lambda weeks: own(weeks).model_copy(update={"patient": theirs})
    written.shell.open_file(LE_BIHAN.id)
    files.series = own
    written.shell.open_file(KERMARREC.id)
    screen(written).choose_tab(FileTab.RECORD)
    page(written).go_to(Section.IDENTITY)
    press_button(written, "record_change")

    written.shell.open_file(LE_BIHAN.id)

    assert not written.drafts.kept


def test_what_fails_after_its_file_was_left_says_so_and_of_whom(written, said):  # noqa: F811
    write_silently(written)
    written.shell.open_file(LE_BIHAN.id)
    written.record_acts.proof._fail(refused(ProblemCode.INVALID_BODY, 422))

    assert KERMARREC.family_name in said[-1]
    assert "rien n'a été enregistré" in said[-1]


def test_what_is_written_after_its_file_was_left_says_of_whom(written, said):  # noqa: F811
    write_silently(written)
    written.shell.open_file(LE_BIHAN.id)
    written.record_acts.proof._finish(None)

    assert KERMARREC.family_name in said[-1]
    assert not written.drafts.kept


def test_the_next_form_waits_for_an_act_on_its_way_and_says_so(written, said):  # noqa: F811
    write_silently(written)
    written.shell.open_file(LE_BIHAN.id)
    screen(written).choose_tab(FileTab.RECORD)
    page(written).go_to(Section.WEIGHT)
    page(written).list.setFocus()
    press(written.shell, "I")

    assert page(written).desk.form is None
    assert "attend encore" in said[-1]


# Names


def test_a_name_that_is_typed_is_not_completed_to_somebody_of_the_unit(written):  # noqa: F811
    page(written).go_to(Section.CONTACT)
    press_button(written, "record_change")
    combo = child(form(written), QComboBox, "field_oncologist")
    assert combo.count()
    combo.setFocus()
    combo.setEditText("")
    begun = combo.itemText(0)[:-2]
    QTest.keyClicks(combo, begun)

    assert combo.currentText() == begun


# The mask


def test_the_mask_takes_away_a_form_that_is_on_its_way(written):  # noqa: F811
    page(written).go_to(Section.IDENTITY)
    written.file.records.faults.append(Silence())
    press_button(written, "record_change")
    type_in(written, "given_name", "Jeanne Marie")
    press(written.shell, "Ctrl+Return")
    assert written.record_acts.is_busy

    written.shell.toggle_mask()

    assert page(written).desk.form is None


def test_behind_the_mask_a_toast_names_nobody(written, said):  # noqa: F811
    write_silently(written)
    written.shell.toggle_mask()
    written.record_acts.proof._finish(None)

    assert KERMARREC.family_name not in said[-1]


# A lost answer


def test_a_lost_answer_leaves_the_keyboard_on_the_button_that_checks(written):  # noqa: F811
    go_offline_without_answer(written)
    assert focused().objectName() == "form_submit"

    press(written.shell, "Ctrl+Return")

    assert page(written).desk.form is None
    assert len(set(written.file.records.keys)) == 1


def test_a_lost_answer_whose_form_was_left_is_asked_for_by_the_next_wish(written, said):  # noqa: F811
    go_offline_without_answer(written)
    press(written.shell, "Escape")
    assert page(written).desk.form is None

    press(written.shell, "I")
    assert not written.record_acts.is_unsettled
    assert len(set(written.file.records.keys)) == 1

    press(written.shell, "I")
    assert page(written).desk.form is not None


def test_who_may_not_write_any_more_is_told_so_after_a_lost_answer(written):  # noqa: F811
    go_offline_without_answer(written)
    written.file.records.faults.append(refused(ProblemCode.FORBIDDEN, 403))
    press(written.shell, "Ctrl+Return")

    assert not written.record_acts.is_unsettled
    assert field(written, "kg").isEnabled()
    assert "Résultat inconnu" not in told(written)


# A mouse


@pytest.mark.parametrize(
    ("section", "name"), [(Section.IDENTITY, "sex"), (Section.CONTACT, "oncologist")]
)
def test_the_wheel_chooses_nothing_in_passing(written, section, name):  # noqa: F811
    page(written).go_to(section)
    press_button(written, "record_change")
    combo = child(form(written), QComboBox, f"field_{name}")
    combo.setFocus()
    before = combo.currentText()
    here = QPointF(combo.rect().center())
    for delta in (-120, 120):
        turned = QWheelEvent(
            here,
            combo.mapToGlobal(here),
            QPoint(),
            QPoint(0, delta),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(combo, turned)
        assert combo.currentText() == before


# Which one


def test_a_withdrawal_says_what_it_withdraws_whatever_is_stood_on_since(written):  # noqa: F811
    page(written).list.setFocus()
    press(written.shell, "Delete")
    page(written).list.stand_on(page(written).list.lines[1].key)

    texts = " ".join(visible_texts(form(written)))
    assert "62,1" in texts
    assert "18-nov.-2025" in texts


def test_a_cycle_says_to_which_line_it_is_added(written):  # noqa: F811
    page(written).go_to(Section.TREATMENT)
    press_button(written, "record_add_cycle")

    assert any("FOLFIRI" in text for text in visible_texts(form(written)))


def test_after_a_lost_answer_the_button_says_that_it_checks(written):  # noqa: F811
    go_offline_without_answer(written)

    button = child(form(written), QAbstractButton, "form_submit")
    assert "Vérifier" in button.accessibleName()


def test_what_was_not_changed_goes_back_finer_than_it_is_shown(written):  # noqa: F811
    thomas_weighs(written, 62.25)
    press(written.shell, "F5")
    press_button(written, "record_change")
    type_in(written, "reason", "balance du service")
    press(written.shell, "Ctrl+Return")

    ask = asked(written)[-1][1]
    assert isinstance(ask, EntryChangeAsk)
    assert ask.content == WeightContent(kg=62.25)


# The keyboard is elsewhere


def test_what_is_written_behind_another_tab_leaves_the_keyboard_there(written):  # noqa: F811
    write_silently(written)
    screen(written).choose_tab(FileTab.TIMELINE)
    before = focused()
    written.record_acts.proof._finish(None)

    assert focused() is before


def test_what_fails_behind_the_queue_leaves_the_keyboard_there(written):  # noqa: F811
    write_silently(written)
    written.shell.go_to("triage")
    before = focused()
    written.record_acts.proof._fail(refused(ProblemCode.INVALID_BODY, 422))

    assert focused() is before


# What is typed in a hurry


@pytest.mark.parametrize("why", ["ok", "....", "\u200b\u200b\u200b"])
def test_a_reason_that_says_too_little_is_refused_at_its_field(written, why):  # noqa: F811
    page(written).list.setFocus()
    press(written.shell, "Delete")
    field(written, "reason").setText(why)
    press(written.shell, "Ctrl+Return")

    assert asked(written) == []
    assert any("trois caractères" in text for text in visible_texts(form(written)))


def test_a_code_of_a_diagnosis_may_be_typed_in_small_letters(written):  # noqa: F811
    page(written).go_to(Section.DIAGNOSIS)
    press(written.shell, "I")
    type_in(written, "label", "Lymphome")
    type_in(written, "icd10", "c18.7")
    press(written.shell, "Ctrl+Return")

    ask = asked(written)[-1][1]
    assert isinstance(ask, EntryAsk)
    assert isinstance(ask.content, DiagnosisContent)
    assert ask.content.icd10 == "C18.7"


# What the service refuses as a whole


@pytest.mark.parametrize(
    ("code", "status", "said_then"),
    [
        (ProblemCode.VERSION_STALE, 412, "Modifié entre-temps"),
        (ProblemCode.STATE_FORBIDS, 409, "Retiré du dossier"),
        (ProblemCode.MONITORING_NOT_ACTIVE, 409, "Suivi terminé"),
    ],
)
def test_a_refusal_speaks_of_the_record_and_of_no_alert(written, code, status, said_then):  # noqa: F811
    press_button(written, "record_change")
    type_in(written, "kg", "62,4")
    written.file.records.faults.append(refused(code, status))
    press(written.shell, "Ctrl+Return")

    assert said_then in told(written)
    assert field(written, "kg").text() == "62,4"


def test_who_treats_and_does_no_more_is_refused_at_the_field(written):  # noqa: F811
    page(written).go_to(Section.CONTACT)
    press_button(written, "record_change")
    written.file.records.faults.append(refused(ProblemCode.PERSON_NOT_ELIGIBLE, 422))
    press(written.shell, "Ctrl+Return")

    assert any("plus un oncologue" in text for text in visible_texts(form(written)))


def test_who_is_followed_no_more_takes_notes_only(written):  # noqa: F811
    files, own = written.file.files, written.file.files.series
    ended = file_data.header(monitoring=Monitoring.ENDED)
    files.series = lambda weeks: own(weeks).model_copy(update={"patient": ended})
    press(written.shell, "F5")
    assert not page(written).add.isEnabled()
    assert not page(written).pane.detail.change.isEnabled()

    page(written).go_to(Section.NOTE)
    assert page(written).add.isEnabled()


def test_a_note_is_amended_by_its_author_alone(written):  # noqa: F811
    page(written).go_to(Section.NOTE)
    assert page(written).pane.detail.change.isVisibleTo(page(written))
    theirs = entry(8, "2025-11-12", NoteContent(text="Appeler le matin."), recorded_by=THOMAS)
    written.file.records.record = record(entries=[theirs])
    press(written.shell, "F5")

    assert not page(written).pane.detail.change.isVisibleTo(page(written))
    assert not page(written).pane.detail.withdraw.isVisibleTo(page(written))
