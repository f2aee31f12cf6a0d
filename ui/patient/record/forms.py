"""The forms of the record: one for something new, one for what is amended, one for a withdrawal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from console.stores.drafts import OF_A_RECORD
from console.stores.record_acts import Change, Where
from resources.wording import Wording
from services.contract.enums import EntryKind
from services.contract.patients import PatientHeader
from ui.patient.record.asks import change_of, checked_reason, treating
from ui.patient.record.field_form import FieldForm
from ui.patient.record.sections import Part, Section, Thing
from ui.patient.record.specs import REASON, specs_of
from ui.patient.record.words import thing_text
from widgets.theme import Theme

Known = Callable[[], dict[str, UUID]]
_WITHDRAWAL = (replace(REASON, label="withdrawal", is_required=True),)


@dataclass(frozen=True)
class Withdrawal:
    """That something was wrong, and why."""

    place: str
    reason: str


@dataclass(frozen=True)
class Opened:
    """What a form is about: whose record, which section, what stands there (None: something new),
    the `line` that a new cycle belongs to.
    """

    header: PatientHeader
    section: Section
    part: Part
    thing: Thing | None = None
    line: Thing | None = None
    is_withdrawal: bool = False

    @property
    def entry_kind(self) -> EntryKind | None:
        """Which kind of fact it is about."""
        return EntryKind(self.section.value) if self.part is Part.ENTRY else None

    @property
    def where(self) -> Where:
        """What its change is about."""
        thing, patient_id = self.thing, self.header.label.id
        if thing is None:
            return Where(patient_id, line_id=None if self.line is None else self.line.id)
        return Where(patient_id, thing.version, thing.id, thing.line_id)

    @property
    def draft_key(self) -> tuple[UUID, str]:
        """Under what its draft is kept."""
        about = self.header.label.id
        for what in (self.thing, self.line):
            if what is not None and what.id is not None:
                about = what.id
                break
        act = "withdraw" if self.is_withdrawal else "change" if self.thing else "add"
        return about, f"{OF_A_RECORD}{self.section}.{self.part}.{act}"

    def at(self, thing: Thing, header: PatientHeader) -> Opened:
        """The same on what stands there now."""
        return replace(self, thing=thing, header=header)


def make_form(opened: Opened, today: str, known: Known, theme: Theme, w: Wording) -> FieldForm:
    """The form, filled with what stands there, and today where a day is asked of something new;
    `known` gives the accounts of the unit's oncologists by their names.
    """
    if opened.is_withdrawal:
        return _withdrawal(opened, theme, w)
    specs = specs_of(opened.part, opened.entry_kind)
    thing = opened.thing
    word = f"{opened.part}" if opened.part in (Part.LINE, Part.CYCLE) else f"{opened.section}"
    act = "add" if thing is None else "change"
    form = FieldForm(
        w.text(f"record-form-{act}", what=w.text(f"record-one-{word}")),
        w.text(f"record-submit-{act}"),
        specs if thing is None else (*specs, REASON),
        _build(opened, known),
        theme,
        w,
        "" if opened.line is None else _named(w, opened.line),
    )
    began = "started_on" if opened.part in (Part.LINE, Part.CYCLE) else "began_on"
    form.fill({began: today} if thing is None else thing.fields, stands=thing is not None)
    return form


def _build(opened: Opened, known: Known) -> Callable[[dict[str, object]], Change]:
    header, is_new = opened.header, opened.thing is None

    def build(values: dict[str, object]) -> Change:
        if opened.part is Part.CONTACT:
            who = values["oncologist"]
            values |= treating(who, header.oncologist, known(), header.oncologist_id)
        return change_of(opened.part, opened.entry_kind, values, is_new=is_new)

    return build


def _withdrawal(opened: Opened, theme: Theme, w: Wording) -> FieldForm:
    thing = opened.thing
    place, about = ("", "") if thing is None else (thing.place, _named(w, thing))

    def build(values: dict[str, object]) -> Withdrawal:
        return Withdrawal(place, checked_reason(values))

    form = FieldForm(
        w.text("record-form-withdraw"), w.text("record-submit-withdraw"), _WITHDRAWAL, build,
        theme, w, about,
    )  # fmt: skip
    form.fill({}, stands=True)
    return form


def _named(w: Wording, thing: Thing) -> str:
    """Which of the things in a section it is: they look alike, and the list may stand on another
    one since.
    """
    return ", ".join(part for part in reversed(thing_text(w, thing)) if part)
