"""French public holidays, computed: loading the tables of all countries takes half a second.

The tests hold every year from 2008 to 2100 against the `holidays` library.
"""

from datetime import date, timedelta
from functools import cache
from typing import Final

FRANCE: Final = "FR"
_ALSACE_MOSELLE: Final = frozenset({"FR-57", "FR-67", "FR-68"})
KNOWN_REGIONS: Final = _ALSACE_MOSELLE | {FRANCE}

_SAME_DAY_EVERY_YEAR: Final = (
    (1, 1),
    (5, 1),
    (5, 8),
    (7, 14),
    (8, 15),
    (11, 1),
    (11, 11),
    (12, 25),
)
_DAYS_AFTER_EASTER: Final = (1, 39, 50)
_GOOD_FRIDAY: Final = -2
_SECOND_CHRISTMAS_DAY: Final = (12, 26)


@cache
def public_holidays(region: str, year: int) -> frozenset[date]:
    """The public holidays of a year in France, or in a department that has two more."""
    if region not in KNOWN_REGIONS:
        raise ValueError("no public holidays are known for this region")
    easter = _easter(year)
    days = {date(year, month, day) for month, day in _SAME_DAY_EVERY_YEAR}
    days |= {easter + timedelta(days=after) for after in _DAYS_AFTER_EASTER}
    if region in _ALSACE_MOSELLE:
        days |= {easter + timedelta(days=_GOOD_FRIDAY), date(year, *_SECOND_CHRISTMAS_DAY)}
    return frozenset(days)


def _easter(year: int) -> date:
    """Easter Sunday, from the age of the moon in its cycle of 19 years."""
    century = year // 100
    skipped_leap_days = century - century // 4
    moon_correction = (8 * century + 13) // 25
    epact = (19 * (year % 19) + skipped_leap_days - moon_correction + 15) % 30
    # Two exceptions keep the full moon from falling twice on the same day within one cycle.
    epact -= (epact + (year % 19) // 11) // 29
    full_moon = date(year, 3, 21) + timedelta(days=epact)
    return full_moon + timedelta(days=(6 - full_moon.weekday()) or 7)
