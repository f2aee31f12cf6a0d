"""Routes for whoever runs the service, which say yes or no, and for whoever works with it."""

from typing import Literal

from fastapi import APIRouter, Depends, Request, Response

from services.contract.base import Reply
from services.contract.surveillance import SurveillanceHealth
from services.edge.context import context_of
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.offered import offered_only
from services.errors import unavailable
from services.surveillance.health import health_of
from services.surveillance.readiness import Readiness

router = APIRouter(tags=["health"])


class Health(Reply):
    """That the service lives, or can serve."""

    status: Literal["live", "ready"]


@router.get(
    "/health/live",
    operation_id="live",
    response_model=Health,
    dependencies=[Depends(offered_only)],
)
async def live() -> Health:
    """The process answers, however many requests wait for a worker."""
    return Health(status="live")


@router.get(
    "/health/ready",
    operation_id="ready",
    response_model=Health,
    dependencies=[Depends(offered_only)],
)
def ready(request: Request) -> Health | Response:
    """Everything that a request needs answers; 503 otherwise, without details."""
    readiness = getattr(request.app.state, "readiness", None)
    if not isinstance(readiness, Readiness):
        readiness = request.app.state.readiness = Readiness(context_of(request))
    if not readiness.is_ready():
        raise unavailable()
    return Health(status="ready")


@router.get(
    "/health/surveillance", operation_id="read_surveillance", response_model=SurveillanceHealth
)
def read_surveillance(caller: CurrentCaller, context: CurrentContext) -> SurveillanceHealth:
    """What is proved of the surveillance of the caller's centre.

    It shows nobody's record, so that asking, which a console does all day, is not journalled.
    """
    return health_of(context, caller.centre_id)
