"""What an administrator asks for about the people of a centre, and what they are shown again.

Codes of refusals beside those of `contract/accounts.py`: `invalid_body` (422) with `taken` for a
user name, a mail address or an RPPS number of somebody else; `person_not_eligible` (409) where the
account works in another centre as well, so that its owner alone changes who they are.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field

from services.contract.accounts import AccountRow, IdentityCheck, PersonShown, Profession
from services.contract.base import Ask, Reply
from services.contract.enums import Role
from services.contract.sessions import UnitLabel
from services.contract.texts import one_line, something_said

INVITATION_DAYS: Final = 7
"""How long an invitation stands; it may be sent again."""
MOST_UNITS: Final = 50
MOST_IMPORTED: Final = 500
LONGEST_IMPORT: Final = 400_000
"""Characters of an imported file."""
LONGEST_LINE: Final = 120
Words = Annotated[str, AfterValidator(something_said), Field(min_length=3, max_length=500)]
Line = Annotated[str, AfterValidator(one_line), Field(min_length=1, max_length=LONGEST_LINE)]


class PersonAsked(Ask):
    """Who an account belongs to. `rpps`: the eleven digits of the national directory."""

    name: Line
    username: Line
    email: Line
    title: Line | None = None
    phone: Line | None = None
    rpps: Line | None = None
    profession: Profession | None = None
    specialty: Line | None = None


class RoleAsked(Ask):
    """A role in this centre; `ends_on` is the last day it holds."""

    role: Role
    unit_ids: list[UUID] = Field(default_factory=list, max_length=MOST_UNITS)
    ends_on: date | None = Field(default=None, strict=False)


class InviteAsk(Ask):
    """A new account, or a first role here for somebody who is known by the same user name and mail
    address in another centre.
    """

    person: PersonAsked
    role: RoleAsked
    words: Words


class GrantRoleAsk(Ask):
    """A further role of an account; `If-Match` is the version of the account."""

    role: RoleAsked
    words: Words


class ChangeRoleAsk(Ask):
    """Other units, or another last day, of a role that stands; what is named replaces all."""

    unit_ids: list[UUID] = Field(max_length=MOST_UNITS)
    ends_on: date | None = Field(default=None, strict=False)
    words: Words


class ChangePersonAsk(Ask):
    """Who an account belongs to, as it is to be; the user name stays."""

    name: Line
    email: Line
    title: Line | None = None
    phone: Line | None = None
    rpps: Line | None = None
    profession: Profession | None = None
    specialty: Line | None = None
    words: Words


class ResetAsk(Ask):
    """Why somebody needs a new password or factor, and how it was made sure that it is them."""

    identity_check: IdentityCheck
    words: Words


class RoleGrantPayload(Reply):
    """A clinical or approving role that is asked for; `account_id` None for a new account,
    `membership_id` where a role that stands is to be widened from `before` and `ended_before`, or
    one that waits for its owner is to be offered again (`is_again`).
    """

    kind: Literal["grant_role"] = "grant_role"
    account_id: UUID | None
    account_version: int | None
    membership_id: UUID | None
    person: PersonShown
    role: Role
    units: list[UnitLabel]
    before: list[UnitLabel]
    ends_on: date | None
    ended_before: date | None = None
    is_again: bool = False
    words: str


class IdentityPayload(Reply):
    """Another mail address or RPPS number: they lead to the account, so a second person looks."""

    kind: Literal["change_identity"] = "change_identity"
    account_id: UUID
    account_version: int
    before: PersonShown
    after: PersonShown
    words: str


class FactorResetPayload(Reply):
    """A new second factor for somebody whose role weighs."""

    kind: Literal["reset_factor"] = "reset_factor"
    account_id: UUID
    account_version: int
    person: PersonShown
    identity_check: IdentityCheck
    words: str


class Asked(Reply):
    """What became of what was asked: done, with the account as it is now, or waiting for a second
    person under `approval_id`; exactly one of both.
    """

    account: AccountRow | None
    approval_id: UUID | None


class ImportAsk(Ask):
    """Staff from a CSV file with a line of names of columns; `is_rehearsal` writes nothing.

    A file that is none is refused whole, with `csv`: `not_csv`, `no_lines`, `too_many`; or with
    `csv.` and a column: `missing_column`, `column_twice`.
    """

    csv: str = Field(min_length=1, max_length=LONGEST_IMPORT)
    is_rehearsal: bool
    words: Words


class ImportOutcome(StrEnum):
    """What became of one line."""

    INVITED = "invited"
    WAITS = "waits"
    """For a second person."""
    REFUSED = "refused"


class ImportColumn(StrEnum):
    """A column of the file, by its English name."""

    LINE = "line"
    """The line as a whole."""
    NAME = "name"
    USERNAME = "username"
    EMAIL = "email"
    ROLE = "role"
    UNITS = "units"
    RPPS = "rpps"
    TITLE = "title"
    PHONE = "phone"
    SPECIALTY = "specialty"
    ENDS_ON = "ends_on"


class ImportFault(StrEnum):
    """Why a cell, or a line, was refused."""

    MISSING = "missing"
    UNKNOWN = "unknown"
    """No such role, or no such unit of this centre."""
    NOT_ONE_LINE = "not_one_line"
    """Longer than a line, or with a character that nobody sees."""
    NOT_A_USER_NAME = "not_a_user_name"
    NOT_AN_ADDRESS = "not_an_address"
    NOT_AN_RPPS_NUMBER = "not_an_rpps_number"
    NOT_A_NUMBER = "not_a_number"
    NOT_A_DAY = "not_a_day"
    PAST = "past"
    NOT_GIVEN = "not_given"
    """A role that nobody is given."""
    NEEDS_ONE = "needs_one"
    NEEDS_NONE = "needs_none"
    TOO_MANY = "too_many"
    TAKEN = "taken"
    """By somebody else's account."""
    TWICE = "twice"
    """It stands further up in the file already."""
    DIFFERS = "differs"
    """From what is known of whoever has this user name and this address."""
    KNOWN_HERE = "known_here"
    """They have an account in this centre."""
    ASKED_ALREADY = "asked_already"
    """A second person is asked about them already."""
    REFUSED = "refused"
    """For a reason that this version has no word for."""


