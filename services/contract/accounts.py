"""The accounts of professionals as an administrator of their centre sees them (screens.md 3.9).

Nothing of a patient is here. Codes of refusals: `forbidden` (403) for one's own account,
`state_forbids` (409) for what an account in this state does not take, or when a centre would keep
fewer than two administrators, `version_stale` (412).
"""

from enum import StrEnum
from typing import Annotated, Final
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field

from services.contract.base import Ask, Reply
from services.contract.enums import Role
from services.contract.people import PersonLabel
from services.contract.sessions import UnitLabel
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


class RightChangeKind(StrEnum):
    """What was changed of somebody's rights."""

    SUSPENDED = "suspended"
    REACTIVATED = "reactivated"
    ENDED = "ended"


class RoleHeld(Reply):
    """A role and its units; `ended_at` None while it gives rights."""

    membership_id: UUID
    role: Role
    units: list[UnitLabel]
    ended_at: AwareDatetime | None


class AccountRow(Reply):
    """One account of the centre. `version` goes into `If-Match`; `signed_in_at` is the last time
    here, None for never; `sessions` live now. `is_idle`: active, and not signed in for 60 days.
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
    """What was changed, why and by whom; `by` None: the local command; `words` None: what was
    written could not be opened.
    """

    id: UUID
    kind: RightChangeKind
    words: str | None
    by: PersonLabel | None
    at: AwareDatetime


class AccountDetail(Reply):
    """One account, its last sign-ins and every change of its rights, the last one first."""

    account: AccountRow
    created_at: AwareDatetime
    recovery_codes_left: int
    sign_ins: list[SignInLabel]
    changes: list[RightChange]


class AccountActAsk(Ask):
    """Why rights are taken or given back; `If-Match` is the version of the account."""

    words: _Words = Field(min_length=3, max_length=500)
