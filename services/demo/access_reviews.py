"""The review of who has access in the demonstration: that of the quarter before as far as the one
administrator can do it, and this quarter's begun.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from services.contract.staff import ReviewAsk, ReviewVerdict
from services.db.scope import Scope
from services.demo import calendar
from services.demo.staff import Staff
from services.edge.context import Context
from services.staff import review, rights
from services.staff.work import StaffWork

_ADMIN: Final = "marc.autret"
_BEFORE, _NOW = date(2025, 9, 24), date(2025, 11, 12)
_BEGUN: Final = (
    ("claire.morvan", ReviewVerdict.CONFIRMED),
    ("thomas.riou", ReviewVerdict.CONFIRMED),
    ("sophie.lagadec", ReviewVerdict.TO_CHANGE),
)
_FIRST_AT: Final = "16:30"
_BETWEEN: Final = timedelta(minutes=1)


def write_reviews(context: Context, centre_id: UUID, staff: Staff) -> None:
    """What the administrator found; of themself they can find nothing."""
    names = [each.post.username for each in staff.accounts if each.post.username != _ADMIN]
    before = [(name, ReviewVerdict.CONFIRMED) for name in names]
    for day, found in ((_BEFORE, before), (_NOW, _BEGUN)):
        _write(context, centre_id, staff, day, found)


def _write(
    context: Context,
    centre_id: UUID,
    staff: Staff,
    day: date,
    found: Sequence[tuple[str, ReviewVerdict]],
) -> None:
    admin, at = staff.of(_ADMIN), calendar.local(day, _FIRST_AT)
    with context.database.writing(Scope(centre_id)) as session:
        for name, verdict in found:
            then = replace(context, clock=calendar.SteppingClock(at))
            account_id = staff.of(name).person
            held = rights.one_of(session, centre_id, account_id)
            if held is None:
                raise LookupError(name)
            work = StaffWork(session, then, admin, account_id, at)
            review.confirm(work, held.version, ReviewAsk(verdict=verdict))
            at += _BETWEEN
