"""The clinical record: what is written down of a patient, amended and never deleted (S-14).

A half-known date is written as FHIR writes one: `2025`, `2025-03` or `2025-03-14`. What the dates
must be (422 with the field and one of these reasons):

- `no_such_day`, `before_1900`, `before_birth` (as far as both are known);
- `in_the_future`: the record holds what has happened, today in the zone of the centre included,
  and nothing that is planned;
- `too_far`: only a work status may end in the future (a sick leave is prescribed), two years at
  most;
- `before_beginning`: an end, as far as both are known;
- `day_required`: a weight, a temperature, an ECOG grade and a note have a whole day, and
  `unexpected` an end, which they do not have;
- `outside_its_line`, `leaves_a_cycle_outside`: a cycle starts within the days of its line;
- `taken`, `out_of_order`: cycles of a line have numbers of their own, in the order of their days.

Two lines may be open at once (hormone therapy beside chemotherapy); what is shown above a file is
the one that began last. Nothing that was withdrawn counts in any of this.
"""

from datetime import date
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints

from services.contract.base import Ask, Reply
from services.contract.enums import EntryKind, EntrySource, EventType, WorkStatus
from services.contract.people import PersonLabel
from services.contract.texts import one_line, something_said

PartialDate = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$")
]
"""A date of which the day, or the month too, may be unknown; FHIR R4 `date`."""

LONGEST_NOTE: Final = 2000
_LONGEST_LABEL: Final = 200
Label = Annotated[
    str,
    StringConstraints(min_length=1, max_length=_LONGEST_LABEL),
    AfterValidator(one_line),
]
Icd10 = Annotated[str, StringConstraints(pattern=r"^[A-Z][0-9]{2}(\.?[0-9A-Z]{1,4})?$")]


class DiagnosisContent(Ask):
    """A disease: code of ICD-10 where it is known, and its label in the team's words."""

    kind: Literal[EntryKind.DIAGNOSIS] = EntryKind.DIAGNOSIS
    icd10: Icd10 | None = None
    label: Label
    is_primary: bool = False


class EventContent(Ask):
    """Something on the way of care, with a word or two on it."""

    kind: Literal[EntryKind.EVENT] = EntryKind.EVENT
    event: EventType
    label: Label | None = None


class WorkStatusContent(Ask):
    """A change of the patient's working life."""

    kind: Literal[EntryKind.WORK_STATUS] = EntryKind.WORK_STATUS
    status: WorkStatus


class EcogContent(Ask):
    """Performance status 0 to 4, as a clinician judged it (5 is a death, decision 17)."""

    kind: Literal[EntryKind.ECOG] = EntryKind.ECOG
    grade: int = Field(ge=0, le=4)


class WeightContent(Ask):
    """Body weight in kg; the bounds are those of the questionnaire."""

    kind: Literal[EntryKind.WEIGHT] = EntryKind.WEIGHT
    kg: float = Field(ge=20, le=350)


class TemperatureContent(Ask):
    """Body temperature in degrees Celsius."""

    kind: Literal[EntryKind.TEMPERATURE] = EntryKind.TEMPERATURE
    celsius: float = Field(ge=30, le=45)


class NoteContent(Ask):
    """Words of the team; nobody reads them but the team."""

    kind: Literal[EntryKind.NOTE] = EntryKind.NOTE
    text: Annotated[str, AfterValidator(something_said)] = Field(
        min_length=1, max_length=LONGEST_NOTE
    )


EntryContent = Annotated[
    DiagnosisContent
    | EventContent
    | WorkStatusContent
    | EcogContent
    | WeightContent
    | TemperatureContent
    | NoteContent,
    Field(discriminator="kind"),
]


class EntryAsk(Ask):
    """A new fact: since or on which day, until when where it lasts, and what."""

    began_on: PartialDate
    ended_on: PartialDate | None = None
    content: EntryContent


class EntryChangeAsk(Ask):
    """The same fact as it should read; its kind stays. `reason` is kept with the version."""

    began_on: PartialDate
    ended_on: PartialDate | None = None
    content: EntryContent
    reason: str | None = Field(default=None, max_length=500)


class WithdrawAsk(Ask):
    """Says that a fact was wrong; it stays readable, struck through."""

    reason: Annotated[str, AfterValidator(something_said)] = Field(min_length=3, max_length=500)


class RecordEntry(Reply):
    """One fact as it stands. `content` None: what is sealed could not be opened."""

    id: UUID
    version: int
    kind: EntryKind
    began_on: PartialDate
    ended_on: PartialDate | None
    content: EntryContent | None
    source: EntrySource
    recorded_by: PersonLabel | None
    recorded_at: AwareDatetime
    changed_by: PersonLabel | None
    changed_at: AwareDatetime
    withdrawn_at: AwareDatetime | None
    withdrawn_because: str | None = None


class RecordVersion(Reply):
    """What one version of a fact said, who wrote it and why; newest first in a list.

    `by` None: not known, as of what was there before anybody changed it. `unreadable`: something of
    it could not be opened, and is not among the `fields`; without any, nothing could. The INS is
    among them only where that version was qualified.
    """

    version: int
    at: AwareDatetime
    by: PersonLabel | None
    reason: str | None
    withdrawn: bool
    fields: dict[str, str | int | float | bool | None]
    """All that could be changed, flat, under the names of its shape."""
    unreadable: bool = False


class RecordVersions(Reply):
    """Every version of one fact, newest first."""

    items: list[RecordVersion]


class TreatmentLineAsk(Ask):
    """A line of treatment: its name as the team writes it, its place among the lines, its days."""

    name: Label
    number: int | None = Field(default=None, ge=1, le=20)
    started_on: date
    ended_on: date | None = None


class TreatmentLineChangeAsk(TreatmentLineAsk):
    """The line as it should read."""

    reason: str | None = Field(default=None, max_length=500)


class TreatmentCycleAsk(Ask):
    """The start of a cycle; `note` is a change of dose in words (`-20 %`)."""

    number: int = Field(ge=1, le=200)
    started_on: date
    note: Label | None = None


class TreatmentCycleChangeAsk(TreatmentCycleAsk):
    """The cycle as it should read."""

    reason: str | None = Field(default=None, max_length=500)


class RecordedCycle(Reply):
    """One cycle of a line."""

    id: UUID
    version: int
    number: int
    started_on: date
    note: str | None
    withdrawn_at: AwareDatetime | None = None
    note_unreadable: bool = False
    """There is a note, which could not be opened."""


class RecordedLine(Reply):
    """One line of treatment with its cycles, oldest first; `name` None: could not be opened."""

    id: UUID
    version: int
    name: str | None
    number: int | None
    started_on: date
    ended_on: date | None
    cycles: list[RecordedCycle]
    withdrawn_at: AwareDatetime | None = None


class PatientRecord(Reply):
    """The whole record of a patient: facts newest first, lines oldest first."""

    entries: list[RecordEntry]
    lines: list[RecordedLine]
    version: int
    """That of the patient: identity and contact."""
