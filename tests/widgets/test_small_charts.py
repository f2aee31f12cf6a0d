"""The small charts: fixed scale, zones by date, breaks, cursor, comparison, tables."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QTableView, QToolTip

from tests.widgets.pixels import count_of, picture_of, show_active
from widgets import gallery_file_samples as samples
from widgets.course_panel import CoursePanel
from widgets.small_chart_look import SmallPoint, ZoneSpan
from widgets.small_charts import SmallCharts, table_of
from widgets.theme import ThemeMode
from widgets.time_cursor import NOWHERE, TimeCursor


@pytest.fixture
def cursor(theme):
    return TimeCursor(theme)


@pytest.fixture
def charts(theme, cursor, qtbot):
    made = SmallCharts(theme, cursor)
    qtbot.addWidget(made)
    made.set_look(samples.charts())
    made.resize(984, 200)
    show_active(qtbot, made)
    _put_the_keyboard_elsewhere(made, cursor)
    return made


def _put_the_keyboard_elsewhere(charts, cursor):
    for chart in charts.charts:
        chart.clearFocus()
    cursor.forget()


def _one(page, grades, **changes):
    """The page with other grades in its first chart."""
    points = tuple(
        SmallPoint(week.middle, grade, str(grade))
        for week, grade in zip(page.axis.weeks, grades, strict=True)
    )
    first = replace(page.charts[0], points=points, **changes)
    return replace(page, charts=(first, *page.charts[1:]))


def _pixel(chart, week, grade):
    frame = chart.frame
    day = samples.axis().weeks[week].middle
    return picture_of(chart).pixelColor(round(frame.x(day)), int(frame.y(grade)))


def test_grades_fall_on_a_fixed_axis_in_every_chart(charts):
    frames = [chart.frame for chart in charts.charts]

    assert len({tuple(frame.y(grade) for grade in range(4)) for frame in frames}) == 1
    assert frames[0].y(3) < frames[0].y(2) < frames[0].y(1) < frames[0].y(0)
    assert frames[0].y(0) - frames[0].y(1) == pytest.approx(frames[0].y(2) - frames[0].y(3), abs=1)


def test_the_same_day_lies_at_the_same_place_in_every_chart(charts):
    page = samples.charts()
    short = replace(page.charts[1], points=page.charts[1].points[5:9])
    charts.set_look(replace(page, charts=(page.charts[0], short, *page.charts[2:])))
    day = page.axis.weeks[7].middle

    assert charts.charts[0].frame.x(day) == charts.charts[1].frame.x(day)


@pytest.mark.parametrize("mode", [ThemeMode.LIGHT, ThemeMode.DARK])
def test_the_last_point_is_large_and_has_the_colour_of_its_grade(charts, theme, mode):
    theme.set_mode(mode)
    frame = charts.charts[0].frame
    fill = theme.grade(3).fill

    image = picture_of(charts.charts[0])
    left = round(frame.x(samples.axis().weeks[15].middle))
    around = image.copy(left - 7, round(frame.y(3)) - 7, 14, 14)

    assert count_of(around, fill) > 30


def test_a_missing_week_breaks_the_line(charts, theme):
    page = samples.charts()
    charts.set_look(_one(page, (1,) * 16, zones=()))
    frame = charts.charts[0].frame
    at = QPoint(round(frame.x(page.axis.weeks[7].middle)) - 6, int(frame.y(1)))
    whole = picture_of(charts.charts[0]).pixelColor(at)
    charts.set_look(_one(page, (1,) * 7 + (None,) + (1,) * 8, zones=()))
    broken = picture_of(charts.charts[0]).pixelColor(at)

    assert whole.name() == theme.colour("chart.line").name()
    assert broken.lightness() > 200


def test_the_zone_shows_the_rule_that_held_on_each_date(charts, theme):
    page = samples.charts()
    middle = page.axis.weeks[8].start
    zones = (
        ZoneSpan(page.axis.first_day, middle, 3, "v1"),
        ZoneSpan(middle, page.axis.last_day, 2, "v2"),
    )
    charts.set_look(_one(page, (0,) * 16, zones=zones))
    zone = theme.colour("chart.zone").name()
    frame = charts.charts[0].frame
    image = picture_of(charts.charts[0])

    def at(week, grade):
        x = round(frame.x(page.axis.weeks[week].middle)) + 3
        return image.pixelColor(x, round(frame.y(grade))).name()

    assert at(3, 2.7) == at(13, 2.7) == at(13, 1.8) == zone
    assert at(3, 1.8) != zone


def test_the_edge_of_a_zone_is_dashed(charts, theme):
    charts.set_look(_one(samples.charts(), (None,) * 16))
    chart = charts.charts[0]
    edge = int(chart.frame.y(2.5))
    row = picture_of(chart).copy(round(chart.frame.area.left()), edge, 150, 1)

    dashes = count_of(row, theme.colour("chart.zone.edge"))

    assert 60 < dashes < 120


def test_a_cycle_is_a_dotted_vertical(charts):
    bare = replace(samples.charts(), cycles=())
    with_cycles = picture_of(charts.charts[2])
    day = samples.charts().cycles[0].day
    x = round(charts.charts[2].frame.x(day))
    charts.set_look(bare)

    without = picture_of(charts.charts[2])

    assert with_cycles.copy(x, 20, 1, 60) != without.copy(x, 20, 1, 60)
    assert with_cycles.copy(x + 5, 20, 1, 40) == without.copy(x + 5, 20, 1, 40)


def test_a_confirmed_grade_has_a_tick_above_its_point(charts):
    page = samples.charts()
    fatigue = page.charts[2]
    plain = tuple(replace(point, is_confirmed=False) for point in fatigue.points)
    ticked = picture_of(charts.charts[2])
    charts.set_look(
        replace(page, charts=(*page.charts[:2], replace(fatigue, points=plain), *page.charts[3:]))
    )

    assert picture_of(charts.charts[2]) != ticked


def test_a_second_series_is_dashed_and_does_not_hide_the_first(charts, theme):
    page = samples.charts()
    ends = (page.axis.weeks[0], page.axis.weeks[15])
    other = tuple(SmallPoint(week.middle, 2, "2") for week in ends)
    charts.set_look(_one(page, (1,) * 16, zones=(), compared=other))
    chart = charts.charts[0]
    y = int(chart.frame.y(2))
    row = picture_of(chart).copy(round(chart.frame.area.left()) + 8, y, 150, 1)
    light = sum(row.pixelColor(x, 0).lightness() > 215 for x in range(150))

    assert 40 < light < 110
    assert _pixel(chart, 5, 1).name().upper() == theme.grade(1).fill


def test_without_an_answer_the_axis_stays_and_words_say_why(charts):
    page = samples.charts()
    said = _one(page, (None,) * 16)
    charts.set_look(said)
    with_words = picture_of(charts.charts[0])
    charts.set_look(replace(said, empty_text=""))

    assert picture_of(charts.charts[0]) != with_words


def test_one_answer_is_a_point_without_a_line(charts, theme):
    charts.set_look(_one(samples.charts(), (None,) * 15 + (2,), zones=()))
    chart = charts.charts[0]

    assert _pixel(chart, 15, 2).name().upper() == theme.grade(2).fill
    assert count_of(picture_of(chart), theme.colour("chart.line")) < 60


def test_the_arrow_keys_move_one_cursor_through_everything(charts, cursor, theme, qtbot):
    panel = CoursePanel(theme, cursor)
    qtbot.addWidget(panel)
    panel.set_look(samples.course())
    panel.resize(960, 300)
    moved: list[object] = []
    cursor.moved.connect(moved.append)
    pictures = [picture_of(panel.board), *(picture_of(chart) for chart in charts.charts)]

    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_Left, Qt.Key.Key_End):
        qtbot.keyClick(charts.charts[3], key)
    qtbot.keyClick(charts.charts[3], Qt.Key.Key_Left)

    assert moved[-5:] in ([15, 14, 0, 15, 14], [14, 13, 0, 15, 14])
    after = [picture_of(panel.board), *(picture_of(chart) for chart in charts.charts)]
    assert all(one != other for one, other in zip(pictures, after, strict=True))


def test_the_mouse_moves_the_cursor_to_the_week_under_it(charts, cursor, qtbot):
    chart = charts.charts[0]
    x = round(chart.frame.x(samples.axis().weeks[4].middle))

    qtbot.mouseMove(chart, QPoint(x + 2, 40))

    assert cursor.week == 4


def test_the_cursor_goes_when_the_focus_goes_and_comes_back_where_it_was(cursor):
    cursor.come_back(15)
    cursor.move_to(6)
    cursor.move_to(NOWHERE)
    cursor.come_back(15)

    assert cursor.week == 6

    cursor.forget()
    cursor.come_back(15)
    assert cursor.week == 15


def test_up_and_down_change_the_chart(charts, qtbot):
    charts.charts[1].setFocus()

    qtbot.keyClick(charts.charts[1], Qt.Key.Key_Down)
    assert charts.charts[5].hasFocus()

    qtbot.keyClick(charts.charts[5], Qt.Key.Key_Up)
    assert charts.charts[1].hasFocus()


def test_f4_shows_the_numbers_of_the_chart_and_gives_it_the_focus_back(charts, qtbot):
    charts.charts[2].setFocus()
    told: list[object] = []
    charts.table_shown.connect(told.append)

    qtbot.keyClick(charts.charts[2], Qt.Key.Key_F4)
    table = charts.findChild(QTableView)
    model = table.model()
    cells = [[model.index(row, column).data() for column in range(3)] for row in (0, 6, 13)]

    assert charts.tabled == "Fatigue"
    assert table.hasFocus()
    assert cells == [
        ["5-août-2025", "≈ 2", "zone d'alerte : 3"],
        ["16-sept.-2025", "sans réponse", "zone d'alerte : 3"],
        ["4-nov.-2025", "2 ✓", "zone d'alerte : 3"],
    ]
    assert model.columnCount() == 3

    qtbot.keyClick(table, Qt.Key.Key_F4)
    assert charts.charts[2].hasFocus()
    assert told == ["Fatigue", ""]


def test_the_table_of_a_comparison_has_both_series(charts):
    charts.set_look(samples.charts(compared=True))
    charts.show_table("Diarrhée")
    model = charts.findChild(QTableView).model()

    assert model.headerData(3, Qt.Orientation.Horizontal) == "Ligne précédente"
    assert model.index(0, 3).data() == "≈ 2"


def test_a_table_goes_with_its_chart(charts):
    charts.show_table("Anxiété")
    page = samples.charts()

    charts.set_look(replace(page, charts=page.charts[:3]))

    assert charts.tabled == ""
    assert len(charts.charts) == 3


@pytest.mark.parametrize(
    ("width", "scale", "columns"), [(984, 100, 4), (640, 100, 3), (984, 200, 2), (300, 200, 1)]
)
def test_charts_stand_beside_each_other_as_far_as_they_have_room(
    charts, theme, width, scale, columns
):
    theme.set_text_scale_pct(scale)
    charts.resize(width, charts.heightForWidth(width))
    charts.layout().activate()
    tops = [chart.y() for chart in charts.charts]

    assert tops.count(tops[0]) == columns
    assert all(chart.width() >= 200 for chart in charts.charts)
    assert charts.charts[-1].geometry().bottom() <= charts.heightForWidth(width)


def test_every_chart_says_what_it_shows(charts):
    assert charts.charts[0].accessibleName() == "Diarrhée, dernière valeur 3, avant 1"


def test_charts_are_used_again_and_nothing_of_the_previous_patient_stays(
    charts, theme, cursor, qtbot
):
    before = charts.charts
    other = _one(samples.charts(), (None,) * 16, title="Toux", zones=())
    picture_of(charts)
    theirs = TimeCursor(theme)
    fresh = SmallCharts(theme, theirs)
    qtbot.addWidget(fresh)
    fresh.set_look(other)
    fresh.resize(charts.size())
    show_active(qtbot, fresh)

    charts.set_look(other)

    assert charts.charts == before
    _put_the_keyboard_elsewhere(fresh, theirs)
    _put_the_keyboard_elsewhere(charts, cursor)
    assert picture_of(charts) == picture_of(fresh)


@pytest.mark.qt_log_ignore("propagateSizeHints", "raise")
def test_a_tooltip_names_the_grades_and_the_zone(charts):
    chart = charts.charts[0]

    def told(at):
        QToolTip.hideText()
        QApplication.sendEvent(chart, QHelpEvent(QEvent.Type.ToolTip, at, chart.mapToGlobal(at)))
        return QToolTip.text()

    assert "3  Sévère" in told(QPoint(4, 40))
    assert "zone d&#x27;alerte : 3" in told(QPoint(80, 25))


def test_a_compared_value_is_read_behind_the_one_of_the_week(charts, cursor, theme):
    page = samples.charts()
    week = page.axis.weeks[4]
    other = (SmallPoint(week.middle, 2, "≈ 2 avant"),)
    charts.set_look(_one(page, (1,) * 16, compared=other))
    cursor.move_to(4)
    with_other = picture_of(charts.charts[0])
    charts.set_look(_one(page, (1,) * 16, compared=(replace(other[0], value="≈ 3 avant"),)))

    assert picture_of(charts.charts[0]) != with_other


def test_a_measure_stands_on_its_own_scale_and_its_table_says_who_measured(charts, cursor):
    page = samples.measures()
    charts.set_look(page)
    weight, temperature, _ = charts.charts

    assert weight.frame.y(70) == temperature.frame.y(40) < weight.frame.y(60)
    assert weight.frame.area == temperature.frame.area
    rows = table_of(page, page.charts[0]).rows
    assert [row[1:] for row in rows[:3]] == [
        ("67,4", "patient"),
        ("67,0", "équipe"),
        ("sans mesure", ""),
    ]


def test_several_measures_of_a_week_are_read_together(charts, cursor):
    page = samples.measures()
    told = replace(page.charts[1], readouts={14: "37,9 – 38,9 °C, 3 mesures"})
    page = replace(page, charts=(page.charts[0], told, page.charts[2]))
    charts.set_look(page)

    assert charts.charts[1]._readout(14).endswith(" · 37,9 – 38,9 °C, 3 mesures")
    assert charts.charts[0]._readout(14).endswith(" · sans mesure")
    assert charts.charts[0]._readout(6).endswith("2025")


def test_a_table_has_room_where_the_charts_are_one_row(charts):
    charts.set_look(samples.measures())
    low = charts.minimumHeight()

    charts.show_table("kg")
    assert charts.minimumHeight() > low

    charts.show_table("")
    assert charts.minimumHeight() == low
