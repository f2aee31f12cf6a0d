"""Patients as a list, and found again by what is typed (screens.md 1.9, 3.4)."""

from uuid import UUID

from pydantic import AwareDatetime, Field

from services.contract.base import Ask, Reply
from services.contract.enums import (
    AlertKind,
    AlertLevel,
    IdentityStatus,
    Monitoring,
    SearchedBy,
)
from services.contract.filters import TreatmentChoice
from services.contract.patients import PatientLabel, Treatment
from services.contract.people import PersonLabel


class PatientRow(Reply):
    """One patient of the list.

    `level` and `kind` are of the highest open alert, None without one. `answered_at` is when the
    last survey was written, None before the first. `has_homonym`: somebody else of the reader's
    units has the same or a sounding-alike name. `identity_unreadable`: what is sealed could not be
    opened, the label holds nothing true; `treatment_unreadable`: there is one, and None is shown.
    """

    patient: PatientLabel
    birth_name: str | None
    unit_id: UUID
    identity_status: IdentityStatus
    monitoring: Monitoring
    treatment: Treatment | None
    answered_at: AwareDatetime | None
    level: AlertLevel | None
    kind: AlertKind | None
    open_count: int
    oncologist: str | None
    oncologist_id: UUID | None
    has_homonym: bool = False
    identity_unreadable: bool = False
    treatment_unreadable: bool = False


class PatientCounts(Reply):
    """How many patients the reader's units have by state of monitoring, whatever the filter."""

    active: int
    pending: int
    paused: int
    ended: int


class PatientPage(Reply):
    """A page of the list and the cursor of the next; `matching` counts what the filter leaves.

    `sorted_by_name` False: a unit has more patients than names are opened for (decision 20), so
    that nothing but the age of the record decides where the name would.
    """

    items: list[PatientRow]
    next_cursor: str | None
    matching: int
    counts: PatientCounts
    as_of: AwareDatetime
    sorted_by_name: bool = True


class PatientFilters(Reply):
    """What the list can be filtered by now, beside state and unit."""

    treatments: list[TreatmentChoice]
    oncologists: list[PersonLabel]


class PatientSearchAsk(Ask):
    """What somebody typed; it travels in a body because an address may be kept by a proxy."""

    text: str = Field(min_length=1, max_length=80)


class PatientHit(Reply):
    """One patient who was found. `homonyms` counts those of the same or a sounding-alike name
    among the reader's patients, this one included: 1 is nobody else.
    """

    patient: PatientLabel
    birth_name: str | None
    civility: str | None
    unit_id: UUID
    identity_status: IdentityStatus
    monitoring: Monitoring
    homonyms: int
    sounds_alike: bool = False
    """Found by its sound alone: what was typed is not how it is written."""
    identity_unreadable: bool = False
    """What is sealed could not be opened: the label holds nothing true."""


class PatientHits(Reply):
    """What a search found, best first, and how the text was understood.

    `understood` None: too short to search (three characters, or a full date). `more`: there are
    more than are given.
    """

    items: list[PatientHit]
    understood: SearchedBy | None
    more: bool
