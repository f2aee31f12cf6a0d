"""The review of who has access, each quarter, confirmed line by line (screens.md 3.9).

A line counts for the version that was looked at: whoever is changed afterwards is looked at again.
Nobody confirms themself. What was left of the quarter before is overdue until it is looked at.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from services.centres.people import people
from services.contract.accounts import AccountRow, AccountState
from services.contract.people import PersonLabel
from services.contract.staff import AccessReview, ReviewAsk, ReviewLine
from services.db.tables.centres import Centre
from services.db.tables.staff import AccessReviewLine
from services.edge.context import Context
from services.edge.writes import Done
from services.security.caller import Caller
from services.staff import listing, rights
from services.staff.work import StaffWork, held

_MONTHS: Final = 3


def quarter_of(day: date) -> str:
    """`2025Q4`."""
    return f"{day.year}Q{(day.month - 1) // _MONTHS + 1}"


def first_day_of_quarter(day: date) -> date:
    """When its review begins."""
    return date(day.year, (day.month - 1) // _MONTHS * _MONTHS + 1, 1)


def last_day_of_quarter(day: date) -> date:
    """By when its review is due."""
    after = first_day_of_quarter(day) + timedelta(days=_MONTHS * 31)
    return first_day_of_quarter(after) - timedelta(days=1)


def review(session: Session, context: Context, caller: Caller) -> AccessReview:
    """Every account that may do something, or may again, with what was found of it."""
    zone = _zone(session, caller.centre_id)
    today = context.clock.now().astimezone(zone).date()
    every = [
        each
        for each in rights.all_of(session, caller.centre_id)
        if listing.state_of(each) is not AccountState.ENDED
    ]
    here = rights.here_since(session, caller.centre_id, every)
    known = _Known.of(session, today, zone, here)
    lines = [known.line(row) for row in listing.rows_of(session, context, caller, every)]
    is_late = any(each.is_overdue for each in lines)
    return AccessReview(
        quarter=quarter_of(today),
        due_on=last_day_of_quarter(today),
        left=sum(each.verdict is None for each in lines),
        lines=lines,
        overdue_since=known.begins - timedelta(days=1) if is_late else None,
    )


def confirm(work: StaffWork, version: int, ask: ReviewAsk) -> Done:
    """What was found of one account; raises 403, 404, 412."""
    found, session, caller = held(work, version), work.session, work.caller
    zone = _zone(session, caller.centre_id)
    quarter = quarter_of(work.context.clock.now().astimezone(zone).date())
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


@dataclass(frozen=True)
class _Known:
    """What was found this quarter and by whom, who was looked at in the one before, and since when
    accounts are in the centre.
    """

    begins: date
    zone: ZoneInfo
    found: Mapping[UUID, AccessReviewLine]
    by: Mapping[UUID, PersonLabel]
    before: frozenset[UUID]
    here_since: Mapping[UUID, datetime]

    @classmethod
    def of(
        cls, session: Session, today: date, zone: ZoneInfo, here_since: Mapping[UUID, datetime]
    ) -> "_Known":
        begins = first_day_of_quarter(today)
        found = _found(session, quarter_of(today))
        return cls(
            begins=begins,
            zone=zone,
            found=found,
            by=people(session, [each.by_id for each in found.values()]),
            before=frozenset(_found(session, quarter_of(begins - timedelta(days=1)))),
            here_since=here_since,
        )

    def line(self, row: AccountRow) -> ReviewLine:
        """A verdict counts for the version it was given of."""
        found = self.found.get(row.person.id)
        if found is not None and found.account_version == row.version:
            by = self.by.get(found.by_id)
            name = None if by is None else by.name
            return ReviewLine(account=row, verdict=found.verdict, by=name, at=found.at)
        # Looked at this quarter and changed since: what was missed before is made up for.
        is_overdue = found is None and self._was_missed(row.person.id)
        return ReviewLine(account=row, verdict=None, by=None, at=None, is_overdue=is_overdue)

    def _was_missed(self, account_id: UUID) -> bool:
        since = self.here_since[account_id].astimezone(self.zone).date()
        return since < self.begins and account_id not in self.before


def _found(session: Session, quarter: str) -> dict[UUID, AccessReviewLine]:
    rows = session.scalars(select(AccessReviewLine).where(AccessReviewLine.quarter == quarter))
    return {row.account_id: row for row in rows}


def _zone(session: Session, centre_id: UUID) -> ZoneInfo:
    return ZoneInfo(session.scalars(select(Centre.zone).where(Centre.id == centre_id)).one())
