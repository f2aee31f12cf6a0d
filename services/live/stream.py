"""The text of an event stream, from its first line to its end (WHATWG, server-sent events)."""

import time
from collections.abc import AsyncIterator, Callable
from typing import Final

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from services.contract.live import RESET, LiveEvent
from services.live.feed import Feed, Opening
from services.live.listener import Listener
from services.live.repository import Place, Told
from services.security.caller import Caller

HEARTBEAT_S: Final = 15.0
CHECKED_EVERY_S: Final = 2.0
_LOOKS_EVERY_S: Final = 0.5
_BEAT: Final = ": beat\n\n"


class EventStream(StreamingResponse):
    """A response that goes on."""

    media_type = "text/event-stream"


async def told(
    feed: Feed,
    caller: Caller,
    last: Place | None,
    life_s: float,
    may_go_on: Callable[[], bool],
) -> AsyncIterator[str]:
    """The events of one person's units, for `life_s` at most.

    Ends when `may_go_on` says no, asked every two seconds in a worker thread (R-SES-05), when the
    stream does not keep up, or when the server stops. No thread is held meanwhile.
    """
    ends_at = time.monotonic() + life_s
    listener = Listener(caller)
    try:
        opening = await run_in_threadpool(feed.join, listener, last)
        yield _begun(opening)
        async for words in _going_on(feed, listener, opening.place, ends_at, may_go_on):
            yield words
    except SQLAlchemyError:
        # Who listens comes back; what happened meanwhile stands in the table.
        return
    finally:
        feed.leave(listener)


async def _going_on(
    feed: Feed,
    listener: Listener,
    place: Place,
    ends_at: float,
    may_go_on: Callable[[], bool],
) -> AsyncIterator[str]:
    spoke_at = checked_at = time.monotonic()
    while not (listener.is_cut or feed.is_over()) and time.monotonic() < ends_at:
        arrived = await listener.next(_LOOKS_EVERY_S)
        now = time.monotonic()
        if now - checked_at >= CHECKED_EVERY_S:
            checked_at = now
            if not await run_in_threadpool(may_go_on):
                return
        words = "".join(_event(each) for each in arrived if each.place > place)
        if words:
            place = arrived[-1].place
        elif now - spoke_at >= HEARTBEAT_S:
            words = _BEAT
        if words:
            spoke_at = now
            yield words


def _begun(opening: Opening) -> str:
    """The first words: what was missed, or that everything has to be read again."""
    if opening.missed is None:
        return f"id: {opening.place}\nevent: {RESET}\ndata: {{}}\n\n"
    return _BEAT + "".join(_event(each) for each in opening.missed)


def _event(each: Told) -> str:
    data = LiveEvent(
        patient_id=each.patient_id, alert_id=each.alert_id, version=each.version, at=each.at
    ).model_dump_json()
    return f"id: {each.place}\nevent: {each.kind}\ndata: {data}\n\n"
