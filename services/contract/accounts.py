"""The accounts of professionals as an administrator of their centre sees them (screens.md 3.9).

Nothing of a patient is here. Codes of refusals: `forbidden` (403) for one's own account,
`state_forbids` (409) for what an account in this state does not take, or when a centre would keep
fewer than two administrators, `version_stale` (412).
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Final
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field

from services.contract.base import Ask, Reply
from services.contract.enums import Role
from services.contract.people import PersonLabel
from services.contract.sessions import FailureLabel, UnitLabel
from services.contract.texts import something_said

IDLE_DAYS: Final = 60
"""Whoever has not signed in for so long is proposed for suspension."""
FEWEST_ADMINS: Final = 2
_Words = Annotated[str, AfterValidator(something_said)]


class AccountState(StrEnum):
    """What an account may do in a centre."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    """It may be given back its roles."""
    ENDED = "ended"
    """For good; the history keeps the name."""
    INVITED = "invited"
    """Nothing yet: a sign-in gives its roles, the first one or one that chooses them."""


class RightChangeKind(StrEnum):
    """What was changed of somebody's rights."""

    INVITED = "invited"
    INVITED_AGAIN = "invited_again"
    JOINED = "joined"
    """The first sign-in."""
    ROLE_GRANTED = "role_granted"
    ROLE_CHANGED = "role_changed"
    ROLE_ENDED = "role_ended"
    """By an administrator, or behind its last day."""
    PERSON_CHANGED = "person_changed"
    PASSWORD_RESET = "password_reset"
    FACTOR_RESET = "factor_reset"
    """Begun by an administrator; the owner completes both."""
    SUSPENDED = "suspended"
    REACTIVATED = "reactivated"
    ENDED = "ended"


class Profession(StrEnum):
    """What somebody is by profession, as far as the product needs to tell (S-15)."""

    NURSE = "nurse"
    PHYSICIAN = "physician"
    PHARMACIST = "pharmacist"
    SECRETARY = "secretary"
    OTHER = "other"


class IdentityCheck(StrEnum):
    """How an administrator made sure of who asks for a new factor."""

    IN_PERSON = "in_person"
    VIDEO = "video"
    KNOWN_CALL_BACK = "known_call_back"
    """Called back on a number that was known before."""


class MailState(StrEnum):
    """What became of a mail to a professional."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    EXPIRED = "expired"


class PersonShown(Reply):
    """Who an account belongs to, as an administrator and a second person see it."""

    name: str
    username: str
    email: str | None
    title: str | None
    phone: str | None
    rpps: str | None
    profession: Profession | None
    specialty: str | None


class StaffMailKind(StrEnum):
    """What a mail to a professional says."""

    INVITED = "invited"
    ROLE_OFFERED = "role_offered"
    """To somebody who works in another centre: they accept it at their next sign-in."""
    SECRET_FIRST_SIGN_IN = "secret_first_sign_in"
    SECRET_PASSWORD = "secret_password"
    SECRET_FACTOR = "secret_factor"
    PASSWORD_CHANGED = "password_changed"
    FACTOR_CHANGED = "factor_changed"
    RIGHTS_CHANGED = "rights_changed"
    ADDRESS_CHANGED = "address_changed"
    APPROVAL_WAITS = "approval_waits"


class MailLabel(Reply):
    """The last mail to somebody, without its words."""

    kind: StaffMailKind
    state: MailState
    at: AwareDatetime


class RoleHeld(Reply):
    """A role and its units; `ended_at` None while it gives rights, `ends_on` its last day."""

    membership_id: UUID
    role: Role
    units: list[UnitLabel]
    ended_at: AwareDatetime | None
    ends_on: date | None = None


class AccountRow(Reply):
    """One account of the centre. `version` goes into `If-Match`; `signed_in_at` is the last time
    here, None for never; `sessions` live now. `is_idle`: active, and not signed in for 60 days.
    `invited_until` is when an invitation lapses, or has lapsed.
    """

    person: PersonLabel
    username: str
    roles: list[RoleHeld]
    state: AccountState
    has_factor: bool
    signed_in_at: AwareDatetime | None
    sessions: int
    is_idle: bool
    is_own: bool
    version: int
    invited_until: AwareDatetime | None = None


class AccountPage(Reply):
    """A page of accounts by name; `counts` are of all states, whatever the filter."""

    items: list[AccountRow]
    counts: dict[AccountState, int]
    next_cursor: str | None


class SignInLabel(Reply):
    """One sign-in; `network` is as much of the address as tells one place from another."""

    at: AwareDatetime
    role: Role
    network: str | None
    ended_at: AwareDatetime | None


class RightChange(Reply):
    """What was changed, why and by whom; `by` None: the local command, or the last day of a role.
    `words` None: what was written could not be opened. `approved_by` is the second person.
    """

    id: UUID
    kind: RightChangeKind
    words: str | None
    by: PersonLabel | None
    approved_by: PersonLabel | None
    identity_check: IdentityCheck | None
    at: AwareDatetime


class AccountDetail(Reply):
    """One account, its last sign-ins here, the last failures to sign in to it, and every change of
    its rights, the last one first.

    `is_elsewhere`: it has, or had, a role in another centre as well: no centre alone changes who it
    belongs to.
    """

    account: AccountRow
    details: PersonShown
    is_elsewhere: bool = False
    last_mail: MailLabel | None
    created_at: AwareDatetime
    recovery_codes_left: int
    sign_ins: list[SignInLabel]
    failures: list[FailureLabel] = Field(default_factory=list)
    changes: list[RightChange]


class AccountActAsk(Ask):
    """Why rights are taken or given back; `If-Match` is the version of the account."""

    words: _Words = Field(min_length=3, max_length=500)
