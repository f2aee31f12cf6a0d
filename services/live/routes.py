"""The route of live events: one stream for each console (architecture.md 5)."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request

from services.contract.live import RESET, LiveEvent, LiveKind
from services.edge.current import CurrentCaller, CurrentContext, is_still
from services.edge.reads import Seen, read
from services.live.feed import Feed
from services.live.repository import Place
from services.live.stream import EventStream, told

router = APIRouter(prefix="/api/v1", tags=["live"])

_NOTHING = {"type": "object", "maxProperties": 0}
_EVENT = {
    "type": "object",
    "required": ["id", "event", "data"],
    "properties": {
        "id": {"type": "string", "pattern": r"^\d+\.\d+$"},
        "event": {"type": "string", "enum": [RESET, *LiveKind]},
        "data": {
            "type": "string",
            "contentMediaType": "application/json",
            "contentSchema": {"anyOf": [LiveEvent.model_json_schema(), _NOTHING]},
        },
    },
}
_DESCRIBED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Events `alert_raised`, `alert_changed` and `patient_changed`, whose data "
        "is an object; `reset` asks to read everything again. A comment every 15 s shows that it "
        "lives.",
        "content": {"text/event-stream": {"schema": _EVENT}},
    }
}


@router.get(
    "/events", operation_id="follow_events", response_class=EventStream, responses=_DESCRIBED
)
def follow_events(
    request: Request,
    caller: CurrentCaller,
    context: CurrentContext,
    last_event_id: Annotated[str, Header(max_length=64)] = "",
) -> EventStream:
    """Tells at once that alerts of the caller's units were raised or changed, and patients changed
    by another session; no content. Exceptional access counts while it is in force.

    `Last-Event-ID` resumes after an event that was received, for a quarter of an hour.
    """
    read(context, caller, "follow_events", lambda _session: Seen(None))
    feed: Feed = request.app.state.feed
    lines = told(
        feed,
        caller,
        Place.read(last_event_id),
        context.settings.event_stream_s,
        partial(is_still, context, request, caller),
    )
    return EventStream(lines)
