"""Accounts of professionals, their memberships, sessions, and credentials of machines."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.contract.accounts import Profession
from services.contract.enums import CredentialScope, Role
from services.contract.first_sign_in import SecretPurpose
from services.contract.sessions import SignInStep
from services.db.base import Base


class Account(Base):
    """A person who signs in; `totp_secret` is sealed under the master key.

    `email` in small letters is where secrets go, `rpps` the number of the national directory: each
    leads to one account. `led_at` is when one of both was last another.
    """

    __tablename__ = "account"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    initials: Mapped[str]
    title: Mapped[str | None]
    password_hash: Mapped[str]
    totp_secret: Mapped[bytes | None]
    totp_last_step: Mapped[int | None]
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]
    email: Mapped[str | None] = mapped_column(unique=True)
    phone: Mapped[str | None]
    rpps: Mapped[str | None] = mapped_column(unique=True)
    profession: Mapped[Profession | None]
    specialty: Mapped[str | None]
    led_at: Mapped[datetime | None]


class Membership(Base):
    """A role of an account in a centre (decision 2); with `ended_at` it gives no right any more.

    `suspended_at` says that it may be given back, `invited_until` that it was offered at `ended_at`
    and a sign-in gives it until then, `begun_at` when it first gave rights. `ends_on` is its last
    day; `version` counts what was changed of it.
    """

    __tablename__ = "membership"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"), index=True)
    role: Mapped[Role]
    ended_at: Mapped[datetime | None]
    suspended_at: Mapped[datetime | None]
    invited_until: Mapped[datetime | None]
    begun_at: Mapped[datetime | None]
    ends_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)


class MembershipUnit(Base):
    """A unit in which a membership has its rights."""

    __tablename__ = "membership_unit"

    membership_id: Mapped[UUID] = mapped_column(ForeignKey("membership.id"), primary_key=True)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"), primary_key=True)


class SignInChallenge(Base):
    """A first step that waits for its second factor; also made for accounts that do not exist."""

    __tablename__ = "sign_in_challenge"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    secret_hash: Mapped[bytes] = mapped_column(unique=True)
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    expires_at: Mapped[datetime]
    attempts: Mapped[int]
    used_at: Mapped[datetime | None]


class SignInFailure(Base):
    """A failed attempt, counted per account name and network to slow down guessing (R-AUTH-03), and
    shown to the owner of the account and its administrators.

    `account_id` where the typed name is that of an account: no foreign key, because checking one
    takes time that tells. `step` None: counted, of nobody, and shown nowhere. `place` is roughly
    where.
    `forgiven_at`: somebody signed in afterwards; it counts no more.
    """

    __tablename__ = "sign_in_failure"
    __table_args__ = (
        Index("ix_sign_in_failure_subject_at", "subject_hash", "at"),
        Index("ix_sign_in_failure_network_at", "network", "at"),
        Index("ix_sign_in_failure_account_at", "account_id", "at"),
        Index("ix_sign_in_failure_at", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    subject_hash: Mapped[bytes]
    network: Mapped[str]
    at: Mapped[datetime]
    account_id: Mapped[UUID | None]
    step: Mapped[SignInStep | None]
    place: Mapped[str | None]
    forgiven_at: Mapped[datetime | None]


class Device(Base):
    """A workstation that has signed in before, known by the hash of its secret (decision 6)."""

    __tablename__ = "device"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    secret_hash: Mapped[bytes] = mapped_column(unique=True)
    first_seen_at: Mapped[datetime]


class SignInSession(Base):
    """A session of one membership; tokens are stored as SHA-256 only (R-SES-01)."""

    __tablename__ = "session"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    membership_id: Mapped[UUID] = mapped_column(ForeignKey("membership.id"))
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    device_id: Mapped[UUID | None] = mapped_column(ForeignKey("device.id"))
    access_hash: Mapped[bytes] = mapped_column(unique=True)
    access_expires_at: Mapped[datetime]
    refresh_hash: Mapped[bytes] = mapped_column(unique=True)
    started_at: Mapped[datetime]
    authenticated_at: Mapped[datetime]
    last_act_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str | None]
    network: Mapped[str | None]
    """Where it was opened, coarsely: a neighbourhood, not a workstation."""


class SpentRefresh(Base):
    """A refresh token that was exchanged: seen again, it ends its session (R-SES-03)."""

    __tablename__ = "spent_refresh"

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("session.id"), index=True)
    spent_at: Mapped[datetime] = mapped_column(index=True)


class RecoveryCode(Base):
    """A code that stands in for the authenticator, once; kept as a keyed hash (R-AUTH-06)."""

    __tablename__ = "recovery_code"

    code_hash: Mapped[bytes] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class AccountSecret(Base):
    """A secret that was mailed, for one purpose, once (R-AUTH-04); kept as SHA-256.

    Also made where no account may have one. `totp_draft` is the new authenticator's secret, sealed
    like that of the account; `expires_at` is brought forward when a newer one replaces it.
    """

    __tablename__ = "account_secret"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"), index=True)
    purpose: Mapped[SecretPurpose]
    secret_hash: Mapped[bytes] = mapped_column(unique=True)
    totp_draft: Mapped[bytes | None]
    attempts: Mapped[int]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


class MachineCredential(Base):
    """A secret of a machine, bound to one centre and one scope, shown once (decision 3)."""

    __tablename__ = "machine_credential"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"), index=True)
    scope: Mapped[CredentialScope]
    label: Mapped[str]
    secret_hash: Mapped[bytes] = mapped_column(unique=True)
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class ProviderSignIn(Base):
    """A sign-in that somebody began at an identity provider, for minutes.

    Nothing that is stored opens anything: `state_hash` and `code_hash` are SHA-256, `challenge` is
    what the console will prove, and what the provider has to say follows from the state and a key
    of the installation. `taken_at` is when its one code was spent; `account_id`, with the number it
    was found by, waits for a role.
    """

    __tablename__ = "provider_sign_in"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    state_hash: Mapped[bytes] = mapped_column(unique=True)
    challenge: Mapped[str]
    return_to: Mapped[str]
    device_hash: Mapped[bytes | None]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    taken_at: Mapped[datetime | None]
    code_hash: Mapped[bytes | None]
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    rpps: Mapped[str | None]
    proved_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
