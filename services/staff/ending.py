"""Due work: roles end behind their last day (screens.md 3.9, *end date*).

The last day of a role is looked at with each request as well; here it becomes an end that lists,
escalation and the history know.
"""

from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from services.accounts.right_changes import Change, note
from services.contract.accounts import RightChangeKind
from services.db.scope import Scope
from services.db.tables.centres import Centre
from services.edge.context import Context
from services.staff import rights


def end_roles(context: Context, centre_id: UUID) -> None:
    """Ends the roles of a centre whose last day is behind us."""
    now = context.clock.now()
    with context.database.reading(Scope(centre_id)) as session:
        zone = session.scalars(select(Centre.zone).where(Centre.id == centre_id)).one()
        today = now.astimezone(ZoneInfo(zone)).date()
        if not rights.past_their_last_day(session, centre_id, today):
            return
    with context.database.writing(Scope(centre_id)) as session:
        rights.hold(session, centre_id)
        for role in rights.past_their_last_day(session, centre_id, today):
            rights.set_rights(session, [role], ended_at=now, suspended_at=None)
            change = Change(RightChangeKind.ROLE_ENDED, role.role.value, None, now)
            note(session, context, centre_id, role.account_id, change)
