"""What is a telephone number, as a contact keeps it; a mailbox is `resources.mailbox`."""

import re
from typing import Final

_PHONE: Final = re.compile(r"\+?[0-9][0-9 ().\-/]*")
_FEWEST_DIGITS, _MOST_DIGITS = 3, 15


def is_phone(text: str) -> bool:
    """Whether this can be dialled."""
    digits = sum(each.isdigit() for each in text)
    return _FEWEST_DIGITS <= digits <= _MOST_DIGITS and _PHONE.fullmatch(text) is not None
