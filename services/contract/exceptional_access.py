"""Opening a record outside one's units, for an hour and with a reason (R-AZ-09)."""

from datetime import date
from typing import Annotated, Final, Self
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field, model_validator

from services.contract.base import Ask, Reply
from services.contract.enums import AccessReason, Role
from services.contract.patients import PatientLabel
from services.contract.people import PersonLabel
from services.contract.texts import says_something, seen

SHORTEST_REASON: Final = 15
MINUTES: Final = 60


def _justified(text: str) -> str:
    """The words of a reason as they are read; what nobody sees counts for nothing."""
    words = seen(text)
    if len(words) < SHORTEST_REASON or not says_something(words):
        raise ValueError("says too little")
    return words


class ExceptionalAccessAsk(Ask):
    """Who is to be opened, by an exact identity, and why.

    One of: `ins`; `record_number`; or `family_name` with `given_name` and `birth_date`.
    """

    ins: str | None = Field(default=None, min_length=1, max_length=30)
    record_number: str | None = Field(default=None, min_length=1, max_length=40)
    family_name: str | None = Field(default=None, min_length=1, max_length=80)
    given_name: str | None = Field(default=None, min_length=1, max_length=80)
    birth_date: date | None = None
    reason: AccessReason
    text: Annotated[str, AfterValidator(_justified)] = Field(
        min_length=SHORTEST_REASON, max_length=500
    )

    @model_validator(mode="after")
    def _is_one_identity(self) -> Self:
        traits = (self.family_name, self.given_name, self.birth_date)
        given = [self.ins is not None, self.record_number is not None, traits != (None,) * 3]
        if given.count(True) != 1 or (given[2] and None in traits):
            raise ValueError("needs one exact identity")
        return self


class ExceptionalAccessEndAsk(Ask):
    """Ends it before its time; there is nothing to say."""


class ExceptionalAccess(Reply):
    """A record that is open to the reader until a time.

    When `identity_unreadable`, `patient` holds its identifier and nothing else that is true.
    """

    id: UUID
    patient: PatientLabel
    reason: AccessReason
    since: AwareDatetime
    until: AwareDatetime
    ended_at: AwareDatetime | None
    identity_unreadable: bool = False


class ExceptionalAccesses(Reply):
    """What this session has open, the oldest first."""

    items: list[ExceptionalAccess]


class ExceptionalAccessEnded(Reply):
    """An access that is over."""

    id: UUID
    ended_at: AwareDatetime


class ExceptionalAccessEntry(Reply):
    """What the privacy officer reads of an access: who, when and why in one word; no name of a
    patient, no words of the reason.
    """

    id: UUID
    by: PersonLabel
    role: Role
    patient_id: UUID
    reason: AccessReason
    since: AwareDatetime
    until: AwareDatetime
    ended_at: AwareDatetime | None


class ExceptionalAccessPage(Reply):
    """Accesses of the centre, the newest first."""

    items: list[ExceptionalAccessEntry]
    next_cursor: str | None
