"""What is said of an exceptional access wherever it is ended."""

from __future__ import annotations

from console.errors import EXCEPTIONAL, ConsoleError
from console.stores.error_words import error_with_code
from resources.wording import Wording
from services.contract.exceptional_access import ExceptionalAccess


def not_ended(w: Wording, access: ExceptionalAccess, error: ConsoleError) -> str:
    """That an access could not be ended by hand, or that nobody knows; it ends by itself."""
    until = w.time(access.until)
    if error.outcome_unknown:
        return w.text("exceptional-end-unknown", until=until)
    reason = error_with_code(w, error, EXCEPTIONAL)
    return w.text("exceptional-end-failed", until=until, text=reason)
