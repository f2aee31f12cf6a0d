"""Comparing two periods: chosen by keyboard, said with words, left with Escape."""

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDateEdit

from tests.samples import file_data
from tests.support.ui_parts import child, focused, press, visible_texts
from tests.ui.patient.looking import screen
from widgets.segments import Segments
from widgets.tab_strip import Tab
from widgets.text_table import TextTable


def _compare(parts) -> None:
    child(parts.shell, QAbstractButton, "patient_compare").click()


def _way(parts, name: str) -> None:
    ways = child(parts.shell, Segments, "patient_compare_ways")
    next(each for each in ways.findChildren(Tab) if each.name == name).click()


def test_two_lines_are_side_by_side_with_their_answer_rates(opened):
    _compare(opened)
    said = " ".join(visible_texts(screen(opened)))

    assert "A, trait plein : FOLFIRI + bévacizumab, 2e ligne" in said
    assert "B, tirets gris : FOLFOX, 1re ligne" in said
    assert "sans test statistique" in said
    rows = child(opened.shell, TextTable, "patient_compare_table").rows
    assert rows[0].texts[0] == "Diarrhée"
    assert rows[0].texts[7].startswith("plus haute de")
    assert focused() is child(opened.shell, QComboBox, "patient_compare_choice")


def test_cycles_are_chosen_with_the_arrows(opened):
    _compare(opened)
    _way(opened, "cycles")
    choice = child(opened.shell, QComboBox, "patient_compare_choice")
    assert choice.currentText() == "C4 / C3"

    choice.setFocus()
    press(opened.shell, "Down")

    assert choice.currentText() == "C3 / C2"
    assert any("C3 ·" in text for text in visible_texts(screen(opened)))


def test_a_day_cuts_the_time_in_two(opened):
    _compare(opened)
    _way(opened, "day")
    child(opened.shell, QDateEdit, "patient_compare_day").setDate(QDate(2025, 10, 21))
    assert child(opened.shell, TextTable, "patient_compare_table").isVisible()

    child(opened.shell, QDateEdit, "patient_compare_day").setDate(QDate(2026, 1, 1))
    assert "Aucun questionnaire avant ou après ce jour." in set(visible_texts(screen(opened)))


def test_with_one_line_there_is_nothing_to_compare_and_it_says_so(parts):
    one = file_data.lines()[1:]
    parts.file.files.series = lambda weeks: file_data.series(weeks or 31, lines=one)
    press(parts.shell, "O")
    _compare(parts)

    assert "Moins de deux lignes de traitement à comparer." in set(visible_texts(screen(parts)))


def test_escape_leaves_the_comparison_before_the_file(opened):
    _compare(opened)
    press(opened.shell, "Escape")
    assert not screen(opened).synthesis.is_comparing
    assert opened.shell.page == "patient_file"

    press(opened.shell, "Escape")
    assert opened.shell.page == "triage"


def test_another_file_begins_with_its_synthesis(opened):
    _compare(opened)

    opened.shell.open_file(opened.worklist.rows[3].key)

    assert not screen(opened).synthesis.is_comparing