class StaffImportReason(Reply):
    """What is wrong, and where."""

    column: ImportColumn
    fault: ImportFault


class StaffImportLine(Reply):
    """One line of the file, counted from 1 with that of the names, and what was understood of it;
    `reasons` is empty unless it was refused.
    """

    line: int
    name: str | None
    username: str | None
    role: Role | None
    units: list[str]
    ends_on: date | None
    outcome: ImportOutcome
    reasons: list[StaffImportReason]


class StaffImportReport(Reply):
    """What became of each line; `unread` are the names of columns that mean nothing here."""

    is_rehearsal: bool
    lines: list[StaffImportLine]
    unread: list[str]


class ReviewVerdict(StrEnum):
    """What was found of an account in a review."""

    CONFIRMED = "confirmed"
    TO_CHANGE = "to_change"


class ReviewLine(Reply):
    """One account in the review of a quarter; `verdict` None: not looked at, or changed since.
    `is_overdue`: nobody looked at it in the quarter before either, when it was here already.
    """

    account: AccountRow
    verdict: ReviewVerdict | None
    by: str | None
    at: AwareDatetime | None
    is_overdue: bool = False


class AccessReview(Reply):
    """The review of a quarter, due by its last day; `left` lines have no verdict. `overdue_since`
    is when that of the quarter before was due, while lines of it are left.
    """

    quarter: str
    due_on: date
    left: int
    lines: list[ReviewLine]
    overdue_since: date | None = None


class ReviewAsk(Ask):
    """What was found of one account; `If-Match` is the version that was looked at."""

    verdict: ReviewVerdict
