"""Sentences of the detail pane, made from a contract object and the wording in use; no widget, no
clock of its own.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from resources import words
from resources.wording import NO_BREAK, Wording
from services.contract.alerts import AlertAction, AlertDetail
from services.contract.enums import ActionKind, AlertKind, AlertState
from services.contract.patients import PatientHeader, PatientLabel, Treatment
from services.contract.people import PersonLabel

_HELD_BY = frozenset({ActionKind.CLAIM, ActionKind.TAKE_OVER, ActionKind.ACKNOWLEDGE})
_ACTION_ICONS = {
    ActionKind.CLAIM: "hand-grabbing",
    ActionKind.RELEASE: "hand-grabbing",
    ActionKind.TAKE_OVER: "hand-grabbing",
    ActionKind.ACKNOWLEDGE: "check",
    ActionKind.CALL: "phone-outgoing",
    ActionKind.MEASURE: "first-aid-kit",
    ActionKind.NOTE: "note-pencil",
    ActionKind.CLOSE: "check-circle",
    ActionKind.UNDO: "arrow-counter-clockwise",
}


class Holder(StrEnum):
    """Who holds an alert, as its header says it."""

    NOBODY = "nobody"
    ME = "me"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class HolderText:
    """The pill at the right of the alert header."""

    holder: Holder
    text: str


@dataclass(frozen=True, slots=True)
class HistoryText:
    """One line of the history, ready to show."""

    icon: str
    when: str
    text: str
    who: str
    is_undone: bool


def short_name(person: PersonLabel) -> str:
    """`T. Riou`: the initial of the first name, the family name in full."""
    return words.short_name(person.name)


def patient_name(label: PatientLabel) -> str:
    """`KERMARREC Jeanne`."""
    return f"{label.family_name} {label.given_name}".strip()


def born(w: Wording, label: PatientLabel) -> str:
    """`née le 14-mars-1958`."""
    return w.text("forms-born", on=w.date(label.birth_date), sex=label.sex.value)


def identity_line(w: Wording, label: PatientLabel) -> str:
    """`KERMARREC Jeanne, née le 14-mars-1958, IPP 800 451 237`: what every act repeats."""
    if not label.family_name:
        # The identity could not be opened: nothing of the label is true but the id.
        return w.text("row-identity-unreadable")
    record = w.record_number(label.record_number)
    return w.text("forms-patient", name=patient_name(label), born=born(w, label), record=record)


def birth_name_and_title(w: Wording, header: PatientHeader) -> str:
    """`née LE DANTEC · Mme`, or less when less is known."""
    parts = []
    if header.birth_name and header.birth_name != header.label.family_name:
        parts.append(
            w.text("triage-birth-name", name=header.birth_name, sex=header.label.sex.value)
        )
    if header.civility:
        parts.append(words.civility(w, header.civility))
    return " · ".join(parts)


def course(w: Wording, treatment: Treatment) -> str:
    """`cycle 4, J5`; empty when the cycle is not known."""
    if treatment.cycle is None:
        return ""
    if treatment.day is None:
        return w.text("triage-cycle", cycle=treatment.cycle)
    return w.text("triage-cycle-day", cycle=treatment.cycle, day=treatment.day)


def overline(w: Wording, alert: AlertDetail, now: datetime) -> str:
    """`CRITIQUE · EN RETARD DE 30 MIN`: the level in a word, and how much time is left."""
    return f"{words.level(w, alert.level, alert.kind)} · {_timer(w, alert, now)}".upper()


def received_line(w: Wording, alert: AlertDetail) -> str:
    """`Reçue mar. 18-nov. 08:12`."""
    day = w.weekday_day(w.local(alert.received_at).date())
    return w.text("triage-received", at=f"{day} {w.time(alert.received_at)}")


def response_line(w: Wording, alert: AlertDetail, now: datetime) -> str:
    """`Délai 2 h ouvrées · échéance 10:12`, or when somebody answered for the alert."""
    if alert.closed_at is not None:
        return w.text("triage-closed", at=w.moment(alert.closed_at, now))
    if alert.acknowledged_at is not None:
        return w.text("triage-answered", at=w.moment(alert.acknowledged_at, now))
    allowed = _hours(w, alert.response_minutes)
    if alert.due_at is None:
        return w.text("triage-due-none", allowed=allowed)
    return w.text("triage-due", allowed=allowed, at=_instant(w, alert.due_at, now))


def holder(w: Wording, alert: AlertDetail, me: UUID, now: datetime) -> HolderText:
    """Who holds the alert: nobody, me with the time when it began, or somebody else by name."""
    if alert.state is AlertState.CLOSED:
        return _closed_by(w, alert, me)
    person, is_claim = _holding_person(alert, now)
    if person is None:
        return HolderText(Holder.NOBODY, w.text("triage-unassigned"))
    if person.id != me:
        name = short_name(person)
        text = (
            w.text("triage-claimed-by", name=name)
            if is_claim
            else w.text("triage-owned-by", name=name)
        )
        return HolderText(Holder.OTHER, text)
    if not is_claim:
        return HolderText(Holder.ME, w.text("triage-owned-by-you"))
    since = _held_since(alert, me)
    if since is None:
        return HolderText(Holder.ME, w.text("triage-claimed-by-you-now"))
    return HolderText(Holder.ME, w.text("triage-claimed-by-you", at=w.moment(since, now)))


def history(w: Wording, alert: AlertDetail) -> tuple[HistoryText, ...]:
    """Every act on this patient's alerts, newest first."""
    acts = sorted(alert.history, key=_at, reverse=True)
    return tuple(_history_text(w, act, alert) for act in acts)


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
    parts = []
    if act.assessment is not None:
        level = act.assessment.level
        parts.append(
            w.text("forms-close-assessment-nothing")
            if level is None
            else words.level(w, level, AlertKind.CLINICAL)
        )
    if act.result is not None:
        parts.append(words.contact(w, act.result, alert.patient.label.sex))
    parts.extend(words.measure(w, code) for code in act.measures)
    if act.cause is not None:
        parts.append(words.cause(w, act.cause))
    if act.other:
        parts.append(act.other)
    parts.extend(f"{words.symptom(w, given.item)} {given.grade}{NO_BREAK}✓" for given in act.grades)
    if act.text:
        parts.append(act.text)
    if act.unreadable:
        parts.append(w.text("row-content-unreadable"))
    if act.alert_id != alert.id and act.alert_received_at is not None:
        parts.append(w.text("triage-history-alert", at=w.day_time(act.alert_received_at)))
    return " · ".join(parts)


