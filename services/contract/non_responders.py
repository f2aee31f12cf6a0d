"""Who has fallen silent, and what is known that makes a silence worrying (screens.md 3.6)."""

from enum import StrEnum
from uuid import UUID

from pydantic import AwareDatetime, Field

from services.contract.base import Ask, Reply
from services.contract.enums import AlertKind, AlertLevel
from services.contract.patients import PatientLabel
from services.contract.schedule import MOST_REMINDED_AT_ONCE, ReminderOutcome
from services.contract.week_enums import MessageChannel, MessageKind, MessageState


class Silence(StrEnum):
    """Which of those who do not answer a list shows."""

    ONE_OR_MORE = "one_or_more"
    TWO_OR_MORE = "two_or_more"
    NEVER_ACTIVATED = "never_activated"


class NextStep(StrEnum):
    """What is suggested, by the first of these rules that holds.

    `check_address`: no channel works, so no message arrives. `invite_again`: the pages were never
    opened. `call`: two questionnaires or more, or anything worrying. `remind`: nothing left within
    the last day. `wait`: a reminder is on its way.
    """

    CHECK_ADDRESS = "check_address"
    INVITE_AGAIN = "invite_again"
    CALL = "call"
    REMIND = "remind"
    WAIT = "wait"


class Reminder(Reply):
    """One message that asked for an answer."""

    kind: MessageKind
    channel: MessageChannel
    at: AwareDatetime
    state: MessageState


class ChannelSeen(Reply):
    """A channel to a patient: whether there is an address, and how the last message to it fared.

    `state` and `at` None: nothing was sent to the address that stands. `bounced`: it is wrong.
    """

    channel: MessageChannel
    has_address: bool
    state: MessageState | None
    bounced: bool
    at: AwareDatetime | None


class Worries(Reply):
    """What makes a silence worrying; `count` of them decides the order.

    `cycle_day` counts as one up to the 14th, `last_grade` from 2 on, an open clinical alert always.
    Whether somebody lives alone is not recorded.
    """

    cycle_day: int | None
    last_grade: int | None
    alert_level: AlertLevel | None
    alert_kind: AlertKind | None
    count: int


class NonResponder(Reply):
    """One patient who does not answer.

    `days` counts from the last answer, or from the first questionnaire without one; of somebody who
    never opened the pages, from the enrolment. `missed` are questionnaires in a row: those of weeks
    gone by, and the open one three days after the patient was told of it. `next_reminder_at` is
    when the next reminder leaves by itself.
    """

    patient: PatientLabel
    unit_id: UUID
    answered_at: AwareDatetime | None
    days: int
    missed: int
    never_activated: bool
    reminders: list[Reminder]
    next_reminder_at: AwareDatetime | None
    channels: list[ChannelSeen]
    worries: Worries
    next_step: NextStep
    silence_alert_id: UUID | None
    identity_unreadable: bool = False


class NonResponderCounts(Reply):
    """How many there are under each filter, of the unit that is shown."""

    one_or_more: int
    two_or_more: int
    never_activated: int


class NonResponderPage(Reply):
    """A page: most questionnaires first, then most worries, then most days."""

    items: list[NonResponder]
    counts: NonResponderCounts
    next_cursor: str | None
    as_of: AwareDatetime


class RemindAsk(Ask):
    """Whom to remind now."""

    patient_ids: list[UUID] = Field(min_length=1, max_length=MOST_REMINDED_AT_ONCE)


class Reminded(Reply):
    """What was done about one patient, or why nothing was."""

    patient_id: UUID
    outcome: ReminderOutcome
    message_id: UUID | None


class RemindedAll(Reply):
    """The same of all who were asked for, in their order."""

    items: list[Reminded]
