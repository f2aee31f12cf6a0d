"""What a centre may be called where others read along: on a telephone, in a mail."""

from typing import Final

from resources.discreet import health_word
from resources.septets import LONGEST, plain, septets

LONGEST_NAME: Final = 22
"""Septets of a name in an SMS."""


def is_public(name: str) -> bool:
    """Whether a centre may be called so in a message: short, of GSM-7, silent about health."""
    written = plain(name)
    fits = len(name.strip()) > 0 and (septets(written) or LONGEST) <= LONGEST_NAME
    return fits and name.isprintable() and health_word(name) is None
