"""Giving a role: alone where it opens no record, by a second person where it does (R-AZ-10).

A manager and a privacy officer decide what others may do, so that their roles need a second person
as well: whoever could make one alone would approve their own request through a puppet.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.accounts.right_changes import Change, note
from services.contract.accounts import IdentityCheck, RightChangeKind, StaffMailKind
from services.contract.enums import Role
from services.contract.problems import FieldProblem
from services.contract.sessions import UnitLabel
from services.contract.staff import INVITATION_DAYS, RoleAsked
from services.db.tables.accounts import Account, Membership
from services.db.tables.centres import Centre
from services.edge.context import Context
from services.staff import mails, offers, people, rights
from services.staff.mails import Letter
from services.staff.rights import Begins

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
    """Gives a role, at once or with a sign-in; its owner is told by mail."""
    begins = begins_for(giving, account)
    rights.add_role(giving.session, account.id, giving.centre_id, asked, begins=begins)
    is_now = begins.invited_until is None
    kind = RightChangeKind.ROLE_GRANTED if is_now else RightChangeKind.INVITED
    change = replace(giving.change, kind=kind)
    note(giving.session, giving.context, giving.centre_id, account.id, change)
    tell(giving, account, StaffMailKind.RIGHTS_CHANGED if is_now else offer_of(account))


def begins_for(giving: Giving, account: Account) -> Begins:
    """When a role of somebody begins: with their first sign-in, or when they choose it at one where
    they belong to another centre: no centre binds somebody of another without them.
    """
    now = giving.change.at
    is_theirs = not rights.belongs_elsewhere(giving.session, account.id, giving.centre_id)
    if account.totp_secret is not None and is_theirs:
        return Begins(now, None)
    return Begins(now, now + timedelta(days=INVITATION_DAYS))


def offer_again(giving: Giving, account: Account, invited: Sequence[Membership]) -> None:
    """Offers roles anew that nobody took in time, or gives them to whoever has joined meanwhile.

    What an administrator renews alone stays as old as its approval.
    """
    session, begins = giving.session, begins_for(giving, account)
    if begins.invited_until is None:
        offers.begin(session, invited, begins.now)
    else:
        is_approved = giving.change.approved_by_id is not None
        old = [each.id for each in invited if each.role in APPROVERS and not is_approved]
        new = [each.id for each in invited if each.id not in old]
        offers.invite_again(session, old, begins.invited_until, given_at=None)
        offers.invite_again(session, new, begins.invited_until, given_at=begins.now)
    note(giving.session, giving.context, giving.centre_id, account.id, giving.change)
    is_now = begins.invited_until is None
    tell(giving, account, StaffMailKind.RIGHTS_CHANGED if is_now else offer_of(account))


def offer_of(account: Account) -> StaffMailKind:
    """The mail that says how an invitation is taken."""
    has_joined = account.totp_secret is not None
    return StaffMailKind.ROLE_OFFERED if has_joined else StaffMailKind.INVITED


def tell(giving: Giving, account: Account, kind: StaffMailKind) -> None:
    """A mail to the owner of an account about what was just changed."""
    letter = Letter(kind, account.id, account.email, centre_id=giving.centre_id)
    mails.write(giving.session, giving.context, letter, giving.change.at)
