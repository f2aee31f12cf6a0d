"""Which weeks a synthesis shows, and in which of them a day lies."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.files.period import LONGEST_WEEKS, period_of

PARIS = ZoneInfo("Europe/Paris")
LAST = date(2025, 11, 4)


@pytest.mark.parametrize(
    ("days", "weeks_later"), [(0, 0), (7, 0), (10, 0), (11, 1), (17, 1), (18, 2)]
)
def test_a_week_is_missing_once_its_survey_is_more_than_three_days_late(days, weeks_later):
    found = period_of(LAST, LAST, LAST + timedelta(days=days), PARIS, 4)

    assert found.weeks[-1] == LAST + timedelta(weeks=weeks_later)
    assert len(found.weeks) == 4


def test_before_the_first_survey_the_weeks_end_today():
    found = period_of(None, None, LAST, PARIS, None)

    assert found.weeks == (LAST,)


def test_all_weeks_begin_with_that_of_the_first_survey():
    first = LAST - timedelta(days=7 * 30 + 2)

    found = period_of(first, LAST, LAST, PARIS, None)

    assert len(found.weeks) == 31
    assert found.place(first) == 0
    assert found.since <= first


def test_there_is_an_end_to_all_weeks():
    found = period_of(date(1950, 1, 1), LAST, LAST, PARIS, None)

    assert len(found.weeks) == LONGEST_WEEKS


@given(day=st.integers(-400, 40), weeks=st.integers(1, 40))
def test_a_day_lies_in_the_week_whose_day_is_nearest(day, weeks):
    found = period_of(LAST, LAST, LAST, PARIS, weeks)
    on = LAST + timedelta(days=day)

    place = found.place(on)

    if on < found.since:
        assert place is None
    elif on > LAST:
        assert place == weeks - 1
    else:
        assert place is not None
        apart = [abs((on - week).days) for week in found.weeks]
        assert apart[place] == min(apart)
