"""Everything that the product says in one language: messages, dates, durations, numbers
(screens.md 1.10).
"""

from __future__ import annotations

import datetime as dt
import importlib
import logging
from typing import ClassVar
from zoneinfo import ZoneInfo

from resources.catalogue import HYPHEN as HYPHEN
from resources.catalogue import NO_BREAK as NO_BREAK
from resources.catalogue import THIN as THIN
from resources.catalogue import Catalogue, MissingText, Value, catalogue_of

logger = logging.getLogger(__name__)

_MINUS = "\u2212"
_CACHE_SIZE = 4096
_INS_GROUPS = (1, 2, 2, 2, 3, 3, 2)

_MONTHS = {
    "fr": (
        "janv.",
        "févr.",
        "mars",
        "avr.",
        "mai",
        "juin",
        "juil.",
        "août",
        "sept.",
        "oct.",
        "nov.",
        "déc.",
    ),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
_WEEKDAYS = {
    "fr": ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_DAY_UNIT = {"fr": "j", "en": "d"}


class Wording:
    """The product's voice in one language and one zone; immutable, so that what it said may be
    kept.

    `is_masked` says that somebody may look over the shoulder: whoever makes a sentence of an
    identity then makes it of initials.

    A missing key shows as itself and is logged; where `raises_on_missing` is set (tests), it
    raises.
    """

    raises_on_missing: ClassVar[bool] = False

    def __init__(
        self,
        language: str,
        zone: str = "Europe/Paris",
        catalogue: Catalogue | None = None,
        *,
        is_masked: bool = False,
    ) -> None:
        self.language = str(language)
        self.is_masked = is_masked
        self.zone = ZoneInfo(zone)
        self._catalogue = catalogue if catalogue is not None else catalogue_of(self.language)
        self._texts: dict[tuple[str, tuple[tuple[str, Value], ...]], str] = {}
        self._decimals: dict[tuple[float, int], str] = {}

    def in_zone(self, zone: str) -> Wording:
        """The same language with another place's time of day."""
        return Wording(self.language, zone, self._catalogue, is_masked=self.is_masked)

    def masked(self, is_masked: bool) -> Wording:
        """The same voice with identities hidden (F9), or told in full."""
        if is_masked is self.is_masked:
            return self
        return Wording(self.language, self.zone.key, self._catalogue, is_masked=is_masked)

    def text(self, key: str, /, **values: Value) -> str:
        """The message of a key; numbers choose plurals, names come in as they are."""
        place = (key, tuple(values.items()))
        known = self._texts.get(place)
        if known is None:
            known = self._read(key, values)
            if len(self._texts) >= _CACHE_SIZE:
                self._texts.clear()
            self._texts[place] = known
        return known

    def _read(self, key: str, values: dict[str, Value]) -> str:
        try:
            return self._catalogue.text(key, values)
        except MissingText:
            if self.raises_on_missing:
                raise
            logger.error("wording missing", extra={"key": key})
            return key

    # Dates and times of day, in the zone of the centre.

    def local(self, instant: dt.datetime) -> dt.datetime:
        """An instant as the clock on the centre's wall shows it; beyond the calendar, as it is."""
        try:
            return instant.astimezone(self.zone)
        except OverflowError:
            return instant

    def date(self, day: dt.date) -> str:
        """`18-nov.-2025`, `18-Nov-2025`."""
        return f"{self.day(day)}{HYPHEN}{day.year}"

    def day(self, day: dt.date, *, padded: bool = False) -> str:
        """`4-nov.`, `4-Nov`; padded `04-nov.` where days stand below each other."""
        number = f"{day.day:02d}" if padded else str(day.day)
        return f"{number}{HYPHEN}{_MONTHS[self.language][day.month - 1]}"

    def month(self, day: dt.date) -> str:
        """`nov. 2025`, `Nov 2025`."""
        return f"{_MONTHS[self.language][day.month - 1]}{NO_BREAK}{day.year}"

    def month_name(self, day: dt.date) -> str:
        """`nov.`, `Nov`: under an axis that names the year."""
        return _MONTHS[self.language][day.month - 1]

    def weekday(self, day: dt.date) -> str:
        """`mar.`, `Tue`."""
        return _WEEKDAYS[self.language][day.weekday()]

    def weekday_day(self, day: dt.date) -> str:
        """`mar. 18-nov.`, `Tue 18-Nov`."""
        return f"{self.weekday(day)} {self.day(day)}"

    def time(self, instant: dt.datetime) -> str:
        """`08:12`."""
        return self.local(instant).strftime("%H:%M")

    def day_time(self, instant: dt.datetime) -> str:
        """`18-nov. 08:12`, whatever today is."""
        return f"{self.day(self.local(instant).date(), padded=True)} {self.time(instant)}"

    def moment(self, instant: dt.datetime, now: dt.datetime) -> str:
        """`08:12` today, `hier 17:30`, `18-nov. 08:12`, with the year when it is another."""
        then, today = self.local(instant).date(), self.local(now).date()
        if then == today:
            return self.time(instant)
        if then == today - dt.timedelta(days=1):
            return self.text("time-yesterday", time=self.time(instant))
        if then.year == today.year:
            return self.day_time(instant)
        return f"{self.date(then)} {self.time(instant)}"

    def coming(self, instant: dt.datetime, now: dt.datetime) -> str:
        """`12:00` today, `demain 12:00`, `jeu. 13:31` within six days, then `24-nov. 08:00`."""
        then, today = self.local(instant).date(), self.local(now).date()
        if then == today:
            return self.time(instant)
        if then == today + dt.timedelta(days=1):
            return self.text("time-tomorrow", time=self.time(instant))
        if today < then <= today + dt.timedelta(days=6):
            return f"{self.weekday(then)} {self.time(instant)}"
        return self.day_time(instant)

    def due(self, due_at: dt.datetime, now: dt.datetime) -> str:
        """`En retard 30 min`, `reste 3 h 18` the same day, `demain 12:00`, `jeu. 13:31`."""
        if due_at <= now:
            return self.text("time-overdue", duration=self.duration(now - due_at))
        if self.local(due_at).date() == self.local(now).date():
            return self.text("time-left", duration=self.duration(due_at - now))
        return self.coming(due_at, now)

    def duration(self, span: dt.timedelta) -> str:
        """`< 1 min`, `30 min`, `1 h 05`, `2 j`; whole minutes, never rounded up."""
        minutes = max(0, int(span.total_seconds() // 60))
        if minutes < 1:
            return f"<{NO_BREAK}1{NO_BREAK}min"
        if minutes < 60:
            return f"{minutes}{NO_BREAK}min"
        if minutes < 24 * 60:
            return f"{minutes // 60}{NO_BREAK}h{NO_BREAK}{minutes % 60:02d}"
        return f"{minutes // (24 * 60)}{NO_BREAK}{_DAY_UNIT[self.language]}"

    # Numbers, units and identifiers.

    def decimal(self, value: float, digits: int = 1) -> str:
        """`38,9`, `38.9`; thousands apart."""
        place = (value, digits)
        known = self._decimals.get(place)
        if known is None:
            # Not at the top: Babel costs time that the sign-in form does not have.
            formatted = importlib.import_module("resources.formatted")
            known = formatted.decimal_text(value, digits, self.language).replace("-", _MINUS)
            self._decimals[place] = known
        return known

    def integer(self, value: int) -> str:
        """`2 000`, `2,000`."""
        return self.decimal(value, 0) if abs(value) >= 1000 else self.signed(value).lstrip("+")

    def signed(self, value: int) -> str:
        """`+2`, `0`, and below zero with a real minus sign."""
        return f"+{value}" if value > 0 else f"{_MINUS}{-value}" if value < 0 else "0"

    def celsius(self, value_c: float) -> str:
        """`38,9 °C`."""
        return f"{self.decimal(value_c)}{NO_BREAK}°C"

    def age(self, birth: dt.date, on: dt.date) -> str:
        """`67 ans`, `67 y`."""
        return self.text("time-age", years=age_years(birth, on))

    def record_number(self, number: str) -> str:
        """`800 451 237`: digits by three; anything else as it is, never broken over two lines."""
        return NO_BREAK.join(_groups_of_three(number) if number.isdigit() else number.split())

    def ins(self, number: str) -> str:
        """`2 58 03 35 238 042 37`: the groups that people read aloud; another length as it is."""
        if len(number) != sum(_INS_GROUPS):
            return number
        parts, start = [], 0
        for length in _INS_GROUPS:
            parts.append(number[start : start + length])
            start += length
        return NO_BREAK.join(parts)

    def phone(self, number: str) -> str:
        """`06 39 98 14 27`: ten digits by two; anything else as it is."""
        digits = number.replace(" ", "")
        if len(digits) != 10 or not digits.isdigit():
            return number
        return NO_BREAK.join(digits[place : place + 2] for place in range(0, 10, 2))


def age_years(birth: dt.date, on: dt.date) -> int:
    """Whole years on a day; somebody born on 29 February turns on 1 March in other years."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def _groups_of_three(digits: str) -> list[str]:
    first = len(digits) % 3
    groups = [digits[:first]] if first else []
    return groups + [digits[place : place + 3] for place in range(first, len(digits), 3)]
