"""Requests for help in words: a line of the list, the whole as text, and why an act was refused."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from console.errors import SUPPORT, ConsoleError, Refused
from console.stores.error_words import error_with_code
from resources.wording import Wording
from services.contract.support import (
    NAMES_PATIENT,
    SupportKind,
    SupportRequest,
    SupportRow,
    SupportState,
)
from widgets.line_list import LineLook

_ICONS: Final = {
    SupportKind.TECHNICAL: "lifebuoy",
    SupportKind.COMPLAINT: "chats-teardrop",
    SupportKind.INCIDENT: "warning-circle",
}
_TOKENS: Final = {
    SupportState.OPEN: "accent",
    SupportState.ANSWERED: "success",
    SupportState.CLOSED: "text.secondary",
}


def state_word(w: Wording, row: SupportRow) -> str:
    """`ouverte`, `en retard`, `répondue`, `close`."""
    return w.text("support-state-late" if row.is_late else f"support-state-{row.state}")


def due_words(w: Wording, row: SupportRow) -> str:
    """`réponse pour le 20-nov.`; nothing once there is one."""
    if row.state is not SupportState.OPEN:
        return ""
    return w.text("support-due", day=w.day(w.local(row.due_at).date()))


def line_of(w: Wording, row: SupportRow, now: datetime, *, names: bool) -> LineLook:
    """A request as it is listed; `names`: with who asked."""
    title = row.begins or w.text("support-unreadable")
    asked = w.text("support-made", when=w.moment(row.made_at, now))
    who = row.requester.name if names and row.requester is not None else ""
    kind = w.text(f"support-kind-{row.kind}")
    right = state_word(w, row)
    detail = " · ".join(part for part in (kind, who, due_words(w, row), asked) if part)
    token = "warning" if row.is_late else _TOKENS[row.state]
    return LineLook(
        str(row.id),
        "clock" if row.is_late else _ICONS[row.kind],
        title,
        detail=detail,
        right=right,
        token=token,
        sentence=". ".join((title, right, detail)),
    )


def whole_text(w: Wording, request: SupportRequest, now: datetime) -> tuple[str, str]:
    """Title and text of a request: what was asked and what was answered, the oldest first."""
    row = request.request
    told = ", ".join(part for part in (state_word(w, row), due_words(w, row)) if part)
    parts = [told[:1].upper() + told[1:], ""]
    for step in request.steps:
        who = w.text("support-somebody") if step.by is None else step.by.name
        head = w.text(f"support-step-{step.kind}", who=who, when=w.moment(step.at, now))
        words = w.text("support-unreadable") if step.words is None else step.words
        parts += [f"## {head}", *_paragraphs(words)]
    if row.has_log:
        parts.append(f"## {w.text('support-log')}")
        parts += _paragraphs(request.log or w.text("support-unreadable"))
    return w.text(f"support-kind-{row.kind}"), "\n".join(parts)


def refusal(w: Wording, error: ConsoleError) -> str:
    """Why an act was not done."""
    if isinstance(error, Refused):
        reasons = {each.reason for each in error.problem.errors or []}
        if NAMES_PATIENT in reasons:
            return w.text("support-names-patient")
        if error.code in ("version_stale", "state_forbids"):
            return w.text("support-changed")
    return error_with_code(w, error, SUPPORT)


def _paragraphs(words: str) -> list[str]:
    """Each line for itself: nothing that somebody typed becomes a heading or a list."""
    return [part for line in words.splitlines() for part in ("", f"\u2060{line}")]
