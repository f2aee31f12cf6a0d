"""Filters by keyboard and mouse: chosen in the panel, seen as chips; nothing is lost by them."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox

from console.models.worklist_model import SectionRole
from console.stores.filters import NO_FILTER, NOBODY, Filters, Wish
from console.stores.states import StoreState
from services.contract.enums import AlertLevel, WorklistView
from services.contract.filters import WorklistFilters
from tests.support.typography import plain
from tests.support.ui_parts import Parts, press, visible_texts
from ui.triage.filter_panel import FilterPanel
from ui.triage.layout_class import LayoutClass

HIGH = Filters(levels=frozenset({AlertLevel.HIGH}))
CRITICAL = Filters(levels=frozenset({AlertLevel.CRITICAL}))


def _panel(parts: Parts) -> FilterPanel:
    panel = parts.shell.findChild(FilterPanel)
    assert isinstance(panel, FilterPanel)
    return panel


def _part(parts: Parts, name: str) -> QAbstractButton:
    found = parts.shell.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton)
    return found


def _box(parts: Parts, wish: Wish) -> QComboBox:
    found = parts.shell.findChild(QComboBox, f"filter_{wish.value}")
    assert isinstance(found, QComboBox)
    return found


def _sections(parts: Parts) -> Sequence[str]:
    model = parts.triage.list.view.model()
    return [model.index(row, 0).data(SectionRole) for row in range(model.rowCount())]


def _focus() -> str:
    focus = QApplication.focusWidget()
    return "" if focus is None else focus.objectName()


def test_f_opens_the_panel_and_the_keyboard_applies_what_was_chosen(parts):
    press(parts.shell, "F")
    assert _panel(parts).isVisible()
    assert _focus() == "filter_level_critical"
    assert parts.filter_choices.times_read == 1

    press(parts.shell, "Tab", "Space")
    press(parts.shell, "Ctrl+Return")

    assert not _panel(parts).isVisible()
    assert parts.worklist.filters == HIGH
    assert _focus() == "triage_list"


def test_where_there_is_room_nothing_in_the_panel_scrolls(parts, qtbot):
    press(parts.shell, "F")

    qtbot.waitUntil(lambda: _panel(parts)._area.verticalScrollBar().maximum() == 0)


def test_every_wish_can_be_chosen_and_is_asked_for(parts):
    press(parts.shell, "F")
    for wish in (Wish.SYMPTOM, Wish.TREATMENT, Wish.ONCOLOGIST, Wish.UNIT, Wish.OWNER):
        assert _box(parts, wish).count() > 1, wish
        _box(parts, wish).setCurrentIndex(1)
    _part(parts, "filter_overdue").click()
    press(parts.shell, "Ctrl+Return")

    asked = dict(parts.worklist.filters.parameters())
    assert set(asked) == {wish.value for wish in Wish}
    assert asked["owner"] == "me"


def test_tab_goes_round_in_the_panel_and_reaches_everything(parts):
    press(parts.shell, "F")
    seen = []
    for _ in range(40):
        if _focus() in seen:
            break
        seen.append(_focus())
        press(parts.shell, "Tab")

    assert _focus() == seen[0]
    assert {"filter_symptom", "filter_owner", "filter_overdue", "filter_panel_apply"} <= set(seen)
    assert all(name.startswith("filter_") for name in seen)
    press(parts.shell, "Shift+Tab")
    assert _focus() == seen[-1]


def test_letters_are_no_commands_while_the_panel_is_open(parts):
    press(parts.shell, "F")
    press(parts.shell, "A", "P", "J")

    assert parts.actions.asked == []
    assert parts.triage.list.view.currentIndex().row() == 0


@pytest.mark.parametrize("key", ["F6", "Shift+F6", "F5", "F8", "Shift+F8", "F4", "Ctrl+Z"])
def test_no_key_acts_behind_the_open_panel(parts, key):
    """F6 led to the list under the panel, where A acknowledged an alert out of sight."""
    press(parts.shell, "F")
    before = parts.triage.list.view.currentIndex().row()
    press(parts.shell, key)

    assert _focus() == "filter_level_critical"
    press(parts.shell, "A")
    assert _panel(parts).isVisible()
    assert parts.triage.list.view.currentIndex().row() == before
    assert parts.worklist.applied_new == parts.actions.undone == 0
    assert parts.actions.asked == []
    assert list(parts.shell.toasts.toasts) == []


@pytest.mark.parametrize("key", ["Ctrl+K", "F1"])
def test_what_is_laid_over_the_panel_takes_its_place(parts, key):
    """A command of the palette never acts behind a panel that stays open."""
    press(parts.shell, "F", key)

    assert not _panel(parts).isVisible()
    assert parts.shell.is_covered
    press(parts.shell, "Escape")
    assert not parts.shell.is_covered
    assert _focus() == "triage_list"


@pytest.mark.parametrize(
    ("button", "after"),
    [("close", HIGH), ("clear", NO_FILTER), ("apply", CRITICAL)],
)
def test_enter_presses_the_button_that_has_the_keyboard(parts, button, after):
    """Enter on Close and on Clear applied what was chosen."""
    parts.worklist.set_filters(HIGH)
    press(parts.shell, "F")
    _part(parts, "filter_level_critical").click()
    _part(parts, "filter_level_high").click()
    _part(parts, f"filter_panel_{button}").setFocus()
    press(parts.shell, "Return")

    assert not _panel(parts).isVisible()
    assert parts.worklist.filters == after


def test_escape_changes_nothing_and_gives_the_keyboard_back(parts):
    parts.worklist.set_filters(HIGH)
    press(parts.shell, "F", "Tab", "Space", "Escape")

    assert not _panel(parts).isVisible()
    assert parts.worklist.filters == HIGH
    assert _focus() == "triage_list"


def test_what_is_in_force_stands_in_the_panel_even_when_no_row_has_it_any_more(parts):
    parts.worklist.set_filters(HIGH.with_wish(Wish.SYMPTOM, "vomiting"))
    press(parts.shell, "F")

    assert _panel(parts).filters() == parts.worklist.filters


def test_choices_that_come_late_keep_what_was_chosen(parts):
    press(parts.shell, "F")
    _box(parts, Wish.SYMPTOM).setCurrentIndex(2)
    chosen = _panel(parts).filters()
    parts.filter_choices.choices = WorklistFilters(
        symptoms=["nausea", "fatigue", "cough"], treatments=[], oncologists=[], owners=[]
    )
    parts.filter_choices.changed.emit()

    assert _panel(parts).filters() == chosen


def test_rows_outside_stand_under_their_line_and_say_so(parts):
    parts.worklist.set_filters(HIGH)
    view = parts.triage.list.view
    outside = parts.worklist.outside_count

    lines = _sections(parts)
    assert lines[0] == "Hors filtre"
    assert lines[outside] == "Dans le filtre"
    assert sum(bool(line) for line in lines) == 2
    first = view.model().index(0, 0)
    assert first.data().startswith("Hors filtre. Critique")
    assert not view.model().index(outside, 0).data().startswith("Hors")
    assert view.visualRect(first).height() > view.visualRect(view.model().index(1, 0)).height()


def test_the_head_says_how_many_of_how_many_and_names_each_filter(parts):
    parts.worklist.set_filters(HIGH.with_wish(Wish.OWNER, NOBODY))

    texts = set(visible_texts(parts.triage.list))
    told = parts.worklist.filtered
    assert told is not None
    assert f"{told.matching} sur {told.all}" in texts
    assert (
        _part(parts, "filter_chip_owner").accessibleName()
        == "Responsable\N{NO-BREAK SPACE}: Personne"
    )
    assert _part(parts, "triage_level_high").isChecked()


def test_a_chip_is_taken_away_by_key_and_the_keyboard_goes_to_the_list(parts):
    parts.worklist.set_filters(HIGH.with_wish(Wish.OWNER, NOBODY))
    chip = _part(parts, "filter_chip_owner")
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Delete)

    assert parts.worklist.filters == HIGH
    assert _focus() == "triage_list"


def test_all_filters_are_cleared_by_the_button(parts):
    parts.worklist.set_filters(HIGH.with_wish(Wish.OWNER, NOBODY))
    clear = _part(parts, "filter_clear")
    clear.setFocus()
    press(parts.shell, "Space")

    assert parts.worklist.filters == NO_FILTER
    assert not _part(parts, "triage_level_high").isChecked()
    assert _focus() == "triage_list"


def test_a_level_chip_keeps_the_other_filters(parts):
    parts.worklist.set_filters(NO_FILTER.with_wish(Wish.OWNER, NOBODY))
    _part(parts, "triage_level_moderate").click()

    assert parts.worklist.filters.owner == NOBODY
    assert parts.worklist.filters.levels == {AlertLevel.MODERATE}


def test_an_open_form_survives_a_filter_that_leaves_its_patient_out(parts):
    press(parts.shell, "End", "N")
    alert = parts.triage.forms.alert
    assert alert is not None
    key = parts.triage.list.view.key
    rows = list(parts.worklist.rows)
    parts.worklist.put_rows([rows[-1], *rows[:-1]])  # as the store keeps who is selected

    assert parts.worklist.held == key
    assert parts.triage.list.view.key == key
    assert parts.triage.forms.alert is alert


@pytest.mark.parametrize("view", list(WorklistView))
def test_a_list_emptied_by_its_filter_offers_to_clear_it_in_every_tab(parts, view):
    parts.worklist.set_filters(HIGH)
    parts.worklist.put_rows([])
    parts.worklist.view = view
    parts.worklist.put_state(StoreState.EMPTY)

    assert "Aucun résultat avec ces filtres" in set(visible_texts(parts.triage.list))


def test_a_filter_that_could_not_be_asked_for_is_said_for_everybody_to_see(parts):
    """It was told to screen readers only."""
    parts.triage.list.filter_by(HIGH)
    assert list(parts.shell.toasts.toasts) == []
    parts.worklist.filters = NO_FILTER
    parts.worklist.filters_changed.emit()

    said = [plain(toast.accessibleName()) for toast in parts.shell.toasts.toasts]
    assert said == ["Filtre inchangé : le service ne répond pas."]


def test_the_panel_goes_when_the_screen_is_locked_or_speaks_another_language(parts):
    press(parts.shell, "F")
    parts.shell.set_locked(True)

    assert not _panel(parts).isVisible()


@pytest.mark.parametrize("layout_class", list(LayoutClass))
def test_the_panel_fits_every_room(parts, layout_class):
    parts.triage.set_layout_class(layout_class)
    parts.triage.open_filters()

    card = _panel(parts)._card.geometry()
    assert _panel(parts).rect().contains(card)
