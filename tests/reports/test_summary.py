"""What the first page draws: columns of weeks, lines of symptoms, lines of measures."""

import xml.etree.ElementTree as ET
from datetime import date, timedelta

import pytest

from reports.pdf.buckets import buckets, cell, step_of, weeks_answered
from reports.pdf.course import Course
from reports.pdf.measures import MeasureChart
from reports.said.rows import MOST_ROWS, rows_of
from reports.voice import wording_of
from services.contract.patient_file import Measurement, SymptomColumn
from tests.samples import reports

_SVG = "{http://www.w3.org/2000/svg}"


def _weeks(count: int) -> list[date]:
    return [date(2025, 1, 7) + timedelta(weeks=place) for place in range(count)]


def _column(**changes) -> SymptomColumn:
    usual = {
        "item": "pain",
        "grades": [None] * 4,
        "confirmed": [None] * 4,
        "not_asked": [],
        "not_answered": [],
        "presence": [],
        "zones": [],
        "has_open_alert": False,
    }
    return SymptomColumn.model_validate(usual | changes)


def _words(svg: str) -> list[str]:
    return [each.text or "" for each in ET.fromstring(svg).iter(f"{_SVG}text")]


@pytest.mark.parametrize(
    ("count", "step", "columns"),
    [(0, 1, 0), (1, 1, 1), (27, 1, 27), (28, 2, 14), (104, 4, 26), (520, 26, 20), (3000, 112, 27)],
)
def test_a_long_period_has_columns_of_several_weeks(count, step, columns):
    found = buckets(_weeks(count))

    assert step_of(count) == step
    assert len(found) == columns <= 27
    assert [week for each in found for week in range(each.first, each.last)] == list(range(count))
    # The last column, which is read first, is whole.
    assert not found or found[-1].last - found[-1].first == min(step, count)


def test_the_worst_of_a_column_is_shown_and_a_reason_where_there_is_none():
    weeks = buckets(_weeks(4))
    column = _column(grades=[2, None, None, None], not_asked=[1], not_answered=[2])
    answered = weeks_answered([column], 4)

    found = [cell(column, each, answered) for each in weeks]
    assert found[0].grade == 2
    assert (found[1].is_answered, found[1].is_asked) == (True, False)
    assert (found[2].is_answered, found[2].is_asked) == (True, True)
    assert found[3].is_answered is False


def test_symptoms_without_trouble_have_no_line_and_are_told_apart():
    wording = wording_of(reports.empty())
    columns = [_column(item="pain", grades=[0, 0, 0, 0]), _column(item="cough")]
    columns += [_column(item="fatigue", grades=[0, None, 1, 3])]
    rows, rest = rows_of(wording, columns)

    assert [(row.name, row.last, row.change) for row in rows] == [("Fatigue", "3", "▲ +2 aggravé")]
    assert (rest.never_there, rest.unanswered) == (("Douleur",), ("Toux",))


def test_a_week_without_an_answer_before_the_last_says_no_change():
    rows, _ = rows_of(wording_of(reports.empty()), [_column(grades=[1, 1, None, 3])])

    assert (rows[0].last, rows[0].change) == ("3", "")


def test_what_the_page_has_no_room_for_is_named_with_its_worst():
    columns = [_column(grades=[0, 0, 0, 2]) for _ in range(MOST_ROWS + 1)]
    rows, rest = rows_of(wording_of(reports.empty()), columns)

    assert len(rows) == MOST_ROWS
    assert rest.also_there == ("Douleur ≈\u00a02",)


def test_the_course_has_a_number_in_each_cell_and_a_hatch_where_nobody_answered():
    summary = reports.typical().summary
    wording = wording_of(reports.typical())
    rows, _ = rows_of(wording, summary.symptoms)
    drawn = Course(wording, summary, rows).drawn()
    words = _words(drawn)

    # Fifteen weeks of nine graded symptoms, and the last value of each; none for the empty week.
    assert sum(word in {"0", "1", "2", "3"} for word in words) == 15 * 9 + 9
    assert {"FOLFIRI + bévacizumab, 2e ligne", "C3 −20 %", "Arrêt"} <= set(words)
    assert {"oui", "non"} <= set(words)


def test_a_text_in_a_picture_is_no_markup():
    summary = reports.hostile("</text><script>alert(1)</script>&amp;").summary
    wording = wording_of(reports.typical())
    drawn = Course(wording, summary, rows_of(wording, summary.symptoms)[0]).drawn()

    assert not list(ET.fromstring(drawn).iter(f"{_SVG}script"))
    assert any(word.startswith("</text>") for word in _words(drawn))


def _points(svg: str) -> list[int]:
    lines = ET.fromstring(svg).iter(f"{_SVG}polyline")
    drawn = (each for each in lines if each.get("stroke-width") == "1")
    return [len(each.get("points", "").split()) for each in drawn]


def test_a_gap_of_more_than_three_weeks_breaks_the_line():
    first = date(2025, 1, 7)
    days = (0, 7, 14, 60, 67)
    series = [
        Measurement(on=first + timedelta(days=each), value=60 + each / 10, by_patient=True)
        for each in days
    ]
    wording = wording_of(reports.empty())
    period = (first, first + timedelta(days=90))

    assert _points(MeasureChart(wording, period, series).drawn(wording.decimal, 4.0)) == [3, 2]


@pytest.mark.parametrize("count", [1, 2])
def test_one_value_or_equal_values_make_a_chart(count):
    first = date(2025, 1, 7)
    series = [Measurement(on=first, value=60.0, by_patient=False)] * count
    wording = wording_of(reports.empty())

    assert "60,0" in _words(
        MeasureChart(wording, (first, first), series).drawn(wording.decimal, 4.0)
    )
