"""The heat map: colours, missing weeks, the cell cursor, many weeks, and its table."""

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QTableView, QToolTip, QWidget

from tests.widgets.pixels import count_of, picture_of, show_active
from widgets import gallery_file_samples as samples
from widgets.course_board import CourseBoard
from widgets.course_look import HeatCell
from widgets.course_panel import CoursePanel
from widgets.grade_chip import NoGrade
from widgets.number_table import NumberModel
from widgets.theme import ThemeMode
from widgets.time_cursor import TimeCursor


class _Pairs:
    def __init__(self):
        self.taken = []

    def take(self, row, week):
        self.taken.append((row, week))


@pytest.fixture
def panel(theme, qtbot):
    made = CoursePanel(theme, TimeCursor(theme))
    qtbot.addWidget(made)
    show_active(qtbot, made)
    _show(made, samples.course())
    return made


def _show(panel, look, width=960):
    panel.set_look(look)
    # Its width decides whether it scrolls, and that its height.
    for _ in range(2):
        panel.layout().activate()
        panel.resize(width, panel.board.sizeHint().height())
    panel.setFocus()


def _with_cell(cell, row=0, week=3):
    look = samples.course()
    cells = list(look.rows[row].cells)
    cells[week] = cell
    rows = list(look.rows)
    rows[row] = replace(rows[row], cells=tuple(cells))
    return replace(look, rows=tuple(rows))


def _face(panel, row, week):
    return panel.board.frame.cell(row, week).toRect()


def _corner(image, face):
    """A pixel of the face that no numeral, tick or round corner touches."""
    return image.pixelColor(face.left() + 6, face.bottom() - 2).name()


@pytest.mark.parametrize("mode", [ThemeMode.LIGHT, ThemeMode.DARK])
@pytest.mark.parametrize("grade", range(5))
def test_a_cell_has_the_colour_of_its_grade(panel, theme, grade, mode):
    theme.set_mode(mode)
    panel.set_look(_with_cell(HeatCell(grade, str(grade)), week=3))

    image = picture_of(panel.board)

    assert _corner(image, _face(panel, 0, 3)).upper() == theme.grade(grade).fill


def test_every_cell_has_its_numeral(panel, theme):
    panel.set_look(_with_cell(HeatCell(3, "3"), week=3))
    face = _face(panel, 0, 3)

    inside = picture_of(panel.board).copy(face)

    assert count_of(inside, QColor(theme.grade(3).text)) > 4


