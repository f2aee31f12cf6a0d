"""How a report speaks: the product's wording in its language and in the zone of its centre."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from resources import words
from resources.wording import NO_BREAK, Wording
from services.contract.alerts import LeadSymptom
from services.contract.patient_file import FileEvent
from services.contract.people import PersonLabel
from services.contract.record import RecordedLine
from services.contract.reports import Report

BETWEEN: Final = " · "


def wording_of(report: Report) -> Wording:
    """The voice of a report."""
    return Wording(report.language, report.centre.zone)


def when(wording: Wording, instant: datetime) -> str:
    """`18-nov.-2025 08:12`: a paper has no today."""
    return f"{wording.date(wording.local(instant).date())}{NO_BREAK}{wording.time(instant)}"


def person(who: PersonLabel | None) -> str:
    """`Claire Morvan (IDEC)`; nothing for nobody."""
    if who is None:
        return ""
    return f"{who.name} ({who.title})" if who.title else who.name


def lead(wording: Wording, shown: LeadSymptom) -> str:
    """`Diarrhée ≈3 ↑2`."""
    said = words.lead(wording, shown)
    change = words.change(shown.change)
    return f"{said} {change}" if change else said


def line_name(wording: Wording, line: RecordedLine) -> str:
    """`FOLFOX, 1re ligne`."""
    name = line.name or wording.text("file-block-missing")
    if line.number is None:
        return name
    return wording.text("file-line", name=name, number=line.number)


def event_name(wording: Wording, event: FileEvent) -> str:
    """What the record says of an event, else its kind in a word; an act by its own."""
    if event.event is None:
        return words.act(wording, str(event.act))
    return event.label or wording.text(f"word-event-{event.event}-short")


def several(parts: Iterable[str]) -> str:
    """What stands side by side, without what is empty."""
    return BETWEEN.join(each for each in parts if each)
