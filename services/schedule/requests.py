"""How a request of the schedule is read and written, each about one patient or about none."""

from typing import Annotated
from uuid import UUID

from fastapi import Query as InQuery
from sqlalchemy.orm import Session

from services.alerts.cursors import LONGEST_CURSOR
from services.alerts.worklist_rows import Query
from services.contract.non_responders import Silence
from services.edge.context import Context
from services.pagination import LARGEST_PAGE
from services.schedule.non_responders import Wanted
from services.security.caller import Caller

DEFAULT_PAGE = 50
Limit = Annotated[int, InQuery(ge=1, le=LARGEST_PAGE)]
Cursor = Annotated[str | None, InQuery(max_length=LONGEST_CURSOR)]


def query_of(session: Session, context: Context, caller: Caller) -> Query:
    """What a list has at hand."""
    return Query(session, context, caller, context.clock.now())


def wanted(
    silence: Silence = Silence.ONE_OR_MORE,
    unit: UUID | None = None,
    limit: Limit = DEFAULT_PAGE,
    cursor: Cursor = None,
) -> Wanted:
    """Which page of those who do not answer."""
    return Wanted(silence, unit, limit, cursor)
