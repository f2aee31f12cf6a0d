"""All statements on the accounts of a centre, as its administrator sees them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, delete, func, or_, select, update
from sqlalchemy.orm import Session

from services.contract.accounts import RightChangeKind, RoleHeld
from services.contract.enums import Role
from services.contract.sessions import UnitLabel
from services.contract.staff import RoleAsked
from services.db.tables.accounts import Account, Membership, MembershipUnit, SignInSession
from services.db.tables.centres import Centre, Unit
from services.db.tables.staff import RightChange
from services.edge.contracts import is_over
from services.ids import new_id

_HELD: Final = (
    select(Account, Membership)
    .join(Membership, Membership.account_id == Account.id)
    .where(Membership.centre_id == bindparam("centre_id"))
    .order_by(Membership.id)
    .execution_options(populate_existing=True)
)
_UNITS: Final = (
    select(MembershipUnit.membership_id, Unit.id, Unit.name)
    .join(Unit, Unit.id == MembershipUnit.unit_id)
    .where(MembershipUnit.membership_id.in_(bindparam("membership_ids", expanding=True)))
    .order_by(Unit.name, Unit.id)
)
_SIGNED_IN: Final = (
    select(SignInSession.account_id, func.max(SignInSession.started_at))
    .where(SignInSession.centre_id == bindparam("centre_id"))
    .group_by(SignInSession.account_id)
)
_SIGN_INS: Final = (
    select(SignInSession, Membership.role)
    .join(Membership, Membership.id == SignInSession.membership_id)
    .where(
        SignInSession.centre_id == bindparam("centre_id"),
        SignInSession.account_id == bindparam("account_id"),
    )
    .order_by(SignInSession.id.desc())
    .limit(bindparam("most"))
)
_GIVEN: Final = (
    select(RightChange.account_id, func.min(RightChange.at), func.count())
    .where(
        RightChange.centre_id == bindparam("centre_id"),
        RightChange.kind.in_([RightChangeKind.INVITED, RightChangeKind.ROLE_GRANTED]),
    )
    .group_by(RightChange.account_id)
)
_CHANGES: Final = (
    select(RightChange)
    .where(RightChange.account_id == bindparam("account_id"))
    .order_by(RightChange.at.desc(), RightChange.id.desc())
)


@dataclass(frozen=True)
class Begins:
    """When a role begins: now, or with a first sign-in until then."""

    now: datetime
    invited_until: datetime | None


@dataclass
class Held:
    """An account with every role it has, or had, in one centre."""

    account: Account
    memberships: list[Membership]

    @property
    def version(self) -> int:
        """It grows with each change of a role, and with each role."""
        return sum(each.version for each in self.memberships)

    @property
    def standing(self) -> list[Membership]:
        """The roles that give rights."""
        return [each for each in self.memberships if each.ended_at is None]

    @property
    def suspended(self) -> list[Membership]:
        """The roles that may be given back."""
        return [each for each in self.memberships if each.suspended_at is not None]

    @property
    def invited(self) -> list[Membership]:
        """The roles that the first sign-in gives, or gave no more in time."""
        return [each for each in self.memberships if each.invited_until is not None]

    @property
    def has_begun(self) -> bool:
        """Whether a role here ever gave rights."""
        return any(each.ended_at is None or each.begun_at is not None for each in self.memberships)

    @property
    def joined(self) -> bool:
        """Whether somebody has ever set this account up."""
        return self.account.totp_secret is not None


def all_of(session: Session, centre_id: UUID) -> list[Held]:
    """Every account of a centre, in no order that means anything."""
    return _together(session, _HELD, centre_id)


def one_of(session: Session, centre_id: UUID, account_id: UUID) -> Held | None:
    """One account of a centre."""
    wanted = _HELD.where(Account.id == account_id)
    return next(iter(_together(session, wanted, centre_id)), None)


def hold(session: Session, centre_id: UUID) -> None:
    """Nobody else changes the rights of this centre until the transaction ends.

    All of them at once: two administrators could take each other's last right otherwise. Who signs
    in meanwhile does not wait: a session only asks that its role is there.
    """
    session.execute(
        select(Membership.id)
        .where(Membership.centre_id == centre_id)
        .order_by(Membership.id)
        .with_for_update(key_share=True)
    ).all()


def admins(session: Session, centre_id: UUID, now: datetime) -> set[UUID]:
    """The accounts that administer a centre now."""
    return {each.id for each in holders(session, centre_id, [Role.ADMIN], now)}


def lasting_admins(session: Session, centre_id: UUID, now: datetime) -> set[UUID]:
    """The accounts that administer a centre, and have no last day."""
    wanted = select(Membership.account_id).where(
        Membership.centre_id == centre_id,
        Membership.role == Role.ADMIN,
        Membership.ended_at.is_(None),
        Membership.ends_on.is_(None),
    )
    return admins(session, centre_id, now) & set(session.scalars(wanted))


def holders(
    session: Session, centre_id: UUID, roles: Iterable[Role], now: datetime
) -> Sequence[Account]:
    """The accounts that have one of these roles in a centre now."""
    wanted = (
        select(Account, Membership.ends_on, Centre.zone)
        .join(Membership, Membership.account_id == Account.id)
        .join(Centre, Centre.id == Membership.centre_id)
        .where(
            Membership.centre_id == centre_id,
            Membership.role.in_(list(roles)),
            Membership.ended_at.is_(None),
            Account.disabled_at.is_(None),
        )
        .order_by(Account.id)
    )
    found = session.execute(wanted)
    return list(
        {
            account.id: account
            for account, ends_on, zone in found
            if not is_over(ends_on, zone, now)
        }.values()
    )


def roles_held(session: Session, memberships: Iterable[Membership]) -> dict[UUID, RoleHeld]:
    """Each membership with the names of its units."""
    found = {each.id: each for each in memberships}
    units: dict[UUID, list[UnitLabel]] = {}
    if found:
        for row in session.execute(_UNITS, {"membership_ids": list(found)}):
            units.setdefault(row.membership_id, []).append(UnitLabel(id=row.id, name=row.name))
    return {
        each.id: RoleHeld(
            membership_id=each.id,
            role=each.role,
            units=units.get(each.id, []),
            ended_at=each.ended_at,
            ends_on=each.ends_on,
        )
        for each in found.values()
    }


def memberships_in(session: Session, unit_id: UUID) -> set[UUID]:
    """The roles that have rights in a unit, or had them until they ended."""
    wanted = select(MembershipUnit.membership_id).where(MembershipUnit.unit_id == unit_id)
    return set(session.scalars(wanted))


def last_sign_ins(session: Session, centre_id: UUID) -> dict[UUID, datetime]:
    """When each account last opened a session in a centre."""
    return {row[0]: row[1] for row in session.execute(_SIGNED_IN, {"centre_id": centre_id})}


def here_since(session: Session, centre_id: UUID, every: Iterable[Held]) -> dict[UUID, datetime]:
    """When accounts came to a centre. What a local command gives is no change that is written down:
    whoever has such a role is here since the account was made.
    """
    given = {row[0]: row[1:] for row in session.execute(_GIVEN, {"centre_id": centre_id})}
    found = {}
    for held in every:
        first, count = given.get(held.account.id, (held.account.created_at, 0))
        is_local = count < len(held.memberships)
        found[held.account.id] = held.account.created_at if is_local else first
    return found


def living_sessions(
    session: Session, centre_id: UUID, alive: ColumnElement[bool]
) -> dict[UUID, int]:
    """How many sessions of each account live in a centre."""
    counted = (
        select(SignInSession.account_id, func.count())
        .where(SignInSession.centre_id == centre_id, alive)
        .group_by(SignInSession.account_id)
    )
    return {row[0]: row[1] for row in session.execute(counted)}


def sign_ins(
    session: Session, centre_id: UUID, account_id: UUID, most: int
) -> Sequence[tuple[SignInSession, Role]]:
    """The last sessions that an account opened in a centre, the last one first."""
    asked = {"centre_id": centre_id, "account_id": account_id, "most": most}
    return [(row[0], row[1]) for row in session.execute(_SIGN_INS, asked)]


def changes(session: Session, account_id: UUID) -> Sequence[RightChange]:
    """What was changed of somebody's rights in the centre of the scope, the last one first."""
    return session.scalars(_CHANGES, {"account_id": account_id}).all()


