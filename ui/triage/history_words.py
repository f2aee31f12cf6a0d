"""The history of a patient's alerts in words: who did what, when, with which result."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from console.models.act_text import ACT_ICONS, act_line, act_parts, who_with_title
from resources import words
from resources.wording import Wording
from services.contract.alerts import AlertAction, AlertDetail
from services.contract.enums import ActionKind
from ui.triage.phrases import short_name


@dataclass(frozen=True, slots=True)
class HistoryText:
    """One line of the history, ready to show."""

    icon: str
    when: str
    text: str
    who: str
    is_undone: bool


def history(w: Wording, alert: AlertDetail) -> tuple[HistoryText, ...]:
    """Every act on this patient's alerts, newest first."""
    acts = sorted(alert.history, key=_at, reverse=True)
    return tuple(_history_text(w, act, alert) for act in acts)


def last_of_others(
    w: Wording, alert: AlertDetail, me: UUID, since: datetime, now: datetime
) -> str | None:
    """What somebody else did last on this alert after an instant: act, name, time."""
    acts = [
        act
        for act in alert.history
        if act.alert_id == alert.id and act.at > since and act.by.id != me
    ]
    if not acts:
        return None
    last = max(acts, key=_at)
    who, at = short_name(last.by), w.moment(last.at, now)
    return w.text("triage-done-by", act=words.act(w, last.kind), name=who, at=at)


def own_since(
    w: Wording, alert: AlertDetail, me: UUID, since: datetime, kind: ActionKind, now: datetime
) -> str | None:
    """What this person recorded themselves of a kind after an instant: act and time."""
    acts = [
        act
        for act in alert.history
        if act.alert_id == alert.id
        and act.by.id == me
        and act.kind is kind
        and act.at >= since
        and not act.undone
    ]
    if not acts:
        return None
    last = max(acts, key=_at)
    at = w.moment(last.at, now)
    return w.text("triage-done-by-me", act=words.act(w, last.kind), at=at)


def _at(act: AlertAction) -> datetime:
    return act.at


def _history_text(w: Wording, act: AlertAction, alert: AlertDetail) -> HistoryText:
    said = _said(w, act, alert)
    text = act_line(w, act, said)
    return HistoryText(
        ACT_ICONS[act.kind], w.day_time(act.at), text, who_with_title(act.by), act.undone
    )


def _said(w: Wording, act: AlertAction, alert: AlertDetail) -> str:
    parts = [*act_parts(w, act, alert.patient.label.sex)]
    if act.alert_id != alert.id and act.alert_received_at is not None:
        parts.append(w.text("triage-history-alert", at=w.day_time(act.alert_received_at)))
    return " · ".join(parts)
