"""Closed sets of words of the end of a follow-up, and of what brings a patient back."""

from enum import StrEnum


class ArchiveReason(StrEnum):
    """Why a follow-up ended (screens.md 3.5)."""

    PATHWAY_FINISHED = "pathway_finished"
    CLINICIAN_DECISION = "clinician_decision"
    PATIENT_REQUEST = "patient_request"
    """The consent is taken back: it is recorded in the same act."""
    TRANSFER = "transfer"
    INCLUSION_ERROR = "inclusion_error"
    DEATH = "death"
    """Nobody is written to, and nobody is left to be told."""


class InformedHow(StrEnum):
    """How a patient learned that nobody reads their answers any more, without a message."""

    IN_PERSON = "in_person"
    BY_PHONE = "by_phone"
    BY_LETTER = "by_letter"
    ON_PAGES = "on_pages"
    """They ended it themselves, on their own pages."""


class FollowUpStep(StrEnum):
    """What happened to a follow-up, as one line of a patient's timeline."""

    ENDED = "ended"
    TOLD = "told"
    """Somebody told the patient that it ended; a message is a line of its own."""
    RESUMED = "resumed"


class RestoreReason(StrEnum):
    """Why an archived patient is followed again."""

    RELAPSE = "relapse"
    ERROR = "error"


class CareReportState(StrEnum):
    """Where the report at the end of care stands."""

    DUE = "due"
    MADE = "made"
    BLOCKED = "blocked"
    """It waits until somebody has settled what its fault says."""
    FAILED = "failed"
    """It could not be made, several times: an export is asked for by hand instead."""
    WITHDRAWN = "withdrawn"
    """The follow-up goes on: there is no end to report."""


class CareReportFault(StrEnum):
    """Why there is no report at the end of care."""

    IDENTITY_DOUBTFUL = "identity_doubtful"
    IDENTITY_UNREADABLE = "identity_unreadable"
    NO_AUTHOR = "no_author"
    """The patient ended it themselves, and has no oncologist whose report it would be."""
    TOO_LARGE = "too_large"
    STORAGE_FULL = "storage_full"
    INTERNAL = "internal"


class CareReportWay(StrEnum):
    """What was done of the report at the end of care for the record of the prescriber."""

    QUEUED = "queued"
    """It is a delivery, which has the identifier of the archive and says what became of it."""
    OFF = "off"
    """Delivery was off in the centre: nothing leaves by itself."""
