"""The history of a patient's alerts in words: who did what, when, with which result."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from console.models.identity_text import free_text
from resources import words
from resources.wording import NO_BREAK, Wording
from services.contract.alerts import AlertAction, AlertDetail, Assessment
from services.contract.enums import ActionKind, AlertKind, Sex
from ui.triage.phrases import short_name

_ACTION_ICONS = {
    ActionKind.CLAIM: "hand-grabbing",
    ActionKind.RELEASE: "hand-grabbing",
    ActionKind.TAKE_OVER: "hand-grabbing",
    ActionKind.ACKNOWLEDGE: "check",
    ActionKind.CALL: "phone-outgoing",
    ActionKind.MEASURE: "first-aid-kit",
    ActionKind.NOTE: "note-pencil",
    ActionKind.DEFER: "clock-afternoon",
    ActionKind.ESCALATE: "arrow-bend-right-up",
    ActionKind.ANSWER: "chats-teardrop",
    ActionKind.CLOSE: "check-circle",
    ActionKind.REOPEN: "arrow-counter-clockwise",
    ActionKind.UNDO: "arrow-counter-clockwise",
}


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
    text = (
        w.text("triage-history-line", act=words.act(w, act.kind), said=said)
        if said
        else words.act(w, act.kind)
    )
    if act.undone:
        text = f"{text} ({w.text('triage-history-undone')})"
    who = short_name(act.by) if act.by.title is None else f"{short_name(act.by)}, {act.by.title}"
    return HistoryText(_ACTION_ICONS[act.kind], w.day_time(act.at), text, who, act.undone)


def _said(w: Wording, act: AlertAction, alert: AlertDetail) -> str:
    parts = [*_coded(w, act, alert.patient.label.sex)]
    if act.other:
        parts.append(free_text(w, act.other))
    parts.extend(f"{words.symptom(w, given.item)} {given.grade}{NO_BREAK}✓" for given in act.grades)
    if act.text:
        parts.append(free_text(w, act.text))
    if act.unreadable:
        parts.append(w.text("row-content-unreadable"))
    if act.alert_id != alert.id and act.alert_received_at is not None:
        parts.append(w.text("triage-history-alert", at=w.day_time(act.alert_received_at)))
    return " · ".join(parts)


def _coded(w: Wording, act: AlertAction, sex: Sex) -> Iterator[str]:
    """What was chosen from lists, in words."""
    if act.assessment is not None:
        yield _assessed(w, act.assessment)
    if act.escalated_to is not None:
        yield w.text("triage-history-to", name=short_name(act.escalated_to))
    if act.defer_reason is not None:
        yield words.defer_reason(w, act.defer_reason)
    if act.until is not None:
        yield w.text("triage-history-until", at=w.day_time(act.until))
    if act.result is not None:
        yield words.contact(w, act.result, sex)
    yield from (words.measure(w, code) for code in act.measures)
    if act.cause is not None:
        yield words.cause(w, act.cause)


def _assessed(w: Wording, assessment: Assessment) -> str:
    level = assessment.level
    if level is None:
        return w.text("forms-close-assessment-nothing")
    return words.level(w, level, AlertKind.CLINICAL)
