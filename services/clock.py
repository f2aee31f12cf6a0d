"""Where the service's time comes from; nothing else asks the operating system."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Something that knows what time it is, in UTC."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return datetime.now(UTC)


class DemonstrationClock:
    """A clock that starts at a chosen instant and then runs at the usual pace (decision 44)."""

    def __init__(self, start: datetime, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._start = start.astimezone(UTC)
        self._monotonic = monotonic
        self._origin_s = monotonic()

    def now(self) -> datetime:
        """The chosen instant plus the time that has passed since."""
        elapsed_s = self._monotonic() - self._origin_s
        return datetime.fromtimestamp(self._start.timestamp() + elapsed_s, UTC)