def set_rights(
    session: Session,
    memberships: Iterable[Membership],
    *,
    ended_at: datetime | None,
    suspended_at: datetime | None,
) -> None:
    """Takes rights, or gives them back."""
    session.execute(
        update(Membership)
        .where(Membership.id.in_([each.id for each in memberships]))
        .values(
            ended_at=ended_at,
            suspended_at=suspended_at,
            invited_until=None,
            version=Membership.version + 1,
        ),
        execution_options={"synchronize_session": False},
    )


def _together(session: Session, wanted: Select[Account, Membership], centre_id: UUID) -> list[Held]:
    found: dict[UUID, Held] = {}
    for account, membership in session.execute(wanted, {"centre_id": centre_id}):
        found.setdefault(account.id, Held(account, [])).memberships.append(membership)
    return list(found.values())


def add_role(
    session: Session, account_id: UUID, centre_id: UUID, asked: RoleAsked, *, begins: Begins
) -> UUID:
    """A role with its units, now or with the first sign-in."""
    membership_id = new_id()
    session.add(
        Membership(
            id=membership_id,
            account_id=account_id,
            centre_id=centre_id,
            role=asked.role,
            ended_at=None if begins.invited_until is None else begins.now,
            invited_until=begins.invited_until,
            begun_at=begins.now if begins.invited_until is None else None,
            ends_on=asked.ends_on,
        )
    )
    session.flush()
    set_units(session, membership_id, asked.unit_ids)
    return membership_id


