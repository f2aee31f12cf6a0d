"""A role in another centre begins when its owner takes it at signing in, and not before.

A centre cannot bind somebody who works elsewhere without them (decision 0049): what it gives is an
invitation, offered beside the roles that stand.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.accounts.repository import Choice, is_offered
from services.accounts.right_changes import Change, note
from services.contract.accounts import RightChangeKind
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.accounts import Account, Membership
from services.edge.context import Context


def scope_of(context: Context, membership_id: UUID | None) -> Scope:
    """The centre whose history hears of it, where what is named waits for its owner."""
    if membership_id is None:
        return NO_CENTRE
    with context.database.reading(NO_CENTRE) as session:
        found = session.scalar(
            select(Membership.centre_id).where(
                Membership.id == membership_id, Membership.invited_until.is_not(None)
            )
        )
    return NO_CENTRE if found is None else Scope(found)


def hold(session: Session, choice: Choice, now: datetime) -> bool:
    """Holds what is to begin, before the account is; False when it waits no more."""
    if not choice.waits:
        return True
    wanted = (
        select(Membership.id)
        .join(Account, Account.id == Membership.account_id)
        .where(Membership.id == choice.id, is_offered(now))
        .with_for_update(of=Membership, key_share=True)
    )
    return session.scalar(wanted) is not None


def begin(
    context: Context, session: Session, account_id: UUID, choice: Choice, now: datetime
) -> None:
    """The role stands from now on, where it waited; the history of its centre says so."""
    if not choice.waits:
        return
    session.execute(
        update(Membership)
        .where(Membership.id == choice.id)
        .values(ended_at=None, invited_until=None, begun_at=now, version=Membership.version + 1),
        execution_options={"synchronize_session": False},
    )
    change = Change(RightChangeKind.JOINED, "", account_id, now)
    note(session, context, choice.centre_id, account_id, change)
