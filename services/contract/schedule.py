"""The weekly questionnaires of a patient: their plan, its pauses, each week as it went (S-04).

What a plan must be (422 with the field and one of these reasons): `unknown` questionnaire,
`required` or `unexpected` cycle day, `out_of_range`, `before_beginning`, `too_far` (a prescription
holds a year), `in_the_past` for a pause that would be over already.
"""

from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from pydantic import AwareDatetime, Field

from services.contract.base import Ask, Reply
from services.contract.enums import Monitoring
from services.contract.people import PersonLabel
from services.contract.week_enums import PauseReason, Rhythm, SurveyState

MOST_REMINDED_AT_ONCE: Final = 50
LONGEST_CYCLE_DAYS: Final = 42
LONGEST_PRESCRIPTION_DAYS: Final = 366
"""A prescription of telemonitoring holds for a year (S-02), a leap year's too."""
EARLIEST_MINUTE: Final = 6 * 60
LATEST_MINUTE: Final = 22 * 60
"""Nobody's telephone rings at night."""


class SurveyPlanAsk(Ask):
    """When a patient is to be asked: by weekday (1 is Monday), or by day of the treatment cycle.

    With the rhythm `cycle` the `weekday` stands in until there is a cycle. `opens_at_minute` counts
    from local midnight; `ends_on` is the last day of the prescription.
    """

    questionnaire: str = Field(min_length=1, max_length=64)
    rhythm: Rhythm
    weekday: int = Field(ge=1, le=7)
    cycle_day: int | None = Field(default=None, ge=1, le=LONGEST_CYCLE_DAYS)
    opens_at_minute: int = Field(ge=EARLIEST_MINUTE, le=LATEST_MINUTE)
    starts_on: date
    ends_on: date


class SurveyPlan(Reply):
    """A plan as it stands. `ending_alert_id` is the notice that its end comes near."""

    questionnaire: str
    rhythm: Rhythm
    weekday: int
    cycle_day: int | None
    opens_at_minute: int
    starts_on: date
    ends_on: date
    changed_by: PersonLabel | None
    changed_at: AwareDatetime
    ending_alert_id: UUID | None


class PatientPlan(Reply):
    """The plan of a patient, None (version 0) before the first; and whether anything is asked.

    Somebody is asked while `monitoring` is active and `has_consent`; `next_opening` is the next day
    of it as far as it is known today.
    """

    plan: SurveyPlan | None
    version: int
    monitoring: Monitoring
    has_consent: bool
    next_opening: date | None


class PauseAsk(Ask):
    """From which day a patient is not asked, and to which; None while nobody knows."""

    reason: PauseReason
    from_on: date
    until_on: date | None = None


class PauseEndAsk(Ask):
    """Ends a pause now: the version in `If-Match` says which was seen."""


class Pause(Reply):
    """A pause; `ended_by` None with `ended_at`: it came to its end by itself."""

    id: UUID
    reason: PauseReason
    from_on: date
    until_on: date | None
    made_by: PersonLabel | None
    made_at: AwareDatetime
    ended_by: PersonLabel | None
    ended_at: AwareDatetime | None
    runs: bool
    version: int


class Pauses(Reply):
    """All pauses of a patient, the latest first."""

    items: list[Pause]


class SendNowAsk(Ask):
    """Reminds of the open week, or opens the week of today early where none is open."""


class SurveyWeek(Reply):
    """One week of a patient.

    `is_answered` is read from the answers, before the state is settled. `late`: it was opened later
    than planned, because the service was away. `planned_reminders` are the instants of those still
    to come, `silent_at` when an alert follows; both None or empty once they are over.
    """

    id: UUID
    week: date
    opens_on: date
    opens_at: AwareDatetime
    closes_at: AwareDatetime
    issued_at: AwareDatetime
    late: bool
    questionnaire: str
    questionnaire_version: str
    state: SurveyState
    is_answered: bool
    answer_id: UUID | None
    answered_at: AwareDatetime | None
    reminders: int
    last_reminder_at: AwareDatetime | None
    planned_reminders: list[AwareDatetime]
    silent_at: AwareDatetime | None
    silence_alert_id: UUID | None


class PlannedWeek(Reply):
    """A week that is still to come."""

    week: date
    opens_on: date
    opens_at: AwareDatetime


class SurveyWeekPage(Reply):
    """A page of the weeks of a patient, the latest first; `planned` comes with the first page."""

    items: list[SurveyWeek]
    planned: list[PlannedWeek]
    next_cursor: str | None


class ReminderOutcome(StrEnum):
    """What became of a reminder that somebody asked for."""

    SENT = "sent"
    OPENED = "opened"
    """No week was open: that of today was opened early, and the patient told of it."""
    ANSWERED = "answered"
    """There is nothing to remind of."""
    TOO_SOON = "too_soon"
    """One left within the last day."""
    NOTHING_OPEN = "nothing_open"
    NOT_FOLLOWED = "not_followed"
    """Paused, ended, never activated, or without a consent."""
    UNREADABLE = "unreadable"
    """Nothing can be written to somebody whose key is missing."""


class SentNow(Reply):
    """What was done; the message it became, None where none was written."""

    outcome: ReminderOutcome
    message_id: UUID | None


class NextQuestionnaire(Reply):
    """How many patients are asked on a day, the first of them at an instant."""

    on: date
    first_at: AwareDatetime
    patients: int


class NextQuestionnaires(Reply):
    """How many patients of the reader's units are asked next, by day, within a week."""

    items: list[NextQuestionnaire]
    as_of: AwareDatetime
