"""Days in FHIR's words: partial dates, and instants as the day they were at the centre."""

import re
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from services.contract.bundle_import import ImportReason
from services.contract.enums import DatePrecision
from services.imports.lines import Refused
from services.record.partial_dates import Known, known

_PARTIAL: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
_EARLIEST_YEAR: Final = 1900
_LATEST_YEAR: Final = 2199


def day_of(text: str | None, zone: ZoneInfo) -> Known:
    """The day that is meant, as far as it is known; raises `Refused`."""
    if text is None or not text.strip():
        raise Refused(ImportReason.DATE_MISSING)
    try:
        found = known(text) if _PARTIAL.fullmatch(text) else _day_of_instant(text, zone)
    except (ValueError, OverflowError):
        raise Refused(ImportReason.DATE_UNREADABLE) from None
    if not _EARLIEST_YEAR <= found.day.year <= _LATEST_YEAR:
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


def _day_of_instant(text: str, zone: ZoneInfo) -> Known:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return Known(instant.astimezone(UTC).astimezone(zone).date(), DatePrecision.DAY)
