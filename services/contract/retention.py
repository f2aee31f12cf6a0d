"""How long the data of a patient are kept: the state, its borders, what stops it (decision 30).

All days are civil dates where the centre stands. Codes of refusals: `state_forbids` (409) for a
hold that has ended.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field

from services.contract.base import Ask, Reply
from services.contract.patients import PatientLabel
from services.contract.people import PersonLabel
from services.contract.texts import something_said

_Words = Annotated[str, AfterValidator(something_said)]


class RetentionState(StrEnum):
    """What has become of the account and the data of a patient with time."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    """Six months without use; whoever comes back is active again."""
    ARCHIVED = "archived"
    """Kept for the law; active again when the patient asks for it or is followed again."""
    ERASED = "erased"


class RetentionStep(StrEnum):
    """What is announced thirty days before it is done."""

    ARCHIVE = "archive"
    ERASE = "erase"


class AnnouncementEnd(StrEnum):
    """Why an announcement stands no longer."""

    DONE = "done"
    KEPT = "kept"
    """The patient asked for the account to be kept."""
    USED = "used"
    """The account was used, or the patient is followed again."""
    HELD = "held"
    TOO_EARLY = "too_early"
    """It was made by a clock that ran ahead."""


class HoldReason(StrEnum):
    """Why data may be neither archived nor erased (S-31).

    `limitation` is that of the processing (GDPR, article 18; S-56): while it stands at the closing
    of a month, the patient is in no statistics of it. It limits nothing else.
    """

    LITIGATION = "litigation"
    VIGILANCE = "vigilance"
    OPEN_REQUEST = "open_request"
    LIMITATION = "limitation"
    OTHER = "other"


class ErasureOutcome(StrEnum):
    """What an erasure leaves to research: nothing, or copies that lead to nobody any more."""

    ERASED = "erased"
    ANONYMISED = "anonymised"


class HoldAsk(Ask):
    """Stops archiving and erasure of one patient until somebody ends it."""

    reason: HoldReason
    words: _Words = Field(min_length=3, max_length=500)


class HoldEndAsk(Ask):
    """Lets the clock run again; `If-Match` is the version of the hold."""


class Hold(Reply):
    """A hold with who and why; `words` None: what was written could not be opened."""

    id: UUID
    patient_id: UUID
    reason: HoldReason
    words: str | None
    placed_by: PersonLabel | None
    placed_at: AwareDatetime
    ended_by: PersonLabel | None
    ended_at: AwareDatetime | None
    version: int


class Announcement(Reply):
    """What the patient and the team were told would be done on a day.

    `days_stood` of thirty days have been seen to pass since; it is done on none before.
    """

    id: UUID
    step: RetentionStep
    due_on: date
    announced_at: AwareDatetime
    days_stood: int
    ended: AnnouncementEnd | None
    ended_at: AwareDatetime | None


class PatientRetention(Reply):
    """The bar of one patient. Without use until then, the state changes on each of the days.

    The days are None while somebody `is_followed`: the team uses the data. `last_survey_on` is that
    of the last completed questionnaire, from which the ten years count. `kept_at` is when the
    patient last asked for the account to be kept. `waits_for_alerts`: nothing is archived or erased
    while an alert is open.
    """

    patient_id: UUID
    state: RetentionState
    is_followed: bool
    last_use_on: date
    last_survey_on: date | None
    inactive_on: date | None
    archive_on: date | None
    erase_on: date | None
    archived_on: date | None
    kept_at: AwareDatetime | None
    waits_for_alerts: bool
    announcements: list[Announcement]
    holds: list[Hold]


class RetentionMonth(Reply):
    """How many patients one month brings; for a manager None where there are one to ten."""

    month: date
    to_announce: int | None
    to_archive: int | None
    to_erase: int | None


class HoldMark(Reply):
    """That a hold stands: who and why, in one word."""

    id: UUID
    reason: HoldReason
    placed_by: PersonLabel | None
    placed_at: AwareDatetime


class RetentionRow(Reply):
    """A patient of a list. `patient` None: the reader sees identifiers alone, or the identity
    cannot be opened (`identity_unreadable`). `due_on` is the day in question, `announced_at` when
    it was announced.
    """

    patient_id: UUID
    patient: PatientLabel | None
    identity_unreadable: bool
    state: RetentionState
    due_on: date
    archive_on: date | None
    archived_on: date | None
    erase_on: date
    last_use_on: date
    last_survey_on: date | None
    announced_at: AwareDatetime | None
    holds: list[HoldMark]


class RetentionList(Reply):
    """One list of a month, the earliest day first."""

    items: list[RetentionRow]
    next_cursor: str | None


class RetentionCalendar(Reply):
    """Twelve months from `month` on, and who is concerned in the first of them.

    As the last daily pass left it at `as_of` (None: there was none yet). What is overdue, because
    it waits for its thirty days, for a hold or for an alert, stands in the month of today. The
    lists are None for whoever sees counts alone, and all but one when a cursor was given.
    """

    as_of: AwareDatetime | None
    today: date
    months: list[RetentionMonth]
    held: int | None
    to_announce: RetentionList | None
    to_archive: RetentionList | None
    to_erase: RetentionList | None
