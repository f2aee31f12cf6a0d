"""The review of who has access, each quarter, confirmed line by line (screens.md 3.9).

A line counts for the version that was looked at: whoever is changed afterwards is looked at again.
Nobody confirms themself.
"""

from datetime import date, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from services.centres.people import people
from services.contract.accounts import AccountRow, AccountState
from services.contract.staff import AccessReview, ReviewAsk, ReviewLine
from services.db.tables.centres import Centre
from services.db.tables.staff import AccessReviewLine
from services.edge.context import Context
from services.edge.writes import Done
from services.security.caller import Caller
from services.staff import listing
from services.staff.work import StaffWork, held

_MONTHS: Final = 3


def quarter_of(day: date) -> str:
    """`2025Q4`."""
    return f"{day.year}Q{(day.month - 1) // _MONTHS + 1}"


def last_day_of_quarter(day: date) -> date:
    """By when its review is due."""
    first = (day.month - 1) // _MONTHS * _MONTHS + 1 + _MONTHS
    after = date(day.year + 1, 1, 1) if first > 12 else date(day.year, first, 1)
    return after - timedelta(days=1)


def review(session: Session, context: Context, caller: Caller) -> AccessReview:
    """Every account that may do something, or may again, with what was found of it."""
    today = _today(session, context, caller.centre_id)
    rows = [
        row for row in listing.all_rows(session, context, caller)
        if row.state is not AccountState.ENDED
    ]  # fmt: skip
    found = _found(session, quarter_of(today))
    named = people(session, [each.by_id for each in found.values()])
    lines = []
    for row in rows:
        line = found.get(row.person.id)
        is_current = line is not None and line.account_version == row.version
        by = named.get(line.by_id) if line is not None and is_current else None
        lines.append(
            ReviewLine(
                account=row,
                verdict=line.verdict if line is not None and is_current else None,
                by=None if by is None else by.name,
                at=line.at if line is not None and is_current else None,
            )
        )
    return AccessReview(
        quarter=quarter_of(today),
        due_on=last_day_of_quarter(today),
        left=sum(each.verdict is None for each in lines),
        lines=lines,
    )


def confirm(work: StaffWork, version: int, ask: ReviewAsk) -> Done:
    """What was found of one account; raises 403, 404, 412."""
    found, session, caller = held(work, version), work.session, work.caller
    quarter = quarter_of(_today(session, work.context, caller.centre_id))
    session.execute(
        delete(AccessReviewLine).where(
            AccessReviewLine.quarter == quarter,
            AccessReviewLine.account_id == found.account.id,
        ),
        execution_options={"synchronize_session": False},
    )
    session.execute(
        insert(AccessReviewLine),
        {
            "centre_id": caller.centre_id,
            "quarter": quarter,
            "account_id": found.account.id,
            "account_version": found.version,
            "verdict": ask.verdict,
            "by_id": caller.person,
            "at": work.now,
        },
    )
    row: AccountRow = listing.row_of(session, work.context, caller, found)
    by = people(session, [caller.person])[caller.person].name
    line = ReviewLine(account=row, verdict=ask.verdict, by=by, at=work.now)
    return Done(line, object_id=found.account.id, object_version=found.version)


def _found(session: Session, quarter: str) -> dict[UUID, AccessReviewLine]:
    rows = session.scalars(select(AccessReviewLine).where(AccessReviewLine.quarter == quarter))
    return {row.account_id: row for row in rows}


def _today(session: Session, context: Context, centre_id: UUID) -> date:
    zone = session.scalars(select(Centre.zone).where(Centre.id == centre_id)).one()
    return context.clock.now().astimezone(ZoneInfo(zone)).date()
