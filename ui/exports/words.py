"""Why an export was not asked for, cancelled or handed out, in words."""

from __future__ import annotations

from console.errors import EXPORTS, ConsoleError, Refused
from console.stores.error_words import error_with_code, wait_s
from resources.wording import Wording

_OWN = {
    "identity_doubtful": "exports-refused-doubtful",
    "not_found": "exports-refused-not-found",
    "export_gone": "exports-refused-gone",
    "state_forbids": "exports-refused-state",
    "version_stale": "exports-refused-stale",
}
_FIELDS = {
    "not_offered": "exports-field-not-offered",
    "no_days": "exports-field-no-days",
    "future": "exports-field-future",
    "identifying": "exports-field-identifying",
    "not_yours": "cohort-field-not-yours",
    "nobody": "cohort-field-nobody",
    "too_many": "cohort-field-too-many",
}
_MINUTE_S = 60


def refusal(w: Wording, error: ConsoleError) -> str:
    """What stands in the way, and what to do."""
    seconds = wait_s(error)
    if seconds is not None:
        return w.text("exports-refused-many", minutes=max(1, -(-seconds // _MINUTE_S)))
    if isinstance(error, Refused):
        if error.code in _OWN:
            return w.text(_OWN[error.code])
        if error.code == "invalid_body":
            return w.text("exports-refused-fields")
    return error_with_code(w, error, EXPORTS)


def refused_field(w: Wording, reason: str) -> str:
    """What the service found wrong with a field."""
    return w.text(_FIELDS.get(reason, "exports-field-refused"))
