"""Who works in a unit: its oncologists and its nurses, and what it is called."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from services.contract.enums import Role
from services.contract.people import PersonLabel
from services.db.tables.accounts import Account, Membership, MembershipUnit
from services.db.tables.centres import Unit

_UNITS: Final = (
    select(Unit.id, Unit.name)
    .where(Unit.id.in_(bindparam("unit_ids", expanding=True)), Unit.synthetic.is_(False))
    .order_by(Unit.name, Unit.id)
)
_WORKING: Final = (
    select(
        MembershipUnit.unit_id,
        Membership.role,
        Account.id,
        Account.name,
        Account.initials,
        Account.title,
    )
    .join(Membership, Membership.id == MembershipUnit.membership_id)
    .join(Account, Account.id == Membership.account_id)
    .where(
        MembershipUnit.unit_id.in_(bindparam("unit_ids", expanding=True)),
        Membership.role.in_([Role.NURSE, Role.ONCOLOGIST]),
        Membership.ended_at.is_(None),
        Account.disabled_at.is_(None),
    )
    .order_by(Account.name, Account.id)
)


@dataclass(frozen=True)
class Team:
    """A unit and those who treat in it, by name."""

    unit_id: UUID
    name: str
    oncologists: list[PersonLabel] = field(default_factory=list)
    nurses: list[PersonLabel] = field(default_factory=list)


def teams_of(session: Session, unit_ids: Collection[UUID]) -> dict[UUID, Team]:
    """The teams of units of this centre, by the name of the unit; one of none is left out."""
    asked = {"unit_ids": list(unit_ids)}
    teams = {row.id: Team(row.id, row.name) for row in session.execute(_UNITS, asked)}
    for row in session.execute(_WORKING, asked):
        team = teams.get(row.unit_id)
        if team is not None:
            people = team.oncologists if row.role is Role.ONCOLOGIST else team.nurses
            people.append(
                PersonLabel(id=row.id, name=row.name, initials=row.initials, title=row.title)
            )
    return teams
