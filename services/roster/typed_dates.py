"""Dates of birth as people type them: `14031958`, `14/03/58`, `1958-03-14`, `14 mars 1958`."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

_FIRST_YEAR: Final = 1890
_CENTURIES: Final = (1900, 2000)
_NAMES: Final = (
    ("janvier", "january"),
    ("fevrier", "february"),
    ("mars", "march"),
    ("avril", "april"),
    ("mai", "may"),
    ("juin", "june"),
    ("juillet", "july"),
    ("aout", "august"),
    ("septembre", "september"),
    ("octobre", "october"),
    ("novembre", "november"),
    ("decembre", "december"),
)
_SHORTEST_MONTH: Final = 3
_BETWEEN: Final = r"[-/. ]"
_FORMS: Final = tuple(
    re.compile(rf"(?<!\d){form}(?!\d)")
    for form in (
        rf"(?P<year>\d{{4}}){_BETWEEN}(?P<month>\d{{1,2}}){_BETWEEN}(?P<day>\d{{1,2}})",
        rf"(?P<day>\d{{1,2}}) ?{_BETWEEN} ?(?P<month>\d{{1,2}})"
        rf" ?{_BETWEEN} ?(?P<year>\d{{4}}|\d\d)",
        rf"(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)?{_BETWEEN}*"
        rf"(?P<word>[a-z]{{3,9}})[-/. ,]*(?P<year>\d{{4}}|\d\d)",
        rf"(?P<word>[a-z]{{3,9}}){_BETWEEN}*"
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[-/. ,]+(?P<year>\d{{4}})",
        r"(?P<day>\d\d)(?P<month>\d\d)(?P<year>\d{4}|\d\d)",
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",
    )
)
_DIGIT: Final = re.compile(r"\d")


class Found(NamedTuple):
    """The days that a text may mean, none when it holds no full date, and the text without them.

    There are several when the century is not said and either may be.
    """

    days: frozenset[date]
    rest: str


def find_date(plain: str, today: date) -> Found:
    """The date of birth in a text of plain letters; other digits beside it make it none.

    A telephone number of which a part looks like a date is one of those.
    """
    days: set[date] = set()
    rest = plain
    for form in _FORMS:
        for match in form.finditer(plain):
            without = f"{plain[: match.start()]} {plain[match.end() :]}"
            if not _DIGIT.search(without) and (meant := set(_meant(match, today))):
                days |= meant
                rest = without
    return Found(frozenset(days), rest)


def _meant(match: re.Match[str], today: date) -> Iterator[date]:
    said = match.groupdict()
    month = int(said["month"]) if said.get("month") else _month_of(said["word"])
    year = int(said["year"])
    is_short = len(said["year"]) == len("58")
    for full in (century + year for century in _CENTURIES) if is_short else (year,):
        try:
            day = date(full, month, int(said["day"]))
        except ValueError:
            continue
        if full >= _FIRST_YEAR and day <= today:
            yield day


def _month_of(word: str) -> int:
    """The number of a month by its name or the beginning of it, 0 for any other word."""
    meant = [
        number
        for number, names in enumerate(_NAMES, 1)
        if len(word) >= _SHORTEST_MONTH and any(name.startswith(word) for name in names)
    ]
    return meant[0] if len(meant) == 1 else 0
