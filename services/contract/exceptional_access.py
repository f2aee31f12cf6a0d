"""Opening a record outside one's units, for an hour and with a reason (R-AZ-09)."""

from datetime import date
from typing import Final
from uuid import UUID

from pydantic import AwareDatetime, Field

from services.contract.base import Ask, Reply
from services.contract.enums import AccessReason
from services.contract.patients import PatientLabel

SHORTEST_REASON: Final = 15
MINUTES: Final = 60


class ExceptionalAccessAsk(Ask):
    """Who is to be opened, by an exact identity, and why.

    One of: `ins`; `record_number`; or `family_name` with `given_name` and `birth_date`.
    """

    ins: str | None = Field(default=None, max_length=30)
    record_number: str | None = Field(default=None, max_length=40)
    family_name: str | None = Field(default=None, max_length=80)
    given_name: str | None = Field(default=None, max_length=80)
    birth_date: date | None = None
    reason: AccessReason
    text: str = Field(min_length=SHORTEST_REASON, max_length=500)


class ExceptionalAccessEndAsk(Ask):
    """Ends it before its time; there is nothing to say."""


class ExceptionalAccess(Reply):
    """A record that is open to the reader until a time."""

    id: UUID
    patient: PatientLabel
    reason: AccessReason
    since: AwareDatetime
    until: AwareDatetime
    ended_at: AwareDatetime | None
