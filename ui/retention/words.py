"""Why a hold was neither placed nor ended, in words."""

from __future__ import annotations

from console.errors import RETENTION, ConsoleError, Refused
from console.stores.error_words import error_with_code
from resources.wording import Wording
from services.contract.problems import CurrentState


def refusal(w: Wording, error: ConsoleError) -> str:
    """What stands in the way; whoever was faster is named where they are known."""
    if error.what == "not_found":
        return w.text("retention-refused-gone")
    if isinstance(error, Refused) and error.code in ("state_forbids", "version_stale"):
        return _faster(w, error.code, error.problem.current)
    return error_with_code(w, error, RETENTION)


def _faster(w: Wording, code: str, current: CurrentState | None) -> str:
    is_over = code == "state_forbids" or (current is not None and current.state == "ended")
    if not is_over:
        return w.text("retention-refused-stale")
    by, at = "none", ""
    if current is not None and current.by is not None and current.at is not None:
        by, at = current.by.name, w.day_time(current.at)
    return w.text("retention-refused-ended", by=by, at=at)
