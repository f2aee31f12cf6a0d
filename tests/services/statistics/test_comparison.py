"""A period is compared with as many months right before it, or with the same a year ago, where all
of them are closed; a change tells no more than both figures do.
"""

import pytest

from services.contract.statistics import Figure, Statistics, Tile
from services.contract.statistics_enums import Comparison, FigureState, Measure
from tests.services.statistics.closed import put_closed
from tests.services.statistics.test_closing import read_page
from tests.support.service import ServiceUnderTest

MASKED = Figure(state=FigureState.MASKED)
NONE = Figure(state=FigureState.NO_COMPARISON)


def _rate(page: Statistics) -> Tile:
    return next(each for each in page.tiles if each.measure is Measure.ANSWER_RATE)


def _known(value: int) -> Figure:
    return Figure(state=FigureState.KNOWN, value=value)


def test_each_comparison_reads_the_months_that_it_names(service: ServiceUnderTest) -> None:
    put_closed(service, 15)

    before = read_page(service, months=3, comparison="previous")
    year = read_page(service, months=3, comparison="last_year")

    assert before.choices is not None
    assert before.choices.compared is not None
    assert year.choices is not None
    assert year.choices.compared is not None
    period = (before.choices.period.first, before.choices.period.last)
    assert period == ("2025-08", "2025-10")
    then = before.choices.compared
    assert (then.first, then.last) == ("2025-05", "2025-07")
    assert (year.choices.compared.first, year.choices.compared.last) == ("2024-08", "2024-10")
    tile = _rate(before)
    assert (tile.figure, tile.compared, tile.change) == (_known(20), _known(17), _known(3))
    assert _rate(year).change == _known(0)
    assert [(each.month, each.before) for each in before.answer_rate] == [
        ("2025-08", _known(5)), ("2025-09", _known(6)), ("2025-10", _known(7)),
    ]  # fmt: skip
    assert [each.before.value for each in year.answer_rate] == [8, 9, 10]


@pytest.mark.parametrize(
    ("months", "length", "offered"),
    [
        (3, 3, set()),
        (5, 3, set()),
        (6, 3, {Comparison.PREVIOUS}),
        (12, 12, set()),
        (15, 3, {Comparison.PREVIOUS, Comparison.LAST_YEAR}),
    ],
)
def test_a_comparison_is_offered_where_every_month_of_it_is_closed(
    sqlite_service: ServiceUnderTest, months: int, length: int, offered: set[Comparison]
) -> None:
    put_closed(sqlite_service, months)

    page = read_page(sqlite_service, months=length)

    assert set(page.offered.comparisons) == offered | {Comparison.NONE}
    assert page.choices is not None
    if Comparison.PREVIOUS not in offered:
        assert page.choices.compared is None
        assert (_rate(page).compared, _rate(page).change) == (NONE, NONE)
        assert {each.before.state for each in page.answer_rate} == {FigureState.NO_COMPARISON}


@pytest.mark.parametrize("hidden", ["2025-10*3/answer_rate", "2025-07*3/answer_rate"])
def test_a_mark_on_either_side_hides_the_change(
    sqlite_service: ServiceUnderTest, hidden: str
) -> None:
    put_closed(sqlite_service, 6, frozenset({hidden}))

    tile = _rate(read_page(sqlite_service, months=3))

    assert tile.change == MASKED
    assert [tile.figure, tile.compared].count(MASKED) == 1
