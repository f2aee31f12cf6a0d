"""Opening hours as they are typed: `8:00-12:30, 13:30-18:00`; nothing is a closed day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from services.contract.centre_settings import OpenInterval

_TIME: Final = r"(\d{1,2})\s*(?:[:hH]\s*(\d{2})?)?"
_INTERVAL: Final = re.compile(rf"\s*{_TIME}\s*[-–—]\s*{_TIME}\s*")
_END_OF_DAY: Final = 24 * 60
_MOST: Final = 4


def read_hours(typed: str) -> list[OpenInterval] | None:
    """The intervals of a day; None for what is none, is backwards, overlaps or is too many."""
    intervals: list[OpenInterval] = []
    closed_at = 0
    for part in typed.replace(";", ",").split(",") if typed.strip() else []:
        found = _INTERVAL.fullmatch(part)
        if found is None:
            return None
        opens, closes = _minute(found[1], found[2]), _minute(found[3], found[4])
        if opens is None or closes is None or not closed_at <= opens < closes:
            return None
        closed_at = closes
        intervals.append(OpenInterval(opens=_clock(opens), closes=_clock(closes)))
    return intervals if len(intervals) <= _MOST else None


def typed_hours(intervals: Sequence[OpenInterval]) -> str:
    """Intervals as somebody would type them."""
    return ", ".join(f"{each.opens}-{each.closes}" for each in intervals)


def _minute(hours: str, minutes: str | None) -> int | None:
    rest = int(minutes or 0)
    minute = int(hours) * 60 + rest
    return minute if rest < 60 and minute <= _END_OF_DAY else None


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
