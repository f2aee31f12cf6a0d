"""Lines of the journal about somebody who has no session yet.

Where the name that was typed, or the secret that was mailed, is that of an account, the line is one
of its centres, so that their privacy officers read it; otherwise it is one of the installation.
What was typed is in none: people type passwords where a name belongs.
"""

from dataclasses import replace
from typing import Final
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from services.audit.journal import Entry, record, refused_as
from services.db.scope import NO_CENTRE
from services.db.tables.accounts import Account, Membership
from services.edge.context import Context
from services.errors import ServiceError

_NOBODY: Final = UUID(int=0)


def note(session: Session, entry: Entry, account_id: UUID | None) -> None:
    """Appends within the transaction; the work is the same for nobody."""
    is_invited = and_(Membership.invited_until.is_not(None), Account.totp_secret.is_(None))
    belongs = or_(Membership.ended_at.is_(None), Membership.suspended_at.is_not(None), is_invited)
    centres: list[UUID | None] = list(
        session.scalars(
            select(Membership.centre_id)
            .join(Account, Account.id == Membership.account_id)
            .where(Membership.account_id == (account_id or _NOBODY), belongs)
            .distinct()
        )
    )
    named = replace(entry, actor_id=account_id)
    for centre_id in centres or [None]:
        record(session, replace(named, centre_id=centre_id))


def refused(
    context: Context, entry: Entry, account_id: UUID | None, refusal: ServiceError
) -> ServiceError:
    """Journals a refusal, unless that was done, and gives it back to be raised."""
    if not refusal.is_journalled:
        with context.database.writing(NO_CENTRE) as session:
            note(session, replace(entry, outcome=refused_as(refusal.code)), account_id)
        refusal.is_journalled = True
    return refusal
