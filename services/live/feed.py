"""Reads live events once for a process and hands them to its streams, in one thread.

The thread lives while somebody listens. Whatever wakes it, it looks every two seconds: what woke
nobody comes late and is not lost.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError

from services.clock import Clock
from services.db.engine import Database
from services.db.scope import Scope
from services.live import repository
from services.live.listener import Listener
from services.live.repository import Place, Told
from services.live.waking import Waker, waker_of

_log = logging.getLogger("vigie.live")
STREAMS_OF_ONE: Final = 4
LOOK_S: Final = 2.0
_HELD_BACK_S: Final = 0.05
# A burst is read in a few portions, not event by event.
_BETWEEN_READINGS_S: Final = 0.02
_ENDS_WITHIN_S: Final = 5.0


@dataclass(frozen=True)
class Opening:
    """How a stream begins: what was missed since `place`, or None when that is not known here."""

    place: Place
    missed: list[Told] | None


def _never() -> bool:
    return False


class Feed:
    """The streams of this process; `is_over` says that the server stops, so that they end."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        waker: Callable[[Database], Waker] = waker_of,
    ) -> None:
        self.is_over: Callable[[], bool] = _never
        self._database = database
        self._clock = clock
        self._waker_of = waker
        self._lock = threading.Lock()
        self._listeners: list[Listener] = []
        self._places: dict[UUID, Place] = {}
        self._thread: threading.Thread | None = None
        self._ends = threading.Event()

    def join(self, listener: Listener, last: Place | None) -> Opening:
        """Adds a stream; from now on it is told. `last` is the place up to which it knows.

        The oldest stream of somebody who has too many is cut: a console that lost its connection
        may be back before the service notices.
        """
        with self._lock:
            if listener.centre_id not in self._places:
                self._places[listener.centre_id] = self._newest(listener.centre_id)
            self._listeners.append(listener)
            whose = listener.principal_id
            theirs = [each for each in self._listeners if each.principal_id == whose]
            for older in theirs[:-STREAMS_OF_ONE]:
                self._listeners.remove(older)
                older.cut()
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="live events", daemon=True)
                self._thread.start()
        return self._opening(listener, last)

    def leave(self, listener: Listener) -> None:
        """Tells a stream no more; safe to repeat."""
        with self._lock:
            if listener in self._listeners:
                self._listeners.remove(listener)

    def close(self) -> None:
        """Cuts every stream and waits for the thread."""
        self._ends.set()
        with self._lock:
            thread, listeners = self._thread, self._listeners
            self._listeners = []
        for listener in listeners:
            listener.cut()
        self._database.bell.ring()
        if thread is not None:
            thread.join(_ENDS_WITHIN_S)

    def _newest(self, centre_id: UUID) -> Place:
        with self._database.reading(Scope(centre_id)) as session:
            return repository.newest(session)

    def _opening(self, listener: Listener, last: Place | None) -> Opening:
        with self._database.reading(Scope(listener.centre_id)) as session:
            if last is not None and repository.is_known(session, last):
                batch = repository.after(session, last, self._clock.now())
                if not batch.is_cut:
                    place = batch.events[-1].place if batch.events else last
                    return Opening(place, listener.concerning(batch.events))
            return Opening(repository.newest(session), None)

    def _run(self) -> None:
        try:
            self._read_on()
        finally:
            self._cut_all()

    def _read_on(self) -> None:
        waker = self._waker_of(self._database)
        try:
            while self._is_needed():
                is_held_back = self._read()
                self._ends.wait(_BETWEEN_READINGS_S)
                waker.wait(_HELD_BACK_S if is_held_back else LOOK_S)
        finally:
            waker.close()

    def _cut_all(self) -> None:
        """After a fault that nobody foresaw the streams end: their consoles ask for new ones."""
        with self._lock:
            if self._thread is not threading.current_thread():
                return
            self._thread, listeners = None, self._listeners
            self._listeners = []
            self._places.clear()
        for listener in listeners:
            listener.cut()

    def _is_needed(self) -> bool:
        """Whether anybody listens; the thread ends in the same breath, so that a new one starts."""
        with self._lock:
            if self._listeners and not self._ends.is_set():
                return True
            self._thread = None
            self._places.clear()
            return False

    def _read(self) -> bool:
        """Reads each centre that somebody listens to; True when something is held back."""
        with self._lock:
            heard = {each.centre_id for each in self._listeners}
            self._places = {key: self._places[key] for key in heard}
            places = dict(self._places)
        try:
            return sum(self._read_centre(each, place) for each, place in places.items()) > 0
        except SQLAlchemyError as fault:
            _log.error("live events could not be read: %s", type(fault).__name__)
            return False

    def _read_centre(self, centre_id: UUID, place: Place) -> bool:
        with self._database.reading(Scope(centre_id)) as session:
            batch = repository.after(session, place, self._clock.now())
        if not batch.events:
            return batch.is_held_back
        with self._lock:
            if centre_id in self._places:
                self._places[centre_id] = batch.events[-1].place
            for listener in self._listeners:
                if listener.centre_id == centre_id:
                    listener.tell(batch.events)
        return batch.is_held_back or batch.is_cut
