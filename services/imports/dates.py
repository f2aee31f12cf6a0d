"""Days in FHIR's words: partial dates, and instants as the day they were at the centre.

What they must be is what the record asks of a day that is typed (`services.contract.record`).
"""

import re
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from services.contract.bundle_import import ImportReason
from services.contract.enums import DatePrecision
from services.imports.lines import Line, Refused
from services.record.partial_dates import Known, known, last_day

_PARTIAL: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
EARLIEST_YEAR: Final = 1900
_LATEST_YEAR: Final = 2199


def day_of(text: str | None, zone: ZoneInfo) -> Known:
    """The day that is meant, as far as it is known; raises `Refused`."""
    if text is None or not text.strip():
        raise Refused(ImportReason.DATE_MISSING)
    try:
        found = known(text) if _PARTIAL.fullmatch(text) else _day_of_instant(text, zone)
    except (ValueError, OverflowError):
        raise Refused(ImportReason.DATE_UNREADABLE) from None
    if not EARLIEST_YEAR <= found.day.year <= _LATEST_YEAR:
        raise Refused(ImportReason.DATE_UNREADABLE)
    return found


def past_day_of(text: str | None, zone: ZoneInfo, today: date) -> Known:
    """The same for what has begun; raises `Refused` for a day that has not come."""
    found = day_of(text, zone)
    if found.day > today:
        raise Refused(ImportReason.DATE_IN_FUTURE)
    return found


def whole_day_of(text: str | None, zone: ZoneInfo, today: date) -> date:
    """A day that is known as such and has come."""
    found = past_day_of(text, zone, today)
    if found.precision is not DatePrecision.DAY:
        raise Refused(ImportReason.DATE_INCOMPLETE)
    return found.day


def past_end_of(
    text: str | None, began: date, line: Line, zone: ZoneInfo, today: date
) -> Known | None:
    """Until when something that began on a day was, None while it goes on; raises `Refused`.

    An end that has not come is none: what is planned is no record, and the line says so.
    """
    if text is None:
        return None
    found = day_of(text, zone)
    if last_day(found) < began:
        raise Refused(ImportReason.ENDS_BEFORE_BEGINNING)
    if found.day > today:
        line.warn(ImportReason.DATE_IN_FUTURE)
        return None
    return found


def is_date(text: object) -> bool:
    """Whether something has the form of a date, of which the day may be unknown: no instant."""
    return isinstance(text, str) and _PARTIAL.fullmatch(text) is not None


def is_partial(text: str) -> bool:
    """Whether a date has the form of one of which no day is known."""
    return is_date(text) and text.count("-") < 2


def is_over(end: str | None, today: date) -> bool:
    """Whether a period has surely ended before a day; an end that cannot be read has not."""
    words = (end or "")[:10]
    try:
        return _PARTIAL.fullmatch(words) is not None and last_day(known(words)) < today
    except ValueError:
        return False


def _day_of_instant(text: str, zone: ZoneInfo) -> Known:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return Known(instant.astimezone(UTC).astimezone(zone).date(), DatePrecision.DAY)
