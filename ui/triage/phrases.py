"""Sentences of the detail pane, made from a contract object and the wording in use; no widget, no
clock of its own.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from resources import words
from resources.wording import Wording
from services.contract.alerts import AlertAction, AlertDetail, Escalation
from services.contract.enums import ActionKind, AlertState
from services.contract.people import PersonLabel

_HELD_BY = frozenset({ActionKind.CLAIM, ActionKind.TAKE_OVER, ActionKind.ACKNOWLEDGE})


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


def short_name(person: PersonLabel) -> str:
    """`T. Riou`: the initial of the first name, the family name in full."""
    return words.short_name(person.name)


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
    waits = _waiting_line(w, alert, now)
    if waits:
        return waits
    if alert.acknowledged_at is not None:
        return w.text("triage-answered", at=w.moment(alert.acknowledged_at, now))
    allowed = words.hours(w, alert.response_minutes)
    if alert.due_at is None:
        return w.text("triage-due-none", allowed=allowed)
    return w.text("triage-due", allowed=allowed, at=_instant(w, alert.due_at, now))


def _waiting_line(w: Wording, alert: AlertDetail, now: datetime) -> str:
    """For what a deferred or an escalated alert waits; nothing for any other."""
    if alert.state is AlertState.DEFERRED and alert.waits_until is not None:
        return w.text("triage-back", at=_instant(w, alert.waits_until, now))
    if alert.escalation is None:
        return ""
    if now < alert.escalation.effective_at:
        return w.text("triage-sending", at=w.time(alert.escalation.effective_at))
    return w.text("triage-answer-due", at=_instant(w, alert.escalation.answer_due_at, now))


def holder(w: Wording, alert: AlertDetail, me: UUID, now: datetime) -> HolderText:
    """Who holds the alert: nobody, me with the time when it began, or somebody else by name."""
    if alert.state is AlertState.CLOSED:
        return _closed_by(w, alert, me)
    if alert.escalation is not None:
        return _escalated_to(w, alert.escalation, me)
    if alert.state is AlertState.DEFERRED and alert.owner is not None:
        return _deferred_by(w, alert.owner, me)
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


def _timer(w: Wording, alert: AlertDetail, now: datetime) -> str:
    if alert.state is AlertState.CLOSED:
        return w.text("triage-overline-closed")
    if alert.due_at is None or alert.acknowledged_at is not None:
        return _stopped_timer(w, alert, now)
    if alert.due_at <= now:
        return w.text("triage-overline-overdue", duration=w.duration(now - alert.due_at))
    if w.local(alert.due_at).date() == w.local(now).date():
        return w.text("triage-overline-left", duration=w.duration(alert.due_at - now))
    return w.text("triage-overline-until", at=w.coming(alert.due_at, now))


def _stopped_timer(w: Wording, alert: AlertDetail, now: datetime) -> str:
    """Who or what the alert waits for, now that its response time has stopped."""
    is_late = alert.waits_until is not None and alert.waits_until <= now
    if alert.state is AlertState.DEFERRED:
        return w.text("triage-overline-back" if is_late else "triage-overline-deferred")
    if alert.state is AlertState.ESCALATED:
        return w.text("triage-overline-answer-late" if is_late else "triage-overline-escalated")
    return w.text("triage-overline-acknowledged")


def _instant(w: Wording, instant: datetime, now: datetime) -> str:
    return w.coming(instant, now) if instant > now else w.moment(instant, now)


def _holding_person(alert: AlertDetail, now: datetime) -> tuple[PersonLabel | None, bool]:
    if alert.claim is not None and alert.claim.until > now:
        return alert.claim.by, alert.state is AlertState.NEW or alert.owner != alert.claim.by
    return alert.owner, False


def _held_since(alert: AlertDetail, me: UUID) -> datetime | None:
    times = [act.at for act in alert.history if _holds(act, alert.id, me)]
    return max(times, default=None)


def _holds(act: AlertAction, alert_id: UUID, me: UUID) -> bool:
    return act.alert_id == alert_id and act.by.id == me and act.kind in _HELD_BY and not act.undone


def _escalated_to(w: Wording, escalation: Escalation, me: UUID) -> HolderText:
    if me in {each.id for each in escalation.asked}:
        return HolderText(Holder.ME, w.text("triage-escalated-to-you"))
    names = ", ".join(short_name(each) for each in escalation.asked)
    return HolderText(Holder.OTHER, w.text("triage-escalated-to", names=names))


def _deferred_by(w: Wording, owner: PersonLabel, me: UUID) -> HolderText:
    if owner.id == me:
        return HolderText(Holder.ME, w.text("triage-deferred-by-you"))
    return HolderText(Holder.OTHER, w.text("triage-deferred-by", name=short_name(owner)))


def _closed_by(w: Wording, alert: AlertDetail, me: UUID) -> HolderText:
    closings = [
        act for act in alert.history if act.alert_id == alert.id and act.kind is ActionKind.CLOSE
    ]
    standing = [act for act in closings if not act.undone]
    if not standing:
        return HolderText(Holder.OTHER, w.text("triage-closed-by-bare"))
    person = max(standing, key=lambda act: act.at).by
    mine = Holder.ME if person.id == me else Holder.OTHER
    return HolderText(mine, w.text("triage-closed-by", name=short_name(person)))
