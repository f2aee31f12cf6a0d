"""One archived patient in words, ready to paint and to be read aloud (screens.md 3.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from console.models.care_report_text import ShortReport, report_short, report_text
from console.models.identity_text import free_text, names
from console.stores.archives import Archived
from resources import words
from resources.wording import Wording, age_years
from services.contract.archiving import Archive, ArchivedPatient, ArchiveMessage
from services.contract.week_enums import MessageChannel, MessageState

_BETWEEN = " · "
_NONE = "–"
_LOST = frozenset({MessageState.FAILED, MessageState.EXPIRED})


@dataclass(frozen=True, slots=True, eq=False)
class ArchivedText:
    """What a delegate paints; no field needs further work. `is_untold`: somebody must still be
    told, which `message_icon` says by its shape.
    """

    family_name: str
    given_name: str
    born: str
    record: str
    archived_on: str
    archived_by: str
    reason: str
    detail: str
    message: str
    message_icon: str
    is_untold: bool
    late: str
    report: ShortReport
    last_survey: str
    kept_until: str
    note: str


def archived_text(w: Wording, archived: Archived, now: datetime) -> ArchivedText:
    """A row as it reads at one moment."""
    row, archive = archived.row, archived.row.archive
    family_name, given_name = names(w, row.patient)
    message, icon = message_text(w, archive, now)
    return ArchivedText(
        family_name=family_name,
        given_name=given_name,
        born=_born(w, row, now),
        record=_record(w, row),
        archived_on=w.date(w.local(archive.archived_at).date()),
        archived_by=_by(w, archive),
        reason=words.archive_reason(w, archive.reason),
        detail=detail_text(w, archive.died_on, archive.detail),
        message=message,
        message_icon=icon,
        is_untold=archive.is_told is False,
        late=late_text(w, archived),
        report=report_short(w, archive.report),
        last_survey=_NONE if archive.last_survey_on is None else w.date(archive.last_survey_on),
        kept_until=w.date(archive.kept_until),
        note=w.text("archives-row-left") if archived.has_left else "",
    )


def end_text(w: Wording, archive: Archive) -> str:
    """`Archivé le 18-nov.-2025 par C. Morvan · Parcours terminé`."""
    on = w.date(w.local(archive.archived_at).date())
    ended = _ended(w, archive, on)
    return _BETWEEN.join((ended, words.archive_reason(w, archive.reason)))


def detail_text(w: Wording, died_on: date | None, detail: str | None) -> str:
    """The day of a death, then what was written about the end."""
    died = "" if died_on is None else w.text("archives-died", on=w.date(died_on))
    return _BETWEEN.join(part for part in (died, free_text(w, detail)) if part)


def message_text(w: Wording, archive: Archive, now: datetime) -> tuple[str, str]:
    """Whether the patient knows, by what, and the icon that says the same."""
    if archive.is_told is None:
        return w.text("archives-told-nobody"), "prohibit"
    if archive.is_told is False:
        lost = next((each for each in archive.messages if each.state in _LOST), None)
        if lost is None:
            return w.text("archives-told-not"), "clock"
        channel = w.text(f"message-channel-{lost.channel.value}")
        return w.text("archives-told-failed", channel=channel), "x-circle"
    return _known_by(w, archive, now), "check-circle"


def _known_by(w: Wording, archive: Archive, now: datetime) -> str:
    if archive.informed is not None:
        at = w.moment(archive.informed.at, now)
        return w.text(f"archives-informed-{archive.informed.how.value}", at=at)
    arrived = _arrived(archive)
    if arrived is None:
        return w.text("archives-told")
    at = w.moment(arrived.at, now)
    if arrived.channel is MessageChannel.APP:
        return w.text("archives-told-app", at=at)
    channel = w.text(f"message-channel-{arrived.channel.value}")
    return w.text("archives-told-by", channel=channel, at=at)


def _arrived(archive: Archive) -> ArchiveMessage | None:
    """What confirmed it first."""
    known = [each for each in archive.messages if each.state is MessageState.DELIVERED]
    return min(known, key=lambda each: each.at, default=None)


def late_text(w: Wording, archived: Archived) -> str:
    """`2 réponses refusées, la dernière 14-nov. 09:12`; empty when nothing came."""
    if not archived.late:
        return ""
    last = max(each.received_at for each in archived.late)
    count = sum(each.count for each in archived.late)
    return w.text("archives-late", count=count, at=w.day_time(last))


def archived_tooltip(w: Wording, archived: Archived, now: datetime) -> str:
    """Everything that a row may cut: who, why in words, each message, what came afterwards."""
    row, archive = archived.row, archived.row.archive
    if row.identity_unreadable:
        return ""
    named = " ".join(name for name in names(w, row.patient) if name)
    lines = [
        named,
        _born(w, row, now),
        words.archive_reason(w, archive.reason),
        detail_text(w, archive.died_on, archive.detail),
    ]
    lines += [sent_text(w, each) for each in archive.messages]
    lines += [message_text(w, archive, now)[0], late_text(w, archived)]
    lines.append(report_text(w, archive.report, now))
    return "\n".join(line for line in lines if line)


def sent_text(w: Wording, message: ArchiveMessage) -> str:
    """`SMS 18-nov. 10:47 : remis`."""
    return w.text(
        "silence-reminder",
        channel=w.text(f"message-channel-{message.channel.value}"),
        at=w.day_time(message.at),
        state=w.text(f"message-state-{message.state.value}"),
    )


def archived_sentence(w: Wording, archived: Archived, now: datetime) -> str:
    """The row as one sentence for a screen reader."""
    text = archived_text(w, archived, now)
    named = " ".join(part for part in (text.family_name, text.given_name) if part)
    parts = [
        ", ".join(part for part in (named, text.born) if part),
        _ended(w, archived.row.archive, text.archived_on),
        text.reason,
        text.detail,
        text.message,
        text.late,
        report_text(w, archived.row.archive.report, now),
        w.text("archives-spoken-last", on=text.last_survey),
        w.text("archives-spoken-kept", until=text.kept_until),
        text.note,
    ]
    return ". ".join(part for part in parts if part) + "."


def _ended(w: Wording, archive: Archive, on: str) -> str:
    by = archive.archived_by
    if by is None:
        return w.text("archives-spoken-ended-self", on=on)
    return w.text("archives-spoken-ended", on=on, by=by.name)


def _by(w: Wording, archive: Archive) -> str:
    return (
        w.text("archives-by-patient") if archive.archived_by is None else archive.archived_by.name
    )


def _record(w: Wording, row: ArchivedPatient) -> str:
    if row.identity_unreadable or w.is_masked:
        return ""
    return w.record_number(row.patient.record_number)


def _born(w: Wording, row: ArchivedPatient, now: datetime) -> str:
    """`14-mars-1958 · 67 ans · F`; behind the mask, without the date."""
    if row.identity_unreadable:
        return ""
    born, sex = row.patient.birth_date, words.sex(w, row.patient.sex)
    age = w.text("time-age", years=age_years(born, w.local(now).date()))
    return _BETWEEN.join((age, sex) if w.is_masked else (w.date(born), age, sex))
