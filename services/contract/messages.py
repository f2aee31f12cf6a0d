"""What is written to patients: the messages of one, and how they prefer to be written to."""

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime

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
