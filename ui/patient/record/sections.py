"""What the record is divided into, and which operations change what stands there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from services.contract.enums import EntryKind
from services.contract.patients import HeaderPart, PatientHeader
from services.contract.record import PatientRecord, RecordedCycle, RecordedLine, RecordEntry


class Section(StrEnum):
    """The sections of a record, in their order."""

    IDENTITY = "identity"
    CONTACT = "contact"
    DIAGNOSIS = "diagnosis"
    TREATMENT = "treatment"
    EVENT = "event"
    WORK_STATUS = "work_status"
    ECOG = "ecog"
    WEIGHT = "weight"
    TEMPERATURE = "temperature"
    NOTE = "note"


class Part(StrEnum):
    """What sort of thing stands in a section; each has fields of its own."""

    IDENTITY = "identity"
    CONTACT = "contact"
    ENTRY = "entry"
    LINE = "line"
    CYCLE = "cycle"


ICONS: Final = {
    Section.IDENTITY: "identification-card",
    Section.CONTACT: "phone",
    Section.DIAGNOSIS: "activity",
    Section.TREATMENT: "drop",
    Section.EVENT: "calendar-blank",
    Section.WORK_STATUS: "clipboard-text",
    Section.ECOG: "user",
    Section.WEIGHT: "scales",
    Section.TEMPERATURE: "first-aid-kit",
    Section.NOTE: "note-pencil",
}
CREATES: Final = {
    Part.ENTRY: "create_record_entry",
    Part.LINE: "create_treatment_line",
    Part.CYCLE: "create_treatment_cycle",
}
CHANGES: Final = {
    Part.IDENTITY: "change_identity",
    Part.CONTACT: "change_contact",
    Part.ENTRY: "change_record_entry",
    Part.LINE: "change_treatment_line",
    Part.CYCLE: "change_treatment_cycle",
}
WITHDRAWS: Final = {
    Part.ENTRY: "withdraw_record_entry",
    Part.LINE: "withdraw_treatment_line",
    Part.CYCLE: "withdraw_treatment_cycle",
}
Value = str | int | float | bool | None


@dataclass(frozen=True)
class Thing:
    """What one can stand on in a section. `place` is its path inside the record, empty for the
    patient themselves; `fields` are those of the contract, flat, empty when what is sealed could
    not be opened.
    """

    part: Part
    place: str
    version: int
    fields: dict[str, Value]
    id: UUID | None = None
    line_id: UUID | None = None
    entry: RecordEntry | None = None
    is_withdrawn: bool = False
    is_unreadable: bool = False

    @property
    def key(self) -> str:
        """What tells it from the others in a list."""
        return self.place or self.part.value

    def reads_otherwise(self, before: Thing) -> bool:
        """Whether this version says something else than one before."""
        return (self.fields, self.is_withdrawn) != (before.fields, before.is_withdrawn)


def part_of(section: Section) -> Part:
    """What stands in a section by itself."""
    match section:
        case Section.IDENTITY:
            return Part.IDENTITY
        case Section.CONTACT:
            return Part.CONTACT
        case Section.TREATMENT:
            return Part.LINE
        case _:
            return Part.ENTRY


def things_of(section: Section, record: PatientRecord, header: PatientHeader) -> list[Thing]:
    """What stands in a section: facts newest first, lines newest first with their cycles."""
    match section:
        case Section.IDENTITY:
            return [_identity(header)]
        case Section.CONTACT:
            return [_contact(header)]
        case Section.TREATMENT:
            return [thing for line in reversed(record.lines) for thing in _line(line)]
        case _:
            kind = EntryKind(section.value)
            return [_entry(entry) for entry in record.entries if entry.kind is kind]


def _identity(header: PatientHeader) -> Thing:
    label = header.label
    fields: dict[str, Value] = {
        "family_name": label.family_name,
        "birth_name": header.birth_name,
        "given_name": label.given_name,
        "civility": header.civility,
        "birth_date": label.birth_date.isoformat(),
        "sex": label.sex.value,
        "identity_status": header.identity_status.value,
        "record_number": label.record_number,
    }
    is_unreadable = HeaderPart.IDENTITY in header.unreadable
    shown = {} if is_unreadable else fields
    return Thing(Part.IDENTITY, "", header.version, shown, is_unreadable=is_unreadable)


def _contact(header: PatientHeader) -> Thing:
    fields: dict[str, Value] = {
        "phone": header.phone,
        "email": header.email,
        "address": header.address,
        "preferred_hours": header.preferred_hours,
        "carer": header.carer,
        "disease": header.disease,
        "oncologist": header.oncologist,
        "nurse": header.nurse,
        "general_practitioner": header.general_practitioner,
    }
    is_unreadable = HeaderPart.CONTACT in header.unreadable
    shown = {} if is_unreadable else fields
    return Thing(Part.CONTACT, "", header.version, shown, is_unreadable=is_unreadable)


def _entry(entry: RecordEntry) -> Thing:
    content = {} if entry.content is None else entry.content.model_dump(mode="json")
    content.pop("kind", None)
    fields = {"began_on": entry.began_on, "ended_on": entry.ended_on, **content}
    return Thing(
        Part.ENTRY,
        f"entries/{entry.id}",
        entry.version,
        fields,
        entry.id,
        entry=entry,
        is_withdrawn=entry.withdrawn_at is not None,
        is_unreadable=entry.content is None,
    )


def _line(line: RecordedLine) -> Iterator[Thing]:
    fields: dict[str, Value] = {
        "name": line.name,
        "number": line.number,
        "started_on": line.started_on.isoformat(),
        "ended_on": None if line.ended_on is None else line.ended_on.isoformat(),
    }
    yield Thing(
        Part.LINE,
        f"treatments/{line.id}",
        line.version,
        fields,
        line.id,
        is_withdrawn=line.withdrawn_at is not None,
        is_unreadable=line.name is None,
    )
    yield from (_cycle(line, cycle) for cycle in reversed(line.cycles))


def _cycle(line: RecordedLine, cycle: RecordedCycle) -> Thing:
    fields: dict[str, Value] = {
        "number": cycle.number,
        "started_on": cycle.started_on.isoformat(),
        "note": cycle.note,
    }
    return Thing(
        Part.CYCLE,
        f"treatments/{line.id}/cycles/{cycle.id}",
        cycle.version,
        fields,
        cycle.id,
        line.id,
        is_withdrawn=cycle.withdrawn_at is not None or line.withdrawn_at is not None,
        is_unreadable=cycle.note_unreadable,
    )
