"""Other units or another last day of a role, and who an account belongs to (screens.md 3.9)."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from services.accounts import repository
from services.contract.accounts import RightChangeKind
from services.contract.approvals import ApprovalKind
from services.contract.enums import Role
from services.contract.problems import ProblemCode
from services.contract.sessions import UnitLabel
from services.contract.staff import (
    ChangePersonAsk,
    ChangeRoleAsk,
    IdentityPayload,
    RoleAsked,
    RoleGrantPayload,
)
from services.edge.writes import Done
from services.errors import ServiceError, not_found
from services.staff import offers, people, rights
from services.staff.acts import require_admins_left
from services.staff.asking import ask_for, ask_for_role, done, giving_of
from services.staff.granting import APPROVERS, SUPERVISORS, require_role, weighed_by
from services.staff.setting import set_person, set_role
from services.staff.work import StaffWork, held


def change_role(work: StaffWork, membership_id: UUID, version: int, ask: ChangeRoleAsk) -> Done:
    """Other units or another last day; what gives more of a role that weighs is asked for.

    Raises 403, 404, 409, 412, 422.
    """
    found = held(work, version)
    role = next((each for each in found.standing if each.id == membership_id), None)
    if role is None:
        raise not_found()
    asked = RoleAsked(role=role.role, unit_ids=ask.unit_ids, ends_on=ask.ends_on)
    units = require_role(work.session, work.context, work.caller.centre_id, asked)
    before = rights.roles_held(work.session, [role])[role.id].units
    gives_more = not _ids(units) <= _ids(before) or _later(ask.ends_on, role.ends_on)
    if role.role in APPROVERS and gives_more:
        payload = RoleGrantPayload(
            account_id=found.account.id,
            account_version=found.version,
            membership_id=role.id,
            person=people.shown(found.account),
            role=role.role,
            units=units,
            before=before,
            ends_on=ask.ends_on,
            ended_before=role.ends_on,
            words=ask.words,
        )
        return ask_for_role(work, payload)
    if role.role is Role.ADMIN and ask.ends_on is not None:
        require_admins_left(work, found)
    giving = giving_of(work, RightChangeKind.ROLE_CHANGED, ask.words)
    set_role(giving, found.account, role.id, asked)
    return done(work, found.account.id)


def change_person(work: StaffWork, version: int, ask: ChangePersonAsk) -> Done:
    """Who an account belongs to; what leads to it is asked for where its roles weigh.

    Raises 403, 404, 409, 412, 422.
    """
    found = held(work, version)
    # Another centre that gives this person a role waits, or is seen.
    account = repository.hold_account(work.session, found.account.id) or found.account
    if offers.is_anothers(work.session, account, work.caller.centre_id, work.now):
        raise ServiceError(
            409,
            ProblemCode.PERSON_NOT_ELIGIBLE,
            "This person works in another centre as well: no centre alone changes who they are.",
        )
    person = people.known_again(ask, account.username)
    problems = people.taken(work.session, person, account.id)
    if problems:
        raise people.refused(problems)
    before, after = people.shown(account), person.shown()
    if weighed_by(work.session, account) and people.leads_elsewhere(before, after):
        payload = IdentityPayload(
            account_id=account.id,
            account_version=found.version,
            before=before,
            after=after,
            words=ask.words,
        )
        return ask_for(work, ApprovalKind.CHANGE_IDENTITY, payload, account.id, SUPERVISORS)
    set_person(giving_of(work, RightChangeKind.PERSON_CHANGED, ask.words), found, person)
    return done(work, account.id)


def _ids(units: Iterable[UnitLabel]) -> set[UUID]:
    return {each.id for each in units}


def _later(will: date | None, was: date | None) -> bool:
    """Whether a last day gives more time than the one before; None is no last day."""
    return was is not None and (will is None or will > was)