def _timer(w: Wording, alert: AlertDetail, now: datetime) -> str:
    if alert.state is AlertState.CLOSED:
        return w.text("triage-overline-closed")
    if alert.due_at is None or alert.acknowledged_at is not None:
        return w.text("triage-overline-acknowledged")
    if alert.due_at <= now:
        return w.text("triage-overline-overdue", duration=w.duration(now - alert.due_at))
    if w.local(alert.due_at).date() == w.local(now).date():
        return w.text("triage-overline-left", duration=w.duration(alert.due_at - now))
    return w.text("triage-overline-until", at=w.coming(alert.due_at, now))


def _instant(w: Wording, instant: datetime, now: datetime) -> str:
    return w.coming(instant, now) if instant > now else w.moment(instant, now)


def _hours(w: Wording, minutes: int) -> str:
    if minutes % 60 == 0:
        return f"{minutes // 60}{NO_BREAK}h"
    return w.duration(timedelta(minutes=minutes))


def _holding_person(alert: AlertDetail, now: datetime) -> tuple[PersonLabel | None, bool]:
    if alert.claim is not None and alert.claim.until > now:
        return alert.claim.by, alert.state is AlertState.NEW or alert.owner != alert.claim.by
    return alert.owner, False


def _held_since(alert: AlertDetail, me: UUID) -> datetime | None:
    times = [act.at for act in alert.history if _holds(act, alert.id, me)]
    return max(times, default=None)


def _holds(act: AlertAction, alert_id: UUID, me: UUID) -> bool:
    return act.alert_id == alert_id and act.by.id == me and act.kind in _HELD_BY and not act.undone


def _closed_by(w: Wording, alert: AlertDetail, me: UUID) -> HolderText:
    closings = [
        act for act in alert.history if act.alert_id == alert.id and act.kind is ActionKind.CLOSE
    ]
    standing = [act for act in closings if not act.undone]
    if not standing:
        return HolderText(Holder.OTHER, w.text("triage-closed-by-bare"))
    person = max(standing, key=_at).by
    mine = Holder.ME if person.id == me else Holder.OTHER
    return HolderText(mine, w.text("triage-closed-by", name=short_name(person)))
