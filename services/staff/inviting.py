"""Inviting somebody and giving roles: done at once, or asked of a second person."""

from datetime import datetime, timedelta

from services.contract.accounts import AccountActAsk, RightChangeKind
from services.contract.staff import INVITATION_DAYS, GrantRoleAsk, InviteAsk, RoleGrantPayload
from services.db.tables.accounts import Membership
from services.edge.writes import Done
from services.staff import people, rights
from services.staff.asking import Leads, ask_for_role, done, giving_of, leads_asked_about
from services.staff.granting import APPROVERS, give, offer_again, require_role
from services.staff.rights import Held
from services.staff.work import StaffWork, forbids, held, require_admin


def invite(work: StaffWork, ask: InviteAsk, waiting: Leads | None = None) -> Done:
    """A new account with its first role here; raises 403, 409, 422.

    `waiting`: whom a second person is asked about already, for whoever looked before.
    """
    session, caller = work.session, work.caller
    require_admin(session, caller, work.now)
    person = people.known(ask.person)
    units = require_role(session, work.context, caller.centre_id, ask.role)
    account = people.same_person(session, person)
    problems = people.taken(session, person, None if account is None else account.id)
    problems += [] if account is None else people.differs(account, person)
    if problems:
        raise people.refused(problems)
    if account is not None and rights.one_of(session, caller.centre_id, account.id) is not None:
        raise forbids("This person has an account here: give it a role.")
    if (waiting or leads_asked_about(work)).lead_to(ask.person):
        raise forbids("A second person is asked about them already.")
    if ask.role.role in APPROVERS:
        payload = RoleGrantPayload(
            account_id=None if account is None else account.id,
            account_version=None,
            membership_id=None,
            person=person.shown() if account is None else people.shown(account),
            role=ask.role.role,
            units=units,
            before=[],
            ends_on=ask.role.ends_on,
            words=ask.words,
        )
        return ask_for_role(work, payload)
    account = account or people.add(session, person, work.now)
    give(giving_of(work, RightChangeKind.INVITED, ask.words), account, ask.role)
    return done(work, account.id, 201)


def grant(work: StaffWork, version: int, ask: GrantRoleAsk) -> Done:
    """A further role of an account; raises 403, 404, 409, 412, 422."""
    found = held(work, version)
    units = require_role(work.session, work.context, work.caller.centre_id, ask.role)
    kept = (*found.standing, *found.suspended, *found.invited)
    if any(each.role is ask.role.role for each in kept):
        raise forbids("This account has this role: change it.")
    if ask.role.role in APPROVERS:
        payload = RoleGrantPayload(
            account_id=found.account.id,
            account_version=found.version,
            membership_id=None,
            person=people.shown(found.account),
            role=ask.role.role,
            units=units,
            before=[],
            ends_on=ask.role.ends_on,
            words=ask.words,
        )
        return ask_for_role(work, payload)
    give(giving_of(work, RightChangeKind.ROLE_GRANTED, ask.words), found.account, ask.role)
    return done(work, found.account.id)


def invite_again(work: StaffWork, version: int, ask: AccountActAsk) -> Done:
    """Another seven days, and another mail; a role that weighs is approved again once those are
    over for which it was. Where its owner has set the account up for this centre meanwhile, it
    begins. Raises 403, 404, 409, 412.
    """
    found = held(work, version)
    if not found.invited:
        raise forbids("This account is not invited.")
    old = next((each for each in found.invited if _is_to_be_approved(found, each, work.now)), None)
    if old is not None:
        return ask_for_role(work, _again(work, found, old, ask.words))
    giving = giving_of(work, RightChangeKind.INVITED_AGAIN, ask.words)
    offer_again(giving, found.account, found.invited)
    return done(work, found.account.id)


def _is_to_be_approved(found: Held, role: Membership, now: datetime) -> bool:
    """Whether a role weighs, and was given longer ago than an invitation stands, or to somebody
    whom the same name did not lead to.
    """
    given_at, led_at = role.ended_at, found.account.led_at
    is_old = given_at is None or now - given_at >= timedelta(days=INVITATION_DAYS)
    is_other = given_at is not None and led_at is not None and given_at < led_at
    return role.role in APPROVERS and (is_old or is_other)


def _again(work: StaffWork, found: Held, role: Membership, words: str) -> RoleGrantPayload:
    units = rights.roles_held(work.session, [role])[role.id].units
    return RoleGrantPayload(
        account_id=found.account.id,
        account_version=found.version,
        membership_id=role.id,
        person=people.shown(found.account),
        role=role.role,
        units=units,
        before=units,
        ends_on=role.ends_on,
        ended_before=role.ends_on,
        is_again=True,
        words=words,
    )
