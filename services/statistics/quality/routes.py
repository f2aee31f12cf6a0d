"""The route of the page of data quality."""

from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy.orm import Session

from services.contract.quality import DataQuality
from services.contract.statistics import PERIODS
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.reads import Seen, read
from services.statistics.quality import service

router = APIRouter(prefix="/api/v1", tags=["statistics"])


@router.get("/statistics/quality", operation_id="read_data_quality", response_model=DataQuality)
def read_data_quality(
    caller: CurrentCaller,
    context: CurrentContext,
    months: Annotated[int | None, Query(ge=min(PERIODS), le=max(PERIODS))] = None,
) -> DataQuality:
    """How complete, fresh, exact and coherent the data of the caller's centre were over its last
    closed months, masked.

    Without `months` the longest period that is offered.
    """
    now = context.clock.now()

    def _find(session: Session) -> Seen[DataQuality]:
        return Seen(service.read_quality(session, caller, months, now))

    return read(context, caller, "read_data_quality", _find)
