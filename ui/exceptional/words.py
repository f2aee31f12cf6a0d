"""What is said while a record outside one's units is asked for."""

from __future__ import annotations

from datetime import datetime

from console.errors import EXCEPTIONAL, ConsoleError, Offline
from console.models.identity_text import free_text
from console.stores.error_words import error_with_code
from resources import words
from resources.wording import Wording
from services.contract.exceptional_access import ExceptionalAccessAsk

_DIGITS_OF_RECORD = 3
_ABOUT_WHO = frozenset({"not_found", "access_not_needed"})


def subject(w: Wording, ask: ExceptionalAccessAsk, now: datetime) -> str:
    """Who is meant, as it was typed; behind the mask initials, an age or the last digits."""
    if ask.ins is not None:
        number = w.text("file-banner-masked") if w.is_masked else w.ins("".join(ask.ins.split()))
        return w.text("exceptional-subject-ins", number=number)
    if ask.record_number is not None:
        plain = "".join(ask.record_number.split())
        number = f"·{plain[-_DIGITS_OF_RECORD:]}" if w.is_masked else w.record_number(plain)
        return w.text("exceptional-subject-record", number=number)
    family, given, born = ask.family_name or "", ask.given_name or "", ask.birth_date
    if born is None:
        return ""
    if w.is_masked:
        initials = " ".join(f"{name[:1]}.".upper() for name in (family, given))
        return f"{initials}, {w.age(born, w.local(now).date())}"
    return w.text("exceptional-subject-name", name=f"{family.upper()} {given}", on=w.date(born))


def motive(w: Wording, ask: ExceptionalAccessAsk) -> str:
    """`Urgence : douleur thoracique au standard`."""
    reason = words.access_reason(w, ask.reason)
    return w.text("exceptional-motive", reason=reason, text=free_text(w, ask.text))


def is_about_who(error: ConsoleError) -> bool:
    """Whether another identity is what helps."""
    return error.what in _ABOUT_WHO


def refusal(w: Wording, error: ConsoleError) -> str:
    """Why no record was opened, and what to do; nothing that tells who is known here."""
    if isinstance(error, Offline):
        return w.text("exceptional-unreachable")
    if is_about_who(error):
        return w.text(f"exceptional-{error.what}")
    return w.text("exceptional-refused", text=error_with_code(w, error, EXCEPTIONAL))


def lost(w: Wording, error: ConsoleError | None) -> str:
    """That nobody knows whether a record was opened."""
    if error is None or isinstance(error, Offline):
        return w.text("exceptional-unknown")
    return w.text(
        "error-with-code",
        text=w.text("exceptional-unknown"),
        code=error.support_code(EXCEPTIONAL),
    )
