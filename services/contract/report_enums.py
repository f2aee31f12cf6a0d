"""Closed sets of words of a report that leaves the product (screens.md 3.8)."""

from enum import StrEnum


class ExportPurpose(StrEnum):
    """Why something leaves the product: required, and written on each page (R-EXP-03)."""

    HOSPITAL_RECORD = "hospital_record"
    """For the record of the hospital, where the care goes on."""
    CARE_CONTINUITY = "care_continuity"
    """For somebody else who treats the patient."""
    END_OF_FOLLOW_UP = "end_of_follow_up"
    """For the prescriber and the patient, when the follow-up ends."""
    PATIENT_ACCESS = "patient_access"
    """The patient asked for their data."""
    END_OF_CONTRACT = "end_of_contract"
    """The centre takes its data with it."""


class ReportBlock(StrEnum):
    """The three blocks of a report, and no other (S-07), in their order."""

    SURVEYS = "surveys"
    ACTIONS = "actions"
    COMMENTS = "comments"


class CommentOrigin(StrEnum):
    """Where words in a report were written."""

    SURVEY = "survey"
    """By the patient, in a questionnaire."""
    ALERT = "alert"
    """By the team, with an act on an alert."""
    RECORD = "record"
    """By the team, as a note of the record."""
