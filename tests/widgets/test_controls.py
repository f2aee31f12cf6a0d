"""Buttons, tabs, chips, rail, forms: what a person presses and what is announced."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from widgets import gallery_samples as samples
from widgets.action_bar import ActionBar, ActionLook
from widgets.answer_table import AnswerModel, AnswerTable, Change
from widgets.button import Button
from widgets.chip import Chip
from widgets.form_panel import FormPanel
from widgets.grade_picker import GradePicker
from widgets.plain_label import PlainLabel
from widgets.rail import Rail
from widgets.strip import Strip
from widgets.tab_strip import TabStrip
from widgets.text_field import TextField


@pytest.fixture
def bar(theme, qtbot):
    made = ActionBar(theme)
    qtbot.addWidget(made)
    made.set_actions(samples.actions())
    return made


@pytest.mark.parametrize("compact", [False, True])
def test_each_action_says_its_name_once_when_clicked(bar, qtbot, compact):
    bar.set_compact(compact)
    said: list[object] = []
    bar.action_triggered.connect(said.append)

    for look in samples.actions():
        qtbot.mouseClick(bar.button(look.name), Qt.MouseButton.LeftButton)

    assert said == [look.name for look in samples.actions()]


def test_a_disabled_action_says_why_and_does_nothing(bar, qtbot):
    said: list[object] = []
    bar.action_triggered.connect(said.append)

    bar.set_action_enabled("defer", False, "Prenez <b>d'abord</b> l'alerte")
    qtbot.mouseClick(bar.button("defer"), Qt.MouseButton.LeftButton)

    assert said == []
    assert (
        bar.button("defer").toolTip()
        == "<qt>Prenez &lt;b&gt;d&#x27;abord&lt;/b&gt; l&#x27;alerte</qt>"
    )
    assert bar.button("defer").accessibleDescription() == "Prenez <b>d'abord</b> l'alerte"


def test_an_action_enabled_again_forgets_the_reason(bar):
    bar.set_action_enabled("defer", False, "Non")
    bar.set_action_enabled("defer", True)

    assert bar.button("defer").toolTip() == "<qt>Différer (D)</qt>"


def test_replacing_actions_keeps_the_buttons_that_stay(bar):
    kept = bar.button("claim")

    bar.set_actions((ActionLook("release", "Lâcher", "hand-grabbing", "L"), samples.actions()[1]))

    assert bar.button("claim") is kept
    with pytest.raises(KeyError):
        bar.button("call")


def test_pointer_targets_are_large_enough(bar):
    sizes = [bar.button(look.name).sizeHint() for look in samples.actions()]
    bar.set_compact(True)
    sizes_compact = [bar.button(look.name).sizeHint() for look in samples.actions()]

    assert {size.height() for size in sizes} == {48}
    assert {size.height() for size in sizes_compact} == {36}
    assert min(size.width() for size in sizes + sizes_compact) >= 32


def test_the_rail_announces_a_choice_but_not_a_selection_by_code(theme, qtbot):
    rail = Rail(theme, "Navigation")
    qtbot.addWidget(rail)
    rail.set_items(samples.rail_items())
    said: list[object] = []
    rail.destination_chosen.connect(said.append)

    rail.set_current("patients")
    qtbot.mouseClick(rail.findChildren(QWidget)[1], Qt.MouseButton.LeftButton)

    assert len(said) == 1
    assert said[0] in {look.name for look in samples.rail_items()}


def test_a_count_for_an_absent_destination_is_ignored(theme, qtbot):
    rail = Rail(theme, "Navigation")
    qtbot.addWidget(rail)
    rail.set_items(samples.rail_items()[:2])

    rail.set_count("exports", "3")
    rail.set_count("triage", "13", "13 patients à traiter")

    assert "13 patients à traiter" in [
        w.accessibleDescription() for w in rail.findChildren(QWidget)
    ]


def test_the_rail_is_84_or_56_wide(theme, qtbot):
    rail = Rail(theme, "Navigation")
    qtbot.addWidget(rail)
    rail.set_items(samples.rail_items())

    wide = rail.width()
    rail.set_compact(True)

    assert (wide, rail.width()) == (84, 56)


def test_tabs_move_by_arrow_keys_and_announce(theme, qtbot):
    tabs = TabStrip(theme, "Files")
    qtbot.addWidget(tabs)
    tabs.set_tabs((("todo", "À traiter"), ("mine", "Les miennes")))
    tabs.set_count("todo", "13")
    with qtbot.waitActive(tabs):
        tabs.show()
        tabs.activateWindow()
    first = tabs.findChildren(QWidget)[0]
    first.setFocus()
    said: list[object] = []
    tabs.tab_chosen.connect(said.append)

    qtbot.keyClick(first, Qt.Key.Key_Right)
    tabs.set_current("todo")

    assert said == ["mine"]
    assert tabs.current == "todo"
    assert first.accessibleName() == "À traiter 13"


def test_a_removable_chip_goes_by_delete(theme, qtbot):
    chip = Chip(theme, "Unité : digestif", removable=True)
    qtbot.addWidget(chip)

    with qtbot.waitSignal(chip.clicked):
        qtbot.keyClick(chip, Qt.Key.Key_Delete)


def test_a_filter_chip_stays_by_delete(theme, qtbot):
    chip = Chip(theme, "Critique", "critical", "2")
    qtbot.addWidget(chip)

    qtbot.keyClick(chip, Qt.Key.Key_Delete)
    assert not chip.isChecked()
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)

    assert chip.isChecked()


def test_answers_keep_their_order_and_read_as_sentences(theme, qtbot):
    table = AnswerTable(theme, "Réponses")
    qtbot.addWidget(table)
    answers = samples.answers()
    table.set_answers(answers, ("Symptôme", "11-nov.", "18-nov.", ""))
    model = table.model()

    assert [model.index(row, 0).data() for row in range(model.rowCount())] == [
        answer.symptom for answer in answers
    ]
    assert model.index(0, 2).data() == "3"
    assert model.index(7, 1).data() == ""
    assert model.headerData(1, Qt.Orientation.Horizontal) == "11-nov."


def test_the_sentence_of_a_row_is_what_a_screen_reader_gets(theme):
    model = AnswerModel()
    answer = type(samples.answers()[0])("Diarrhée", 1, 3, Change.WORSE, "+2", "Diarrhée, de 1 à 3")
    model.set_answers((answer,), ("", "", "", ""))

    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.index(0, 0).data(role) == "Diarrhée, de 1 à 3"
    assert model.index(0, 3).data(role) == "+2"


def test_the_answer_model_keeps_the_rules_of_qt(qapp):
    model = AnswerModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    model.set_answers(samples.answers(), ("a", "b", "c", "d"))
    model.set_answers((), ("a", "b", "c", "d"))

    assert model.rowCount() == 0


def test_a_field_shows_and_takes_back_its_error(theme, qtbot):
    field = TextField(theme, "Identifiant", "Prénom.nom")
    qtbot.addWidget(field)

    field.show_error("À remplir")
    assert field.error == "À remplir"
    assert field.edit.accessibleDescription() == "À remplir"
    field.show_error("")

    assert field.error == ""
    assert field.edit.accessibleDescription() == "Prénom.nom"


def test_a_secret_is_hidden_until_asked_for(theme, qtbot):
    field = TextField(theme, "Mot de passe")
    qtbot.addWidget(field)
    field.make_secret("Voir", "Cacher", "Majuscules verrouillées")
    reveal = next(w for w in field.findChildren(QWidget) if w.accessibleName() == "Voir")

    hidden = field.edit.echoMode()
    qtbot.mouseClick(reveal, Qt.MouseButton.LeftButton)

    assert hidden is QLineEdit.EchoMode.Password
    assert field.edit.echoMode() is QLineEdit.EchoMode.Normal
    assert reveal.accessibleName() == "Cacher"


def test_what_was_forgotten_does_not_come_back_by_undo(theme, qtbot):
    field = TextField(theme, "Mot de passe")
    qtbot.addWidget(field)
    field.make_secret("Voir", "Cacher", "Majuscules verrouillées")
    qtbot.keyClicks(field.edit, "secret")
    field.clear()
    assert field._reveal is not None
    field._reveal.click()

    for key in (Qt.Key.Key_Z, Qt.Key.Key_Y):
        qtbot.keyClick(field.edit, key, Qt.KeyboardModifier.ControlModifier)

    assert field.text == ""
    assert not field.edit.isUndoAvailable()


def test_the_next_secret_is_hidden_again(theme, qtbot):
    field = TextField(theme, "Mot de passe")
    qtbot.addWidget(field)
    field.make_secret("Voir", "Cacher", "Majuscules verrouillées")
    assert field._reveal is not None
    field._reveal.click()

    field.clear()

    assert not field._reveal.isChecked()
    assert field._reveal.accessibleName() == "Voir"
    assert field.edit.echoMode() is QLineEdit.EchoMode.Password


@pytest.mark.parametrize("is_shown", [True, False])
def test_in_another_language_the_eye_and_the_text_still_agree(theme, qtbot, is_shown):
    field = TextField(theme, "Mot de passe")
    qtbot.addWidget(field)
    field.make_secret("Voir", "Cacher", "Majuscules verrouillées")
    assert field._reveal is not None
    field._reveal.setChecked(is_shown)

    field.make_secret("Show", "Hide", "Caps lock is on")

    echo = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
    assert field.edit.echoMode() is echo
    assert field._reveal.accessibleName() == ("Hide" if is_shown else "Show")


def test_caps_lock_is_noticed_from_what_is_typed(theme, qtbot):
    field = TextField(theme, "Mot de passe")
    qtbot.addWidget(field)
    field.make_secret("Voir", "Cacher", "Majuscules verrouillées")
    caps_on = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "A")

    qtbot.keyClick(field.edit, Qt.Key.Key_A)
    before = _shown_texts(field)
    field.eventFilter(field.edit, caps_on)

    assert "Majuscules verrouillées" not in before
    assert "Majuscules verrouillées" in _shown_texts(field)


def _shown_texts(field: TextField) -> list[str]:
    return [label.text() for label in field.findChildren(PlainLabel) if not label.isHidden()]


@pytest.fixture
def panel(theme, qtbot):
    made = FormPanel(theme)
    qtbot.addWidget(made)
    body = QPlainTextEdit()
    body.setAccessibleName("Note")
    made.set_form("Note", "KERMARREC Jeanne", body, "Enregistrer", "Annuler")
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_control_enter_submits_from_inside_the_body(panel, qtbot, key):
    body = panel.findChild(QPlainTextEdit)
    body.setFocus()

    with qtbot.waitSignal(panel.submitted):
        qtbot.keyClick(body, key, Qt.KeyboardModifier.ControlModifier)

    assert body.toPlainText() == ""


def test_escape_cancels(panel, qtbot):
    body = panel.findChild(QPlainTextEdit)
    body.setFocus()

    with qtbot.waitSignal(panel.cancelled):
        qtbot.keyClick(body, Qt.Key.Key_Escape)


def test_a_busy_form_is_not_sent_twice(panel, qtbot):
    sent: list[object] = []

    def count() -> None:
        sent.append(1)

    panel.submitted.connect(count)
    body = panel.findChild(QPlainTextEdit)
    body.setFocus()

    panel.set_busy(True)
    qtbot.keyClick(body, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    panel.set_busy(False)
    qtbot.keyClick(body, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert sent == [1]


def test_a_line_of_the_error_summary_names_its_field(panel, qtbot):
    panel.show_errors("Deux champs", (("note", "La note est vide"), ("code", "Choisissez un code")))
    line = next(b for b in panel.findChildren(Button) if b.accessibleName() == "Choisissez un code")

    with qtbot.waitSignal(panel.error_followed) as followed:
        qtbot.mouseClick(line, Qt.MouseButton.LeftButton)

    assert followed.args == ["code"]


def test_the_panel_takes_forty_percent(panel):
    assert panel.height_in(640) == 256


@pytest.mark.parametrize(
    ("key", "signal"), [(Qt.Key.Key_Return, "accepted"), (Qt.Key.Key_Escape, "dismissed")]
)
def test_a_strip_is_answered_by_keys(theme, qtbot, key, signal):
    strip = Strip(theme)
    qtbot.addWidget(strip)
    strip.ask("Accuser réception pour KERMARREC Jeanne ?", "Oui", "Non")
    strip.show()

    with qtbot.waitSignal(getattr(strip, signal)):
        qtbot.keyClick(strip, key)


def test_a_grade_is_chosen_and_taken_back(theme, qtbot):
    picker = GradePicker(theme, "Grade confirmé, diarrhée")
    qtbot.addWidget(picker)
    picker.set_highest(3)
    said: list[object] = []
    picker.grade_chosen.connect(said.append)
    buttons = {b.accessibleName(): b for b in picker.findChildren(QWidget)}

    qtbot.mouseClick(buttons["Grade confirmé, diarrhée 2"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(buttons["Grade confirmé, diarrhée 3"], Qt.MouseButton.LeftButton)
    chosen = picker.grade
    qtbot.keyClick(picker, Qt.Key.Key_Delete)

    assert said == [2, 3, None]
    assert chosen == 3
    assert picker.grade is None
    assert buttons["Grade confirmé, diarrhée 4"].isHidden()


def test_a_form_that_may_not_be_sent_is_not_sent_by_key(panel, qtbot):
    sent: list[object] = []

    def count() -> None:
        sent.append(1)

    panel.submitted.connect(count)
    body = panel.findChild(QPlainTextEdit)
    body.setFocus()

    panel.set_submit_enabled(False, "Choisissez un code")
    qtbot.keyClick(body, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert sent == []


def test_the_main_action_is_at_least_as_wide_as_the_others_where_there_is_room(bar, qtbot):
    bar.resize(1400, 60)
    bar.show()
    looks = samples.actions()
    main = next(bar.button(look.name).width() for look in looks if look.primary)

    assert main >= max(bar.button(look.name).width() for look in looks) - 1
