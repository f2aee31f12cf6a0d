"""Exports: what somebody asks for, where it stands, and what became of it (screens.md 3.8).

Codes of refusals: `invalid_body` (422) with the reason `not_offered` for a format or a destination
that this release does not serve, `identifying` for a purpose that allows no name, `no_days` for a
period that ends before it begins, `future` for one that begins after today or ends more than a year
after it, `too_early` for one that begins before `EARLIEST`; `identity_doubtful`
(409) where it is not certain who the patient is; `too_many_requests` (429); `state_forbids` (409)
for a file that is not there yet or could not be made; `export_gone` (410) for one that was taken
once or whose time is over.
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
TOO_EARLY: Final = "too_early"
IDENTIFYING: Final = "identifying"
EARLIEST: Final = date(1990, 1, 1)
"""Nobody was followed from home before."""


class ExportFormat(StrEnum):
    """What kind of file."""

    PDF = "pdf"
    CSV = "csv"
    """Tables in a zip, with their dictionary and their schema."""
    FHIR = "fhir"
    """An R4 document as JSON."""
    CDA = "cda"
    """R2 level 1, with the PDF inside."""
    XDM = "xdm"
    """The zip of secure health mail, with the CDA inside."""


class CsvDelimiter(StrEnum):
    """What stands between the cells of a table, and with it the sign before decimals."""

    SEMICOLON = ";"
    """With a decimal comma, as a spreadsheet in France reads numbers."""
    COMMA = ","
    """With a decimal point."""


class ExportDestination(StrEnum):
    """Where what is made goes."""

    FILE = "file"
    """To who asked, who takes it once."""
    RECORD = "record"
    """To the record of the hospital."""


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
    HANDED_OVER = "handed_over"
    """Made for the record: a delivery, which has its identifier, says what became of it."""


class ExportFailure(StrEnum):
    """Why there is no file."""

    STORAGE_FULL = "storage_full"
    TOO_LARGE = "too_large"
    IDENTITY_UNREADABLE = "identity_unreadable"
    """Who the patient is cannot be opened: nothing leaves without an identity."""
    IDENTITY_DOUBTFUL = "identity_doubtful"
    """It was put in doubt who the patient is, after it was asked for."""
    IDENTITY_CHANGED = "identity_changed"
    """The file holds an INS, and the identity is not qualified any more: ask for a new one."""
    INTERRUPTED = "interrupted"
    """The service ended in the middle of it, more than once."""
    RECORD_OFF = "record_off"
    """Delivery to the record was put off, or to another format, before it was made."""
    INTERNAL = "internal"


class ExportAsk(Ask):
    """The report of one patient about some days of the centre, first and last included.

    `delimiter` is that of tables; other formats have none. `preview`: no file, but what it would
    hold, in short.
    """

    format: ExportFormat
    purpose: ExportPurpose
    first: date
    last: date
    language: Language
    blocks: Annotated[list[ReportBlock], Field(min_length=1, max_length=len(ReportBlock))]
    delimiter: CsvDelimiter = CsvDelimiter.SEMICOLON
    destination: ExportDestination = ExportDestination.FILE
    preview: bool = False


class Export(Reply):
    """One export of one's own.

    `delimiter` is there for tables alone. `patient` None: their identity could not be opened.
    `progress` is in percent. `size` (bytes) and `sha256` (of the file as it leaves, hexadecimal)
    are there once it was made, and stay.
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
    delimiter: CsvDelimiter | None
    destination: ExportDestination
    preview: bool
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
    """A page of one's own exports, newest first, and what may be asked for.

    `record_format` is the one format that the record takes; None: nothing is delivered to it.
    """

    items: list[Export]
    next_cursor: str | None
    formats: list[ExportFormat]
    destinations: list[ExportDestination]
    record_format: ExportFormat | None = None
