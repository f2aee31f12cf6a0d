"""Numbers of the national directory of health professionals (RPPS)."""

import re
from typing import Final

_DIGITS: Final = re.compile(r"[0-9]{11}")


def rpps_digits(typed: str) -> str:
    """A number as it was typed, without the spaces that group it."""
    return "".join(typed.split())


def is_rpps(number: str) -> bool:
    """Whether this can be a number of the directory.

    Eleven digits; the last is the key of Luhn over the ten before, as the ANS gives them out.
    """
    if _DIGITS.fullmatch(number) is None:
        return False
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
