"""Closed sets of words of the quality of a centre's data (clinical.md S-45)."""

from enum import StrEnum


class QualityDimension(StrEnum):
    """What is asked of data; two are technical, two are of their meaning."""

    COMPLETENESS = "completeness"
    """What is expected is there."""
    FRESHNESS = "freshness"
    """It came soon, and lately."""
    EXACTNESS = "exactness"
    """Values in range, known codes, a qualified identity."""
    COHERENCE = "coherence"
    """What was said does not contradict itself."""


class QualityCheck(StrEnum):
    """One share that is watched; each has its definition (docs/statistics.md)."""

    ANSWERED = "answered"
    COMPLETE = "complete"
    RECORD = "record"
    PROMPT = "prompt"
    RECENT = "recent"
    READABLE = "readable"
    IDENTITY = "identity"
    COHERENT = "coherent"
    DATES = "dates"


class QualityCause(StrEnum):
    """Why something did not pass a check; the word of a cause belongs to one check."""

    NONE_ANSWERED = "none_answered"
    """A week without an answer, of somebody who answered none in its month."""
    SOME_ANSWERED = "some_answered"
    ITEM_UNANSWERED = "item_unanswered"
    ITEM_UNUSABLE = "item_unusable"
    """No grade could be made of what was answered."""
    UNGRADED = "ungraded"
    """Nothing of it could be graded."""
    NO_DIAGNOSIS = "no_diagnosis"
    """No main diagnosis with a code."""
    NO_CONTACT = "no_contact"
    NO_ONCOLOGIST = "no_oncologist"
    LATE_WEB = "late_web"
    LATE_PHONE = "late_phone"
    LATE_API = "late_api"
    PAUSED = "paused"
    NEVER = "never"
    OLD = "old"
    VALUE = "value"
    CODE = "code"
    UNCLEAR = "unclear"
    """Not understood, or the reason is no longer known."""
    PROVISIONAL = "provisional"
    RETRIEVED = "retrieved"
    VALIDATED = "validated"
    DOUBTFUL = "doubtful"
    CONTRADICTION = "contradiction"
    WEIGHT = "weight"
    TIME = "time"
    CORRECTION = "correction"
    LINE_ORDER = "line_order"
    CYCLE_OUTSIDE = "cycle_outside"
    ENTRY_ORDER = "entry_order"
