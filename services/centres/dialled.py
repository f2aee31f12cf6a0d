"""What a patient can dial: a number of the plan of its country, or a short French one."""

import re
from typing import Final

import phonenumbers

_COUNTRY: Final = "FR"
_WRITTEN: Final = re.compile(r"\+?[0-9](?:[ .]*[0-9])*")


def is_dialled(text: str) -> bool:
    """Whether this is a number that somebody may have: `+33298…`, `02 98 …`, `15`, `3624`.

    None that earns money with each call: nobody who is ill pays for calling their hospital.
    """
    if _WRITTEN.fullmatch(text) is None:
        return False
    try:
        number = phonenumbers.parse(text, _COUNTRY)
    except phonenumbers.NumberParseException:
        return False
    if phonenumbers.is_valid_number(number):
        return phonenumbers.number_type(number) != phonenumbers.PhoneNumberType.PREMIUM_RATE
    is_short = "+" not in text
    return is_short and phonenumbers.is_valid_short_number_for_region(number, _COUNTRY)
