"""Weight, temperature and ECOG on the synthesis: who measured, breaks, scales, states, keyboard."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from resources.wording import Wording
from services.contract.patient_file import Measurement
from tests.samples import file_data
from tests.support.typography import plain
from tests.support.ui_parts import press
from tests.ui.patient.looking import page
from ui.patient.measure_words import measures_look
from widgets.small_chart_look import SmallChartLook

FR = Wording("fr")
MONDAY = date(2025, 11, 17)


def _chart(key: str, w: Wording = FR, **changes) -> SmallChartLook:
    found = measures_look(w, file_data.series(16, **changes)).charts
    return next(each for each in found if each.key == key)


def _ends(chart: SmallChartLook) -> tuple[float, float]:
    assert chart.scale is not None
    return chart.scale.low, chart.scale.high


def _weighed(*values: float) -> list[Measurement]:
    """The last one on a Monday, one a week."""
    first = MONDAY - timedelta(weeks=len(values) - 1)
    return [
        Measurement(on=first + timedelta(weeks=place), value=value, by_patient=True)
        for place, value in enumerate(values)
    ]


def test_a_chart_has_the_measures_of_both_sources_and_its_last_two_values():
    chart = _chart("weight")
    told = [point for point in chart.points if point.number is not None]

    assert (chart.last, chart.previous) == ("62,1", "62,4")
    assert [point.number for point in told if point.is_confirmed] == [64.2]
    assert {point.source for point in told} == {"patient", "équipe"}
    assert plain(chart.description) == (
        "Poids, kg. Dernière mesure 62,1 kg, 18-nov.-2025. patient. Avant 62,4 kg, 11-nov.-2025"
    )


def test_a_week_without_a_measure_breaks_the_line():
    points = _chart("weight").points
    gaps = [place for place, point in enumerate(points) if point.number is None]

    assert len([point for point in points if point.number is not None]) == 10
    # Sixteen weeks, of which nine have a measure and one has two.
    assert len(gaps) == 7
    assert {points[place].value for place in gaps} == {"sans mesure"}


def test_several_of_a_week_are_read_as_lowest_and_highest():
    chart = _chart("temperature", temperatures=file_data.temperatures())
    several = [text for text in chart.readouts.values() if "mesures" in text]

    assert [plain(text) for text in several] == [
        "37,9 – 38,9 °C, 3 mesures",
        "37,2 – 38,1 °C, 2 mesures",
    ]
    assert "36,8 °C, équipe" in [plain(text) for text in chart.readouts.values()]


@pytest.mark.parametrize(
    ("values", "ends"),
    [
        ((64.0, 64.2), (60, 70)),
        ((60.4, 62.4), (55, 65)),
        ((63.1, 64.9), (60, 70)),
        ((70.0,), (65, 75)),
        ((50.2, 67.9), (50, 70)),
    ],
)
def test_a_weight_has_a_scale_in_steps_that_makes_no_mountain_of_a_molehill(values, ends):
    assert _ends(_chart("weight", weights=_weighed(*values))) == ends


def test_temperature_and_ecog_have_fixed_scales():
    high = [Measurement(on=MONDAY, value=40.6, by_patient=False)]

    assert _ends(_chart("temperature", temperatures=file_data.temperatures())) == (36, 40)
    assert _ends(_chart("temperature", temperatures=high)) == (36, 41)
    assert _ends(_chart("ecog")) == (0, 4)


def test_the_axis_of_ecog_says_what_its_grades_mean():
    scale = _chart("ecog").scale

    assert scale is not None
    assert scale.words[0].startswith("4 · ")


def test_one_measure_is_a_point_with_nothing_before():
    chart = _chart("weight", weights=_weighed(70.0))

    assert [point.number for point in chart.points if point.number is not None] == [70.0]
    assert (chart.last, chart.previous) == ("70,0", "")


def test_what_was_measured_before_the_period_is_not_drawn():
    early = [Measurement(on=date(2025, 7, 20), value=39, by_patient=True)]
    series = file_data.series(16, temperatures=early, weights=[], ecog=[])

    assert measures_look(FR, series).charts == ()


def test_what_was_measured_today_is_in_the_last_week():
    today = [Measurement(on=date(2025, 11, 22), value=61, by_patient=False)]

    assert 15 in _chart("weight", weights=today).readouts


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("fr", ["Poids, kg", "Température, °C", "ECOG · ↑ plus haut = plus sévère"]),
        ("en", ["Weight, kg", "Temperature, °C", "ECOG · ↑ higher = worse"]),
    ],
)
def test_the_charts_stand_under_the_symptoms_in_both_languages(opened, language, titles):
    opened.file.files.series = lambda weeks: file_data.series(
        weeks or 31, temperatures=file_data.temperatures()
    )
    press(opened.shell, "F5")
    opened.shell.set_wording(Wording(language))
    measures = page(opened).measures

    assert [plain(chart.accessibleName()).split(". ")[0] for chart in measures.charts] == titles
    assert measures.isVisibleTo(opened.shell)
    assert measures.mapTo(opened.shell, measures.rect().topLeft()).y() > (
        page(opened).charts.mapTo(opened.shell, measures.rect().topLeft()).y()
    )


def test_one_cursor_crosses_symptoms_and_measures(opened):
    weight = page(opened).measures.charts[0]

    QTest.keyClick(weight, Qt.Key.Key_End)
    QTest.keyClick(weight, Qt.Key.Key_Left)

    assert page(opened).time.week == 14


def test_f4_shows_a_measure_as_a_table_and_the_charts_again(opened):
    measures = page(opened).measures
    height = measures.height()

    QTest.keyClick(measures.charts[0], Qt.Key.Key_F4)
    assert measures.tabled == "weight"
    assert not page(opened).charts.tabled
    assert not page(opened).course.is_table_shown
    assert measures.minimumHeight() > height

    QTest.keyClick(measures._table, Qt.Key.Key_F4)
    assert measures.tabled == ""


@pytest.mark.parametrize("missing", [[], ["measures"]])
def test_where_nothing_was_measured_there_is_no_chart_and_what_is_unreadable_says_so(
    opened, missing
):
    nothing = {"weights": [], "temperatures": [], "ecog": [], "blocks_missing": missing}
    opened.file.files.series = lambda weeks: file_data.series(weeks or 31, **nothing)

    press(opened.shell, "F5")

    assert not page(opened).measures.isVisibleTo(opened.shell)
    assert page(opened)._measures_heading.isVisibleTo(opened.shell) is bool(missing)
    assert ("pas pu être lue" in page(opened)._measures_heading.accessibleName()) is bool(missing)
