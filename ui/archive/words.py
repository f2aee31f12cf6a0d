"""Why an act on the end of a follow-up was not done, in words."""

from __future__ import annotations

from console.errors import ConsoleError, Refused
from console.stores.error_words import error_sentence
from resources.wording import Wording
from services.contract.problems import CurrentState

_OWN = {
    "alerts_open": "archive-refused-alerts",
    "contact_required": "archive-refused-contact",
    "measure_required": "archive-refused-contact",
    "assessment_required": "archive-refused-assessment",
    "undo_too_late": "archive-refused-undo",
    "claimed_by_other": "archive-refused-claimed",
    "monitoring_not_active": "archive-refused-ended",
}
_FIELDS = {
    "in_the_future": "archive-field-future",
    "past": "plan-ends-past",
    "never_asks": "plan-ends-never",
    "before_birth": "archive-field-before-birth",
    "required": "fields-missing",
}


def refusal(
    w: Wording, error: ConsoleError, faster: CurrentState | None, of: str = "archive"
) -> str:
    """What stands in the way of an act (`archive`, `informed`, `restore`); who was faster is named
    where it is known.
    """
    is_stale = isinstance(error, Refused) and error.code == "version_stale"
    if is_stale and of != "archive":
        return w.text(f"{of}-refused-stale")
    if faster is not None and faster.by is not None and faster.at is not None:
        return w.text("archive-refused-faster", by=faster.by.name, at=w.day_time(faster.at))
    if isinstance(error, Refused) and error.code in _OWN:
        current = error.problem.current
        by = "" if current is None or current.by is None else current.by.name
        return w.text(_OWN[error.code], by=by or "none")
    if is_stale:
        return w.text("archive-refused-stale")
    return error_sentence(w, error)


def refused_field(w: Wording, reason: str) -> str:
    """What the service found wrong with a field."""
    return w.text(_FIELDS.get(reason, "archive-field-refused"))
