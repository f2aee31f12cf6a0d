"""The list by keyboard and mouse: which row is chosen, and that none moves by itself."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from console.errors import Offline
from console.stores.rows import Row
from console.stores.states import RowMark, StoreState
from services.contract.enums import AlertState, WorklistSort, WorklistView
from tests.samples.rows import THOMAS, worklist
from tests.support.typography import plain
from tests.support.ui_parts import Parts, press, visible_texts
from ui.triage.row_looks import look_of


def _place(parts: Parts) -> int:
    return parts.triage.list.view.currentIndex().row()


def test_the_worst_row_is_chosen_first_and_its_detail_is_shown(parts):
    assert _place(parts) == 0
    assert parts.shown().patient.label.family_name == "KERMARREC"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (("J",), 1),
        (("J", "J", "K"), 1),
        (("Down", "Down"), 2),
        (("K",), 0),
        (("Up",), 0),
        (("End",), 12),
        (("End", "J"), 12),
        (("End", "Home"), 0),
    ],
)
def test_keys_go_through_the_list_and_stop_at_its_ends(parts, keys, expected):
    press(parts.shell, *keys)

    assert _place(parts) == expected


def test_a_page_key_goes_a_page_and_back(parts):
    press(parts.shell, "PageDown")
    assert _place(parts) > 3

    press(parts.shell, "PageUp")
    assert _place(parts) == 0


def test_letters_are_commands_and_never_search_for_a_name(parts):
    # D is the beginning of DUBOIS and DA SILVA, and no command of this screen.
    press(parts.shell, "D", "H")

    assert _place(parts) == 0


def test_holding_j_drops_no_selection_and_asks_for_few_details(qtbot, parts):
    parts.details.asked.clear()

    press(parts.shell, *["J"] * 12)
    qtbot.waitUntil(lambda: parts.details.shown.alert_id == parts.worklist.rows[12].row.alert_id)

    assert _place(parts) == 12
    assert len(parts.details.asked) < 12


def test_enter_goes_into_the_detail_and_escape_comes_back(parts):
    press(parts.shell, "Return")
    assert parts.triage.detail.body.hasFocus()

    press(parts.shell, "J")
    assert _place(parts) == 1

    press(parts.shell, "Escape")
    assert parts.triage.list.view.hasFocus()


def test_f8_goes_to_the_overdue_rows_and_around(parts):
    press(parts.shell, "F8")
    assert _place(parts) == 5

    press(parts.shell, "F8")
    assert _place(parts) == 0

    press(parts.shell, "Shift+F8")
    assert _place(parts) == 5


def test_the_same_patient_stays_chosen_when_the_order_changes(parts):
    press(parts.shell, "J", "J")
    rows = list(reversed(parts.worklist.rows))

    parts.worklist._reorder_rows(rows)

    assert _place(parts) == 10
    assert parts.triage.list.view.key == worklist()[2].patient.id


def test_the_same_patient_stays_chosen_when_the_query_changes(parts):
    press(parts.shell, "J", "J")

    parts.worklist.put_rows([Row(row) for row in worklist()[1:]])

    assert _place(parts) == 1
    assert parts.triage.list.view.key == worklist()[2].patient.id


def test_f5_lets_the_new_rows_in(parts):
    press(parts.shell, "F5")

    assert parts.worklist.applied_new == 1


def test_new_rows_are_counted_and_never_come_in_by_themselves_under_the_mouse(parts):
    before = [row.key for row in parts.worklist.rows]

    parts.worklist.new_count = 4
    parts.worklist.new_count_changed.emit(4)

    assert [row.key for row in parts.worklist.rows] == before
    button = parts.triage.list.findChild(object, "triage_new")
    assert button is not None
    assert "4 nouvelles" in button.accessibleName()


def test_a_choice_by_mouse_lets_greyed_rows_go_only_when_the_mouse_has_left(parts):
    view = parts.triage.list.view
    parts.worklist.selected = None
    target = view.visualRect(view.model().index(3, 0)).center()

    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=target)
    assert _place(parts) == 3
    assert parts.worklist.selected is None

    press(parts.shell, "J")
    assert parts.worklist.selected == parts.worklist.rows[4].key


def test_a_row_closed_by_somebody_else_stays_greyed_with_their_name(parts):
    row = parts.worklist.rows[4]
    gone = Row(row.row, RowMark.GONE, AlertState.CLOSED, THOMAS)

    parts.worklist._put_row(row.key, gone)
    parts.worklist.rows_changed.emit([row.key])

    look = look_of(parts.triage.list.view.model().index(4, 0))
    assert look is not None
    assert plain(look.closed_note) == "Clôturée par T. Riou"


def test_the_order_is_always_written(parts):
    parts.triage.list.head.sort_chosen.emit(WorklistSort.DUE)

    assert parts.worklist.sort is WorklistSort.DUE
    button = parts.triage.list.findChild(object, "triage_sort")
    assert button is not None
    assert plain(button.accessibleName()) == "Tri : Échéance"


def test_a_tab_asks_for_another_queue(parts):
    parts.triage.list.head.view_chosen.emit(WorklistView.MINE)

    assert parts.worklist.view is WorklistView.MINE


@pytest.mark.parametrize(
    ("view", "sentence"),
    [
        (WorklistView.TODO, "Aucune alerte à traiter."),
        (WorklistView.MINE, "Aucune alerte ne vous attend."),
        (WorklistView.CLOSED, "Aucune alerte clôturée aujourd'hui."),
    ],
)
def test_an_empty_queue_says_so(parts, view, sentence):
    parts.worklist.put_rows([])
    parts.worklist.view = view

    parts.worklist.put_state(StoreState.EMPTY)

    assert sentence in set(visible_texts(parts.triage.list))


def test_a_list_emptied_by_its_filter_offers_to_clear_it(parts):
    parts.triage.list.findChild(object, "triage_level_info").click()
    parts.worklist.put_rows([])
    parts.worklist.put_state(StoreState.EMPTY)

    assert "Aucun résultat avec ces filtres" in set(visible_texts(parts.triage.list))
    parts.triage.list._states.filters_unwanted.emit()
    assert not parts.worklist.filters.is_any


def test_a_failed_list_says_what_failed_with_a_code(parts):
    parts.worklist.put_rows([])

    parts.worklist.put_state(StoreState.ERROR, Offline("ConnectError"))

    texts = set(visible_texts(parts.triage.list))
    assert "Liste indisponible." in texts
    assert "Code TRI-001" in texts


def test_a_stale_list_keeps_its_rows_and_says_how_old_they_are(parts):
    parts.worklist.put_state(StoreState.STALE, Offline("ConnectError"))

    assert "copie de 10:42" in set(visible_texts(parts.triage.list))
    assert parts.triage.list.view.isVisible()


def test_without_the_right_there_is_a_sentence_and_no_table(parts):
    parts.worklist.put_rows([])

    parts.worklist.put_state(StoreState.NO_RIGHT)

    assert "Vous n'avez pas accès à cette liste." in set(visible_texts(parts.triage.list))
    assert not parts.triage.list.view.isVisible()


def test_a_truncated_list_says_so(parts):
    parts.worklist.is_truncated = True

    parts.worklist.put_state(StoreState.READY)

    banner = parts.triage.list._truncated
    assert banner.isVisible()
    assert "Liste limitée aux 13 premières lignes" in banner.accessibleName()


def test_loading_shows_nothing_before_150_ms_then_a_skeleton(qtbot, parts):
    parts.worklist.put_rows([])

    parts.worklist.put_state(StoreState.LOADING)

    skeleton = parts.triage.list._states._loading.skeleton
    assert not skeleton.isVisible()
    qtbot.waitUntil(skeleton.isVisible)


def test_the_whole_row_is_one_sentence_for_a_screen_reader(parts):
    index = parts.triage.list.view.model().index(0, 0)

    sentence = index.data(Qt.ItemDataRole.AccessibleTextRole)

    assert sentence.startswith("Critique, en retard 30 minutes. KERMARREC Jeanne, 67 ans.")


def test_a_click_on_a_row_shows_its_detail(qtbot, parts):
    view = parts.triage.list.view
    place = view.visualRect(view.model().index(2, 0)).center() + QPoint(0, 2)

    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    qtbot.waitUntil(lambda: parts.shown().patient.label.family_name == "LE BIHAN")


def test_outside_the_queue_to_do_no_count_of_it_is_shown(parts):
    parts.worklist.view = WorklistView.MINE
    parts.worklist.put_state(StoreState.READY)

    chip = parts.triage.list.findChild(object, "triage_level_critical")
    assert chip.accessibleDescription() == ""
    assert not parts.triage.list._foot._totals.isVisible()
    assert not parts.triage.list._foot._overdue.isVisible()
