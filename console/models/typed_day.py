"""Days of a record as people type them, where the day or the month may be unknown:
`14/03/2025`, `14032025`, `2025-03-14`, `03/2025`, `2025`.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

_BETWEEN: Final = r"[-/. ]"
_FORMS: Final = tuple(
    re.compile(form)
    for form in (
        rf"(?P<day>\d{{1,2}}){_BETWEEN}(?P<month>\d{{1,2}}){_BETWEEN}(?P<year>\d{{4}})",
        rf"(?P<year>\d{{4}}){_BETWEEN}(?P<month>\d{{1,2}}){_BETWEEN}(?P<day>\d{{1,2}})",
        r"(?P<day>\d\d)(?P<month>\d\d)(?P<year>\d{4})",
        rf"(?P<month>\d{{1,2}}){_BETWEEN}(?P<year>\d{{4}})",
        rf"(?P<year>\d{{4}}){_BETWEEN}(?P<month>\d{{1,2}})",
        r"(?P<year>\d{4})",
    )
)
_MONTHS: Final = 12
WHOLE_LENGTH: Final = len("2025-03-14")
"""How long a date is of which the day is known."""


def read_day(text: str) -> str | None:
    """A date as FHIR writes one, as far as it was typed; None when it is none."""
    plain = text.strip()
    for form in _FORMS:
        match = form.fullmatch(plain)
        if match is not None:
            return _written(match)
    return None


def typed_day(known: str) -> str:
    """A date of the record as it would be typed: `14/03/2025`, `03/2025`, `2025`."""
    return "/".join(reversed(known.split("-")))


def _written(match: re.Match[str]) -> str | None:
    said = match.groupdict()
    year, month, day = (int(said.get(part) or 0) for part in ("year", "month", "day"))
    if "month" not in said:
        return f"{year:04d}" if year else None
    if "day" not in said:
        return f"{year:04d}-{month:02d}" if year and 1 <= month <= _MONTHS else None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