def test_a_missing_week_is_hatched_and_neither_blank_nor_zero(panel, theme):
    panel.set_look(_with_cell(HeatCell(NoGrade.MISSING, "sans réponse")))
    face = _face(panel, 0, 3).adjusted(3, 3, -3, -3)
    inside = picture_of(panel.board).copy(face)
    row = [inside.pixelColor(x, inside.height() // 2).lightness() for x in range(inside.width())]

    assert count_of(inside, theme.grade(0).fill) == 0
    crossings = sum(1 for one, other in pairwise(row) if (one > 245) != (other > 245))
    assert crossings >= 4


def test_a_week_that_was_not_asked_is_empty_with_a_dot(panel, theme):
    panel.set_look(_with_cell(HeatCell(NoGrade.NOT_ASKED, "non demandé")))
    face = _face(panel, 0, 3)
    image = picture_of(panel.board)

    assert _corner(image, face) == image.pixelColor(2, 2).name()
    assert image.pixelColor(face.center()).lightness() < 160


def test_a_confirmed_grade_has_a_tick_in_the_upper_right(panel):
    panel.set_look(_with_cell(HeatCell(2, "≈ 2")))
    face = _face(panel, 0, 3)
    right = face.adjusted(face.width() // 2 + 6, 0, 0, -face.height() // 3)
    bare = picture_of(panel.board).copy(right)
    panel.set_look(_with_cell(HeatCell(2, "2 ✓", is_confirmed=True)))

    ticked = picture_of(panel.board).copy(right)

    assert count_of(bare, "#F4A94B") - count_of(ticked, "#F4A94B") >= 8


def test_the_keyboard_walks_over_cells_and_opens_one(panel, qtbot):
    board = panel.board
    opened = _Pairs()
    panel.cell_opened.connect(opened.take)
    board.setFocus()

    for key in (Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Return):
        qtbot.keyClick(board, key)
    qtbot.keyClick(board, Qt.Key.Key_Home)
    qtbot.keyClick(board, Qt.Key.Key_Up)
    qtbot.keyClick(board, Qt.Key.Key_Up)
    qtbot.keyClick(board, Qt.Key.Key_Enter)
    qtbot.keyClick(board, Qt.Key.Key_End)
    qtbot.keyClick(board, Qt.Key.Key_Right)
    qtbot.keyClick(board, Qt.Key.Key_Return)

    assert opened.taken == [("Douleur abdominale", 13), ("Diarrhée", 0), ("Diarrhée", 15)]


def test_the_cell_under_the_keyboard_has_a_ring_and_only_with_the_focus(panel, theme, qtbot):
    panel.board.setFocus()
    with_ring = count_of(picture_of(panel.board), theme.colour("focus.ring"))
    panel.board.clearFocus()

    assert with_ring > 40
    assert count_of(picture_of(panel.board), theme.colour("focus.ring")) == 0


def test_a_letter_is_left_to_the_screen(panel, qtbot):
    keys = []

    class Screen(QWidget):
        def keyPressEvent(self, event):
            keys.append(event.text())

    screen = Screen()
    qtbot.addWidget(screen)
    panel.setParent(screen)

    qtbot.keyClick(panel.board, Qt.Key.Key_P)

    assert keys == ["p"]
    panel.setParent(None)


def test_a_click_opens_the_cell_under_it(panel, qtbot):
    with qtbot.waitSignal(panel.cell_opened) as opened:
        qtbot.mouseClick(
            panel.board.viewport(), Qt.MouseButton.LeftButton, pos=_face(panel, 2, 6).center()
        )

    assert opened.args == ["Fatigue", 6]
    assert panel.board.current_row == "Fatigue"


def test_a_click_on_a_name_asks_for_its_pin(panel, qtbot):
    face = _face(panel, 4, 0)
    with qtbot.waitSignal(panel.pin_requested) as asked, qtbot.assertNotEmitted(panel.cell_opened):
        qtbot.mouseClick(
            panel.board.viewport(),
            Qt.MouseButton.LeftButton,
            pos=QPoint(face.left() - 40, face.center().y()),
        )

    assert asked.args == ["Perte d'appétit"]


def test_a_pinned_row_shows_its_pin(panel):
    look = samples.course()
    bare = picture_of(panel.board)
    rows = (replace(look.rows[0], is_pinned=True), *look.rows[1:])

    panel.set_look(replace(look, rows=rows))

    assert picture_of(panel.board) != bare


@pytest.mark.parametrize("scale", [100, 200])
def test_ten_years_scroll_inside_and_start_at_the_newest_week(panel, theme, scale):
    theme.set_text_scale_pct(scale)
    _show(panel, samples.course(520))
    frame, bar = panel.board.frame, panel.board.horizontalScrollBar()

    assert frame.week_px >= 5
    assert bar.maximum() > 1000
    assert bar.value() == bar.maximum()
    assert frame.seen_weeks()[-1] == 519
    assert _corner_of_narrow(panel, 0, 519) == "#C94A1B"


def _corner_of_narrow(panel, row, week):
    face = _face(panel, row, week)
    return picture_of(panel.board).pixelColor(face.center()).name().upper()


def test_the_cursor_takes_the_weeks_along_when_it_leaves_what_is_seen(panel, qtbot):
    _show(panel, samples.course(520))
    panel.board.setFocus()

    qtbot.keyClick(panel.board, Qt.Key.Key_Home)
    assert panel.board.frame.seen_weeks()[0] == 0

    qtbot.keyClick(panel.board, Qt.Key.Key_End)
    assert panel.board.frame.seen_weeks()[-1] == 519


def test_no_numeral_is_cut_in_a_narrow_cell(panel, theme):
    _show(panel, samples.course(520))
    face = _face(panel, 0, 519)

    inside = picture_of(panel.board).copy(face)

    assert count_of(inside, theme.grade(3).text) == 0


def test_sixteen_weeks_never_scroll(panel, theme):
    for scale in (90, 100, 200):
        theme.set_text_scale_pct(scale)
        _show(panel, samples.course(), 700)
        assert panel.board.horizontalScrollBar().maximum() == 0


def test_at_two_hundred_percent_rows_grow_with_their_text(panel, theme):
    before = panel.board.sizeHint().height()

    theme.set_text_scale_pct(200)

    assert panel.board.sizeHint().height() == pytest.approx(2 * before, abs=4)
    assert panel.board.frame.row_px == 40


def test_f4_shows_the_same_numbers_as_a_table_with_a_sentence_a_row(panel, qtbot):
    look = samples.course()
    with qtbot.waitSignal(panel.table_shown) as shown:
        qtbot.keyClick(panel.board, Qt.Key.Key_F4)
    model = panel.findChild(QTableView).model()

    assert shown.args == [True]
    assert model.rowCount() == 9
    assert [model.index(0, column).data() for column in range(4)] == [
        "Diarrhée".replace("'", "’"),
        "3 +2 aggravé",
        "≈ 3",
        "≈ 1",
    ]
    assert model.headerData(2, Qt.Orientation.Horizontal) == "18-nov.-2025"
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == look.rows[0].sentence
    assert model.index(0, 2).data(Qt.ItemDataRole.AccessibleTextRole) == "≈ 3"

    qtbot.keyClick(panel.findChild(QTableView), Qt.Key.Key_F4)
    assert not panel.is_table_shown


def test_the_table_model_keeps_the_rules_of_qt(panel, qapp):
    model = NumberModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    panel.show_table(True)
    panel.set_look(samples.course(52))

    assert panel.findChild(QTableView).model().columnCount() == 54


def test_the_board_says_every_row(panel):
    look = samples.course()

    assert panel.board.accessibleName() == look.description
    assert panel.board.accessibleDescription().split("\n") == [row.sentence for row in look.rows]


def test_without_any_answer_the_axis_stays_and_words_say_why(panel):
    look = replace(samples.course(), rows=(), empty_text="Premier questionnaire envoyé")
    silent = replace(look, empty_text="")

    _show(panel, look)
    said = picture_of(panel.board)
    _show(panel, silent)

    assert said != picture_of(panel.board)
    assert panel.board.current_row == ""


def test_old_treatment_data_are_told_beside_their_lane(panel):
    look = samples.course()
    noted = replace(look.lanes, treatment_note="copie 17-nov.")
    frame = panel.board.frame
    beside = QRect(round(frame.end_left), 0, 110, round(frame.bar_px))
    before = picture_of(panel.board).copy(beside)

    panel.set_look(replace(look, lanes=noted))

    assert picture_of(panel.board).copy(beside) != before


def test_nothing_of_the_previous_patient_stays(panel, theme, qtbot):
    other = replace(samples.course(), rows=samples.course().rows[3:6])
    fresh = CoursePanel(theme, TimeCursor(theme))
    qtbot.addWidget(fresh)
    fresh.show()
    picture_of(panel.board)

    _show(panel, other)
    _show(fresh, other)

    assert picture_of(panel.board) == picture_of(fresh.board)


def test_a_board_without_a_look_paints_nothing(theme, qtbot):
    board = CourseBoard(theme, TimeCursor(theme))
    qtbot.addWidget(board)

    qtbot.keyClick(board, Qt.Key.Key_Right)

    assert board.frame is None
    assert board.current_row == ""


def _tooltip_at(board, at):
    QToolTip.hideText()
    place = at.toPoint()
    asked = QHelpEvent(QEvent.Type.ToolTip, place, board.viewport().mapToGlobal(place))
    QApplication.sendEvent(board.viewport(), asked)
    return QToolTip.text()


@pytest.mark.qt_log_ignore("propagateSizeHints", "raise")
def test_a_tooltip_tells_what_is_under_the_mouse(panel):
    frame = panel.board.frame
    look = samples.course()
    cell = frame.cell(2, 13).center()
    phone = QPointF(frame.x(look.lanes.events[2].day), (frame.events_top + frame.rows_top) / 2 - 2)
    name = QPointF(frame.name_right - 5, frame.cell(2, 0).center().y())

    assert "4-nov.-2025 · Fatigue · 2 ✓" in _tooltip_at(panel.board, cell)
    assert "Appel, 9-oct." in _tooltip_at(panel.board, phone)
    assert look.rows[2].sentence in _tooltip_at(panel.board, name)
    assert look.pin_hint in _tooltip_at(panel.board, name)


def test_the_name_under_the_mouse_offers_its_pin(panel, qtbot):
    frame = panel.board.frame
    before = picture_of(panel.board)
    qtbot.mouseMove(
        panel.board.viewport(), QPoint(round(frame.name_right) - 4, _face(panel, 3, 0).y() + 5)
    )

    assert picture_of(panel.board).copy(0, 0, round(frame.name_right), 400) != before.copy(
        0, 0, round(frame.name_right), 400
    )


@pytest.mark.parametrize("lanes", [{"cycles": ()}, {"events": ()}, {"bars": ()}], ids=str)
def test_a_lane_without_anything_in_view_leaves_the_others(panel, theme, lanes):
    look = samples.course()
    panel.set_look(replace(look, lanes=replace(look.lanes, **lanes)))

    assert count_of(picture_of(panel.board), theme.grade(3).fill) > 100
