"""One change of rights in a centre: who makes it, and what is written down of it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from services.contract.accounts import IdentityCheck, RightChangeKind
from services.contract.problems import ProblemCode
from services.db.tables.staff import RightChange
from services.edge.context import Context
from services.errors import ServiceError, forbidden, not_found
from services.ids import new_id
from services.security.caller import Caller
from services.staff import rights
from services.staff.listing import place_of
from services.staff.rights import Held


@dataclass(frozen=True)
class StaffWork:
    """Who changes the rights of which account in their centre, and when."""

    session: Session
    context: Context
    caller: Caller
    account_id: UUID
    now: datetime


@dataclass(frozen=True)
class Change:
    """What is written down of a change: why, by whom, and who approved it."""

    kind: RightChangeKind
    words: str
    by_id: UUID | None
    at: datetime
    approved_by_id: UUID | None = None
    identity_check: IdentityCheck | None = None


def held(work: StaffWork, version: int) -> Held:
    """The account as it stands, with the rights of the centre held; raises 403, 404, 412."""
    found = held_again(work.session, work.caller, work.account_id)
    if found.version != version:
        raise ServiceError(412, ProblemCode.VERSION_STALE, "This account was changed meanwhile.")
    return found


def held_again(session: Session, caller: Caller, account_id: UUID) -> Held:
    """An account that the caller may change, with the rights of the centre held; 403, 404."""
    require_admin(session, caller)
    found = rights.one_of(session, caller.centre_id, account_id)
    if found is None:
        raise not_found()
    if account_id == caller.person:
        raise forbidden()
    return found


def require_admin(session: Session, caller: Caller) -> None:
    """Holds the rights of the centre; whoever was waited for may have taken the caller's own."""
    rights.hold(session, caller.centre_id)
    if caller.person not in rights.admins(session, caller.centre_id):
        raise forbidden()


def note(
    session: Session, context: Context, centre_id: UUID, account_id: UUID, change: Change
) -> None:
    """Writes down a change; the words are sealed under the key of the centre."""
    change_id = new_id()
    cipher = context.keys.centre(centre_id)
    session.execute(
        insert(RightChange),
        {
            "id": change_id,
            "centre_id": centre_id,
            "account_id": account_id,
            "kind": change.kind,
            "words": cipher.seal(place_of(change_id), change.words.encode()),
            "by_id": change.by_id,
            "approved_by_id": change.approved_by_id,
            "identity_check": change.identity_check,
            "at": change.at,
        },
    )


def forbids(detail: str) -> ServiceError:
    """The state of an account does not take this."""
    return ServiceError(409, ProblemCode.STATE_FORBIDS, detail)
