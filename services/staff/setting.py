"""Writing a change of a role or a person, with its line in the history and a mail to its owner.

Done by an administrator alone, or by whoever approved it.
"""

from uuid import UUID

from sqlalchemy import true, update

from services.accounts import session_rows
from services.accounts.right_changes import note
from services.accounts.session_rows import Whose
from services.contract.accounts import StaffMailKind
from services.contract.staff import RoleAsked
from services.db.tables.accounts import Account, Membership
from services.staff import mails, people, rights, secrets
from services.staff.granting import Giving, tell
from services.staff.mails import Letter
from services.staff.people import Known
from services.staff.rights import Held


def set_role(giving: Giving, account: Account, membership_id: UUID, asked: RoleAsked) -> None:
    """A role has these units and this last day from the next request on."""
    rights.set_units(giving.session, membership_id, asked.unit_ids)
    rights.set_terms(giving.session, membership_id, asked.ends_on)
    note(giving.session, giving.context, giving.centre_id, account.id, giving.change)
    tell(giving, account, StaffMailKind.RIGHTS_CHANGED)


def set_person(giving: Giving, held: Held, person: Known) -> None:
    """An account belongs to this person; what was opened ends, the old address is told."""
    session, account, now = giving.session, held.account, giving.change.at
    old, before = account.email, people.shown(account)
    is_led = people.leads_elsewhere(before, person.shown())
    if is_led:
        account.led_at = now
    people.change(session, account, person)
    # The version of an account is that of its roles.
    session.execute(
        update(Membership)
        .where(Membership.id == held.memberships[0].id)
        .values(version=Membership.version + 1),
        execution_options={"synchronize_session": False},
    )
    if is_led:
        # What this centre offers is for the person as they are now; what others do is not, nor
        # what has lapsed: whoever decides on it does so again.
        session.execute(
            update(Membership)
            .where(
                Membership.id.in_([each.id for each in held.invited]),
                Membership.invited_until > now,
            )
            .values(ended_at=now),
            execution_options={"synchronize_session": False},
        )
    note(session, giving.context, giving.centre_id, account.id, giving.change)
    if is_led:
        # What was opened through the old number or address is nobody's any more.
        secrets.end_all(session, account.id, now)
        session_rows.end_of(session, Whose(account.id, giving.centre_id), true(), now)
    if old is not None and old != account.email:
        told = Letter(StaffMailKind.ADDRESS_CHANGED, account.id, old, centre_id=giving.centre_id)
        mails.write(session, giving.context, told, now)
        if held.invited:
            tell(giving, account, StaffMailKind.INVITED)
