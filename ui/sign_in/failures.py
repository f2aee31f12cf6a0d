"""What a failed step of signing in says: what to do next, never which part was wrong (screens.md
3.1).
"""

from __future__ import annotations

from datetime import timedelta

from console.errors import SIGN_IN, ConsoleError, Incompatible, Offline, Refused, SignInNeeded
from resources.wording import Wording

_SLOWED = "too_many_requests"
_OF_PROVIDER = {
    "sign_in_refused": "signin-provider-over",
    "sign_in_required": "signin-provider-over",
    "provider_not_trusted": "signin-provider-not-trusted",
    "assurance_too_low": "signin-provider-level",
    "not_known_here": "signin-provider-unknown",
    "provider_unavailable": "signin-provider-away",
}
_REFUSED = frozenset({"sign_in_refused", "sign_in_required", "invalid_body"})


def failure_text(
    w: Wording, error: ConsoleError, seconds_left: int, *, by_provider: bool = False
) -> str:
    """One sentence; `by_provider`: nothing was typed here."""
    if by_provider and error.what in _OF_PROVIDER:
        return w.text(_OF_PROVIDER[error.what])
    if isinstance(error, Offline):
        return w.text("signin-unreachable")
    if isinstance(error, Incompatible):
        return w.text("signin-incompatible")
    if isinstance(error, SignInNeeded):
        return w.text("signin-refused")
    if isinstance(error, Refused):
        return _refusal(w, error, seconds_left)
    return w.text("signin-failed", code=error.support_code(SIGN_IN))


def skew_text(w: Wording, skew: timedelta) -> str:
    """What a clock that is far from the service's may do to a code; `skew` is how far ahead."""
    duration = w.duration(abs(skew))
    if skew > timedelta(0):
        return w.text("signin-skew-ahead", duration=duration)
    return w.text("signin-skew-behind", duration=duration)


def _refusal(w: Wording, error: Refused, seconds_left: int) -> str:
    if error.code == _SLOWED:
        return w.text("signin-slowed", seconds=seconds_left)
    if error.code == "membership_required":
        return w.text("signin-role")
    if error.code == "forbidden":
        return w.text("signin-no-role")
    if error.code in _REFUSED:
        return w.text("signin-refused")
    return w.text("signin-failed", code=error.support_code(SIGN_IN))
