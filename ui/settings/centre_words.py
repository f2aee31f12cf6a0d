"""The settings of a centre in words: what is in force, what will be, who wrote it, why not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from console.errors import CENTRE, ConsoleError, Refused
from console.models.typed_hours import typed_hours
from console.stores.error_words import error_with_code
from console.stores.settled_acts import standing
from resources import words
from resources.wording import Wording
from services.contract.centre_settings import (
    CentreContent,
    CentreVersion,
    HoursPreview,
    IdleLockContent,
    OpeningHoursContent,
    ResponseTimesContent,
    VersionState,
)
from services.contract.contact_settings import ContactsContent
from services.contract.message_texts import MessageTextsContent
from services.contract.reminder_settings import RemindersContent
from ui.settings.section_words import contact_words, reminder_words, text_words

_WEEK: Final = 7
REASONS: Final = frozenset(
    {"closed_too_long", "not_a_week", "too_early", "too_late", "taken", "not_a_name"}
    | {"too_close", "needed", "not_a_number", "not_an_address", "not_a_unit"}
    | {"tells_of_health_or_does_not_fit", "twice", "not_a_subject", "empty", "not_printable"}
    | {"unknown_field", "missing_field", "glued_field", "typed_link", "typed_number"}
    | {"tells_of_health", "not_gsm7", "too_long", "not_in_order", "nothing_changes"}
)
"""What the service refuses a field for, and there are words for."""


def content_words(w: Wording, content: CentreContent) -> str:
    """What is set, in one or two lines."""
    if isinstance(content, IdleLockContent):
        return w.text("settings-idle-minutes", count=content.minutes)
    if isinstance(content, RemindersContent):
        return reminder_words(w, content)
    if isinstance(content, ContactsContent):
        return contact_words(w, content)
    if isinstance(content, MessageTextsContent):
        return text_words(w, content)
    if isinstance(content, ResponseTimesContent):
        return words.response_times(w, content)
    return hours_words(w, content)


def hours_words(w: Wording, content: OpeningHoursContent) -> str:
    """A week in stretches of the same hours, then what is closed beside it."""
    parts, first = [], 0
    for day in range(1, _WEEK + 1):
        if day < _WEEK and content.days[day] == content.days[first]:
            continue
        hours = typed_hours(content.days[first])
        name = w.text(f"centre-day-{first}")
        if day - 1 > first:
            last = w.text(f"centre-day-{day - 1}")
            name = w.text("centre-days", first=name, last=last)
        parts.append(
            w.text("centre-day-hours", day=name, hours=hours)
            if hours
            else w.text("centre-day-closed", day=name)
        )
        first = day
    lines = [" · ".join(parts), w.text(f"centre-region-{content.holidays or 'none'}")]
    if content.closed_days:
        days = ", ".join(w.date(each) for each in content.closed_days)
        lines.append(w.text("centre-closed-days-are", days=days))
    return "\n".join(lines)


def since_words(w: Wording, version: CentreVersion, now: datetime) -> str:
    """Since when, and who wrote it."""
    if version.effective_from is None or version.made_at is None:
        return w.text("centre-since-first")
    by = "none" if version.made_by is None else version.made_by.name
    key = "centre-from" if version.state is VersionState.PLANNED else "centre-since"
    return w.text(
        key,
        day=w.day_time(version.effective_from),
        by=by,
        when=w.moment(version.made_at, now),
    )


def version_words(w: Wording, version: CentreVersion, now: datetime) -> tuple[str, str]:
    """A line of the history: what it is and where it stands, then what it said and who wrote it."""
    title = w.text(
        "centre-version", number=version.version, state=w.text(f"centre-state-{version.state}")
    )
    told = f"{content_words(w, version.content)}\n{since_words(w, version, now)}"
    if version.approved_by is not None:
        told += "\n" + w.text("centre-approved-by", by=version.approved_by.name)
    if version.undone_by is not None and version.undone_at is not None:
        when = w.moment(version.undone_at, now)
        told += "\n" + w.text("centre-undone-by", by=version.undone_by.name, when=when)
    return title, told


def preview_words(w: Wording, found: HoursPreview) -> str:
    """The coming days, and how long a critical alert may wait at most."""
    days = []
    for each in found.days:
        name = f"{w.weekday(each.day)} {w.date(each.day)}"
        if each.intervals:
            days.append(w.text("centre-day-hours", day=name, hours=typed_hours(each.intervals)))
        else:
            days.append(w.text(f"centre-closed-{each.why or 'weekday'}", day=name))
    worst = w.text(
        "centre-preview-worst",
        hours=found.longest_closed_hours,
        since=w.day_time(found.critical_from),
        due=w.day_time(found.critical_due),
    )
    return "\n".join([w.text("centre-preview-title", day=w.date(found.effective_on)), *days, worst])


def field_reason(w: Wording, reason: str) -> str:
    """Why the service refused a field."""
    return w.text(
        f"centre-refused-{reason.replace('_', '-')}"
        if reason in REASONS
        else "centre-refused-field"
    )


def refusal(w: Wording, error: ConsoleError) -> str:
    """What stands in the way; whoever was faster is named where they are known."""
    if isinstance(error, Refused) and error.code == "version_stale":
        current = standing(error)
        by = "none" if current is None or current.by is None else current.by.name
        return w.text("centre-refused-stale", by=by)
    if isinstance(error, Refused) and error.code == "state_forbids":
        return w.text("centre-refused-state")
    if isinstance(error, Refused) and error.problem.errors:
        return field_reason(w, error.problem.errors[0].reason)
    return error_with_code(w, error, CENTRE)


def people_words(w: Wording, names: Sequence[str]) -> str:
    """Who is asked, in order."""
    return " → ".join(names) if names else w.text("centre-nobody-asked")
