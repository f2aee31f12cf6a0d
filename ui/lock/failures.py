"""What a try to unlock that failed says: what to do next."""

from __future__ import annotations

from console.errors import SIGN_IN, ConsoleError, Offline, Refused
from resources.wording import Wording


def failure_text(w: Wording, error: ConsoleError, seconds_left: int) -> str:
    """One sentence."""
    if isinstance(error, Offline):
        return w.text("lock-unreachable")
    if isinstance(error, Refused) and error.code == "too_many_requests":
        return w.text("signin-slowed", seconds=seconds_left)
    if isinstance(error, Refused) and error.code == "sign_in_refused":
        return w.text("lock-refused")
    return w.text("signin-failed", code=error.support_code(SIGN_IN))
