"""One silent patient in words, ready to paint and to be read aloud (screens.md 3.6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from console.models.identity_text import names
from console.stores.silence import Silent
from resources import words
from resources.wording import Wording, age_years
from services.contract.non_responders import ChannelSeen, NextStep, NonResponder, Reminder, Worries
from services.contract.week_enums import MessageChannel, MessageKind, MessageState

_BETWEEN = " · "
_NONE = "–"
_SHOWN_DAYS = 2
"""Reminders whose days are all written; more are counted by channel."""


@dataclass(frozen=True, slots=True, eq=False)
class SilenceText:
    """What a delegate paints; no field needs further work. `bounced`: a number or an address is at
    fault; `channel_icon` says the same by its shape.
    """

    family_name: str
    given_name: str
    born: str
    answered: str
    answered_ago: str
    missed: str
    is_long: bool
    reminders: str
    coming: str
    channel: str
    channel_icon: str
    bounced: bool
    other_channel: str
    risk: str
    other_risks: str
    step: str
    step_icon: str
    note: str


_EARLY_DAYS = 14
"""Of a cycle: the days on which silence worries (screens.md 3.6)."""
_LEAST_GRADE = 2
_STEP_ICONS = {
    NextStep.CALL: "phone",
    NextStep.CHECK_ADDRESS: "identification-card",
    NextStep.REMIND: "envelope-simple",
    NextStep.WAIT: "clock",
    NextStep.INVITE_AGAIN: "export",
}


def silence_text(w: Wording, silent: Silent, now: datetime) -> SilenceText:
    """A row as it reads at one moment."""
    row = silent.row
    family_name, given_name = names(w, row.patient)
    answered, ago = answered_text(w, row, now)
    channels = [channel_text(w, mark) for mark in _worst_first(row.channels)]
    risks = worries_text(w, row.worries)
    first = next(iter(_worst_first(row.channels)), None)
    is_cut_off = first is None or first.bounced
    return SilenceText(
        family_name=family_name,
        given_name=given_name,
        born=_born(w, row, now),
        answered=answered,
        answered_ago=ago,
        missed=w.integer(row.missed),
        is_long=row.missed > 1,
        reminders=reminders_text(w, row.reminders),
        coming=coming_text(w, row, now),
        channel=channels[0] if channels else w.text("silence-no-channel"),
        channel_icon=_channel_icon(first),
        bounced=is_cut_off,
        other_channel=_BETWEEN.join(channels[1:]),
        risk=risks[0] if risks else _NONE,
        other_risks=_BETWEEN.join(risks[1:]),
        step=w.text(f"silence-step-{row.next_step.value}"),
        step_icon=_STEP_ICONS[row.next_step],
        note=w.text("silence-row-left") if silent.has_left else "",
    )


def answered_text(w: Wording, row: NonResponder, now: datetime) -> tuple[str, str]:
    """The day of the last answer, and how long ago it was."""
    if row.answered_at is None:
        key = "never" if row.never_activated else "none"
        return w.text(f"silence-answered-{key}"), w.text("patients-days-ago", days=row.days)
    then, today = w.local(row.answered_at).date(), w.local(now).date()
    day = w.day(then) if then.year == today.year else w.date(then)
    return day, w.text("patients-days-ago", days=max(0, (today - then).days))


def reminders_text(w: Wording, reminders: Sequence[Reminder]) -> str:
    """`SMS 11-nov., 17-nov.`, or `SMS ×3, e-mail ×1` when there are more."""
    by_channel: dict[MessageChannel, list[Reminder]] = {}
    for mark in reminders:
        by_channel.setdefault(mark.channel, []).append(mark)
    if not by_channel:
        return w.text("silence-reminders-none")
    parts = []
    for channel, marks in by_channel.items():
        name = channel_name(w, channel)
        if len(reminders) > _SHOWN_DAYS:
            parts.append(w.text("silence-reminders-count", channel=name, count=len(marks)))
        else:
            days = ", ".join(w.day(w.local(mark.at).date()) for mark in marks)
            parts.append(f"{name} {days}")
    return ", ".join(parts)


def coming_text(w: Wording, row: NonResponder, now: datetime) -> str:
    """When the next reminder leaves by itself."""
    if row.next_reminder_at is None:
        return ""
    return w.text("silence-next-reminder", at=w.coming(row.next_reminder_at, now))


def channel_name(w: Wording, channel: MessageChannel) -> str:
    """`SMS`, `E-mail`."""
    return w.text(f"message-channel-{channel.value}")


def channel_text(w: Wording, mark: ChannelSeen) -> str:
    """`SMS : remis`, `SMS : numéro refusé`."""
    name = channel_name(w, mark.channel)
    if not mark.has_address:
        said = w.text(f"silence-channel-no-{mark.channel.value}")
    elif mark.bounced:
        said = w.text(f"silence-channel-bad-{mark.channel.value}")
    elif mark.state is None:
        said = w.text("silence-channel-unused")
    else:
        said = w.text(f"message-state-{mark.state.value}")
    return w.text("silence-channel", channel=name, said=said)


def worries_text(w: Wording, worries: Worries) -> list[str]:
    """What makes a silence worrying, each with its number; the cycle's day last where it does not
    count.
    """
    found = []
    if worries.alert_level is not None and worries.alert_kind is not None:
        level = words.level(w, worries.alert_level, worries.alert_kind)
        found.append(w.text("silence-worry-alert", level=level))
    if worries.last_grade is not None and worries.last_grade >= _LEAST_GRADE:
        found.append(w.text("silence-worry-grade", grade=worries.last_grade))
    day = worries.cycle_day
    if day is not None:
        found.append(w.text("silence-worry-cycle", day=day))
        if day <= _EARLY_DAYS:
            found.insert(0, found.pop())
    return found


def silence_tooltip(w: Wording, silent: Silent, now: datetime) -> str:
    """Everything that a row may cut: who, each reminder, each channel, each reason."""
    row = silent.row
    if row.identity_unreadable:
        return ""
    named = " ".join(name for name in names(w, row.patient) if name)
    lines = [named, _born(w, row, now)]
    lines += [reminder_text(w, mark) for mark in row.reminders]
    lines.append(coming_text(w, row, now))
    lines += [channel_text(w, mark) for mark in row.channels]
    lines += worries_text(w, row.worries)
    return "\n".join(line for line in lines if line)


def reminder_text(w: Wording, mark: Reminder) -> str:
    """One reminder whole: its channel, when, how far it came, and whether a person sent it."""
    by_hand = mark.kind is MessageKind.REMINDER_NOW
    key = "silence-reminder-by-hand" if by_hand else "silence-reminder"
    return w.text(
        key,
        channel=channel_name(w, mark.channel),
        at=w.day_time(mark.at),
        state=w.text(f"message-state-{mark.state.value}"),
    )


def silence_sentence(w: Wording, silent: Silent, now: datetime, *, is_chosen: bool) -> str:
    """The row as one sentence for a screen reader."""
    row, text = silent.row, silence_text(w, silent, now)
    named = " ".join(part for part in (text.family_name, text.given_name) if part)
    answered = text.answered
    if text.answered_ago:
        answered = w.text("patients-spoken-answered", day=answered, ago=text.answered_ago)
    parts = [w.text("silence-spoken-chosen")] if is_chosen else []
    parts += [
        ", ".join(part for part in (named, text.born) if part),
        answered,
        w.text("silence-spoken-missed", count=row.missed),
        w.text("silence-spoken-reminders", told=text.reminders),
        text.coming,
        text.channel,
        text.other_channel,
        *worries_text(w, row.worries),
        w.text("silence-spoken-step", step=text.step),
        text.note,
    ]
    return ". ".join(part for part in parts if part) + "."


def _born(w: Wording, row: NonResponder, now: datetime) -> str:
    """`14-mars-1958 · 67 ans · F`; behind the mask, without the date."""
    if row.identity_unreadable:
        return ""
    born, sex = row.patient.birth_date, words.sex(w, row.patient.sex)
    today = w.local(now).date()
    age = w.text("time-age", years=age_years(born, today))
    return _BETWEEN.join((age, sex) if w.is_masked else (w.date(born), age, sex))


def _channel_icon(first: ChannelSeen | None) -> str:
    if first is None or first.bounced:
        return "x-circle"
    return "check-circle" if first.state is MessageState.DELIVERED else "clock"


def _worst_first(channels: Sequence[ChannelSeen]) -> list[ChannelSeen]:
    """Those of which there is something to say; a number that bounced before one that works."""
    told = [mark for mark in channels if mark.has_address]
    return sorted(told, key=lambda mark: not mark.bounced)
