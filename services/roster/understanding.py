"""What somebody meant with what they typed into the search (screens.md 1.9)."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.contract.enums import SearchedBy
from services.patients import normal
from services.patients.identity import Identity
from services.patients.sounds import sound
from services.roster.typed_dates import find_date

_FEWEST: Final = 3
"""Characters of a name or a number."""
_DIGITS: Final = re.compile(r"\d+")
_INS: Final = re.compile(r"[1-478]\d{4}(?:\d{2}|2[AB])\d{6}(\d{2})?")
_RECORD_NUMBER_SAID: Final = re.compile(r"\s*ipp\b[\s:.]*(?=\d)")
_NATIONAL_DIGITS: Final = (9, 10)


@dataclass(frozen=True)
class Wish:
    """All that has to hold of a patient (`words`, `born_on`, `unfinished`), and the numbers each of
    which finds one by itself.

    `words` are in plain letters. `born_on`: on one of these days. `unfinished`: digits beside a
    name that are no full date yet.
    """

    by: SearchedBy
    words: tuple[str, ...] = ()
    born_on: frozenset[date] = frozenset()
    unfinished: tuple[str, ...] = ()
    ins: str | None = None
    record_number: str | None = None
    phone: str | None = None

    @property
    def is_of_person(self) -> bool:
        """Whether names or a date are looked for, beside numbers."""
        return bool(self.words or self.born_on)

    def is_met_by(self, identity: Identity) -> bool:
        """Whether what no token tells holds too: all of a long word, and digits of a date."""
        names = (identity.family_name, identity.birth_name, identity.given_name)
        long = [word for word in self.words if len(word) > normal.LONGEST_PREFIX]
        runs = normal.name_runs(*names) if long else set()
        return all(
            any(run.startswith(word) or sound(run) == sound(word) for run in runs) for word in long
        ) and (not self.unfinished or self._may_become(identity.birth_date))

    def _may_become(self, day: date) -> bool:
        *before, last = self.unfinished
        begun = "".join(group.zfill(2) for group in before)
        full = (f"{day:%d%m%Y}", f"{day:%Y%m%d}", f"{day:%d%m%y}", f"{day:%y}")
        return any(
            each.startswith(begun + group) for each in full for group in (last, last.zfill(2))
        )


def understand(text: str, today: date) -> Wish | None:
    """What is meant, None when it is too short: three characters, or a full date."""
    plain = normal.plain_letters(text)
    said = _RECORD_NUMBER_SAID.match(plain)
    number = normal.record_number(plain[said.end() :] if said else plain)
    if said:
        return Wish(SearchedBy.RECORD_NUMBER, record_number=number)
    ins = _INS.fullmatch(number)
    if ins is not None:
        whole = number if ins[1] else number + normal.ins_key(number)
        return Wish(SearchedBy.INS, ins=whole, record_number=number)
    found = find_date(plain, today)
    words = normal.name_words(found.rest)
    if words:
        return _named(words, found.days, tuple(_DIGITS.findall(found.rest)), number)
    digits = "".join(_DIGITS.findall(plain))
    if found.days:
        return Wish(SearchedBy.BIRTH_DATE, born_on=found.days, record_number=number)
    return None if len(digits) < _FEWEST else _numbered(plain.strip(), digits, number)


def _named(
    words: list[str], days: frozenset[date], digits: tuple[str, ...], number: str
) -> Wish | None:
    as_number = number if digits else None
    is_enough = sum(map(len, words)) >= _FEWEST and max(map(len, words)) > 1
    if days or is_enough:
        unique = tuple(dict.fromkeys(words))
        return Wish(SearchedBy.NAME, unique, days, digits, record_number=as_number)
    if as_number is None or len(number) < _FEWEST:
        return None
    return Wish(SearchedBy.RECORD_NUMBER, record_number=number)


def _numbered(plain: str, digits: str, number: str) -> Wish:
    """Digits alone: a telephone number may be written without its zero."""
    if plain.startswith("+") or (plain.startswith("00") and len(digits) > max(_NATIONAL_DIGITS)):
        return Wish(SearchedBy.PHONE, phone=plain, record_number=number)
    if len(digits) in _NATIONAL_DIGITS:
        return Wish(SearchedBy.NUMBER, phone=plain, record_number=number)
    return Wish(SearchedBy.RECORD_NUMBER, record_number=number)
