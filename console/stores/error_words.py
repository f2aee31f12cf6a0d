"""One sentence for each of our errors: what failed and what to do, without patient data."""

from __future__ import annotations

from console.errors import ConsoleError, Incompatible, Offline, Refused, SignInNeeded, Unexpected
from resources.wording import Wording

DEFAULT_WAIT_S = 30
# The words of the service that have a sentence of their own, `error-` and the word.
_WORDED = frozenset(
    {
        "forbidden",
        "step_up_needed",
        "not_found",
        "too_many_requests",
        "version_stale",
        "claimed_by_other",
        "state_forbids",
        "undo_too_late",
        "measure_required",
        "contact_required",
        "assessment_required",
        "covers_worse",
        "claim_required",
        "follow_up_required",
        "storage_full",
        "integrity_error",
    }
)


def wait_s(error: ConsoleError) -> int | None:
    """How long the service asks to wait; None when another try may come at once."""
    if isinstance(error, Refused) and error.code == "too_many_requests":
        return round(error.retry_after_s or DEFAULT_WAIT_S)
    return None


def error_sentence(wording: Wording, error: ConsoleError) -> str:
    """What a screen says in place when it has nothing more precise."""
    return wording.text(f"error-{_word(error)}")


def error_with_code(wording: Wording, error: ConsoleError, place: str) -> str:
    """The sentence, and the code behind it where only the code can tell somebody more."""
    sentence = error_sentence(wording, error)
    if isinstance(error, Offline | SignInNeeded) or error.what in _WORDED:
        return sentence
    return wording.text("error-with-code", text=sentence, code=error.support_code(place))


def error_code(wording: Wording, error: ConsoleError, place: str) -> str:
    """`Code TRI-503`, for a line of its own."""
    return wording.text("error-code", code=error.support_code(place))


def _word(error: ConsoleError) -> str:
    match error:
        case Offline():
            return "offline"
        case SignInNeeded():
            return "session_idle" if error.code == "session_idle" else "sign_in_needed"
        case _ if error.what in _WORDED:
            return error.what
        case Refused():
            return "refused"
        case Incompatible():
            return "incompatible"
        case Unexpected() if error.retryable:
            return "busy"
        case _:
            return "unexpected"
