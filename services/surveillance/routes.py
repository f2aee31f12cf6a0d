"""Routes for whoever runs the service; they say yes or no and nothing else."""

from typing import Literal

from fastapi import APIRouter, Request, Response

from services.contract.base import Reply
from services.edge.context import context_of
from services.errors import unavailable
from services.surveillance.readiness import Readiness

router = APIRouter(tags=["health"])


class Health(Reply):
    """That the service lives, or can serve."""

    status: Literal["live", "ready"]


@router.get("/health/live", operation_id="live", response_model=Health)
def live() -> Health:
    """The process answers."""
    return Health(status="live")


@router.get("/health/ready", operation_id="ready", response_model=Health)
def ready(request: Request) -> Health | Response:
    """Everything that a request needs answers; 503 otherwise, without details."""
    readiness = getattr(request.app.state, "readiness", None)
    if not isinstance(readiness, Readiness):
        readiness = request.app.state.readiness = Readiness(context_of(request))
    if not readiness.is_ready():
        raise unavailable()
    return Health(status="ready")
