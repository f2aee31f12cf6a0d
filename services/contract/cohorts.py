"""Cohort exports: all patients of a unit in one file, which nobody gets alone (R-AZ-10, S-08).

Codes of refusals: `invalid_body` (422) with the reason `no_days`, `future`, `not_yours` for a unit
that is none of one's own, `nobody` for one without patients, `too_many` for more patients than the
service takes; `too_many_requests` (429); `step_up_needed` (403); `state_forbids` (409) for a file
that is not there yet or could not be made; `export_gone` (410) for one that was taken once or whose
time is over.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field

from services.contract.base import Ask, Reply
from services.contract.notices import Language
from services.contract.report_enums import ExportPurpose, ReportBlock
from services.contract.sessions import UnitLabel
from services.contract.texts import something_said

NOT_YOURS: Final = "not_yours"
NOBODY: Final = "nobody"
TOO_MANY: Final = "too_many"
BEGINS_WITHIN_H: Final = 24
"""What was approved and could not be begun by then is over."""


class CohortFormat(StrEnum):
    """What kind of files are in the zip."""

    CSV = "csv"
    NDJSON = "ndjson"
    """A file for each type of FHIR R4 resource."""


class CohortState(StrEnum):
    """Where a cohort export stands; all but the first four are for good, and without a file."""

    WAITING = "waiting"
    """For a second person."""
    QUEUED = "queued"
    MAKING = "making"
    READY = "ready"
    """Its file may be downloaded, once, until `expires_at`."""
    REFUSED = "refused"
    LAPSED = "lapsed"
    """Nobody decided it, or it could not be begun, within a day."""
    VOID = "void"
    """What it was about had changed when it was to be approved."""
    CANCELLED = "cancelled"
    """By who asked, or because their role, their unit or their account has ended."""
    FAILED = "failed"
    EXPIRED = "expired"
    TAKEN = "taken"


class CohortFailure(StrEnum):
    """Why there is no file."""

    STORAGE_FULL = "storage_full"
    TOO_LARGE = "too_large"
    NOBODY_LEFT = "nobody_left"
    """Not one of its patients could be put in."""
    PATIENT_ERASED = "patient_erased"
    """Somebody in it was erased while it lay there: nobody gets it any more."""
    PATIENT_CHANGED = "patient_changed"
    """Of somebody in it the identity is doubtful now, or not qualified any more and their INS is in
    it; or they are in another unit.
    """
    INTERRUPTED = "interrupted"
    """The service ended in the middle of it, more than once."""
    INTERNAL = "internal"


class CohortWaits(StrEnum):
    """Whom an export waits for."""

    SECOND_PERSON = "second_person"
    OWNER = "owner"
    """Who asked: to sign in, so that it is begun, or to take the file."""
    SERVICE = "service"


class NotIncluded(StrEnum):
    """Why a patient, or a part of what is known of them, is not in the file."""

    IDENTITY_DOUBTFUL = "identity_doubtful"
    IDENTITY_UNREADABLE = "identity_unreadable"
    OUT_OF_UNIT = "out_of_unit"
    """Followed by another unit since the export was asked for."""
    UNREADABLE = "unreadable"
    """It is sealed and cannot be opened."""
    FAILED = "failed"
    """The record could not be written in this format."""


CohortPurpose = Literal[ExportPurpose.CARE_CONTINUITY, ExportPurpose.END_OF_CONTRACT]
Words = Annotated[str, AfterValidator(something_said), Field(min_length=3, max_length=500)]


class CohortAsk(Ask):
    """All patients of a unit, about some days of the centre, first and last included."""

    unit_id: UUID
    format: CohortFormat
    purpose: CohortPurpose
    first: date
    last: date
    language: Language
    blocks: Annotated[list[ReportBlock], Field(min_length=1, max_length=len(ReportBlock))]
    words: Words


class CohortField(Reply):
    """A column of a table, or a type of resource; `identifies`: it says who somebody is.

    `french` and `english` say what it means; empty in what was asked before they were told.
    """

    file: str
    name: str
    identifies: bool
    french: str = ""
    english: str = ""


class CohortPayload(Reply):
    """What the second person sees, and decides: exactly what will be made, of how many patients."""

    kind: Literal["export_cohort"] = "export_cohort"
    export_id: UUID
    unit: UnitLabel
    format: CohortFormat
    purpose: ExportPurpose
    first: date
    last: date
    language: Language
    blocks: list[ReportBlock]
    patients: int
    fields: list[CohortField]
    words: str


class CohortExport(Reply):
    """One cohort export of one's own.

    `patients` were in the unit when it was asked for; `done` of them have been gone through, and
    `included` (once it was made) are in the file; the others are named in it. `size` (bytes) and
    `sha256` (of the file as it leaves, hexadecimal) are there once it was made, and stay.
    `refused_because`: the words of the second person who refused it.
    """

    id: UUID
    approval_id: UUID
    unit: UnitLabel
    format: CohortFormat
    purpose: ExportPurpose
    first: date
    last: date
    language: Language
    blocks: list[ReportBlock]
    state: CohortState
    waits_for: CohortWaits | None
    patients: int
    done: int
    included: int | None
    failure: CohortFailure | None
    refused_because: str | None
    asked_at: AwareDatetime
    approved_at: AwareDatetime | None
    made_at: AwareDatetime | None
    expires_at: AwareDatetime | None
    ended_at: AwareDatetime | None
    size: int | None
    sha256: str | None


class CohortPage(Reply):
    """A page of one's own cohort exports, newest first."""

    items: list[CohortExport]
    next_cursor: str | None
