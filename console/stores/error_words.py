"""One sentence for each of our errors: what failed and what to do, with a code that holds no
patient data.
"""

from __future__ import annotations

from console.errors import ConsoleError, Incompatible, Offline, Refused, SignInNeeded, Unexpected
from resources.wording import Wording

_WORDED_REFUSALS = frozenset({"forbidden", "not_found", "too_many_requests"})


def error_sentence(wording: Wording, error: ConsoleError) -> str:
    """What a screen says in place when it has nothing more precise."""
    match error:
        case Offline():
            return wording.text("error-offline")
        case SignInNeeded():
            return wording.text(
                "error-session_idle" if error.code == "session_idle" else "error-sign_in_needed"
            )
        case Refused() if error.code in _WORDED_REFUSALS:
            return wording.text(f"error-{error.code}")
        case Refused():
            return wording.text("error-refused", code=error.code)
        case Incompatible():
            return wording.text("error-incompatible", code=error.support_code)
        case Unexpected() if error.retryable:
            return wording.text("error-busy", code=error.support_code)
        case _:
            return wording.text("error-unexpected", code=error.support_code)
