"""Who came, left, is there and was followed never tells that one patient is under limitation."""

from collections.abc import Container
from datetime import date
from uuid import UUID

import pytest

from services.statistics.cubes import build
from services.statistics.disclosure.counts import Masked
from services.statistics.disclosure.protecting import protect
from services.statistics.months import months_until, named
from services.statistics.person_month import CountedMonth, PersonMonth
from tests.services.statistics.disclosure.attack import ENOUGH
from tests.services.statistics.turnover_attack import TurnoverAttack

ONE, WAVE, STAY = UUID(int=0), 15, 100
_UNIT = UUID(int=1).hex


def _month(number: int, limited: Container[int], leaves: int | None) -> CountedMonth:
    """Fifteen come and the fifteen of the month before leave; one is not counted in some months."""
    there, last = PersonMonth(_UNIT, followed=True, at_end=True), PersonMonth(_UNIT, followed=True)
    come = PersonMonth(_UNIT, followed=True, at_end=True, enrolled=number > 0)
    last.archived = True
    persons = {UUID(int=1 + each): there for each in range(STAY)}
    for wave, life in ((number, come), (number - 1, last)) if number else ((0, come),):
        persons |= {UUID(int=1000 + wave * WAVE + each): life for each in range(WAVE)}
    if number not in limited and (leaves is None or number <= leaves):
        persons[ONE] = last if number == leaves else there
    return CountedMonth(persons)


@pytest.mark.parametrize(
    ("number", "limited", "leaves"),
    [
        pytest.param(3, range(1, 3), None, id="since the month before the last"),
        pytest.param(3, range(2, 3), None, id="since the last month"),
        pytest.param(3, range(2), 2, id="for long, and archived in the month in which it ended"),
        pytest.param(6, range(3, 6), None, id="so that a period of six months has them"),
    ],
)
def test_nobody_works_out_how_many_are_under_limitation(
    number: int, limited: range, leaves: int | None
) -> None:
    places = months_until(date(2025, 10, 1), number)
    months = {month: _month(place, limited, leaves) for place, month in enumerate(places)}
    released: list[Masked] = []
    for last in months:
        made = build({each: months[each] for each in months if each <= last}, last)
        released.append(protect(made.release(named(last)), released))
    shown = {
        count.key: count.value
        for each in released
        for count in each.release.counts
        if each.shows(count.key)
    }

    told = list(TurnoverAttack(shown, [named(each) for each in places]).told())
    narrow = [(month, low, high) for month, (low, high) in told if 0 < high < low + ENOUGH]

    assert narrow == []
    assert not {each for masked in released for each in masked.unproven}
