"""The days of a report by what somebody chooses: the last weeks, everything, or two dates."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Final


class ReportDays(StrEnum):
    """What is offered."""

    WEEKS_8 = "weeks8"
    WEEKS_16 = "weeks16"
    YEAR = "year"
    ALL = "all"
    TWO_DATES = "dates"


_WEEKS: Final = {ReportDays.WEEKS_8: 8, ReportDays.WEEKS_16: 16, ReportDays.YEAR: 52}


def first_day(days: ReportDays, last: date) -> date:
    """The first of the last weeks, both ends included; of everything, where nothing was answered
    so far: as of a year.
    """
    return last - timedelta(weeks=_WEEKS.get(days, _WEEKS[ReportDays.YEAR])) + timedelta(days=1)
