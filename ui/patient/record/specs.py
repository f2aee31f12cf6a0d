"""The fields of each part of the record: what they are called in the contract and what they hold.

The bounds are those of `services.contract.record` and `services.contract.patient_changes`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from services.contract.enums import EntryKind, EventType, IdentityStatus, Sex, WorkStatus
from ui.patient.record.sections import Part


class Kind(StrEnum):
    """What a field holds."""

    LINE = "line"
    BOX = "box"
    DAY = "day"
    HALF_DAY = "half_day"
    WHOLE = "whole"
    DECIMAL = "decimal"
    CHOICE = "choice"
    TICK = "tick"
    PERSON = "person"


@dataclass(frozen=True)
class Spec:
    """One field. `label` names its words where the same name means something else; `is_secret`
    when it tells who somebody is, `is_free` when somebody wrote it: both are hidden behind the
    mask. A wide one takes the whole line of a form.
    """

    name: str
    kind: Kind = Kind.LINE
    label: str = ""
    is_required: bool = False
    longest: int = 200
    bounds: tuple[float, float] = (0, 0)
    choices: tuple[str, ...] = ()
    is_secret: bool = False
    is_free: bool = False
    is_wide: bool = False
    hint: str = ""

    @property
    def word(self) -> str:
        """The key of its name."""
        return f"record-field-{self.label or self.name}"


def _day(label: str = "day") -> Spec:
    return Spec("began_on", Kind.DAY, label, is_required=True, hint="record-hint-day")


def _since(label: str = "since") -> Spec:
    return Spec("began_on", Kind.HALF_DAY, label, is_required=True, hint="record-hint-half-day")


def _until() -> Spec:
    return Spec("ended_on", Kind.HALF_DAY, "until", hint="record-hint-half-day")


REASON: Final = Spec("reason", longest=500, is_free=True, is_wide=True)
"""Why something is amended: asked with every change, required for a withdrawal."""
_ENTRIES: Final[dict[EntryKind, tuple[Spec, ...]]] = {
    EntryKind.DIAGNOSIS: (
        Spec("label", label="diagnosis", is_required=True, is_free=True, is_wide=True),
        Spec("icd10", longest=7, hint="record-hint-icd10"),
        Spec("is_primary", Kind.TICK),
        _since(),
        _until(),
    ),
    EntryKind.EVENT: (
        Spec("event", Kind.CHOICE, is_required=True, choices=tuple(EventType)),
        Spec("label", label="detail", is_free=True),
        _since("day"),
        _until(),
    ),
    EntryKind.WORK_STATUS: (
        Spec("status", Kind.CHOICE, is_required=True, is_wide=True, choices=tuple(WorkStatus)),
        _since(),
        _until(),
    ),
    EntryKind.ECOG: (
        Spec(
            "grade",
            Kind.CHOICE,
            "ecog",
            is_required=True,
            is_wide=True,
            choices=tuple("01234"),
        ),
        _day(),
    ),
    EntryKind.WEIGHT: (
        Spec("kg", Kind.DECIMAL, is_required=True, bounds=(20, 350)),
        _day(),
    ),
    EntryKind.TEMPERATURE: (
        Spec("celsius", Kind.DECIMAL, is_required=True, bounds=(30, 45)),
        _day(),
    ),
    EntryKind.NOTE: (
        Spec("text", Kind.BOX, is_required=True, longest=2000, is_free=True, is_wide=True),
        _day(),
    ),
}
_IDENTITY: Final = (
    Spec("family_name", is_required=True, longest=100, is_secret=True),
    Spec("birth_name", longest=100, is_secret=True, hint="record-hint-birth-name"),
    Spec("given_name", is_required=True, longest=100, is_secret=True),
    Spec("civility", Kind.CHOICE, choices=("", "Mme", "M.")),
    Spec("birth_date", Kind.DAY, is_required=True, is_secret=True, hint="record-hint-day"),
    Spec("sex", Kind.CHOICE, is_required=True, choices=tuple(Sex)),
    Spec("record_number", is_required=True, longest=40, is_secret=True),
    Spec("identity_status", Kind.CHOICE, is_required=True, choices=tuple(IdentityStatus)),
    Spec("ins", longest=40, is_secret=True, hint="record-hint-ins"),
    Spec("drop_ins", Kind.TICK),
)
_CONTACT: Final = (
    Spec("phone", longest=40, is_secret=True),
    Spec("email", is_secret=True),
    Spec("preferred_hours"),
    Spec("carer", is_secret=True),
    Spec("address", Kind.BOX, longest=400, is_secret=True, is_wide=True),
    Spec("disease", is_free=True, is_wide=True),
    Spec("oncologist", Kind.PERSON),
    Spec("nurse"),
    Spec("general_practitioner"),
)
_LINE: Final = (
    Spec("name", label="line", is_required=True, is_free=False, is_wide=True),
    Spec("number", Kind.WHOLE, "line-number", bounds=(1, 20)),
    Spec("started_on", Kind.DAY, is_required=True, hint="record-hint-day"),
    Spec("ended_on", Kind.DAY, "line-ended", hint="record-hint-day"),
)
_CYCLE: Final = (
    Spec("number", Kind.WHOLE, "cycle-number", is_required=True, bounds=(1, 200)),
    Spec("started_on", Kind.DAY, is_required=True, hint="record-hint-day"),
    Spec("note", label="dose", is_free=True, is_wide=True, hint="record-hint-dose"),
)


def specs_of(part: Part, kind: EntryKind | None = None) -> tuple[Spec, ...]:
    """The fields of a part, for an entry those of its kind, in reading order."""
    match part:
        case Part.IDENTITY:
            return _IDENTITY
        case Part.CONTACT:
            return _CONTACT
        case Part.LINE:
            return _LINE
        case Part.CYCLE:
            return _CYCLE
        case Part.ENTRY:
            return () if kind is None else _ENTRIES[kind]
