"""Months of a follow-up against a walk through the calendar, day by day."""

from datetime import date, timedelta

import pytest

from services.billing.months import Month, month_ending_in, months_until
from tests.services.billing.recount import begins_anew

DAY = timedelta(days=1)


def test_from_the_last_of_january_no_day_is_lost_and_none_counts_twice():
    firsts = [each.first for each in months_until(date(2025, 1, 31), date(2025, 5, 31))]

    assert firsts == [
        date(2025, 1, 31),
        date(2025, 2, 28),
        date(2025, 3, 31),
        date(2025, 4, 30),
        date(2025, 5, 31),
    ]


def test_in_a_leap_year_the_month_begins_on_the_29th_of_february():
    *_, third = months_until(date(2027, 12, 30), date(2028, 2, 29))

    assert third == Month(3, date(2028, 2, 29), date(2028, 3, 29))
    # Who begins on the 29th of February has an anniversary on the 28th, and on the 29th again.
    firsts = [each.first for each in months_until(date(2024, 2, 29), date(2028, 2, 29))]
    assert (firsts[12], firsts[48]) == (date(2025, 2, 28), date(2028, 2, 29))


@pytest.mark.parametrize("year", [2023, 2024])
def test_every_day_lies_in_one_month_and_every_calendar_month_ends_one(year: int):
    """For a beginning on each day of a year, two years on."""
    begun = date(year, 1, 1)
    while begun.year == year:
        months = list(months_until(begun, begun + timedelta(days=760)))
        walked = [
            begun + timedelta(days=each)
            for each in range(761)
            if begins_anew(begun, begun + timedelta(days=each))
        ]
        assert [each.first for each in months] == walked
        assert [each.last + DAY for each in months[:-1]] == walked[1:]
        for each in months:
            assert month_ending_in(begun, each.last.replace(day=1)) == each
        assert month_ending_in(begun, (months[0].last.replace(day=1) - DAY).replace(day=1)) is None
        begun += DAY
