"""What is an address that mail can be sent to."""

import re
from typing import Final

# What every mail server takes, in one line of a header: no quotes, no spaces, no other alphabet.
_MAILBOX: Final = re.compile(
    r"(?=.{3,254}\Z)[A-Z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Z0-9](?:[A-Z0-9-]{0,61}[A-Z0-9])?\.)+[A-Z0-9][A-Z0-9-]{0,61}[A-Z0-9]",
    re.ASCII | re.IGNORECASE,
)
_LONGEST_LOCAL_PART: Final = 64


def is_mailbox(value: str) -> bool:
    """Whether mail can be sent to an address: one line of the letters that every server takes."""
    local = value.partition("@")[0]
    return len(local) <= _LONGEST_LOCAL_PART and _MAILBOX.fullmatch(value) is not None
