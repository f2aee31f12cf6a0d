"""The timeline in words: a line for everything that happened, escalations as threads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from console.models.act_text import ACT_ICONS, act_parts
from console.models.identity_text import quoted
from resources import words
from resources.wording import Wording
from services.contract.enums import ActionKind, EntrySource, Role, Sex, TimelineKind
from services.contract.messages import MessageMark
from services.contract.patient_file import TimelineEntry
from ui.patient.consents.words import CHOICE_LOOKS, mark_text
from ui.patient.course_words import partial_date
from ui.patient.follow_up_words import STEP_ICONS, follow_up_text
from ui.patient.record_words import ENTRY_ICONS, entry_text, treatment_text
from widgets.line_list import LineLook

_IN_THREADS = frozenset({ActionKind.ESCALATE, ActionKind.ANSWER})
_ICONS = {
    TimelineKind.ANSWER: "clipboard-text",
    TimelineKind.ALERT: "warning-circle",
    TimelineKind.CALL: "phone-outgoing",
    TimelineKind.ACT: "check",
    TimelineKind.NOTE: "note-pencil",
    TimelineKind.TREATMENT: "drop",
    TimelineKind.RECORD: "identification-card",
    TimelineKind.MESSAGE: "envelope-simple",
    TimelineKind.FOLLOW_UP: "archive-box",
    TimelineKind.CONSENT: "circle-wavy-question",
}
_TOKENS = {TimelineKind.TREATMENT: "treatment", TimelineKind.ANSWER: "accent"}


def timeline_lines(w: Wording, entries: Sequence[TimelineEntry], sex: Sex) -> list[LineLook]:
    """Newest first; the older acts of an escalation stand under its newest one."""
    return [_line(w, entry, sex, is_under) for entry, is_under in _threaded(entries)]


def _threaded(entries: Sequence[TimelineEntry]) -> Iterator[tuple[TimelineEntry, bool]]:
    threads: dict[UUID, list[TimelineEntry]] = {}
    for entry in entries:
        thread = _thread(entry)
        if thread is not None:
            threads.setdefault(thread, []).append(entry)
    told: set[UUID] = set()
    for entry in entries:
        thread = _thread(entry)
        if thread is None:
            yield entry, False
        elif thread not in told:
            told.add(thread)
            yield from ((each, each is not entry) for each in threads[thread])


def _thread(entry: TimelineEntry) -> UUID | None:
    """The escalation that an act belongs to."""
    is_of_one = entry.action is not None and entry.action.kind in _IN_THREADS
    return entry.thread if is_of_one else None


def _line(w: Wording, entry: TimelineEntry, sex: Sex, is_under: bool) -> LineLook:
    title, rest = _what(w, entry, sex)
    icon, token = _look(entry)
    detail, when = " · ".join(_around(w, entry)), _when(w, entry)
    return LineLook(
        key=str(entry.id),
        icon=icon,
        token=token,
        title=title,
        rest=rest,
        detail=detail,
        right=when,
        level=_level(entry),
        indent=1 if is_under else 0,
        is_struck=_is_struck(entry),
        sentence=". ".join(part for part in (when, title, rest, detail) if part),
    )


def _is_struck(entry: TimelineEntry) -> bool:
    if entry.action is not None:
        return entry.action.undone
    if entry.follow_up is not None:
        return entry.follow_up.is_undone
    return entry.entry is not None and entry.entry.withdrawn_at is not None


def _level(entry: TimelineEntry) -> str:
    if entry.kind is not TimelineKind.ALERT or entry.level is None:
        return ""
    return "technical" if entry.alert_kind == "technical" else entry.level.value


def _look(entry: TimelineEntry) -> tuple[str, str]:
    """The icon, and its colour."""
    if entry.consent is not None:
        return CHOICE_LOOKS[entry.consent.choice]
    return _icon(entry), _TOKENS.get(entry.kind, "text.secondary")


def _icon(entry: TimelineEntry) -> str:
    if entry.action is not None:
        return ACT_ICONS[entry.action.kind]
    if entry.entry is not None:
        return ENTRY_ICONS[entry.entry.kind]
    if entry.follow_up is not None:
        return STEP_ICONS[entry.follow_up.step]
    return _ICONS[entry.kind]


def _what(w: Wording, entry: TimelineEntry, sex: Sex) -> tuple[str, str]:
    """What happened, and what is to be read of it."""
    if entry.action is not None:
        said = " · ".join(act_parts(w, entry.action, sex))
        return words.act(w, entry.action.kind), said if said else ""
    marked = _marked(w, entry)
    if marked is not None:
        return marked
    leads = ", ".join(
        f"{words.lead(w, lead)} {words.change(lead.change)}".strip() for lead in entry.leads
    )
    if entry.kind is TimelineKind.ALERT and entry.level is not None:
        kind = entry.alert_kind or "clinical"
        level = words.level(w, entry.level, kind)
        return w.text("file-timeline-alert", level=level.lower()), leads or words.kind(w, kind)
    if entry.kind is TimelineKind.ANSWER:
        said = "" if not entry.text else quoted(w, entry.text)
        return w.text("file-kind-answer"), "  ".join(part for part in (leads, said) if part)
    return w.text(f"file-kind-{entry.kind}"), "" if not entry.text else quoted(w, entry.text)


def _marked(w: Wording, entry: TimelineEntry) -> tuple[str, str] | None:
    """The same of what has a part of its own in the line; None of anything else."""
    if entry.entry is not None:
        return entry_text(w, entry.entry)
    if entry.treatment is not None:
        return treatment_text(w, entry.treatment)
    if entry.message is not None:
        return words.message_kind(w, entry.message.kind), _travelled(w, entry.message)
    if entry.follow_up is not None:
        return follow_up_text(w, entry.follow_up, entry.text)
    return None if entry.consent is None else mark_text(w, entry.consent)


def _travelled(w: Wording, message: MessageMark) -> str:
    """`SMS · non remis · numéro ou adresse erronés`."""
    said = [words.message_channel(w, message.channel), words.message_state(w, message.state)]
    if message.fault is not None:
        said.append(words.message_fault(w, message.fault))
    return " · ".join(said)


def _around(w: Wording, entry: TimelineEntry) -> Iterator[str]:
    """Who, in which role, and where it comes from."""
    if entry.unreadable:
        yield w.text("row-content-unreadable")
    if entry.state is not None:
        yield words.state(w, entry.state)
    yield from _author(w, entry)
    if entry.channel is not None:
        yield words.channel(w, entry.channel)
    if entry.action is not None and entry.action.undone:
        yield w.text("triage-history-undone")
    if entry.follow_up is not None and entry.follow_up.is_undone:
        yield w.text("file-follow_up-undone")


def _author(w: Wording, entry: TimelineEntry) -> Iterator[str]:
    by_patient = entry.role is Role.PATIENT or entry.kind is TimelineKind.ANSWER
    if entry.author is None and by_patient:
        yield w.text("file-source-patient")
        return
    if entry.author is not None:
        yield words.short_name(entry.author.name)
    if entry.role is not None:
        yield words.role(w, entry.role)
    if entry.source is EntrySource.IMPORT:
        yield w.text("file-source-import")
    elif entry.author is not None:
        yield w.text("file-source-console")


def _when(w: Wording, entry: TimelineEntry) -> str:
    if entry.date_known:
        return partial_date(w, entry.date_known)
    day = w.local(entry.at).date()
    return w.date(day) if entry.is_day_only else f"{w.date(day)} {w.time(entry.at)}"
