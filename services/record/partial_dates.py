"""Half-known dates, between how FHIR writes them and how they are stored and ordered."""

from calendar import monthrange
from datetime import date
from typing import Final, NamedTuple

from services.contract.enums import DatePrecision

_BY_PARTS: Final = {1: DatePrecision.YEAR, 2: DatePrecision.MONTH, 3: DatePrecision.DAY}
_PARTS: Final = {precision: parts for parts, precision in _BY_PARTS.items()}


class Known(NamedTuple):
    """The first day that is meant, and how much of it is known."""

    day: date
    precision: DatePrecision


def known(text: str) -> Known:
    """What `2025`, `2025-03` or `2025-03-14` means; raises `ValueError` for no day of a month."""
    parts = [int(part) for part in text.split("-")]
    year, month, day = (*parts, 1, 1)[:3]
    return Known(date(year, month, day), _BY_PARTS[len(parts)])


def last_day(meant: Known) -> date:
    """The last day that is left open."""
    if meant.precision is DatePrecision.DAY:
        return meant.day
    year = meant.day.year
    month = meant.day.month if meant.precision is DatePrecision.MONTH else 12
    return date(year, month, monthrange(year, month)[1])


def written(day: date, precision: DatePrecision) -> str:
    """The date as far as it is known, as FHIR writes it."""
    return "-".join(day.isoformat().split("-")[: _PARTS[precision]])
