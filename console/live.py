"""Live events: one thread listens to the service and says on the GUI thread that something changed.

Nothing depends on it: whoever shows data polls as well, only more slowly while this is alive.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal, Slot

from console.errors import ConsoleError, SignInNeeded
from console.session import Session

if TYPE_CHECKING:
    from console.client.api import Api
    from console.client.http import Lines

SILENCE_S: Final = 40.0
"""The service speaks every 15 s; after this the connection counts as dead."""
_FIRST_PAUSE_S: Final = 0.5
_LONGEST_PAUSE_S: Final = 30.0
_ENDS_WITHIN_S: Final = 5.0


class LiveUpdates(QObject):
    """Whether anything changed that this person may see, told by the service.

    Signals, on the GUI thread: `changed()`, once for a burst and after every gap in what was heard;
    `alive_changed(bool)` when the service begins or ceases to be heard.
    """

    changed = Signal()
    alive_changed = Signal(bool)
    _heard = Signal()
    _came = Signal(object, bool)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_alive = False
        self._session = session
        self._reader: _Reader | None = None
        self._is_told = threading.Event()
        self._heard.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)
        self._came.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Listen for the session that has begun, if its role may."""
        self.stop()
        if self._session.may("follow_events"):
            session = self._session
            self._reader = _Reader(lambda: session.api, self._hear, self._came.emit)
            self._reader.start()

    @Slot()
    def stop(self) -> None:
        """Listen no more, at once; safe to repeat."""
        reader, self._reader = self._reader, None
        if reader is not None:
            reader.end()
        self._set_alive(False)

    def close(self) -> None:
        """The same, and wait for the thread."""
        reader = self._reader
        self.stop()
        if reader is not None:
            reader.join(_ENDS_WITHIN_S)

    def _hear(self) -> None:
        """In the reader's thread: a burst is one event of Qt's queue, however long it is."""
        if not self._is_told.is_set():
            self._is_told.set()
            self._heard.emit()

    @Slot()
    def _pass_on(self) -> None:
        self._is_told.clear()
        if self._reader is not None:
            self.changed.emit()

    @Slot(object, bool)
    def _take(self, reader: object, is_alive: bool) -> None:
        if reader is self._reader:
            self._set_alive(is_alive)

    def _set_alive(self, is_alive: bool) -> None:
        if is_alive is not self.is_alive:
            self.is_alive = is_alive
            self.alive_changed.emit(is_alive)


class _Reader(threading.Thread):
    """Listens until `end`, comes back after every break, and resumes where it was."""

    def __init__(
        self,
        api: Callable[[], Api],
        heard: Callable[[], None],
        came: Callable[[object, bool], None],
    ) -> None:
        super().__init__(name="live events", daemon=True)
        self._api = api
        self._heard = heard
        self._came = came
        self._ends = threading.Event()
        self._lock = threading.Lock()
        self._lines: Lines | None = None
        self._last_id = ""
        self._failures = 0
        self._is_alive = False

    def end(self) -> None:
        """Called on the GUI thread: whom it told is let go of here, for the last to hold a Qt
        object must not be this thread, which may hang on its line a while longer.
        """
        self._ends.set()
        self._api, self._heard, self._came = _no_api, _tell_nobody, _tell_nobody
        with self._lock:
            if self._lines is not None:
                self._lines.cut()

    def run(self) -> None:
        """The thread."""
        while not self._ends.is_set():
            is_token_over = False
            try:
                self._listen()
            except SignInNeeded:
                is_token_over = True
            except ConsoleError:
                pass  # what polls says how long the service has been away
            if self._ends.is_set():
                return
            self._is_alive = False
            self._came(self, False)
            if is_token_over:
                self._renew()
            self._ends.wait(self._pause_s())

    def _listen(self) -> None:
        with self._api().follow_events(self._last_id, SILENCE_S) as lines:
            with self._lock:
                self._lines = lines
            try:
                self._read(lines)
            finally:
                with self._lock:
                    self._lines = None

    def _read(self, lines: Lines) -> None:
        """What an event says is not looked at: the list is read, with its rights, as ever."""
        is_event, place = False, self._last_id
        for line in lines:
            if self._ends.is_set():
                return
            name, _, value = line.partition(":")
            if name == "id":
                place = value.strip()
            is_event = is_event or name == "event"
            if not line:
                # Only now: an event that breaks off in the middle is asked for again.
                self._last_id = place
                self._hear(is_event)
                is_event = False

    def _hear(self, is_event: bool) -> None:
        if not self._is_alive:
            self._is_alive, self._failures = True, 0
            self._came(self, True)
        if is_event:
            self._heard()

    def _renew(self) -> None:
        """An access token lives ten minutes: any call exchanges it, or finds the session over."""
        try:
            self._api().read_me()
        except ConsoleError:
            self._failures += 1

    def _pause_s(self) -> float:
        """Longer after each failure, and never the same for all consoles of a hospital."""
        longest: float = min(_LONGEST_PAUSE_S, _FIRST_PAUSE_S * 2**self._failures)
        self._failures = min(self._failures + 1, 10)
        return longest * random.uniform(0.5, 1.0)


def _no_api() -> Api:
    raise SignInNeeded("session_ended")


def _tell_nobody(*_said: object) -> None:
    """Nobody listens any more."""
