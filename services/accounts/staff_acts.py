"""Taking the rights of an account in a centre, giving them back, and ending them for good.

Nobody changes their own rights, and whoever takes rights has theirs still when it is written. What
was taken is gone at the next request: sessions and streams ask the membership each time (R-SES-05).
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, true
from sqlalchemy.orm import Session

from services.accounts import session_rows, staff, staff_rows
from services.accounts.session_rows import Whose
from services.accounts.staff_rows import Held
from services.contract.accounts import FEWEST_ADMINS, AccountActAsk, RightChangeKind
from services.contract.problems import ProblemCode
from services.db.tables.staff import RightChange
from services.edge.context import Context
from services.edge.writes import Done
from services.errors import ServiceError, forbidden, not_found
from services.ids import new_id
from services.security.caller import Caller


@dataclass(frozen=True)
class StaffWork:
    """Who changes the rights of which account in their centre, and when."""

    session: Session
    context: Context
    caller: Caller
    account_id: UUID
    now: datetime


def suspend(work: StaffWork, version: int, ask: AccountActAsk) -> Done:
    """From the next request on this account has no role here; raises 403, 404, 409, 412."""
    held = _held(work, version)
    if not held.standing:
        raise _forbids("This account has no role that could be suspended.")
    staff_rows.set_rights(work.session, held.standing, ended_at=work.now, suspended_at=work.now)
    return _done(work, RightChangeKind.SUSPENDED, ask)


def reactivate(work: StaffWork, version: int, ask: AccountActAsk) -> Done:
    """The account has the roles again that were suspended; raises 403, 404, 409, 412."""
    held = _held(work, version)
    if not held.suspended:
        raise _forbids("This account is not suspended.")
    staff_rows.set_rights(work.session, held.suspended, ended_at=None, suspended_at=None)
    return _done(work, RightChangeKind.REACTIVATED, ask)


def end(work: StaffWork, version: int, ask: AccountActAsk) -> Done:
    """The account has no role here for good, and its name stays; raises 403, 404, 409, 412."""
    held = _held(work, version)
    taken = held.standing + held.suspended
    if not taken:
        raise _forbids("This account has ended already.")
    admins = staff_rows.admins(work.session, work.caller.centre_id)
    if work.account_id in admins and len(admins) <= FEWEST_ADMINS:
        raise _forbids("A centre keeps two administrators: make another one first.")
    staff_rows.set_rights(work.session, taken, ended_at=work.now, suspended_at=None)
    return _done(work, RightChangeKind.ENDED, ask)


def _held(work: StaffWork, version: int) -> Held:
    """The account as it stands, with the rights of the centre held."""
    centre_id = work.caller.centre_id
    staff_rows.hold(work.session, centre_id)
    held = staff_rows.one_of(work.session, centre_id, work.account_id)
    if held is None:
        raise not_found()
    # Whoever was waited for may have taken the caller's own right.
    if work.account_id == work.caller.person or work.caller.person not in staff_rows.admins(
        work.session, centre_id
    ):
        raise forbidden()
    if held.version != version:
        raise ServiceError(412, ProblemCode.VERSION_STALE, "This account was changed meanwhile.")
    return held


def _done(work: StaffWork, kind: RightChangeKind, ask: AccountActAsk) -> Done:
    session, caller, change_id = work.session, work.caller, new_id()
    session_rows.end_of(session, Whose(work.account_id, caller.centre_id), true(), work.now)
    cipher = work.context.keys.centre(caller.centre_id)
    session.execute(
        insert(RightChange),
        {
            "id": change_id,
            "centre_id": caller.centre_id,
            "account_id": work.account_id,
            "kind": kind,
            "words": cipher.seal(staff.place_of(change_id), ask.words.encode()),
            "by_id": caller.person,
            "at": work.now,
        },
    )
    held = staff_rows.one_of(session, caller.centre_id, work.account_id)
    if held is None:
        raise not_found()
    row = staff.row_of(session, work.context, caller, held)
    return Done(row, object_id=work.account_id, object_version=held.version)


def _forbids(detail: str) -> ServiceError:
    return ServiceError(409, ProblemCode.STATE_FORBIDS, detail)
