"""The list of patients on screen: keys, states, filters, and what it leads to."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from console.errors import Offline, Unexpected
from console.models.patient_list_model import Column
from console.settings import LetterKeys
from console.stores.patient_reading import PatientWish
from console.stores.patient_search import SearchState
from services.contract.enums import Role
from tests.samples.patients import many
from tests.samples.rows import ALAIN
from tests.samples.stores import SampleSession
from tests.support.typography import plain
from tests.support.ui_parts import Parts, child, focused, make_parts, press, visible_texts
from ui.patients.screen import PatientsScreen
from ui.shell.key_groups import PATIENTS_KEYS
from widgets.palette_list import PaletteList
from widgets.plain_label import PlainLabel


@pytest.fixture
def screen(parts: Parts) -> PatientsScreen:
    """The list in front, with the keyboard on it."""
    press(parts.shell, "G", "P")
    assert parts.shell.patients is not None
    return parts.shell.patients


@pytest.fixture
def opened(parts: Parts, monkeypatch) -> list[object]:
    """Whose file was opened."""
    files: list[object] = []
    monkeypatch.setattr(parts.shell, "open_file", lambda key, _from="": files.append(key))
    return files


def _type(qtbot, parts: Parts, text: str) -> None:
    child(parts.shell, QLineEdit, "patients_field").setText(text)
    qtbot.waitUntil(lambda: parts.search_in_list.state is not SearchState.WAITING)


def test_g_then_p_opens_it_with_the_keyboard_on_the_first_row(parts, screen):
    assert parts.shell.page == "patients"
    assert screen.table.hasFocus()
    assert screen.table.currentIndex().row() == 0


def test_a_role_without_patients_has_no_list(theme, settings, wording, qtbot):
    session = SampleSession()
    assert session.me is not None
    session.me = session.me.model_copy(update={"actions": [], "role": Role.ADMIN})
    made = make_parts(theme, settings, wording, session)
    qtbot.addWidget(made.shell)
    made.shell._commands.go_to_patients()

    assert made.shell.patients is None
    assert "patients" not in made.shell._rail._items


def test_keys_go_through_the_rows_and_stay_at_the_ends(parts, screen):
    press(parts.shell, "J", "J", "Down", "K")
    assert screen.table.currentIndex().row() == 2
    press(parts.shell, "Home", "K")
    assert screen.table.currentIndex().row() == 0
    press(parts.shell, "End", "J")
    assert screen.table.currentIndex().row() == len(parts.patients.rows) - 1


def test_letters_follow_the_setting(parts, screen):
    parts.settings.letter_keys = LetterKeys.OFF
    press(parts.shell, "J")
    assert screen.table.currentIndex().row() == 0


def test_end_reads_what_is_left_first(parts, screen):
    parts.patients.lists.rows = many(900)
    parts.patients.apply_news()
    press(parts.shell, "End")

    assert screen.table.currentIndex().row() == 899


def test_pages_are_read_ahead_without_moving_the_list(parts, screen):
    parts.patients.lists.rows = many(900)
    parts.patients.apply_news()
    # What is in sight is near the end of the first page once half of it is passed.
    for row in (20, 60):
        screen.table.choose(row)
    key, top = screen.table.key, screen.table.rowAt(0)

    assert len(parts.patients.rows) == 400
    assert screen.table.key == key
    assert screen.table.rowAt(0) == top


@pytest.mark.parametrize("key", ["Return", "O", "T"])
def test_a_row_that_somebody_went_to_is_opened(parts, screen, opened, key):
    press(parts.shell, "J", key)

    assert opened == [parts.patients.rows[1].key]


def test_a_homonym_is_not_opened_by_a_blind_enter(parts, screen, opened):
    assert parts.patients.rows[0].row.has_homonym
    press(parts.shell, "Return", "O")

    assert opened == []
    assert child(screen, PlainLabel, "patients_said").isVisible()

    press(parts.shell, "J", "K", "Return")
    assert opened == [parts.patients.rows[0].key]


def test_who_is_selected_stays_selected_in_another_order(parts, screen):
    press(parts.shell, "J", "J")
    key = screen.table.key
    parts.patients.lists.rows = parts.patients.lists.rows[::-1]
    press(parts.shell, "F5")

    assert screen.table.key == key
    assert screen.table.currentIndex().row() == len(parts.patients.rows) - 3


def test_esc_leads_back_to_triage_and_the_list_is_left_alone(parts, screen):
    press(parts.shell, "Escape")
    parts.patients.lists.asked.clear()
    parts.patients.hear()
    parts.patients.refresh()

    assert parts.shell.page == "triage"
    assert parts.patients.lists.asked == []


def test_a_filter_is_a_chip_that_can_be_taken_away(qtbot, parts, screen):
    parts.patients.read_choices()
    before = len(parts.patients.rows)
    screen.head.filters.wish_wanted.emit(PatientWish.ONCOLOGIST, str(ALAIN.id))
    chip = screen.head.filters._chips[PatientWish.ONCOLOGIST]

    assert chip.isVisible()
    assert plain(chip.accessibleName()) == "Oncologue : Dr Alain Tanguy"
    assert len(parts.patients.rows) < before

    chip.click()
    assert not chip.isVisible()
    assert len(parts.patients.rows) == before
    assert focused() is screen.table


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (PatientWish.UNIT, ["Toutes mes unités", "Oncologie médicale · équipe digestif + sein"]),
        (PatientWish.ONCOLOGIST, ["Tous les oncologues", "Dr Alain Tanguy", "Dr Hélène Guivarch"]),
    ],
)
def test_every_filter_names_what_there_is_to_choose(parts, screen, wish, words):
    parts.patients.read_choices()

    assert [action.text() for action in screen.head.filters._menus[wish].actions()] == words


def test_states_say_what_is_and_what_to_do(parts, screen):
    parts.patients.lists.rows = []
    parts.patients.apply_news()
    assert "Aucun patient suivi dans cette unité" in set(visible_texts(screen))

    screen.head.filters.wish_wanted.emit(PatientWish.TREATMENT, "a" * 64)
    assert "Aucun résultat avec ces filtres" in set(visible_texts(screen))

    parts.patients.lists.faults["page"] = Unexpected("unavailable", status=503, retryable=True)
    parts.patients.forget()
    parts.patients.refresh()
    texts = set(visible_texts(screen))
    assert "Liste des patients indisponible." in texts
    assert any("PAT-503" in text for text in texts)


def test_an_old_copy_says_of_when_it_is(parts, screen):
    parts.patients.lists.faults["page"] = Offline("ConnectError")
    parts.patients.refresh()

    assert "copie de 10:42" in set(visible_texts(screen))
    assert screen.table.isVisible()


def test_behind_the_mask_nobody_is_named(parts, screen):
    model = screen.table.model()
    press(parts.shell, "F9")
    told = [
        str(model.index(row, column).data(role))
        for row in range(model.rowCount())
        for column in Column
        for role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        )
    ]

    assert model.index(0, 0).data() == "K. J. ·237"
    for listed in parts.patients.rows:
        label = listed.row.patient
        for hidden in (label.family_name, label.record_number):
            assert not any(hidden in text for text in told)


def test_a_row_is_one_sentence_for_a_screen_reader(screen):
    said = screen.table.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)

    assert said.startswith("Critique. KERMARREC Jeanne, née LE DANTEC, 67 ans. IPP 800 451 237.")
    assert "Homonyme" in said


@pytest.mark.parametrize("size", [(1366, 688), (1024, 520), (1920, 1000)], ids=str)
@pytest.mark.parametrize("percent", [100, 200])
def test_no_column_cuts_a_date_a_number_or_a_state(parts, screen, theme, size, percent):
    theme.set_text_scale_pct(percent)
    parts.shell.resize(*size)
    header = screen.table.horizontalHeader()

    for column, least in enumerate(screen._columns.measured.least):
        assert header.sectionSize(column) >= least
    for column in (Column.BORN, Column.RECORD, Column.IDENTITY):
        text = screen._look(screen.table.model().index(0, column))
        assert text is not None
        needed = theme.text_px("row_first", text.text)
        assert header.sectionSize(column) > needed


def test_the_order_of_the_columns_is_kept_for_the_next_time(
    qtbot, theme, settings, wording, parts, screen
):
    columns = screen.table.horizontalHeader()
    columns.moveSection(columns.visualIndex(Column.ALERT), 1)

    again = make_parts(theme, settings, wording)
    qtbot.addWidget(again.shell)
    again.shell.show()
    again.shell.activateWindow()
    again.shell.take_focus()
    qtbot.waitUntil(lambda: again.shell.isAncestorOf(focused()))
    press(again.shell, "G", "P")
    assert again.shell.patients is not None
    header = again.shell.patients.table.horizontalHeader()
    assert [header.logicalIndex(place) for place in range(3)] == [
        Column.PATIENT,
        Column.ALERT,
        Column.BORN,
    ]


@pytest.mark.parametrize("order", [(), (1, 0), (0, 0, 1, 2, 3, 4, 5, 6), (9, 1, 2, 3, 4, 5, 6, 7)])
def test_an_order_of_other_columns_changes_nothing(screen, order):
    screen.table.put_in_order(order)

    header = screen.table.horizontalHeader()
    assert [header.logicalIndex(place) for place in range(header.count())] == list(Column)


def test_ctrl_f_searches_in_the_screen_and_esc_comes_back(qtbot, parts, screen, opened):
    press(parts.shell, "Ctrl+F")
    assert focused().objectName() == "patients_field"
    _type(qtbot, parts, "floch")
    hits = child(screen, PaletteList, "patients_hits")
    assert hits.isVisible()
    assert hits.chosen_sentence.startswith("FLOCH Joël")

    press(parts.shell, "Escape")
    assert screen.table.isVisible()
    press(parts.shell, "Escape")
    assert focused() is screen.table
    assert opened == []


def test_the_field_opens_who_was_found_and_no_homonym_blindly(qtbot, parts, screen, opened):
    press(parts.shell, "Ctrl+F")
    _type(qtbot, parts, "kerm")
    press(parts.shell, "Return")
    assert opened == []
    assert child(screen, PlainLabel, "patients_caution").isVisible()

    press(parts.shell, "Down", "Down", "Return")
    (key,) = opened
    assert parts.patients.row(key).row.patient.family_name == "KERMAREC"
    assert child(parts.shell, QLineEdit, "patients_field").text() == ""


def test_a_lock_forgets_what_was_typed_and_reads_nothing(parts, screen):
    child(parts.shell, QLineEdit, "patients_field").setText("kermarrec")
    parts.shell.set_locked(True)
    parts.patients.lists.asked.clear()
    parts.patients.refresh()

    assert child(parts.shell, QLineEdit, "patients_field").text() == ""
    assert parts.patients.lists.asked == []


def test_the_keyboard_map_names_the_keys_of_the_screen(screen):
    actions = [action for action in screen.findChildren(QAction) if action.parent() is screen]
    bound = {action.shortcut().toString() for action in actions}
    named = {key for group in PATIENTS_KEYS for entry in group.entries for key in entry.keys}
    handled = {"J", "K", "↓", "↑", "Home", "End", "PgUp", "PgDn", "↵"}

    assert named - handled == bound
