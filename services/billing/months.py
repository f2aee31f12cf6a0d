"""Months of a follow-up, counted from the day on which it began. Pure.

A month that has no such day begins on its last one: from 31 January the next begins on 28 February,
and the one after it on 31 March again, because each is counted from the beginning.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from services.retention.rules import months_later

_DAY = timedelta(days=1)
_MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True)
class Month:
    """One month; `number` 1 is the first, `last` its last day."""

    number: int
    first: date
    last: date


def month_of(began_on: date, number: int) -> Month:
    """The month of a follow-up with this number."""
    first = months_later(began_on, number - 1)
    return Month(number, first, months_later(began_on, number) - _DAY)


def months_until(began_on: date, day: date) -> Iterator[Month]:
    """Every month that has begun on a day, oldest first."""
    for number in count(1):
        month = month_of(began_on, number)
        if month.first > day:
            return
        yield month


def month_ending_in(began_on: date, calendar_month: date) -> Month | None:
    """The one month whose last day lies in a calendar month; None before the first."""
    years = calendar_month.year - began_on.year
    apart = years * _MONTHS_OF_A_YEAR + calendar_month.month - began_on.month
    number = apart + 1 if began_on.day == 1 else apart
    return month_of(began_on, number) if number > 0 else None
