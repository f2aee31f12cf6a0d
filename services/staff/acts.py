"""Taking the rights of an account in a centre, giving them back, and ending them for good.

Nobody changes their own rights, and whoever takes rights has theirs still when it is written. What
was taken is gone at the next request: sessions and streams ask the membership each time (R-SES-05).
"""

from uuid import UUID

from sqlalchemy import true

from services.accounts import session_rows
from services.accounts.right_changes import Change, note
from services.accounts.session_rows import Whose
from services.contract.accounts import FEWEST_ADMINS, AccountActAsk, RightChangeKind
from services.contract.enums import Role
from services.edge.writes import Done
from services.errors import not_found
from services.staff import listing, rights, secrets
from services.staff.rights import Held
from services.staff.work import StaffWork, forbids, held


def suspend(work: StaffWork, version: int, ask: AccountActAsk) -> Done:
    """From the next request on this account has no role here, nor one that they could take at
    signing in; raises 403, 404, 409, 412.
    """
    found = held(work, version)
    if not found.standing:
        raise forbids("This account has no role that could be suspended.")
    # Taken back, not suspended: reactivating would begin what nobody has accepted.
    rights.set_rights(work.session, found.invited, ended_at=work.now, suspended_at=None)
    rights.set_rights(work.session, found.standing, ended_at=work.now, suspended_at=work.now)
    return _done(work, RightChangeKind.SUSPENDED, ask)


def reactivate(work: StaffWork, version: int, ask: AccountActAsk) -> Done:
    """The account has the roles again that were suspended; raises 403, 404, 409, 412."""
    found = held(work, version)
    if not found.suspended:
        raise forbids("This account is not suspended.")
    rights.set_rights(work.session, found.suspended, ended_at=None, suspended_at=None)
    return _done(work, RightChangeKind.REACTIVATED, ask)


def end(work: StaffWork, version: int, ask: AccountActAsk) -> Done:
    """The account has no role here for good, and its name stays; an invitation is taken back.

    Raises 403, 404, 409, 412.
    """
    found = held(work, version)
    taken = found.standing + found.suspended + found.invited
    if not taken:
        raise forbids("This account has ended already.")
    require_admins_left(work, found)
    rights.set_rights(work.session, taken, ended_at=work.now, suspended_at=None)
    return _done(work, RightChangeKind.ENDED, ask)


def end_role(work: StaffWork, membership_id: UUID, version: int, ask: AccountActAsk) -> Done:
    """One role ends, others stay; raises 403, 404, 409, 412."""
    found = held(work, version)
    taken = [each for each in found.standing if each.id == membership_id]
    if not taken:
        raise not_found()
    if taken[0].role is Role.ADMIN:
        require_admins_left(work, found)
    rights.set_rights(work.session, taken, ended_at=work.now, suspended_at=None)
    return _done(work, RightChangeKind.ROLE_ENDED, ask)


def require_admins_left(work: StaffWork, found: Held) -> None:
    """Raises 409 where a centre would keep fewer than two administrators without a last day."""
    admins = rights.lasting_admins(work.session, work.caller.centre_id, work.now)
    if found.account.id in admins and len(admins) <= FEWEST_ADMINS:
        raise forbids("A centre keeps two administrators: make another one first.")


def _done(work: StaffWork, kind: RightChangeKind, ask: AccountActAsk) -> Done:
    session, caller = work.session, work.caller
    session_rows.end_of(session, Whose(work.account_id, caller.centre_id), true(), work.now)
    if not rights.stands_anywhere(session, work.account_id, work.now):
        secrets.end_all(session, work.account_id, work.now)
    change = Change(kind, ask.words, caller.person, work.now)
    note(session, work.context, caller.centre_id, work.account_id, change)
    row = listing.row_again(session, work.context, caller, work.account_id)
    return Done(row, object_id=work.account_id, object_version=row.version)
