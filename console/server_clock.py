"""The service's time, told by a steady clock: the workstation's own date is never looked at."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

_SMALLEST_STEP = timedelta(milliseconds=500)


def steady_s() -> float:
    """Seconds that never jump and, where the system can tell, go on counting while it sleeps."""
    boot_time = getattr(time, "CLOCK_BOOTTIME", None)
    return time.clock_gettime(boot_time) if boot_time is not None else time.monotonic()


class ServerClock:
    """Learns the service's time from its answers and tells it on; safe between threads."""

    def __init__(self, steady: Callable[[], float] = steady_s) -> None:
        self._steady = steady
        self._lock = threading.Lock()
        self._origin: datetime | None = None
        self._origin_s = 0.0

    @property
    def is_known(self) -> bool:
        """Whether any answer told the time yet."""
        return self._origin is not None

    def learn(self, server_time: datetime) -> None:
        """Take the time of an answer that just arrived; steps under half a second are delay, not
        time.
        """
        told = server_time.astimezone(UTC)
        with self._lock:
            now_s = self._steady()
            if self._origin is not None and abs(self._at(now_s) - told) < _SMALLEST_STEP:
                return
            self._origin, self._origin_s = told, now_s

    def now(self) -> datetime:
        """The service's time in UTC; raises `LookupError` before the first answer."""
        with self._lock:
            return self._at(self._steady())

    def _at(self, now_s: float) -> datetime:
        if self._origin is None:
            raise LookupError("no answer has told the time yet")
        return self._origin + timedelta(seconds=now_s - self._origin_s)
