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