def set_units(session: Session, membership_id: UUID, unit_ids: Iterable[UUID]) -> None:
    """The units of a role, in place of those it had."""
    session.execute(delete(MembershipUnit).where(MembershipUnit.membership_id == membership_id))
    session.add_all(
        [
            MembershipUnit(membership_id=membership_id, unit_id=each)
            for each in dict.fromkeys(unit_ids)
        ]
    )
    session.flush()


def set_terms(session: Session, membership_id: UUID, ends_on: date | None) -> None:
    """Another last day of a role; its version grows, whatever of it was changed."""
    session.execute(
        update(Membership)
        .where(Membership.id == membership_id)
        .values(ends_on=ends_on, version=Membership.version + 1),
        execution_options={"synchronize_session": False},
    )


def roles_ever(session: Session, account_id: UUID) -> set[Role]:
    """The roles that an account has, had or is to have, in any centre."""
    return set(session.scalars(select(Membership.role).where(Membership.account_id == account_id)))


def works_elsewhere(session: Session, account_id: UUID, centre_id: UUID) -> bool:
    """Whether an account has or had a role in another centre; one that its owner never took is
    none, or a centre could freeze who they are without them.
    """
    wanted = select(Membership.id).where(
        Membership.account_id == account_id,
        Membership.centre_id != centre_id,
        or_(Membership.begun_at.is_not(None), Membership.ended_at.is_(None)),
    )
    return session.scalars(wanted.limit(1)).first() is not None


def belongs_elsewhere(session: Session, account_id: UUID, centre_id: UUID) -> bool:
    """Whether somebody has a role in other centres alone, suspended ones counted."""
    wanted = select(Membership.centre_id).where(
        Membership.account_id == account_id,
        or_(Membership.ended_at.is_(None), Membership.suspended_at.is_not(None)),
    )
    found = set(session.scalars(wanted))
    return bool(found) and centre_id not in found


def stands_anywhere(session: Session, account_id: UUID, now: datetime) -> bool:
    """Whether an account has a role in any centre now."""
    wanted = (
        select(Membership.ends_on, Centre.zone)
        .join(Centre, Centre.id == Membership.centre_id)
        .where(Membership.account_id == account_id, Membership.ended_at.is_(None))
    )
    return any(not is_over(row.ends_on, row.zone, now) for row in session.execute(wanted))


def past_their_last_day(session: Session, centre_id: UUID, today: date) -> list[Membership]:
    """Roles of a centre that stand, or may be given back, behind their last day."""
    wanted = (
        select(Membership)
        .where(
            Membership.centre_id == centre_id,
            Membership.ends_on < today,
            or_(Membership.ended_at.is_(None), Membership.suspended_at.is_not(None)),
        )
        .order_by(Membership.id)
    )
    return list(session.scalars(wanted))


def real_units(session: Session, unit_ids: Iterable[UUID]) -> list[UnitLabel]:
    """Those units of the centre of the scope that somebody may work in, by name.

    None of them ends before this transaction does.
    """
    wanted = (
        select(Unit.id, Unit.name)
        .where(Unit.id.in_(list(unit_ids)), Unit.synthetic.is_(False), Unit.ended_at.is_(None))
        .order_by(Unit.name, Unit.id)
        .with_for_update(read=True, key_share=True)
    )
    return [UnitLabel(id=row.id, name=row.name) for row in session.execute(wanted)]
