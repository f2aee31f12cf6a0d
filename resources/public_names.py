"""What a centre may be called where others read along: on a telephone, in a mail."""

from typing import Final

from resources.discreet import health_word
from resources.septets import LONGEST, plain, septets
from resources.typed_leads import typed_lead

LONGEST_NAME: Final = 22
"""Septets of a name in an SMS."""


def is_public(name: str) -> bool:
    """Whether a centre may be called so in a message: short, of GSM-7, silent about health, and
    neither an address nor a number, which every message would carry.
    """
    written = plain(name)
    fits = len(name.strip()) > 0 and (septets(written) or LONGEST) <= LONGEST_NAME
    is_silent = health_word(name) is None and typed_lead(name) is None
    return fits and name.isprintable() and is_silent


def fault_of_name(name: str) -> str | None:
    """Why a centre may not be called so, in a coded word."""
    if is_public(name):
        return None
    return typed_lead(name) or "tells_of_health_or_does_not_fit"
