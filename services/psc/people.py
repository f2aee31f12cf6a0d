"""Finds in what the provider says of somebody their number in the national directory (RPPS)."""

import re
from typing import Any, Final

from services.psc.trust import Doubt, NotTrusted

_RPPS: Final = re.compile(r"8?([0-9]{11})")
"""The eleven digits, with or without the digit that says which directory a number is of."""


def number_of(said: Any, subject: str) -> str:
    """The RPPS of somebody; raises `NotTrusted` when this is of another person, or has no number.

    The number of another directory (ADELI) is no RPPS: no account has it.
    """
    if not isinstance(said, dict) or said.get("sub") != subject:
        raise NotTrusted(Doubt.SUBJECT)
    told = said.get("SubjectNameID")
    found = _RPPS.fullmatch(told) if isinstance(told, str) else None
    if found is None:
        raise NotTrusted(Doubt.NUMBER)
    return found[1]
