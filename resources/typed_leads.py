"""What somebody typed that leads away from a centre: an address of the web, a number to dial.

Telephones make both of them something to touch, whatever signs stand between the digits.
"""

import re
import unicodedata
from typing import Final, Literal

_LINK: Final = re.compile(r"://|@|\bwww\b|\w[.。．]+[^\W\d_]", re.IGNORECASE)
# Any sign may part the digits of a number: `08·99`, `08:99`, `08_99`, a digit on a key.
_DIGITS: Final = re.compile(r"\+?\d(?:[\W_]*\d)*")
_HOUR: Final = re.compile(r"\d{1,2}:\d{2}")
_FEWEST_OF_A_NUMBER: Final = 3
_SHORT_NUMBERS: Final = frozenset({"15", "17", "18"})

Lead = Literal["typed_link", "typed_number"]


def typed_lead(text: str) -> Lead | None:
    """The first of both that a text holds; an hour, `8:30`, is none."""
    written = unicodedata.normalize("NFKC", text)
    if _LINK.search(written):
        return "typed_link"
    return "typed_number" if any(map(_is_number, _DIGITS.findall(written))) else None


def _is_number(run: str) -> bool:
    if _HOUR.fullmatch(run):
        return False
    digits = sum(each.isdigit() for each in run)
    return run[0] == "+" or digits >= _FEWEST_OF_A_NUMBER or run in _SHORT_NUMBERS
