"""The record in words: its sections, what stands in them, each field and each version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from console.models.identity_text import free_text
from resources import words
from resources.wording import Wording
from services.contract.enums import EntryKind, EntrySource
from services.contract.record import RecordVersion
from ui.patient.course_words import partial_date
from ui.patient.record.sections import ICONS, Part, Section, Thing, Value
from ui.patient.record.specs import Kind, Spec, specs_of
from ui.patient.record_words import entry_text
from widgets.line_list import LineLook

_DATES: Final = (Kind.DAY, Kind.HALF_DAY)
_HEADING_LENGTH: Final = 80


def section_line(
    w: Wording, section: Section, things: Sequence[Thing], *, has_draft: bool
) -> LineLook:
    """A section: its name, what stands newest in it, how many there are."""
    title = w.text(f"record-section-{section}")
    standing = [thing for thing in things if not thing.is_withdrawn]
    is_list = section not in (Section.IDENTITY, Section.CONTACT)
    detail = ""
    if is_list:
        detail = " · ".join(thing_text(w, standing[0])) if standing else w.text("record-none-yet")
    else:
        detail = w.text(f"record-section-{section}-detail")
    return LineLook(
        key=section.value,
        icon=ICONS[section],
        title=title,
        rest=w.text("record-has-draft") if has_draft else "",
        detail=detail,
        right=w.integer(len(standing)) if is_list and standing else "",
        token="treatment" if section is Section.TREATMENT else "text.secondary",
    )


def thing_line(w: Wording, section: Section, thing: Thing) -> LineLook:
    """One thing of a section."""
    when, what = thing_text(w, thing)
    detail = " · ".join(_around(w, thing))
    return LineLook(
        key=thing.key,
        icon=ICONS[section],
        title=what,
        detail=detail,
        right=when,
        token="treatment" if section is Section.TREATMENT else "text.secondary",
        indent=1 if thing.part is Part.CYCLE else 0,
        is_struck=thing.is_withdrawn,
        sentence=". ".join(part for part in (when, what, detail) if part),
    )


def thing_text(w: Wording, thing: Thing) -> tuple[str, str]:
    """Since when or when, and what."""
    match thing.part:
        case Part.IDENTITY | Part.CONTACT:
            return "", w.text(f"record-section-{thing.part}")
        case Part.LINE:
            return _span(w, thing, "started_on"), _line_name(w, thing)
        case Part.CYCLE:
            cycle = w.text("triage-cycle", cycle=int(thing.fields["number"] or 0))
            note = free_text(w, _text(thing.fields.get("note")))
            return _span(w, thing, "started_on"), f"{cycle} {note}".strip()
        case Part.ENTRY if thing.entry is not None:
            _, said = entry_text(w, thing.entry)
            first = said.splitlines()[0] if said else ""
            return _span(w, thing, "began_on"), first[:_HEADING_LENGTH]
        case _:
            return "", ""


def facts(w: Wording, thing: Thing) -> list[tuple[str, str]]:
    """Every field with its value, those that hold nothing said to be unknown."""
    return [
        (w.text(spec.word), said(w, spec, thing.fields.get(spec.name)) or w.text("triage-unknown"))
        for spec in _specs(thing)
        if spec.name in thing.fields
    ]


def said(w: Wording, spec: Spec, value: Value) -> str:
    """A value in words; hidden behind the mask where it tells who somebody is."""
    if value is None or value == "":
        return ""
    if w.is_masked and spec.is_secret:
        return w.text("file-banner-masked")
    if w.is_masked and spec.is_free:
        return free_text(w, str(value))
    match spec.kind:
        case Kind.DAY | Kind.HALF_DAY:
            return partial_date(w, str(value))
        case Kind.DECIMAL:
            unit = "file-measure-weight" if spec.name == "kg" else "file-measure-temperature"
            return w.text(unit, value=w.decimal(float(value)))
        case Kind.CHOICE:
            return choice_word(w, spec, str(value))
        case Kind.TICK:
            return w.text("record-yes" if value else "record-no")
        case _:
            return _number(w, spec, str(value))


def choice_word(w: Wording, spec: Spec, value: str) -> str:
    """The word for one of the values that a field may have."""
    if not value:
        return w.text("record-choice-none")
    match spec.name:
        case "event":
            return w.text(f"word-event-{value}")
        case "status":
            return w.text(f"file-work-{value}")
        case "grade":
            return w.text(f"record-ecog-{value}")
        case "sex":
            return w.text(f"record-sex-{value}")
        case "identity_status":
            return words.identity(w, value)
        case _:
            return words.civility(w, value)


def version_lines(
    w: Wording, thing: Thing, versions: Sequence[RecordVersion], now: datetime
) -> Iterator[tuple[str, str]]:
    """Each version, newest first: who and when, and what became of which field."""
    for place, version in enumerate(versions):
        before = versions[place + 1] if place + 1 < len(versions) else None
        by = w.text("record-version-unknown") if version.by is None else version.by.name
        key = "record-version-first" if before is None else "record-version"
        when = w.moment(version.at, now)
        head = w.text(key, number=w.integer(version.version), name=by, at=when)
        yield head, " · ".join(_became(w, thing, version, before))


def _became(
    w: Wording, thing: Thing, version: RecordVersion, before: RecordVersion | None
) -> Iterator[str]:
    if version.unreadable:
        yield w.text("row-content-unreadable")
    if version.withdrawn and not (before is not None and before.withdrawn):
        yield w.text("record-version-withdrawn")
    elif before is not None:
        is_lost = version.unreadable or before.unreadable
        for spec in _specs(thing):
            # What cannot be read has not become nothing.
            if is_lost and spec.name not in before.fields.keys() & version.fields.keys():
                continue
            old, new = before.fields.get(spec.name), version.fields.get(spec.name)
            if old != new:
                nothing = w.text("record-nothing")
                yield w.text(
                    "record-became",
                    field=w.text(spec.word),
                    old=said(w, spec, old) or nothing,
                    new=said(w, spec, new) or nothing,
                )
    if version.reason:
        yield free_text(w, version.reason)


def _specs(thing: Thing) -> tuple[Spec, ...]:
    return specs_of(thing.part, kind_of(thing))


def kind_of(thing: Thing) -> EntryKind | None:
    """Which kind of fact something is; None for what is no fact of the record."""
    return None if thing.entry is None else thing.entry.kind


def _around(w: Wording, thing: Thing) -> Iterator[str]:
    """Who wrote it down and where it comes from; that it was withdrawn, and why."""
    entry = thing.entry
    if thing.is_unreadable:
        yield w.text("row-content-unreadable")
    if entry is None:
        if thing.is_withdrawn:
            yield w.text("record-withdrawn")
        return
    if entry.withdrawn_at is not None:
        because = free_text(w, entry.withdrawn_because)
        yield (
            w.text("record-withdrawn-because", reason=because)
            if because
            else w.text("record-withdrawn")
        )
    if entry.changed_by is not None:
        yield words.short_name(entry.changed_by.name)
    if entry.source is EntrySource.IMPORT:
        yield w.text("file-source-import")


def _line_name(w: Wording, thing: Thing) -> str:
    name = _text(thing.fields.get("name")) or w.text("row-content-unreadable")
    number = thing.fields.get("number")
    return name if number is None else w.text("file-line", name=name, number=int(number))


def _span(w: Wording, thing: Thing, began: str) -> str:
    start, end = _text(thing.fields.get(began)), _text(thing.fields.get("ended_on"))
    if start is None:
        return ""
    since = partial_date(w, start)
    return since if end is None else w.text("record-span", since=since, until=partial_date(w, end))


def _number(w: Wording, spec: Spec, text: str) -> str:
    match spec.name:
        case "record_number":
            return w.record_number(text)
        case "phone":
            return w.phone(text)
        case "ins":
            return w.ins(text)
        case _:
            return text


def _text(value: Value) -> str | None:
    return None if value is None else str(value)
