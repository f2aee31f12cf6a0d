"""How long a record is kept, and how long a consent holds: civil dates, pure (decision 30)."""

from datetime import date
from typing import Final

from services.contract.archiving import CONSENT_MONTHS, KEPT_YEARS

_FEBRUARY: Final = 2
_LEAP_DAY: Final = 29
_MONTHS: Final = 12


def years_later(day: date, years: int) -> date:
    """The same day some years later; of a leap day, where there is none, the first of March."""
    if (day.month, day.day) == (_FEBRUARY, _LEAP_DAY):
        try:
            return day.replace(year=day.year + years)
        except ValueError:
            return date(day.year + years, _FEBRUARY + 1, 1)
    return day.replace(year=day.year + years)


def kept_until(archived_on: date, last_survey_on: date | None, last_active_on: date) -> date:
    """The day from which a record may be erased: ten years after the last completed questionnaire,
    without one after the last activity, and never before the archiving.
    """
    return max(archived_on, years_later(last_survey_on or last_active_on, KEPT_YEARS))


def consent_holds(said_on: date, today: date) -> bool:
    """Whether a consent is young enough to follow somebody again without a new one."""
    return today <= years_later(said_on, CONSENT_MONTHS // _MONTHS)
