"""What every change of rights ends with: what became of it, or whom it waits for."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.accounts.names import username_key
from services.accounts.right_changes import Change
from services.approvals import requests
from services.contract.accounts import RightChangeKind, StaffMailKind
from services.contract.approvals import ApprovalKind
from services.contract.base import Reply
from services.contract.enums import Role
from services.contract.staff import Asked, PersonAsked, RoleGrantPayload
from services.edge.context import Context
from services.edge.writes import Done
from services.patients import normal
from services.security.caller import Caller
from services.staff import listing, mails, rights
from services.staff.granting import APPROVERS, Giving
from services.staff.mails import Letter
from services.staff.work import StaffWork


@dataclass(frozen=True)
class Leads:
    """User names and addresses of whom a second person is asked about already."""

    usernames: frozenset[str]
    emails: frozenset[str]

    def lead_to(self, person: PersonAsked) -> bool:
        """Whether somebody is one of them."""
        key = username_key(person.username)
        return key in self.usernames or normal.email(person.email) in self.emails


def leads_asked_about(work: StaffWork) -> Leads:
    """Whom this centre waits to give a first role; they have no account here yet."""
    asked = requests.waiting(
        work.session, work.context, work.caller, ApprovalKind.GRANT_ROLE, RoleGrantPayload
    )
    people = [each.person for each in asked if each.account_version is None]
    return Leads(
        frozenset(each.username for each in people),
        frozenset(each.email for each in people if each.email is not None),
    )


def giving_of(work: StaffWork, kind: RightChangeKind, words: str) -> Giving:
    """A change that an administrator makes alone."""
    change = Change(kind, words, work.caller.person, work.now)
    return Giving(work.session, work.context, work.caller.centre_id, change)


def ask_for_role(work: StaffWork, payload: RoleGrantPayload) -> Done:
    """A role waits for whoever decides on it."""
    approvers = APPROVERS[payload.role]
    return ask_for(work, ApprovalKind.GRANT_ROLE, payload, payload.account_id, approvers)


def ask_for(
    work: StaffWork,
    kind: ApprovalKind,
    payload: Reply,
    subject_id: UUID | None,
    approvers: frozenset[Role],
) -> Done:
    """Something waits for a second person, who is told by mail that it does; answers 202."""
    request_id = requests.ask(work.session, work.context, work.caller, kind, payload, subject_id)
    tell_approvers(work.session, work.context, work.caller, approvers, subject_id, work.now)
    return Done(Asked(account=None, approval_id=request_id), 202, object_id=request_id)


def tell_approvers(
    session: Session,
    context: Context,
    caller: Caller,
    approvers: frozenset[Role],
    subject_id: UUID | None,
    now: datetime,
) -> None:
    """A mail to everybody who may decide what the caller asked, without a name."""
    kind, centre_id = StaffMailKind.APPROVAL_WAITS, caller.centre_id
    # Whoever administers the centre decides nothing.
    admins = rights.admins(session, centre_id, now)
    for account in rights.holders(session, centre_id, approvers, now):
        is_other = account.id not in (admins | {caller.person, subject_id})
        # One that has not left yet says the same of many requests.
        if is_other and not mails.awaits(session, account.id, kind):
            letter = Letter(kind, account.id, account.email, centre_id=centre_id)
            mails.write(session, context, letter, now)


def done(work: StaffWork, account_id: UUID, status: int = 200) -> Done:
    """The account as it is now."""
    row = listing.row_again(work.session, work.context, work.caller, account_id)
    asked = Asked(account=row, approval_id=None)
    return Done(asked, status, object_id=account_id, object_version=row.version)
