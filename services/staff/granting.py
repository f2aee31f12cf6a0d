"""Giving a role: alone where it opens no record, by a second person where it does (R-AZ-10).

A manager and a privacy officer decide what others may do, so that their roles need a second person
as well: whoever could make one alone would approve their own request through a puppet.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.contract.accounts import IdentityCheck, RightChangeKind, StaffMailKind
from services.contract.enums import Role
from services.contract.problems import FieldProblem
from services.contract.sessions import UnitLabel
from services.contract.staff import INVITATION_DAYS, RoleAsked
from services.db.tables.accounts import Account
from services.db.tables.centres import Centre
from services.edge.context import Context
from services.staff import mails, people, rights
from services.staff.mails import Letter
from services.staff.rights import Begins
from services.staff.work import Change, note

TREATING: Final = frozenset({Role.NURSE, Role.ONCOLOGIST})
SUPERVISORS: Final = frozenset({Role.MANAGER, Role.PRIVACY_OFFICER})
APPROVERS: Final = {
    Role.NURSE: frozenset({Role.MANAGER}),
    Role.ONCOLOGIST: frozenset({Role.MANAGER}),
    Role.MANAGER: SUPERVISORS,
    Role.PRIVACY_OFFICER: SUPERVISORS,
    Role.RESEARCHER: frozenset({Role.PRIVACY_OFFICER}),
}
"""Who decides on a role that an administrator may not give alone (security.md §3, row 31)."""
_GIVEN: Final = frozenset({*APPROVERS, Role.ADMIN})


@dataclass(frozen=True)
class Giving:
    """A role that is given: in which centre, by whom, when, and what is written down of it."""

    session: Session
    context: Context
    centre_id: UUID
    change: Change

    def checked(self, how: IdentityCheck) -> "Giving":
        """The same, with how it was made sure who asked for it."""
        return replace(self, change=replace(self.change, identity_check=how))


def require_role(
    session: Session, context: Context, centre_id: UUID, asked: RoleAsked
) -> list[UnitLabel]:
    """The units of a role that can be given; raises 422 with what is refused."""
    units = rights.real_units(session, asked.unit_ids)
    problems = []
    if asked.role not in _GIVEN:
        problems.append(FieldProblem(field="role.role", reason="not_given"))
    if len(units) != len(set(asked.unit_ids)):
        problems.append(FieldProblem(field="role.unit_ids", reason="unknown"))
    elif (asked.role in TREATING) is not bool(units):
        reason = "needs_one" if asked.role in TREATING else "needs_none"
        problems.append(FieldProblem(field="role.unit_ids", reason=reason))
    if asked.ends_on is not None and asked.ends_on < _today(session, context, centre_id):
        problems.append(FieldProblem(field="role.ends_on", reason="past"))
    if problems:
        raise people.refused(problems)
    return units


def _today(session: Session, context: Context, centre_id: UUID) -> date:
    zone = session.scalars(select(Centre.zone).where(Centre.id == centre_id)).one()
    return context.clock.now().astimezone(ZoneInfo(zone)).date()


def weighed_by(session: Session, account: Account) -> frozenset[Role]:
    """Who decides on what leads to an account, by the roles it has or ever had, in any centre;
    empty: nobody has to. Where several decide, each of them may.

    A role that has ended counts: who comes back has to be who left.
    """
    held = rights.roles_ever(session, account.id)
    return frozenset().union(*(APPROVERS[each] for each in held if each in APPROVERS))


def give(giving: Giving, account: Account, asked: RoleAsked) -> None:
    """Gives a role, at once or with the first sign-in; its owner is told by mail."""
    now = giving.change.at
    until = None if account.totp_secret is not None else now + timedelta(days=INVITATION_DAYS)
    rights.add_role(giving.session, account.id, giving.centre_id, asked, begins=Begins(now, until))
    kind = RightChangeKind.ROLE_GRANTED if until is None else RightChangeKind.INVITED
    change = replace(giving.change, kind=kind)
    note(giving.session, giving.context, giving.centre_id, account.id, change)
    told = StaffMailKind.RIGHTS_CHANGED if until is None else StaffMailKind.INVITED
    tell(giving, account, told)


def tell(giving: Giving, account: Account, kind: StaffMailKind) -> None:
    """A mail to the owner of an account about what was just changed."""
    letter = Letter(kind, account.id, account.email, centre_id=giving.centre_id)
    mails.write(giving.session, giving.context, letter, giving.change.at)
