"""What somebody meant with what they typed into the search (screens.md 1.9)."""

import re
from collections.abc import Iterable, Iterator, Sequence
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
_NUMBER_SIGN: Final = r"(?:\W*(?:numero|num|no|n)(?![a-z]))?\W*"
# Letters may begin a record number only where something stands between, as in `IPP ABC-12`.
_RECORD_NUMBER_SAID: Final = re.compile(rf"\s*ipp{_NUMBER_SIGN}(?=\d|(?<=\W).*\d)")
_INS_SAID: Final = re.compile(rf"\s*ins{_NUMBER_SIGN}(?=\d)")
_EMAIL: Final = re.compile(r"[^\s<>@]+@[^\s<>@]+")
_BORN_ON: Final = re.compile(
    r"(?<!\w)(?:nee?|ne\(e\)|ddn|dob|born)(?![a-z])(?:\s+(?:le|on)(?![a-z]))?[\s:.]*(?=\d)"
)
_BESIDE_NAMES: Final = re.compile(
    r"(?<!\w)(?:"
    r"ne\(e\)|nee?|born|epouse|ep|veuve|vve|"
    r"m|mr|mme|mlle|monsieur|madame|mademoiselle|mrs|ms|miss|"
    r"(?:le|on)(?=\s+\d)"
    r")(?!\w)"
)
"""Titles and what stands before a birth name; a name may be the same word."""
_NATIONAL_DIGITS: Final = (9, 10)


@dataclass(frozen=True)
class Wish:
    """All that has to hold of a patient (`readings`, `born_on`, `unfinished`), and the numbers each
    of which finds one by itself.

    `readings`: the words of names, in plain letters, in each way what was typed may be meant, the
    nearest to the letter first; all the words of one of them hold. `born_on`: on one of these days.
    `unfinished`: digits beside a name that are no full date yet.
    """

    by: SearchedBy
    readings: tuple[tuple[str, ...], ...] = ((),)
    born_on: frozenset[date] = frozenset()
    unfinished: tuple[str, ...] = ()
    ins: str | None = None
    record_numbers: tuple[str, ...] = ()
    phone: str | None = None
    email: str | None = None

    @property
    def is_of_person(self) -> bool:
        """Whether names or a date are looked for, beside numbers."""
        return bool(self.readings[0] or self.born_on)

    def is_open_ended(self, words: Iterable[str]) -> bool:
        """Whether tokens do not tell all that is wanted beside these words of a reading."""
        return bool(self.unfinished or _long(words))

    def is_met_by(self, identity: Identity, words: Iterable[str]) -> bool:
        """Whether what no token tells holds too: all of a long one of these words, and digits of a
        date.
        """
        names = (identity.family_name, identity.birth_name, identity.given_name)
        long = _long(words)
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
    address = _EMAIL.search(text)
    if address is not None:
        return Wish(SearchedBy.EMAIL, email=address[0])
    plain = normal.plain_letters(text)
    return _said(plain) or _numbered_ins(plain) or _of_person(text, plain, today)


def _said(plain: str) -> Wish | None:
    """A number of which it is said what it is; a record number may begin like that word."""
    if (said := _RECORD_NUMBER_SAID.match(plain)) is not None:
        numbers = (normal.record_number(each) for each in (plain[said.end() :], plain))
        return Wish(SearchedBy.RECORD_NUMBER, record_numbers=tuple(numbers))
    if (said := _INS_SAID.match(plain)) is not None:
        return _numbered_ins(plain[said.end() :])
    return None


def _numbered_ins(plain: str) -> Wish | None:
    number = normal.record_number(plain)
    ins = _INS.fullmatch(number)
    if ins is None:
        return None
    whole = number if ins[1] else number + normal.ins_key(number)
    return Wish(SearchedBy.INS, ins=whole, record_numbers=(number,))


def _of_person(text: str, plain: str, today: date) -> Wish | None:
    number = normal.record_number(plain)
    found = find_date(_BORN_ON.sub(" ", plain), today)
    if normal.name_words(found.rest):
        written = (plain, normal.plain_letters(normal.in_two_letters(text)))
        readings = tuple(dict.fromkeys(_readings(written, today)))
        return _named(readings, found.days, tuple(_DIGITS.findall(found.rest)), number)
    digits = "".join(_DIGITS.findall(plain))
    if found.days:
        return Wish(SearchedBy.BIRTH_DATE, born_on=found.days, record_numbers=(number,))
    return None if len(digits) < _FEWEST else _numbered(plain.strip(), digits, number)


def _readings(written: Sequence[str], today: date) -> Iterator[tuple[str, ...]]:
    """The words beside a date in each spelling, at first all of them."""
    for text in (*written, *(_BESIDE_NAMES.sub(" ", each) for each in written)):
        beside = find_date(_BORN_ON.sub(" ", text), today).rest
        yield tuple(dict.fromkeys(normal.name_words(beside)))


def _named(
    readings: Iterable[tuple[str, ...]],
    days: frozenset[date],
    digits: tuple[str, ...],
    number: str,
) -> Wish | None:
    as_number = (number,) if digits else ()
    meant = tuple(words for words in readings if days or _is_enough(words))
    if meant:
        return Wish(SearchedBy.NAME, meant, days, digits, record_numbers=as_number)
    if not as_number or len(number) < _FEWEST:
        return None
    return Wish(SearchedBy.RECORD_NUMBER, record_numbers=as_number)


def _long(words: Iterable[str]) -> list[str]:
    return [word for word in words if len(word) > normal.LONGEST_PREFIX]


def _is_enough(words: Sequence[str]) -> bool:
    return sum(map(len, words)) >= _FEWEST and max(map(len, words), default=0) > 1


def _numbered(plain: str, digits: str, number: str) -> Wish:
    """Digits alone: a telephone number may be written without its zero or its plus."""
    numbers = (number,)
    if plain.startswith("+") or (plain.startswith("00") and len(digits) > max(_NATIONAL_DIGITS)):
        return Wish(SearchedBy.PHONE, phone=plain, record_numbers=numbers)
    if len(digits) in _NATIONAL_DIGITS or normal.is_french_without_plus(digits):
        return Wish(SearchedBy.NUMBER, phone=plain, record_numbers=numbers)
    return Wish(SearchedBy.RECORD_NUMBER, record_numbers=numbers)
