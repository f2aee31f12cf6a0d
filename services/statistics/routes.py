"""The route of the page of statistics."""

from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy.orm import Session

from services.contract.statistics import PERIODS, Statistics
from services.contract.statistics_enums import Breakdown, Comparison
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.reads import Seen, read
from services.statistics import service
from services.statistics.service import Wanted

router = APIRouter(prefix="/api/v1", tags=["statistics"])


@router.get("/statistics", operation_id="read_statistics", response_model=Statistics)
def read_statistics(
    caller: CurrentCaller,
    context: CurrentContext,
    months: Annotated[int | None, Query(ge=min(PERIODS), le=max(PERIODS))] = None,
    by: Breakdown = Breakdown.UNIT,
    comparison: Comparison = Comparison.PREVIOUS,
) -> Statistics:
    """The statistics of the caller's centre over its last closed months, masked.

    Without `months` the longest period that is offered.
    """
    now = context.clock.now()
    wanted = Wanted(months, by, comparison)

    def _find(session: Session) -> Seen[Statistics]:
        return Seen(service.read_page(session, caller, wanted, now))

    return read(context, caller, "read_statistics", _find)
