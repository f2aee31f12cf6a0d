"""Exports: what somebody asks for, where it stands, and what became of it (screens.md 3.8).

Codes of refusals: `invalid_body` (422) with the reason `not_offered` for a format that this release
does not make, `no_days` for a period that ends before it begins, `future` for one that begins after
today; `identity_doubtful` (409) where it is not certain who the patient is; `too_many_requests`
(429); `state_forbids` (409) for a file that is not there yet or could not be made; `export_gone`
(410) for one that was taken once or whose time is over.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Final
from uuid import UUID

from pydantic import AwareDatetime, Field

from services.contract.base import Ask, Reply
from services.contract.notices import Language
from services.contract.patients import PatientLabel
from services.contract.report_enums import ExportPurpose, ReportBlock

NOT_OFFERED: Final = "not_offered"
NO_DAYS: Final = "no_days"
FUTURE: Final = "future"


class ExportFormat(StrEnum):
    """What kind of file."""

    PDF = "pdf"
    CSV = "csv"
    FHIR = "fhir"
    CDA = "cda"


class ExportState(StrEnum):
    """Where an export stands; the last five are for good, and without a file."""

    QUEUED = "queued"
    MAKING = "making"
    READY = "ready"
    """Its file may be downloaded, once, until `expires_at`."""
    FAILED = "failed"
    CANCELLED = "cancelled"
    """By who asked, or because the session in which they asked ended, or their right did."""
    EXPIRED = "expired"
    TAKEN = "taken"
    """Downloaded."""


class ExportFailure(StrEnum):
    """Why there is no file."""

    STORAGE_FULL = "storage_full"
    TOO_LARGE = "too_large"
    IDENTITY_UNREADABLE = "identity_unreadable"
    """Who the patient is cannot be opened: nothing leaves without an identity."""
    INTERRUPTED = "interrupted"
    """The service ended in the middle of it, more than once."""
    INTERNAL = "internal"


class ExportAsk(Ask):
    """The report of one patient about some days of the centre, first and last included."""

    format: ExportFormat
    purpose: ExportPurpose
    first: date
    last: date
    language: Language
    blocks: Annotated[list[ReportBlock], Field(min_length=1, max_length=len(ReportBlock))]


class Export(Reply):
    """One export of one's own.

    `patient` None: their identity could not be opened. `progress` is in percent. `size` (bytes) and
    `sha256` (of the file as it leaves, hexadecimal) are there once it was made, and stay.
    """

    id: UUID
    patient_id: UUID
    patient: PatientLabel | None
    format: ExportFormat
    purpose: ExportPurpose
    first: date
    last: date
    language: Language
    blocks: list[ReportBlock]
    state: ExportState
    progress: int
    failure: ExportFailure | None
    asked_at: AwareDatetime
    made_at: AwareDatetime | None
    expires_at: AwareDatetime | None
    ended_at: AwareDatetime | None
    size: int | None
    sha256: str | None


class ExportPage(Reply):
    """A page of one's own exports, newest first, and the formats that may be asked for."""

    items: list[Export]
    next_cursor: str | None
    formats: list[ExportFormat]
