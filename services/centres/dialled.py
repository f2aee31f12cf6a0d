"""What a patient can dial: a number of the plan of its country, or a short French one."""

from typing import Final

import phonenumbers

_COUNTRY: Final = "FR"
_WRITTEN: Final = frozenset("+0123456789 .")


def is_dialled(text: str) -> bool:
    """Whether this is a number that somebody may have: `+33298…`, `02 98 …`, `15`, `3624`."""
    if not text or not set(text) <= _WRITTEN or text != text.strip():
        return False
    try:
        number = phonenumbers.parse(text, _COUNTRY)
    except phonenumbers.NumberParseException:
        return False
    if phonenumbers.is_valid_number(number):
        return True
    is_short = "+" not in text
    return is_short and phonenumbers.is_valid_short_number_for_region(number, _COUNTRY)
