"""What is written to patients: the messages of one, their preference, the words of a centre."""

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from services.contract.base import Ask, Reply
from services.contract.people import PersonLabel
from services.contract.week_enums import MessageChannel, MessageKind, MessageState


class PatientMessage(Reply):
    """One message on one channel; what it says beyond its kind, and where it went, is not shown.

    `fault` is a coded word: why it did not arrive, or why it waits for another try. `fallback_of`
    is the message of another channel whose place it takes. `can_resend`: somebody may send it
    again.
    """

    id: UUID
    kind: MessageKind
    channel: MessageChannel
    language: str
    state: MessageState
    fault: str | None
    created_at: AwareDatetime
    effective_at: AwareDatetime
    expires_at: AwareDatetime
    sent_at: AwareDatetime | None
    settled_at: AwareDatetime | None
    attempts: int
    fallback_of: UUID | None
    can_resend: bool


class MessageMark(Reply):
    """A message as a line of the timeline has it; `fault` as in `PatientMessage`."""

    kind: MessageKind
    channel: MessageChannel
    state: MessageState
    fault: str | None


class MessagePage(Reply):
    """The newest messages first."""

    items: list[PatientMessage]
    next_cursor: str | None


class ChannelState(Reply):
    """Whether there is an address for a channel, and what became of the last message to it."""

    channel: MessageChannel
    has_address: bool
    state: MessageState | None
    fault: str | None
    at: AwareDatetime | None


class MessagePreference(Reply):
    """How a patient prefers to be written to; `version` 0: nobody has asked them so far.

    `changed_by` None: the patient, on their own pages.
    """

    language: str
    channel: MessageChannel
    version: int
    changed_by: PersonLabel | None
    changed_at: AwareDatetime | None
    channels: list[ChannelState]


class MessagePreferenceAsk(Ask):
    """In which language a patient is written to, and on which channel first."""

    language: Literal["fr", "en"]
    channel: MessageChannel


class ResendAsk(Ask):
    """Nothing: the message itself says what is sent again."""


class UnitPhone(Reply):
    """What the patients of a unit call; None: that of the centre."""

    unit_id: UUID
    name: str
    phone: str | None
    version: int


class MessageSettings(Reply):
    """In whose name a centre writes to its patients.

    `shown_names` are what messages call it, by language: the public name, else the name of the
    centre, else neutral words when either would tell of health or is too long.
    """

    public_name: str | None
    phone: str | None
    shown_names: dict[str, str]
    pages_address: str
    version: int
    units: list[UnitPhone]


class MessageSettingsAsk(Ask):
    """What messages call the centre, and what its patients call; None: nothing of its own."""

    public_name: str | None = Field(min_length=1, max_length=22)
    phone: str | None = Field(min_length=1, max_length=20)


class UnitPhoneAsk(Ask):
    """What the patients of a unit call; None: that of the centre."""

    phone: str | None = Field(min_length=1, max_length=20)
