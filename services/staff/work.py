"""One change of rights in a centre: who makes it, and what is written down of it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.contract.problems import ProblemCode
from services.edge.context import Context
from services.errors import ServiceError, forbidden, not_found
from services.security.caller import Caller
from services.staff import rights
from services.staff.rights import Held


@dataclass(frozen=True)
class StaffWork:
    """Who changes the rights of which account in their centre, and when."""

    session: Session
    context: Context
    caller: Caller
    account_id: UUID
    now: datetime


def held(work: StaffWork, version: int) -> Held:
    """The account as it stands, with the rights of the centre held; raises 403, 404, 412."""
    found = held_again(work.session, work.caller, work.account_id, work.now)
    if found.version != version:
        raise ServiceError(412, ProblemCode.VERSION_STALE, "This account was changed meanwhile.")
    return found


def held_again(session: Session, caller: Caller, account_id: UUID, now: datetime) -> Held:
    """An account that the caller may change, with the rights of the centre held; 403, 404."""
    require_admin(session, caller, now)
    found = rights.one_of(session, caller.centre_id, account_id)
    if found is None:
        raise not_found()
    if account_id == caller.person:
        raise forbidden()
    return found


def require_admin(session: Session, caller: Caller, now: datetime) -> None:
    """Holds the rights of the centre; whoever was waited for may have taken the caller's own."""
    rights.hold(session, caller.centre_id)
    if caller.person not in rights.admins(session, caller.centre_id, now):
        raise forbidden()


def forbids(detail: str) -> ServiceError:
    """The state of an account does not take this."""
    return ServiceError(409, ProblemCode.STATE_FORBIDS, detail)
