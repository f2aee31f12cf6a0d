"""What a centre shows for the billing of telemonitoring, month by month of each follow-up.

A month is counted from the day on which the follow-up began, and not by the calendar (clinical.md
4.5). All days are civil dates where the centre stands, and all is as it is known `as_of`: an answer
that is taken back later, or received later, changes what stands here. Where what is stored does not
tell, it says so, and there is no number in its place.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Final
from uuid import UUID

from pydantic import AwareDatetime, Field, StringConstraints

from services.contract.base import Reply
from services.contract.patients import PatientLabel

CHECKED_MONTHS: Final = (1, 2)
"""The months of a follow-up after which the data that came are looked at (ameli.fr)."""
PRESCRIPTION_SOON_DAYS: Final = 30
"""So many days before its last one a prescription is about to end (clinical.md 4.5)."""
FIRST_MONTH: Final = "2000-01"
LAST_MONTH: Final = "2099-12"

CalendarMonth = Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$")]


class BillingCheck(StrEnum):
    """Whether more than half of what was asked in a month came back."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_YET = "not_yet"
    """The month is not over, or something that was asked in it can still be answered."""
    NOT_ASKED = "not_asked"
    """Only the first two months of a follow-up are checked."""
    UNTOLD = "untold"
    """What is stored does not tell."""


class BillingUntold(StrEnum):
    """Why it cannot be told."""

    NOTHING_SENT = "nothing_sent"
    """Nothing was asked, for instance in a pause."""
    CUT_SHORT = "cut_short"
    """The follow-up ended before the month did."""
    SERVICE_AWAY = "service_away"
    """Questionnaires were not offered because the service was off, and they would decide it."""


class PrescriptionState(StrEnum):
    """Where the prescription of somebody who is followed stands today."""

    RUNS = "runs"
    ENDS_SOON = "ends_soon"
    OVER = "over"
    NONE = "none"
    """No plan, and so no end, is stored."""


class BillingMonth(Reply):
    """One month of a follow-up; `number` 1 is the first.

    `first` and `last` are its whole days, also where the follow-up ended within it. Questionnaires
    count on the day on which they open, or on that of the beginning where it came later: `sent` is
    the sum of `received` (written in their week, and here within three days), `received_late`,
    `unanswered` and `awaited`. `cancelled` ones (pause, end) and those `not_offered` (the service
    was off for all of their week) are not among them, nor is anything that an import brought.
    """

    number: Annotated[int, Field(ge=1)]
    first: date
    last: date
    is_over: bool
    sent: int
    received: int
    received_late: int
    unanswered: int
    awaited: int
    cancelled: int
    not_offered: int
    check: BillingCheck
    untold_because: BillingUntold | None


class BillingFollowUp(Reply):
    """One follow-up, its months oldest first.

    `began_on` is None where the beginning is not kept; then there are no months. Of one that runs
    `ended_on` is None.
    """

    began_on: date | None
    ended_on: date | None
    months: list[BillingMonth]


class PatientBilling(Reply):
    """The evidence of one patient, the latest follow-up first.

    `prescription` is None for somebody who is not followed now; of earlier prescriptions nothing is
    kept. `identity_unreadable`: of the patient only the identifier is true.
    """

    patient: PatientLabel
    identity_unreadable: bool
    unit_id: UUID
    prescription: PrescriptionState | None
    prescription_ends_on: date | None
    follow_ups: list[BillingFollowUp]
    today: date
    as_of: AwareDatetime


class BillingRow(Reply):
    """A month of a follow-up beside whom it is of; the words are those of `PatientBilling`."""

    patient: PatientLabel
    identity_unreadable: bool
    unit_id: UUID
    prescription: PrescriptionState | None
    prescription_ends_on: date | None
    began_on: date
    ended_on: date | None
    month: BillingMonth


class BillingCounts(Reply):
    """How many months there are of each `BillingCheck`, whichever of them are shown."""

    met: int
    not_met: int
    not_yet: int
    not_asked: int
    untold: int


class BillingUnit(Reply):
    """A unit by which the list can be narrowed."""

    id: UUID
    name: str


class BillingPage(Reply):
    """The months of follow-ups whose last day lies in a calendar month, by that day.

    Each follow-up has one of them at most. `without_beginning` is of how many earlier follow-ups,
    ended in this month or later, the beginning is not kept: none of their months are here.
    """

    month: CalendarMonth
    today: date
    as_of: AwareDatetime
    items: list[BillingRow]
    counts: BillingCounts
    without_beginning: int
    units: list[BillingUnit]
    next_cursor: str | None
