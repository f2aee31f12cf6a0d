"""The detail chart: fixed axis, breaks, cursor, table, states, and what it costs to load."""

import subprocess
import sys

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QTableView

from tests.widgets.pixels import count_of, picture_of
from widgets import gallery_samples as samples
from widgets.theme import ThemeMode
from widgets.trend_chart import TrendChart, TrendTable
from widgets.trend_plot import TrendPlot


@pytest.fixture
def chart(theme, qtbot):
    made = TrendChart(theme)
    qtbot.addWidget(made)
    made.resize(343, 262)
    return made


def _plot(chart):
    return chart.findChild(TrendPlot)


def test_grades_fall_on_a_fixed_axis(chart):
    chart.set_look(samples.trend((0,) * 8))
    low = _plot(chart).frame()
    chart.set_look(samples.trend((3,) * 8))
    high = _plot(chart).frame()

    assert [low.y(grade) for grade in range(4)] == [high.y(grade) for grade in range(4)]
    assert low.y(3) < low.y(2) < low.y(1) < low.y(0)


def test_points_sit_where_pyqtgraph_and_our_axes_agree(chart, qtbot):
    chart.set_look(samples.trend())
    image = picture_of(_plot(chart))
    frame = _plot(chart).frame()
    last = frame.x(49), frame.y(3)

    assert image.pixelColor(round(last[0]), round(last[1])).name().upper() == "#C94A1B"


def test_time_is_proportional(chart):
    chart.set_look(samples.trend())
    frame = _plot(chart).frame()

    assert frame.x(14) - frame.x(0) == pytest.approx(2 * (frame.x(7) - frame.x(0)))
    assert frame.day_at(frame.x(21)) == pytest.approx(21)


def test_a_missing_week_breaks_the_line(chart):
    chart.set_look(samples.trend((2, 2, 2, 2, 2, 2, 2, 2)))
    whole = count_of(picture_of(_plot(chart)), "#21424C")
    chart.set_look(samples.trend((2, 2, 2, None, None, 2, 2, 2)))
    broken = count_of(picture_of(_plot(chart)), "#21424C")

    assert broken < 0.75 * whole


def test_the_zone_is_tinted_and_only_when_there_is_one(chart):
    chart.set_look(samples.trend())
    with_zone = count_of(picture_of(_plot(chart)), "#FCE9EC")
    bare = samples.trend()
    chart.set_look(type(bare)(bare.title, bare.direction, bare.points, bare.grade_words))
    without = count_of(picture_of(_plot(chart)), "#FCE9EC")

    assert with_zone > 3000
    assert without == 0


def test_arrow_keys_move_the_cursor_and_say_where(chart, qtbot):
    chart.set_look(samples.trend())
    moved: list[object] = []
    chart.cursor_moved.connect(moved.append)

    for key in (
        Qt.Key.Key_Left,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
    ):
        qtbot.keyClick(_plot(chart), key)

    assert moved == [7, 6, 7, 0, 7]


def test_the_cursor_stops_at_both_ends(chart, qtbot):
    chart.set_look(samples.trend())
    moved: list[object] = []
    chart.cursor_moved.connect(moved.append)

    qtbot.keyClick(_plot(chart), Qt.Key.Key_End)
    qtbot.keyClick(_plot(chart), Qt.Key.Key_Right)

    assert moved == [7]


def test_the_mouse_moves_the_cursor_to_the_nearest_week(chart, qtbot):
    chart.set_look(samples.trend())
    plot = _plot(chart)
    moved: list[object] = []
    chart.cursor_moved.connect(moved.append)

    with qtbot.waitExposed(chart):
        chart.show()
    qtbot.mouseMove(plot.viewport(), QPoint(round(plot.frame().x(21)) + 3, 60))

    assert moved == [3]


def test_setting_the_cursor_by_code_is_silent(chart):
    chart.set_look(samples.trend())
    moved: list[object] = []
    chart.cursor_moved.connect(moved.append)
    before = picture_of(_plot(chart))

    chart.set_cursor(2)

    assert moved == []
    assert picture_of(_plot(chart)) != before


def test_f4_shows_the_same_numbers_as_a_table(chart, qtbot):
    look = samples.trend((1, None, 1, 1, 0, 1, 1, 3))
    chart.set_look(look)
    with qtbot.waitSignal(chart.table_shown) as shown:
        qtbot.keyClick(_plot(chart), Qt.Key.Key_F4)
    model = chart.findChild(QTableView).model()

    cells = [
        (model.index(row, 0).data(), model.index(row, 1).data()) for row in range(model.rowCount())
    ]
    assert shown.args == [True]
    assert chart.is_table_shown
    assert cells == [(point.date, point.value) for point in look.points]
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Grade estimé"

    qtbot.keyClick(chart.findChild(QTableView), Qt.Key.Key_F4)
    assert not chart.is_table_shown


def test_the_table_model_keeps_the_rules_of_qt(qapp):
    model = TrendTable()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    model.set_look(samples.trend())
    model.set_look(None)

    assert model.rowCount() == 0


def test_no_answer_at_all_is_said_in_words(chart, qtbot):
    chart.set_look(samples.trend((None,) * 8), "Aucune réponse")
    chart.show()

    assert "Aucune réponse" in [label.text() for label in _visible_labels(chart)]


def _visible_labels(chart):
    from widgets.plain_label import PlainLabel

    return [label for label in chart.findChildren(PlainLabel) if label.isVisible()]


def test_one_point_is_a_point(chart):
    chart.set_look(samples.trend((None,) * 7 + (2,)))

    assert count_of(picture_of(_plot(chart)), "#F4A94B") > 80


def test_items_are_made_once(chart):
    chart.set_look(samples.trend())
    plot = _plot(chart)
    items = list(plot.getPlotItem().items)

    for grades in ((0,) * 8, (3,) * 8, (None, 1, 1, 2, 2, 3, 3, None)):
        chart.set_look(samples.trend(grades))

    assert plot.getPlotItem().items == items
    assert _plot(chart) is plot


def test_the_chart_follows_the_theme(chart, theme):
    chart.set_look(samples.trend())

    theme.set_mode(ThemeMode.DARK)

    assert count_of(picture_of(_plot(chart)), "#3A171E") > 3000
    assert count_of(picture_of(_plot(chart)), "#CFE0E5") > 100


def test_a_form_without_a_chart_never_loads_pyqtgraph():
    code = (
        "import sys, widgets.theme, widgets.text_field, widgets.button, widgets.icons;"
        "import widgets.rail, widgets.trend_chart, widgets.worklist_row;"
        "slow = ('pyqtgraph', 'numpy', 'qtawesome', 'qtpy');"
        "print([name for name in slow if name in sys.modules])"
    )

    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == "[]"


def test_nothing_of_the_previous_patient_stays(chart, theme, qtbot):
    other = samples.trend((0, 0, 0, 0, 0, 0, 0, 0))
    bare = type(other)("", "", other.points, ("a", "b", "c", "d"))
    fresh = TrendPlot(theme)
    qtbot.addWidget(fresh)
    chart.set_look(samples.trend())
    plot = _plot(chart)
    picture_of(plot)
    fresh.resize(plot.size())

    chart.set_look(bare)
    fresh.set_look(bare)

    assert picture_of(plot) == picture_of(fresh)
