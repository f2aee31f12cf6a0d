"""Two periods side by side: which pairs there are, and figures that are counted, never tested."""

from datetime import date, timedelta

import pytest

from console.models.comparison import (
    Figures,
    Span,
    answered,
    around,
    cycle_pairs,
    figures,
    line_pairs,
    placed,
)
from tests.samples import file_data
from tests.samples.rows import NOW

TODAY = date(2025, 11, 18)
SERIES = file_data.series(31)


def _column(signs: str):
    series = file_data.series(len(signs))
    return series, file_data.column("fatigue", signs, 3, series.weeks)


def test_the_newest_line_is_compared_with_the_one_before():
    (pair,) = line_pairs(SERIES, TODAY)

    first, second = file_data.lines()
    assert (pair.now.line, pair.before.line) == (second, first)
    assert pair.now.end == TODAY
    assert pair.before.end == date(2025, 8, 27)


def test_cycles_are_compared_within_their_line_the_newest_first():
    pairs = cycle_pairs(SERIES, TODAY)

    one, two, three, four = file_data.lines()[1].cycles
    compared = [(pair.now.cycle, pair.before.cycle) for pair in pairs]
    assert compared == [(four, three), (three, two), (two, one)]
    assert pairs[1].now.end == pairs[0].now.start - timedelta(days=1)


def test_what_was_withdrawn_or_has_not_begun_is_not_compared():
    first, second = file_data.lines()
    gone = second.model_copy(update={"withdrawn_at": NOW})

    assert line_pairs(SERIES.model_copy(update={"lines": [first, gone]}), TODAY) == []
    assert line_pairs(SERIES, date(2025, 9, 1)) == []


def test_before_and_after_a_day_are_as_long_as_each_other():
    pair = around(SERIES, date(2025, 11, 1), TODAY)

    assert pair is not None
    assert pair.now.days == pair.before.days == 18
    assert pair.before.end == date(2025, 10, 31)


@pytest.mark.parametrize("day", [date(2025, 11, 19), date(2024, 1, 1)])
def test_a_day_with_nothing_on_one_side_compares_nothing(day):
    assert around(SERIES, day, TODAY) is None


def test_figures_are_of_what_was_answered():
    series, column = _column("02x31")

    whole = figures(series, column, Span(series.weeks[0] - timedelta(days=3), TODAY))

    assert whole == Figures(mean=1.5, worst=3, much_days=14)


def test_days_outside_the_period_are_not_counted():
    series, column = _column("22")

    only_day = figures(series, column, Span(series.weeks[0], series.weeks[0]))

    assert only_day == Figures(mean=2.0, worst=2, much_days=1)


def test_without_an_answer_there_is_no_figure():
    series, column = _column("xx")

    assert figures(series, column, Span(series.weeks[0], TODAY)) == Figures(None, None, None)


def test_both_periods_begin_at_their_own_day_one():
    series, column = _column("0123")
    span = Span(series.weeks[1], series.weeks[3])

    assert [(each.day, each.grade) for each in placed(series, column, span)] == [
        (0, 1),
        (7, 2),
        (14, 3),
    ]


def test_the_answer_rate_is_of_each_period():
    series = file_data.series()

    assert answered(series, Span(series.weeks[5], series.weeks[7])) == (2, 3)
