"""One stream: what waits to be sent on it, filled from a thread and emptied on the event loop."""

import asyncio
from collections import deque
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from services.live.repository import Told
from services.security.caller import Caller

MOST_WAITING: Final = 2000


class Listener:
    """What one stream still has to tell; it is cut off rather than let grow.

    `tell` and `cut` may be called from any thread, the rest on the event loop that made it.
    """

    def __init__(self, caller: Caller) -> None:
        self.centre_id: UUID = caller.centre_id
        self.principal_id: UUID = caller.principal_id
        self.is_cut = False
        self._unit_ids = caller.unit_ids
        self._session_id = caller.session_id
        self._loop = asyncio.get_running_loop()
        self._news = asyncio.Event()
        self._waiting: deque[Told] = deque()

    def concerning(self, events: Sequence[Told]) -> list[Told]:
        """Those events that this person may hear of, and does not know by having made them."""
        return [each for each in events if self._may_hear(each) and not self._made(each)]

    def tell(self, events: Sequence[Told]) -> None:
        """Passes events on."""
        concerning = self.concerning(events)
        if concerning and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._take, concerning)

    def cut(self) -> None:
        """Ends the stream: another place has taken its turn, or it does not keep up."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._cut)

    async def next(self, timeout_s: float) -> list[Told]:
        """What arrived; nothing when the time is over first."""
        try:
            await asyncio.wait_for(self._news.wait(), timeout_s)
        except TimeoutError:
            return []
        self._news.clear()
        arrived = list(self._waiting)
        self._waiting.clear()
        return arrived

    def _may_hear(self, each: Told) -> bool:
        return each.unit_id in self._unit_ids or self._session_id in each.open_to

    def _made(self, each: Told) -> bool:
        return self._session_id is not None and each.session_id == self._session_id

    def _take(self, events: Sequence[Told]) -> None:
        self._waiting.extend(events)
        if len(self._waiting) > MOST_WAITING:
            self._cut()
        self._news.set()

    def _cut(self) -> None:
        self.is_cut = True
        self._waiting.clear()
        self._news.set()
