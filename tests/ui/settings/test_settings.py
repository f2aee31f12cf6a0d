"""Settings apply at once, lose nothing, and letters can be switched off (screens.md 3.12, 1.8)."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPlainTextEdit, QSlider, QWidget

from console.settings import Density, Language, LetterKeys, Settings, Sound
from console.settings import Theme as ThemeChoice
from services.contract.enums import AlertKind
from tests.support.typography import plain
from tests.support.ui_parts import child, focused, press, visible_texts
from ui.settings.screen import SettingsScreen
from widgets.keycap import KeyCap
from widgets.tab_strip import Tab
from widgets.theme import ThemeMode

LANGUAGE_S, THEME_S = 0.5, 0.2
FLOORS = 30
ROUNDS = 12


@pytest.fixture
def work(qtbot, house):
    """Claire is at work, with the caret inside a note on the second patient."""
    parts = house.sign_in()
    qtbot.waitUntil(lambda: parts.details.shown.alert is not None)
    house.window.activateWindow()
    press(house.window, "J", "N")
    QTest.keyClicks(focused(), "Rappeler demain")
    press(house.window, "Home", "Right", "Right")
    return parts


def _screen(parts) -> SettingsScreen:
    return child(parts.shell, SettingsScreen, "settings_screen")


def _pick(parts, name: str, value: str) -> None:
    strip = child(_screen(parts), QWidget, f"setting_{name}")
    next(tab for tab in strip.findChildren(Tab) if tab.name == value).click()


def _chosen(parts, name: str) -> str:
    strip = child(_screen(parts), QWidget, f"setting_{name}")
    return next(tab.name for tab in strip.findChildren(Tab) if tab.isChecked())


def _go(key: str) -> None:
    """`G`, then another letter, as a hand types them."""
    for each in ("G", key):
        QTest.keyClick(focused(), getattr(Qt.Key, f"Key_{each}"))


def test_g_then_o_leads_there_and_g_then_t_back(house, work):
    work.triage.list.view.setFocus()
    _go("O")
    assert _screen(work).isVisible()
    assert not work.triage.isVisible()
    assert house.window.windowTitle() == "Vigie · Réglages"
    assert _screen(work).isAncestorOf(focused())

    _go("T")
    assert work.triage.isVisible()
    assert house.window.windowTitle() == "Vigie · Triage"
    assert focused() is work.triage.list.view


def test_the_rail_leads_there_and_esc_back_to_the_caret(house, work):
    editor = focused()
    next(
        item
        for item in work.shell._rail.findChildren(QAbstractButton)
        if item.accessibleName() == "Réglages"
    ).click()
    assert _screen(work).isVisible()

    press(house.window, "Escape")

    assert focused() is editor
    assert isinstance(editor, QPlainTextEdit)
    assert editor.textCursor().position() == 2


def test_each_choice_is_applied_at_once_and_kept(house, work):
    work.shell.go_to("settings")
    _pick(work, "theme", "dark")
    _pick(work, "density", "compact")
    _pick(work, "language", "en")
    _pick(work, "letters", "alt")
    _pick(work, "sound", "on")

    assert house.theme.mode is ThemeMode.DARK
    assert house.theme.density == "compact"
    assert "Settings" in set(visible_texts(_screen(work)))
    again = Settings(house.settings.path)
    assert again.theme is ThemeChoice.DARK
    assert again.density is Density.COMPACT
    assert again.language is Language.ENGLISH
    assert again.letter_keys is LetterKeys.ALT
    assert again.sound is Sound.ON


def test_a_sound_is_played_for_whoever_wants_one_and_once_to_try_it(house, work, monkeypatch):
    played: list[int] = []
    monkeypatch.setattr(QApplication, "beep", lambda: played.append(1))
    work.worklist.urgent_arrived.emit(AlertKind.CLINICAL)
    assert not played

    work.shell.go_to("settings")
    _pick(work, "sound", "on")
    assert len(played) == 1
    work.worklist.urgent_arrived.emit(AlertKind.TECHNICAL)

    assert len(played) == 2
    _pick(work, "sound", "off")
    work.worklist.urgent_arrived.emit(AlertKind.CLINICAL)
    assert len(played) == 2


def test_what_the_menu_and_keys_change_is_marked_here(house, work):
    work.shell.go_to("settings")

    house.settings.theme = ThemeChoice.LIGHT
    press(house.window, "Ctrl+Plus")

    assert _chosen(work, "theme") == "light"
    assert child(_screen(work), QSlider, "setting_text_size").value() == 110


def test_the_sample_follows_the_slider_and_the_window_follows_the_hand(house, work):
    work.shell.go_to("settings")
    slider, line = child(_screen(work), QSlider, "setting_text_size"), _screen(work)._size
    before = line._sample.font().pixelSize()

    slider.sliderMoved.emit(200)
    assert line._sample.font().pixelSize() == 2 * before
    assert house.settings.text_scale_percent == 100

    slider.setFocus()
    press(house.window, "Right", "Right")
    assert house.settings.text_scale_percent == 120
    assert house.theme.text_scale_pct == 120
    assert plain(line._percent.text()) == "120 %"


def test_defaults_come_back_and_the_language_stays(house, work):
    settings = house.settings
    settings.theme, settings.density = ThemeChoice.DARK, Density.COMPACT
    settings.language, settings.letter_keys = Language.ENGLISH, LetterKeys.OFF
    settings.text_scale_percent = 150
    work.shell.go_to("settings")

    child(_screen(work), QAbstractButton, "settings_defaults").click()

    assert (settings.theme, settings.density) == (ThemeChoice.SYSTEM, Density.COMFORT)
    assert (settings.text_scale_percent, settings.letter_keys) == (100, LetterKeys.ON)
    assert settings.language is Language.ENGLISH


def test_the_idle_minutes_can_be_read_and_not_changed(house, work):
    work.shell.go_to("settings")

    assert _screen(work)._idle.accessibleName() == (
        "Verrouillage sans activité. Après 5 minutes. Fixé par le centre"
    )
    assert not _screen(work)._idle.findChildren(QAbstractButton)


def test_a_switch_of_language_and_theme_keeps_selection_text_and_caret(house, work):
    key = work.triage.list.view.key

    house.settings.language = Language.ENGLISH
    house.settings.theme = ThemeChoice.DARK
    house.settings.text_scale_percent = 110

    editor = child(work.triage.detail, QPlainTextEdit, "note_text")
    assert work.triage.list.view.key == key
    assert editor.toPlainText() == "Rappeler demain"
    assert editor.textCursor().position() == 2
    assert focused() is editor


def test_letters_can_be_switched_off(house, work):
    press(house.window, "Escape")
    house.settings.letter_keys = LetterKeys.OFF
    work.triage.list.view.setFocus()
    place = work.triage.list.view.currentIndex().row()

    press(house.window, "J", "A", "P", "N", "C")
    _go("O")

    assert work.actions.asked == []
    assert work.triage.forms.kind is None
    assert work.triage.list.view.currentIndex().row() == place
    assert work.triage.isVisible()
    press(house.window, "Down")
    assert work.triage.list.view.currentIndex().row() == place + 1


def test_with_alt_letters_need_alt_and_say_so(house, work):
    press(house.window, "Escape")
    house.settings.letter_keys = LetterKeys.ALT
    work.triage.list.view.setFocus()
    place = work.triage.list.view.currentIndex().row()

    press(house.window, "J", "N")
    assert work.triage.forms.kind is None
    QTest.keyClick(focused(), Qt.Key.Key_J, Qt.KeyboardModifier.AltModifier)
    assert work.triage.list.view.currentIndex().row() == place + 1
    for key in (Qt.Key.Key_K, Qt.Key.Key_N):
        QTest.keyClick(focused(), key, Qt.KeyboardModifier.AltModifier)
    assert focused().objectName() == "note_text"
    assert work.triage.detail.bar.button("note").look.key == "Alt+N"
    press(house.window, "Escape", "F1")
    caps = {cap._text for cap in work.shell.keys.map.findChildren(KeyCap)}
    assert {"Alt+A", "Alt+G T"} <= caps
    assert "A" not in caps


def _taken(does, round_: int) -> float:
    """Drawn to the end, in the time of this process alone: what its neighbours take is not ours."""
    began = time.process_time()
    does(round_)
    QTest.qWait(0)
    return time.process_time() - began


def _is_within(house, budget_s: float, switch) -> bool:
    """Whether the best of some rounds keeps the budget of an office PC, or on a slower machine so
    many times the floor: what it takes to draw the window once, measured in turn with it.
    """
    taken, drawn = [], []
    for round_ in range(ROUNDS):
        drawn.append(_taken(lambda _: house.window.grab(), round_))
        taken.append(_taken(switch, round_))
        if min(taken) <= max(budget_s, FLOORS * min(drawn)):
            return True
    return False


def test_another_language_is_there_within_half_a_second(house, work):
    def switch(round_: int) -> None:
        house.settings.language = Language.ENGLISH if round_ % 2 == 0 else Language.FRENCH
        house.window.grab()

    assert _is_within(house, LANGUAGE_S, switch)


def test_another_theme_is_there_within_a_fifth_of_a_second(house, work):
    def switch(round_: int) -> None:
        house.settings.theme = ThemeChoice.DARK if round_ % 2 == 0 else ThemeChoice.LIGHT
        house.window.grab()

    assert _is_within(house, THEME_S, switch)
