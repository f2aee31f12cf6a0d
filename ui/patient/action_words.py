"""The acts of the team as rows of a table; what was undone stays, struck through."""

from __future__ import annotations

from console.models.act_text import coded, confirmed
from console.models.identity_text import free_text
from resources import words
from resources.wording import Wording
from services.contract.alerts import AlertAction
from services.contract.enums import ActionKind, Sex
from widgets.text_table import TextRow

COLUMNS = ("when", "who", "act", "alert", "result", "grades", "note")
SHARES = (13, 13, 14, 11, 22, 13, 24)


def headers(w: Wording) -> tuple[str, ...]:
    """Over the columns."""
    return tuple(w.text(f"file-column-{name}") for name in COLUMNS)


def action_row(w: Wording, act: AlertAction, sex: Sex) -> TextRow:
    """One act; what was chosen from lists, what was confirmed and what was written apart."""
    day = w.local(act.at).date()
    what = words.act(w, act.kind)
    title = f", {act.by.title}" if act.by.title else ""
    alert = "" if act.alert_received_at is None else w.day_time(act.alert_received_at)
    written = [free_text(w, text) for text in (act.other, act.text) if text]
    if act.unreadable:
        written.append(w.text("row-content-unreadable"))
    texts = (
        f"{w.date(day)} {w.time(act.at)}",
        f"{words.short_name(act.by.name)}{title}",
        what,
        alert,
        " · ".join(coded(w, act, sex)),
        ", ".join(confirmed(w, act)),
        " · ".join(written),
    )
    undone = f"{w.text('triage-history-undone')}. " if act.undone else ""
    return TextRow(
        texts,
        sentence=undone + ". ".join(text for text in texts if text),
        is_struck=act.undone,
        quiet=(0, 3),
        strong=(2,) if act.kind is not ActionKind.UNDO else (),
    )
