"""Ctrl+K: one field that finds what may be done now, and teaches its key (screens.md 1.9)."""

import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from console.settings import Language, LetterKeys
from console.settings import Theme as ThemeChoice
from console.stores.patient_search import SearchState
from resources.wording import Wording
from services.contract.enums import ActionKind, Role
from tests.samples.stores import SampleSession
from tests.support.ui_parts import child, focused, make_parts, press
from ui.shell.palette_search import Command, Group, found
from ui.triage.forms.make import FormKind
from widgets.palette import Palette
from widgets.palette_list import PaletteList

WITHIN_S = 0.15


def _palette(parts) -> Palette:
    (palette,) = parts.shell.findChildren(Palette)
    assert isinstance(palette, Palette)
    return palette


def _list(parts) -> PaletteList:
    return child(parts.shell, PaletteList, "palette_list")


def _lines(parts) -> list[str]:
    shown = _list(parts)
    return [shown.item(row).text() for row in range(shown.count())]


def _type(parts, text: str) -> None:
    """Type, and wait until it is known whether a patient is meant."""
    child(parts.shell, QLineEdit, "palette_field").setText(text)
    while parts.search.state is SearchState.WAITING:
        QTest.qWait(1)


def _nothing() -> None:
    """What an invented command does."""


def _command(text: str, group: Group = Group.COMMANDS, key: str = "") -> Command:
    return Command(text, group, text, key, _nothing)


@pytest.mark.parametrize(
    ("typed", "finds"),
    [
        ("", True),
        ("theme", True),
        ("Thème", True),
        ("som", True),
        ("sombre the", True),
        ("  SOMBRE  ", True),
        ("ombre", False),
        ("theme clair", False),
        ("thèmes", False),
        (">som", True),
        ("> the som", True),
    ],
)
def test_each_word_typed_begins_a_word_of_the_command(typed, finds):
    groups = found(Wording("fr"), [_command("Thème : Sombre")], typed)

    assert bool(groups) is finds


@pytest.mark.parametrize("typed", ["sein", "oedeme", "œdème", "mi"])
def test_hyphens_and_ligatures_are_no_obstacle(typed):
    assert found(Wording("fr"), [_command("Mi-sein Œdème")], typed)


def test_groups_stand_in_their_order_and_a_sign_leaves_commands_only():
    commands = [
        _command("Clavier", Group.HELP),
        _command("Carte", Group.SCREENS),
        _command("Clore"),
    ]

    titles = [group.title for group in found(Wording("fr"), commands, "c")]
    assert titles == ["Commandes", "Écrans", "Aide"]
    assert [group.title for group in found(Wording("fr"), commands, ">c")] == ["Commandes"]
    assert found(Wording("fr"), commands, "x") == ()


def test_it_opens_on_what_may_be_done_with_nothing_chosen(parts):
    press(parts.shell, "Ctrl+K")

    assert focused().objectName() == "palette_field"
    lines = _lines(parts)
    assert lines[:3] == ["Commandes", "Accuser réception", "Prendre"]
    assert {"Écrans", "Réglages", "Aide", "Clavier"} <= set(lines)
    assert "Triage" not in lines
    assert _list(parts).chosen == ""
    press(parts.shell, "Return")
    assert parts.actions.asked == []
    assert parts.triage.forms.kind is None
    press(parts.shell, "Down")
    assert _list(parts).chosen_sentence == "Accuser réception, A"


def test_enter_runs_the_first_and_gives_the_keyboard_to_it(parts):
    press(parts.shell, "Ctrl+K")
    _type(parts, "note")
    press(parts.shell, "Return")

    assert not _palette(parts).isVisible()
    assert parts.triage.forms.kind is FormKind.NOTE
    assert focused().objectName() == "note_text"


def test_arrows_choose_and_pass_over_titles(parts):
    press(parts.shell, "Ctrl+K", "Down")
    assert _list(parts).chosen == "acknowledge"
    press(parts.shell, "Down")
    assert _list(parts).chosen == "claim"
    for _ in range(60):
        press(parts.shell, "Down")
    assert _list(parts).chosen == "tour"
    _type(parts, "clav")
    press(parts.shell, "Return")
    assert parts.shell.keys.map.isVisible()


@pytest.mark.parametrize("leave", ["Escape", "Ctrl+K"])
def test_leaving_gives_the_keyboard_back_to_the_caret(parts, leave):
    press(parts.shell, "N")
    editor = focused()
    QTest.keyClicks(editor, "Rappeler")
    press(parts.shell, "Left", "Ctrl+K", "X", leave)

    assert not _palette(parts).isVisible()
    assert focused() is editor
    assert isinstance(editor, QPlainTextEdit)
    assert editor.toPlainText() == "Rappeler"
    assert editor.textCursor().position() == 7


