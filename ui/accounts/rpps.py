"""A number of the national directory while it is typed: what is wrong with it, in words."""

from __future__ import annotations

from typing import Final

from resources.wording import Wording
from services.contract.rpps import is_rpps, rpps_digits

_DIGITS: Final = 11


def rpps_fault(w: Wording, typed: str) -> str:
    """Why this is no RPPS number; empty when it is one, or nothing."""
    digits = rpps_digits(typed)
    if not digits or is_rpps(digits):
        return ""
    is_number = digits.isascii() and digits.isdigit()
    if not is_number:
        return w.text("invite-rpps-letters")
    if len(digits) != _DIGITS:
        return w.text("invite-rpps-length", count=len(digits))
    return w.text("invite-rpps-key")
