"""All statements on accounts, memberships, challenges, devices and credentials."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, delete, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.contract.enums import Role
from services.db.tables.accounts import (
    Account,
    Device,
    MachineCredential,
    Membership,
    MembershipUnit,
    SignInChallenge,
    SignInSession,
)
from services.db.tables.centres import Centre, Unit
from services.edge.contracts import is_over
from services.ids import new_id


@dataclass(frozen=True)
class Choice:
    """A membership that somebody may take for a session; one that `waits` begins with it."""

    id: UUID
    role: Role
    centre_id: UUID
    centre_name: str
    waits: bool = False


def account_named(session: Session, username: str | None) -> Account | None:
    """The account with a user name in its stored form."""
    if username is None:
        return None
    return session.scalars(select(Account).where(Account.username == username)).one_or_none()


def open_account(session: Session, account_id: UUID | None) -> Account | None:
    """An account that may sign in."""
    return session.scalars(
        select(Account).where(Account.id == account_id, Account.disabled_at.is_(None))
    ).one_or_none()


def hold_account(session: Session, account_id: UUID) -> Account | None:
    """An account as it stands now, which nobody else changes until the transaction ends.

    Locks are taken in one order everywhere: memberships, account, secrets, sessions.
    """
    return session.scalars(
        select(Account)
        .where(Account.id == account_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()


def store_hash(session: Session, account_id: UUID, old: str, new: str) -> None:
    """Replaces a password hash, unless it was changed meanwhile."""
    session.execute(
        update(Account)
        .where(Account.id == account_id, Account.password_hash == old)
        .values(password_hash=new)
    )


def spend_step(session: Session, account_id: UUID, step: int) -> bool:
    """Marks a time step as used; False when it, or a later one, already was."""
    unused = or_(Account.totp_last_step.is_(None), Account.totp_last_step < step)
    spent = session.execute(
        update(Account)
        .where(Account.id == account_id, unused)
        .values(totp_last_step=step)
        .returning(Account.id)
    )
    return spent.one_or_none() is not None


def choices_of(session: Session, account_id: UUID, now: datetime) -> list[Choice]:
    """The memberships that have not ended, or are offered to somebody who has set their account up,
    and whose last day is not behind us; oldest first.
    """
    offered = and_(is_offered(now), Account.totp_secret.is_not(None))
    rows = session.execute(
        select(
            Membership.id,
            Membership.role,
            Membership.centre_id,
            Membership.ends_on,
            Membership.ended_at,
            Centre.name,
            Centre.zone,
        )
        .join(Centre, Centre.id == Membership.centre_id)
        .join(Account, Account.id == Membership.account_id)
        .where(Membership.account_id == account_id, or_(Membership.ended_at.is_(None), offered))
        .order_by(Membership.id)
    )
    return [
        Choice(row.id, row.role, row.centre_id, row.name, waits=row.ended_at is not None)
        for row in rows
        if not is_over(row.ends_on, row.zone, now)
    ]


def is_offered(now: datetime) -> ColumnElement[bool]:
    """Whether an invitation stands: in time, and for the person that the centre knew.

    Once the account was led elsewhere, to another address or number, a centre has to offer it
    again. Asked of a membership joined with its account.
    """
    knows_them = or_(Account.led_at.is_(None), Membership.ended_at >= Account.led_at)
    return and_(Membership.invited_until > now, knows_them)


def challenge_of(session: Session, secret_hash: bytes) -> SignInChallenge | None:
    """A challenge by the hash of its secret, held until the transaction ends."""
    return session.scalars(
        select(SignInChallenge).where(SignInChallenge.secret_hash == secret_hash).with_for_update()
    ).one_or_none()


def purge_challenges(session: Session, before: datetime) -> None:
    """Removes challenges that expired before an instant."""
    session.execute(delete(SignInChallenge).where(SignInChallenge.expires_at < before))


def known_device(session: Session, device_hash: bytes, username: str | None) -> UUID | None:
    """The device of a secret, when this account has signed in with it before."""
    return session.scalars(
        select(Device.id)
        .join(SignInSession, SignInSession.device_id == Device.id)
        .join(Account, Account.id == SignInSession.account_id)
        .where(Device.secret_hash == device_hash, Account.username == username)
        .limit(1)
    ).one_or_none()


def enrol_device(session: Session, device_hash: bytes, now: datetime) -> UUID:
    """The device of a secret, made known when it is not."""
    find = select(Device.id).where(Device.secret_hash == device_hash)
    found = session.scalars(find).one_or_none()
    if found is not None:
        return found
    device_id = new_id()
    try:
        with session.begin_nested():
            session.add(Device(id=device_id, secret_hash=device_hash, first_seen_at=now))
    except IntegrityError:
        return session.scalars(find).one()
    return device_id


def device_of(session: Session, device_hash: bytes) -> UUID | None:
    """The device of a secret."""
    return session.scalars(select(Device.id).where(Device.secret_hash == device_hash)).one_or_none()


def person_at(
    session: Session, account_id: UUID, centre_id: UUID
) -> Row[str, str, str | None, str, str, bool]:
    """Who somebody is, and the centre they work in."""
    return session.execute(
        select(
            Account.name,
            Account.initials,
            Account.title,
            Centre.name.label("centre_name"),
            Centre.zone,
            Centre.demonstration,
        )
        .join(Centre, Centre.id == centre_id)
        .where(Account.id == account_id)
    ).one()


def units_named(session: Session, unit_ids: frozenset[UUID]) -> Sequence[Row[UUID, str]]:
    """The names of units, in alphabetical order."""
    return session.execute(
        select(Unit.id, Unit.name).where(Unit.id.in_(unit_ids)).order_by(Unit.name, Unit.id)
    ).all()


def add_membership(
    session: Session, account_id: UUID, centre_id: UUID, role: Role, unit_ids: list[UUID]
) -> UUID:
    """A role of an account in a centre and its units; raises `ValueError` for a synthetic one."""
    invented = select(Unit.id).where(Unit.id.in_(unit_ids), Unit.synthetic)
    if unit_ids and session.scalars(invented).first() is not None:
        raise ValueError("nobody is a member of the unit of surveillance")
    membership_id = new_id()
    session.add(
        Membership(
            id=membership_id, account_id=account_id, centre_id=centre_id, role=role, ended_at=None
        )
    )
    session.flush()
    session.add_all(
        [MembershipUnit(membership_id=membership_id, unit_id=unit_id) for unit_id in unit_ids]
    )
    return membership_id


def has_role(
    session: Session,
    centre_id: UUID,
    roles: Iterable[Role],
    now: datetime,
    account_id: UUID | None = None,
) -> bool:
    """Whether anybody, or this account, has one of these roles in a centre now."""
    standing = (
        select(Membership.ends_on, Centre.zone)
        .join(Account, Account.id == Membership.account_id)
        .join(Centre, Centre.id == Membership.centre_id)
        .where(
            Membership.centre_id == centre_id,
            Membership.role.in_(list(roles)),
            Membership.ended_at.is_(None),
            Account.disabled_at.is_(None),
        )
    )
    if account_id is not None:
        standing = standing.where(Account.id == account_id)
    found = session.execute(standing.distinct())
    return any(not is_over(row.ends_on, row.zone, now) for row in found)


def credentials_of(
    session: Session, centre_id: UUID, limit: int, after: UUID | None
) -> Sequence[MachineCredential]:
    """Credentials of a centre, newest first."""
    wanted = select(MachineCredential).where(MachineCredential.centre_id == centre_id)
    if after is not None:
        wanted = wanted.where(MachineCredential.id < after)
    return session.scalars(wanted.order_by(MachineCredential.id.desc()).limit(limit)).all()


def credential_of(
    session: Session, centre_id: UUID, credential_id: UUID
) -> MachineCredential | None:
    """One credential of a centre."""
    return session.scalars(
        select(MachineCredential)
        .where(MachineCredential.id == credential_id, MachineCredential.centre_id == centre_id)
        .with_for_update()
    ).one_or_none()
