"""Signing in, the second factor, and the session that follows."""

from enum import StrEnum
from uuid import UUID

from pydantic import AwareDatetime, Field

from services.contract.base import Ask, Reply
from services.contract.enums import Role
from services.contract.people import PersonLabel


class SignInAsk(Ask):
    """First step: a name and a password, checked exactly as typed."""

    username: str = Field(min_length=1, max_length=128)
    password: str = Field(min_length=1, max_length=128)


class SignInChallenge(Reply):
    """What the first step answers, whether or not the account exists."""

    challenge: str
    expires_at: AwareDatetime
    factors: list[str]
    server_time: AwareDatetime


class SecondFactorAsk(Ask):
    """Second step: the six digits of the authenticator or a recovery code, and the role where there
    are several.
    """

    challenge: str = Field(min_length=16, max_length=128)
    code: str = Field(min_length=6, max_length=32)
    membership_id: UUID | None = None


class MembershipLabel(Reply):
    """A role in a centre that somebody may take for a session."""

    id: UUID
    role: Role
    centre_name: str


class SessionGrant(Reply):
    """A session: opaque tokens that are sent in headers only.

    `access_expires_at` is at most 10 minutes away; the session ends after `idle_limit_s` without an
    act of its user and at `session_expires_at` in all cases (R-SES-02). `refresh_reused_at` is when
    a session of this account was ended since the sign-in before, because a spent token came back:
    somebody may have copied it. `recovery_codes_left` is told to whoever has just used one.
    """

    session_id: UUID
    access_token: str
    access_expires_at: AwareDatetime
    refresh_token: str
    session_expires_at: AwareDatetime
    idle_limit_s: int
    previous_sign_in_at: AwareDatetime | None
    refresh_reused_at: AwareDatetime | None = None
    recovery_codes_left: int | None = None
    server_time: AwareDatetime


class RefreshAsk(Ask):
    """Exchange of a refresh token for the next pair; each is used once."""

    refresh_token: str = Field(min_length=16, max_length=128)


class StepUpAsk(Ask):
    """Proof, within a session, of who one is: the password, and a code as at signing in."""

    password: str = Field(min_length=1, max_length=128)
    code: str = Field(min_length=6, max_length=32)


class StepUpGrant(Reply):
    """Until when this session may do what asks for a fresh proof."""

    fresh_until: AwareDatetime
    server_time: AwareDatetime


class DeviceLabel(Reply):
    """A workstation that somebody signed in with; its secret is stored nowhere."""

    id: UUID
    first_seen_at: AwareDatetime


class SessionLabel(Reply):
    """A living session; `network` is as much of the address as tells one place from another."""

    id: UUID
    device: DeviceLabel | None
    role: Role
    centre_name: str
    network: str | None
    started_at: AwareDatetime
    last_act_at: AwareDatetime
    is_current: bool


class SignInStep(StrEnum):
    """What did not fit when somebody tried to sign in."""

    PASSWORD = "password"
    CODE = "code"
    RECOVERY_CODE = "recovery_code"
    UNFINISHED = "unfinished"
    """The password was right, and no code came."""
    PROVIDER = "provider"
    SECRET = "secret"
    """A code, or a password, with a secret that was mailed."""


class FailureLabel(Reply):
    """A try to sign in that failed: when, at which step, and roughly from where, as of a session.
    `is_known_device`: at a workstation that this account has signed in with.
    """

    at: AwareDatetime
    step: SignInStep
    network: str | None
    is_known_device: bool


class SessionPage(Reply):
    """Living sessions, newest first; `failures`, on the first page of one's own, are the last tries
    to sign in that failed, and `failures_since` how many of them came after the sign-in before
    this one.
    """

    items: list[SessionLabel]
    next_cursor: str | None
    failures: list[FailureLabel] = Field(default_factory=list)
    failures_since: int = 0


class SessionsEnded(Reply):
    """How many sessions were ended; one that was over already is not counted."""

    count: int


class RecoveryCodesGrant(Reply):
    """New recovery codes, shown in the first answer only: null in a repetition."""

    codes: list[str] | None
    made_at: AwareDatetime


class RecoveryCodesLeft(Reply):
    """How many recovery codes are unused, and when they were made."""

    left: int
    made_at: AwareDatetime | None


class UnlockAsk(Ask):
    """The password of whoever is signed in, typed on a locked console."""

    password: str = Field(min_length=1, max_length=128)


class UnitLabel(Reply):
    """A care unit."""

    id: UUID
    name: str


class CentreLabel(Reply):
    """A centre, its zone (IANA name), whether it is open now, and after how many minutes without a
    hand on it a console locks itself (decision 8).
    """

    id: UUID
    name: str
    zone: str
    is_open: bool
    opens_at: AwareDatetime | None
    demonstration: bool
    idle_lock_min: int = Field(5, ge=1, le=15)


class Me(Reply):
    """Who is asking, in which role, and what this role may do (names of actions of the policy)."""

    person: PersonLabel
    role: Role
    centre: CentreLabel
    units: list[UnitLabel]
    actions: list[str]
    server_time: AwareDatetime
