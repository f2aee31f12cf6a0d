"""Live events: one thread listens to the service and says on the GUI thread that something changed.

Nothing depends on it: whoever shows data polls as well, only more slowly while this is alive.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID

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


@dataclass(frozen=True)
class _Heard:
    """Who is another than before: by identity, contact or record, or by an alert. `is_all`: there
    was a gap, and it may be anybody.
    """

    patients: frozenset[UUID] = frozenset()
    of_alerts: frozenset[UUID] = frozenset()
    is_all: bool = False

    def and_then(self, later: _Heard) -> _Heard:
        """Both together."""
        return _Heard(
            self.patients | later.patients,
            self.of_alerts | later.of_alerts,
            self.is_all or later.is_all,
        )


class LiveUpdates(QObject):
    """Whether anything changed that this person may see, told by the service.

    Signals, on the GUI thread: `changed()`, once for a burst and after every gap in what was heard,
    and `heard(patients, patients by alerts, is_all)` with whose it was: by identity, contact or
    record, or by an alert, or perhaps anybody's after a gap; `alive_changed(bool)` when the service
    begins or ceases to be heard.
    """

    changed = Signal()
    heard = Signal(object, object, bool)
    alive_changed = Signal(bool)
    _arrived = Signal()
    _came = Signal(object, bool)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_alive = False
        self._session = session
        self._reader: _Reader | None = None
        self._lock = threading.Lock()
        self._waiting: _Heard | None = None
        self._arrived.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)
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

    def _hear(self, kind: str, data: str) -> None:
        """In the reader's thread: a burst is one event of Qt's queue, however long it is."""
        heard = _heard_of(kind, data)
        with self._lock:
            before = self._waiting
            self._waiting = heard if before is None else before.and_then(heard)
        if before is None:
            self._arrived.emit()

    @Slot()
    def _pass_on(self) -> None:
        with self._lock:
            heard, self._waiting = self._waiting, None
        if self._reader is not None and heard is not None:
            self.changed.emit()
            self.heard.emit(heard.patients, heard.of_alerts, heard.is_all)

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
        heard: Callable[[str, str], None],
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
        """An event says whose file is another one: what it is now is read, with its rights."""
        said, place = {"event": "", "data": ""}, self._last_id
        for line in lines:
            if self._ends.is_set():
                return
            name, _, value = line.partition(":")
            if name == "id":
                place = value.strip()
            if name in said:
                said[name] = value.strip()
            if not line:
                # Only now: an event that breaks off in the middle is asked for again.
                self._last_id = place
                self._hear(**said)
                said = dict.fromkeys(said, "")

    def _hear(self, event: str, data: str) -> None:
        if not self._is_alive:
            self._is_alive, self._failures = True, 0
            self._came(self, True)
        if event:
            self._heard(event, data)

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


def _heard_of(kind: str, data: str) -> _Heard:
    """What an event says; of one that says nothing that is known here, that it may be anybody."""
    # Not at the top: nobody listens before signing in, which needs no contract.
    from services.contract.live import LiveEvent, LiveKind

    try:
        is_patient = LiveKind(kind) is LiveKind.PATIENT_CHANGED
        whose = frozenset({LiveEvent.model_validate_json(data).patient_id})
    except ValueError:
        return _Heard(is_all=True)
    return _Heard(patients=whose) if is_patient else _Heard(of_alerts=whose)


def _no_api() -> Api:
    raise SignInNeeded("session_ended")


def _tell_nobody(*_said: object) -> None:
    """Nobody listens any more."""
