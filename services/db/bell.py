"""Tells threads of this process that something was committed."""

import threading


class Bell:
    """Rung after a commit; whoever waits is woken, and misses no ring between two waits."""

    def __init__(self) -> None:
        self._rung = threading.Condition()
        self._rings = 0

    @property
    def rings(self) -> int:
        """How often it rang."""
        with self._rung:
            return self._rings

    def ring(self) -> None:
        """Wakes everybody who waits."""
        with self._rung:
            self._rings += 1
            self._rung.notify_all()

    def wait(self, heard: int, timeout_s: float) -> int:
        """Waits until it has rung more often than `heard`; returns how often it rang."""
        with self._rung:
            self._rung.wait_for(lambda: self._rings != heard, timeout_s)
            return self._rings
