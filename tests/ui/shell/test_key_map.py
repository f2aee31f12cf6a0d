"""F1 names every key that works, takes the keyboard and gives it back (screens.md 1.8)."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QScrollArea, QWidget

from resources.wording import Wording
from tests.samples.roles import manager
from tests.support.ui_parts import child, focused, make_parts, press, visible_texts
from ui.patient.head import FileTab
from ui.shell.key_groups import (
    EVERYWHERE_KEYS,
    FILE_KEYS,
    RETENTION_KEYS,
    STATISTICS_KEYS,
    TRIAGE_KEYS,
    KeyGroup,
)
from ui.shell.key_map import columns_of
from widgets.key_map import KeyMap

# Handled where they are typed, not bound as actions: the list, the chart, the other plus key.
_HANDLED = {"Down", "Up", "Home", "End", "PgUp", "PgDown", "Return", "Left", "Right"}
_HANDLED |= {"Shift+↓", "Shift+↑"}
_TWINS = {"Ctrl+=", "Ctrl+Enter"}
_WRITTEN = {"↓": "Down", "↑": "Up", "↵": "Return", "←": "Left", "→": "Right", "PgDn": "PgDown"}


def _map_of(parts) -> KeyMap:
    return child(parts.shell, KeyMap, "")


def _named(groups: tuple[KeyGroup, ...]) -> set[str]:
    keys = {key for group in groups for entry in group.entries for key in entry.keys}
    return {_WRITTEN.get(key, key.replace("↵", "Return").replace(" ", ", ")) for key in keys}


def _bound(root: QWidget) -> set[str]:
    sequences = [each for action in root.findChildren(QAction) for each in action.shortcuts()]
    sequences += [shortcut.key() for shortcut in root.findChildren(QShortcut)]
    return {each.toString(QKeySequence.SequenceFormat.PortableText) for each in sequences}


def test_the_map_names_what_is_bound_and_nothing_else(parts):
    press(parts.shell, "T")

    named = _named((*TRIAGE_KEYS, *EVERYWHERE_KEYS))
    assert named - _HANDLED == _bound(parts.shell) - _TWINS


def test_in_a_file_the_map_names_what_is_bound_there(parts):
    press(parts.shell, "O")
    assert parts.shell.file is not None
    parts.shell.file.choose_tab(FileTab.RECORD)
    parts.shell.file.record.add_one()

    assert _named(FILE_KEYS) - _HANDLED - {"F4"} == _bound(parts.shell.file) - _TWINS
    press(parts.shell, "F1")
    assert "Onglet suivant, précédent" in set(visible_texts(_map_of(parts)))


def test_in_the_calendar_the_map_names_what_is_bound_there(parts):
    parts.shell.retention.open()
    screen = parts.shell.retention.screen

    # On the list the arrows go through months, bound there; J and K are typed in it.
    assert _named(RETENTION_KEYS) - (_HANDLED - {"Left", "Right"}) - {"J", "K"} == _bound(screen)


def test_in_the_statistics_the_map_names_what_is_bound_there(qtbot, theme, settings, wording):
    parts = make_parts(theme, settings, wording, *manager())
    qtbot.addWidget(parts.shell)
    screen = parts.shell.statistics.screen
    assert screen is not None

    # The arrows go through the figures of a chart, typed in it.
    assert _named(STATISTICS_KEYS) - {"Left", "Right"} == _bound(screen)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_key_has_a_name(language):
    w = Wording(language)
    for column in (
        *columns_of(w, has_triage=True),
        *columns_of(w, has_triage=True, page="patient_file"),
        *columns_of(w, has_triage=True, page="non_responders"),
        *columns_of(w, has_triage=True, page="answering"),
        *columns_of(w, has_triage=True, page="archives"),
        *columns_of(w, has_triage=True, page="retention"),
        *columns_of(w, has_triage=False, page="statistics"),
    ):
        for group in column:
            assert group.title
            for line in group.lines:
                assert line.text
                assert line.keys[0] in line.sentence


@pytest.mark.parametrize("leave", ["Escape", "F1", "Return"])
def test_it_opens_with_f1_and_gives_the_keyboard_back(parts, leave):
    before = focused()
    press(parts.shell, "F1")
    shown = _map_of(parts)
    assert shown.isVisible()
    assert shown.isAncestorOf(focused())
    assert "Accuser réception" in set(visible_texts(shown))

    press(shown, leave)

    assert not shown.isVisible()
    assert focused() is before


def test_no_key_acts_on_the_alert_under_it(parts):
    press(parts.shell, "F1")
    press(parts.shell, "A", "C", "Tab", "N")

    assert parts.actions.asked == []
    assert parts.triage.forms.kind is None
    assert _map_of(parts).isAncestorOf(focused())


@pytest.mark.parametrize("size", [(1366, 688), (1024, 520), (1920, 1000)], ids=str)
def test_it_lies_inside_the_window(parts, qtbot, size):
    press(parts.shell, "F1")
    parts.shell.resize(*size)
    shown = _map_of(parts)

    def is_inside() -> None:
        assert shown.geometry() == parts.shell.rect()
        card = child(shown, QScrollArea, "").parentWidget()
        assert card is not None
        assert QRect(QPoint(0, 0), shown.size()).contains(card.geometry())

    qtbot.waitUntil(is_inside)


def test_without_triage_only_what_always_works_is_named():
    (column,) = columns_of(Wording("fr"), has_triage=False)
    assert [group.title for group in column] == ["Partout"]
