"""The one form in which a value is found again: no accents in names, no spaces in numbers."""

import re
import unicodedata
from datetime import date

LONGEST_PREFIX = 12
_FRANCE = "+33"
# Letters that are no plain one with a mark beside it.
_WITHOUT_STROKE = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ŧ": "t"}
)
# Two letters for one, where a keyboard or a passport does not have it.
_IN_TWO_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_SHORT_AND_FULL = {"st": "saint", "ste": "sainte", "saint": "st", "sainte": "ste"}
_LETTERS = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d")
_TRUNK_ZERO = re.compile(r"\(\s*0\s*\)")
_WITHOUT_PLUS = re.compile(r"330?[1-9]\d{8}")
_INS = re.compile(r"[1-478]\d{4}(\d{2}|2[AB])\d{6}\d{2}", re.ASCII)
_CORSICA = {"2A": "19", "2B": "18"}


def plain_letters(text: str) -> str:
    """Letters without accents, cedillas, strokes and ligatures, in lower case."""
    unfolded = text.casefold().translate(_WITHOUT_STROKE)
    return "".join(
        letter
        for letter in unicodedata.normalize("NFKD", unfolded)
        if not unicodedata.combining(letter)
    )


def name_words(text: str) -> list[str]:
    """The words of a name or of what was typed; hyphens, apostrophes and digits stand between."""
    return _LETTERS.findall(plain_letters(text))


def in_two_letters(text: str) -> str:
    """A text with `ue` for `ü` and the like; in lower case."""
    return unicodedata.normalize("NFC", text.casefold()).translate(_IN_TWO_LETTERS)


def spellings(name: str) -> list[list[str]]:
    """The words of a name in every way to write it, as it stands first.

    `Müller` is also `Mueller`; `St-Martin` is `Saint-Martin`, and the other way round.
    """
    found: list[list[str]] = []
    for words in (name_words(name), name_words(in_two_letters(name))):
        for each in (words, [_SHORT_AND_FULL.get(word, word) for word in words]):
            if each not in found:
                found.append(each)
    return found


def name_runs(*names: str | None) -> set[str]:
    """Each word of these names, alone and run together with all that follow, in each spelling.

    `Le Falc'hun` is also typed `lefalchun` and `falchun`.
    """
    runs: set[str] = set()
    for name in names:
        for words in spellings(name or ""):
            runs.update(words)
            runs.update("".join(words[first:]) for first in range(len(words)))
    return runs


def name_prefixes(*names: str | None) -> set[str]:
    """What somebody may type to find these names: the beginnings of their words."""
    return {
        run[:length]
        for run in name_runs(*names)
        for length in range(1, min(len(run), LONGEST_PREFIX) + 1)
    }


def birth_date(value: date) -> str:
    """A full date of birth."""
    return value.isoformat()


def record_number(value: str) -> str:
    """A record number of the centre, without spaces."""
    return "".join(value.split()).upper()


def treatment(value: str) -> str:
    """The name of a treatment as the team wrote it, whatever its capitals and spaces."""
    return " ".join(value.split()).casefold()


def phone(value: str) -> str:
    """A telephone number as E.164; one without the code of a country is taken for a French one.

    The zero of calls inside a country is not there behind its code, also when it is written:
    `+33 (0)6 …`.
    """
    digits = "".join(_DIGITS.findall(_TRUNK_ZERO.sub("", value)))
    if digits.startswith("00"):
        digits = digits.removeprefix("00")
    elif not (value.lstrip(" (").startswith("+") or is_french_without_plus(digits)):
        return f"{_FRANCE}{digits.removeprefix('0')}"
    return f"+{digits}".replace(f"{_FRANCE}0", _FRANCE, 1)


def is_french_without_plus(digits: str) -> bool:
    """Whether digits are a whole French number behind the code of the country."""
    return _WITHOUT_PLUS.fullmatch(digits) is not None


def email(value: str) -> str:
    """An e-mail address, whatever its capitals."""
    return value.strip().casefold()


def ins(value: str) -> str:
    """An INS number of 15 characters without spaces."""
    return "".join(value.split()).upper()


def ins_key(number: str) -> str:
    """The two-digit key of the first 13 characters of an INS number (97 minus the rest by 97)."""
    department = number[5:7]
    digits = number[:5] + _CORSICA.get(department, department) + number[7:13]
    return f"{97 - int(digits) % 97:02d}"


def is_ins(value: str) -> bool:
    """Whether a normal INS number has the right form and the right key."""
    return _INS.fullmatch(value) is not None and ins_key(value) == value[13:]