def test_a_click_beside_it_closes_and_one_on_a_line_runs(parts):
    press(parts.shell, "Ctrl+K")
    QTest.mouseClick(_palette(parts), Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert not _palette(parts).isVisible()

    press(parts.shell, "Ctrl+K")
    _type(parts, "masquer")
    shown = _list(parts)
    QTest.mouseClick(
        shown.viewport(),
        Qt.MouseButton.LeftButton,
        pos=shown.visualItemRect(shown.item(1)).center(),
    )
    assert parts.shell._banners.masked.isVisible()


def test_what_the_alert_does_not_allow_is_not_offered(parts):
    parts.triage.list.view.choose(2)
    QTest.qWait(0)
    press(parts.shell, "Ctrl+K")
    assert "Reprendre" in _lines(parts) or "Prendre" not in _lines(parts)
    assert "Accuser réception" not in _lines(parts)
    press(parts.shell, "Escape")

    parts.actions.can_act = False
    parts.connection.go_offline(3)
    parts.triage.list.view.choose(0)
    QTest.qWait(0)
    press(parts.shell, "Ctrl+K")
    assert not {"Accuser réception", "Prendre", "Clôturer"} & set(_lines(parts))


def test_what_is_no_longer_allowed_is_not_done(parts):
    press(parts.shell, "Ctrl+K")
    _type(parts, "accuser")
    parts.actions.can_act = False
    parts.connection.go_offline(3)

    press(parts.shell, "Return")

    assert parts.actions.asked == []
    assert parts.triage.forms.kind is None


def test_an_act_from_the_palette_is_the_act_of_the_key(parts):
    press(parts.shell, "Ctrl+K")
    _type(parts, "prendre")
    press(parts.shell, "Return")

    assert [kind for kind, _, _ in parts.actions.asked] == [ActionKind.CLAIM]


def test_a_role_without_triage_is_offered_no_act(theme, settings, wording, qtbot):
    session = SampleSession()
    assert session.me is not None
    session.me = session.me.model_copy(update={"actions": [], "role": Role.ADMIN})
    made = make_parts(theme, settings, wording, session)
    qtbot.addWidget(made.shell)
    made.shell.show()
    made.shell.show_palette()

    lines = _lines(made)
    assert not {"Accuser réception", "Filtrer par niveau", "Triage"} & set(lines)
    assert {"Verrouiller", "Réglages"} <= set(lines)


def test_settings_are_changed_from_here_and_what_is_in_force_is_not_offered(parts):
    press(parts.shell, "Ctrl+K")
    assert "Thème : Système" not in {line.replace("\u202f", " ") for line in _lines(parts)}
    _type(parts, "theme sombre")
    press(parts.shell, "Return")
    assert parts.settings.theme is ThemeChoice.DARK

    press(parts.shell, "Ctrl+K")
    _type(parts, "english")
    press(parts.shell, "Return")
    assert parts.settings.language is Language.ENGLISH


def test_keys_are_shown_as_they_work_now(parts):
    parts.settings.letter_keys = LetterKeys.ALT
    press(parts.shell, "Ctrl+K", "Down")
    assert _list(parts).chosen_sentence == "Accuser réception, Alt+A"
    press(parts.shell, "Escape")

    parts.settings.letter_keys = LetterKeys.OFF
    press(parts.shell, "Ctrl+K", "Down")
    assert _list(parts).chosen_sentence == "Accuser réception"


def test_nothing_found_is_said_and_enter_does_nothing(parts):
    parts.exceptional.is_allowed = False
    press(parts.shell, "Ctrl+K")
    _type(parts, "zzz")
    press(parts.shell, "Return")

    assert _palette(parts).isVisible()
    assert _palette(parts)._none.isVisible()
    assert not _list(parts).isVisible()


@pytest.mark.parametrize("size", [(1366, 688), (1024, 520), (1920, 1000)], ids=str)
def test_it_is_640_wide_in_the_middle_of_the_upper_third(parts, qtbot, size):
    parts.shell.resize(*size)
    press(parts.shell, "Ctrl+K")
    card = _palette(parts)._card

    def is_placed() -> None:
        assert card.width() == 640
        assert abs(card.geometry().center().x() - parts.shell.rect().center().x()) <= 1
        assert 0 < card.y() < size[1] / 3
        assert card.geometry().bottom() < size[1]

    qtbot.waitUntil(is_placed)


def test_no_key_reaches_the_screen_under_it_and_tab_stays(parts):
    press(parts.shell, "Ctrl+K", "A", "C", "Tab", "F6")

    assert parts.actions.asked == []
    assert focused().objectName() == "palette_field"


def test_the_magnifying_glass_opens_it(parts):
    child(parts.shell, QWidget, "shell_search").click()  # type: ignore[attr-defined]

    assert _palette(parts).isVisible()


def test_a_lock_takes_it_away(house, qtbot):
    parts = house.sign_in()
    qtbot.waitUntil(lambda: parts.details.shown.alert is not None)
    parts.shell.show_palette()

    house.window.curtain.draw()
    house.session.unlocked.emit()

    assert not _palette(parts).isVisible()


def test_results_are_there_within_150_ms(parts):
    press(parts.shell, "Ctrl+K")
    taken = []
    for text in ("t", "th", "the", "a", "zzz", ""):
        began = time.process_time()
        _type(parts, text)
        _palette(parts).grab()
        taken.append(time.process_time() - began)

    assert max(taken) < WITHIN_S
    assert QGuiApplication.focusObject() is not None
