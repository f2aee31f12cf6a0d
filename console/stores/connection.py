"""Whether the service answers, since when not, and how old what is shown has become."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.server_clock import ServerClock, steady_s

OFFLINE_SHOWN_AFTER_S = 5.0
LONG_OFFLINE_AFTER_S = 15 * 60.0
COPY_EXPIRES_AFTER_S = 12 * 3600.0

_TICK_MS = 1000


class ConnectionStore(QObject):
    """Contact with the service, told by the wire from any thread.

    Signals: `changed()` when any of the properties took another value, and each minute while
    offline; `copy_expired()` once, after 12 h without contact: stores then forget what they hold
    (decision 37).
    """

    changed = Signal()
    copy_expired = Signal()
    _reported = Signal(bool)

    def __init__(
        self,
        clock: ServerClock,
        parent: QObject | None = None,
        steady: Callable[[], float] = steady_s,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._steady = steady
        self._contact_s: float | None = None
        self._lost_s: float | None = None
        self._said: tuple[object, ...] = ()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.look)
        self._reported.connect(self._take)

    @property
    def is_online(self) -> bool:
        """Whether the last call reached the service."""
        return self._lost_s is None

    @property
    def shows_offline(self) -> bool:
        """Whether contact has been gone long enough to say so."""
        return self._offline_s() >= OFFLINE_SHOWN_AFTER_S

    @property
    def is_long_offline(self) -> bool:
        """Whether the banner turns red."""
        return self._offline_s() >= LONG_OFFLINE_AFTER_S

    @property
    def is_copy_expired(self) -> bool:
        """Whether what was fetched may no longer be read."""
        return (
            self._contact_s is not None and self._steady() - self._contact_s >= COPY_EXPIRES_AFTER_S
        )

    @property
    def offline_since(self) -> datetime | None:
        """When the first call failed, in the service's time; None while online."""
        return self._instant(self._lost_s)

    @property
    def last_contact(self) -> datetime | None:
        """When the service last answered, in its own time."""
        return self._instant(self._contact_s)

    def copy_age(self) -> timedelta | None:
        """How long ago the service last answered; None before its first answer."""
        return (
            None if self._contact_s is None else timedelta(seconds=self._steady() - self._contact_s)
        )

    def report(self, has_contact: bool) -> None:
        """Called by the wire in any thread after every call."""
        self._reported.emit(has_contact)

    @Slot(bool)
    def _take(self, has_contact: bool) -> None:
        if has_contact:
            self._contact_s, self._lost_s = self._steady(), None
            self._timer.stop()
        elif self._lost_s is None:
            self._lost_s = self._steady()
            self._timer.start()
        self.look()

    @Slot()
    def look(self) -> None:
        """Say what changed; time alone changes it while offline."""
        if self.is_copy_expired and not (self._said and self._said[-1]):
            self.copy_expired.emit()
        minutes = int(self._offline_s() // 60)
        says = (
            self.is_online,
            self.shows_offline,
            self.is_long_offline,
            minutes,
            self.is_copy_expired,
        )
        if says != self._said:
            self._said = says
            self.changed.emit()

    def _offline_s(self) -> float:
        return 0.0 if self._lost_s is None else self._steady() - self._lost_s

    def _instant(self, then_s: float | None) -> datetime | None:
        if then_s is None or not self._clock.is_known:
            return None
        return self._clock.now() - timedelta(seconds=self._steady() - then_s)
