"""The charts look as they did when somebody last looked at them, whatever draws the letters."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QFont, QImage

from tests.widgets.chart_images import (
    CHARTS,
    MOST_POINTS,
    course,
    measures,
    path_of,
    points_apart,
    small,
    small_charts,
)
from widgets import gallery_file_samples as samples
from widgets.course_look import HeatCell
from widgets.grade_chip import NoGrade
from widgets.small_chart_look import Scale
from widgets.theme import Theme, ThemeMode

MODES = (ThemeMode.LIGHT, ThemeMode.DARK)


def kept(name: str, mode: ThemeMode = ThemeMode.LIGHT) -> QImage:
    """A picture as it was last looked at."""
    image = QImage(str(path_of(name, mode)))
    assert not image.isNull()
    return image.convertToFormat(QImage.Format.Format_RGB32)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", list(CHARTS))
def test_a_chart_looks_as_it_did(theme, qtbot, name, mode):
    theme.set_mode(mode)
    widget = CHARTS[name](theme)
    qtbot.addWidget(widget)

    assert points_apart(small(widget), kept(name, mode)) <= MOST_POINTS


@pytest.mark.parametrize("hinting", ["PreferNoHinting", "PreferVerticalHinting"])
@pytest.mark.parametrize("name", list(CHARTS))
def test_letters_that_are_drawn_otherwise_make_no_difference(
    theme, qtbot, name, hinting, monkeypatch
):
    font = Theme.font

    def drawn_otherwise(self: Theme, role: str) -> QFont:
        made = QFont(font(self, role))
        made.setHintingPreference(QFont.HintingPreference[hinting])
        return made

    monkeypatch.setattr(Theme, "font", drawn_otherwise)
    widget = CHARTS[name](theme)
    qtbot.addWidget(widget)

    assert points_apart(small(widget), kept(name)) <= MOST_POINTS


def _one_cell_off(grade: int | NoGrade):
    look = samples.course()
    row = look.rows[1]
    cells = (*row.cells[:3], HeatCell(grade, "≈ 1"), *row.cells[4:])
    return replace(look, rows=(look.rows[0], replace(row, cells=cells), *look.rows[2:]))


def _first_chart(**changes):
    look = samples.charts()
    return replace(look, charts=(replace(look.charts[0], **changes), *look.charts[1:]))


def _one_grade_off():
    chart = samples.charts().charts[0]
    last = chart.points[-1]
    return _first_chart(points=(*chart.points[:-1], replace(last, number=2, value="2")))


@pytest.mark.parametrize(
    "look",
    [
        _one_cell_off(1),
        _one_cell_off(NoGrade.MISSING),
        replace(samples.course(), lanes=replace(samples.course().lanes, events=())),
        replace(samples.course(), lanes=replace(samples.course().lanes, bars=())),
    ],
    ids=["a grade", "a missing week", "no events", "no lines"],
)
def test_a_course_that_is_wrong_is_seen(theme, qtbot, look):
    widget = course(theme, look)
    qtbot.addWidget(widget)

    assert points_apart(small(widget), kept("course")) > MOST_POINTS


@pytest.mark.parametrize(
    "look",
    [
        _one_grade_off(),
        _first_chart(zones=()),
        _first_chart(points=samples.charts().charts[0].points[:-2]),
        replace(samples.charts(), cycles=()),
    ],
    ids=["a grade", "no zone", "two points less", "no cycles"],
)
def test_a_chart_that_is_wrong_is_seen(theme, qtbot, look):
    widget = small_charts(theme, look)
    qtbot.addWidget(widget)

    assert points_apart(small(widget), kept("small_charts")) > MOST_POINTS


def _weight(**changes):
    look = samples.measures()
    return replace(look, charts=(replace(look.charts[0], **changes), *look.charts[1:]))


def _without_breaks():
    points = samples.measures().charts[0].points
    return _weight(points=tuple(each for each in points if each.number is not None))


def _of_patients_alone():
    look = samples.measures()
    charts = (
        replace(chart, points=tuple(replace(each, is_confirmed=False) for each in chart.points))
        for chart in look.charts
    )
    return replace(look, charts=tuple(charts))


@pytest.mark.parametrize(
    "look",
    [
        _without_breaks(),
        _of_patients_alone(),
        _weight(scale=Scale(50, 70, "60", "70", (60, 65, 70))),
    ],
    ids=["no breaks", "no measure of the team", "another scale"],
)
def test_a_measure_that_is_wrong_is_seen(theme, qtbot, look):
    widget = measures(theme, look)
    qtbot.addWidget(widget)

    assert points_apart(small(widget), kept("measures")) > MOST_POINTS
