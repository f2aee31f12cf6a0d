"""A client of the event stream, and a service whose streams last."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import httpx

from services.edge.context import Context
from tests.support.service import ServiceUnderTest

WAIT_S = 10.0


@dataclass(frozen=True)
class Heard:
    """One event as it arrived."""

    id: str
    kind: str
    data: dict[str, Any]

    @property
    def alert_id(self) -> UUID:
        """The alert that it is about."""
        return UUID(self.data.get("alert_id") or UUID(int=0).hex)

    @property
    def patient_id(self) -> UUID:
        """The patient whom it is about."""
        return UUID(self.data.get("patient_id", UUID(int=0).hex))


class Ears:
    """Reads a stream in a thread; `cut` breaks the connection as a cable would."""

    def __init__(self, response: httpx.Response) -> None:
        self.events: list[Heard] = []
        self.has_ended = threading.Event()
        self._response = response
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def wait(self, count: int, timeout_s: float = WAIT_S) -> list[Heard]:
        """The events, as soon as there are so many."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.events) >= count, timeout_s), self.events
            return list(self.events)

    def wait_for(self, holds: Callable[[list[Heard]], bool]) -> None:
        """Until something holds of the events."""
        with self._changed:
            assert self._changed.wait_for(lambda: holds(self.events), WAIT_S), self.events

    def cut(self) -> None:
        """Breaks the connection."""
        found: socket.socket = self._response.extensions["network_stream"].get_extra_info("socket")
        found.shutdown(socket.SHUT_RDWR)
        self._thread.join(WAIT_S)

    def _listen(self) -> None:
        told: dict[str, str] = {}
        try:
            for line in self._response.iter_lines():
                name, _, value = line.partition(": ")
                if line:
                    told[name] = value
                elif "event" in told:
                    self._hear(Heard(told["id"], told["event"], json.loads(told["data"])))
                    told = {}
        except httpx.TransportError:
            pass
        finally:
            self.has_ended.set()

    def _hear(self, event: Heard) -> None:
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()


@contextmanager
def ears(address: str, headers: dict[str, str], last: str | None = None) -> Iterator[Ears]:
    """Somebody who listens; resumes after the event `last`."""
    resumed = {} if last is None else {"Last-Event-ID": last}
    with (
        httpx.Client(timeout=30) as client,
        client.stream("GET", f"{address}/api/v1/events", headers=headers | resumed) as response,
    ):
        assert response.status_code == 200, response.read()
        listening = Ears(response)
        try:
            yield listening
        finally:
            if not listening.has_ended.is_set():
                listening.cut()


def let_streams_last(service: ServiceUnderTest) -> None:
    """Streams go on for as long as outside of tests."""
    app: Any = service.client.app
    context: Context = app.state.context
    lasting = context.settings.model_copy(update={"event_stream_s": 600})
    app.state.context = replace(context, settings=lasting)
