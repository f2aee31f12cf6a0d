"""HTTP with an end to patience: a slow or endless request loses its connection, not our time.

A request must be here, whole, within some seconds of its first byte, and its headers must be short;
whoever does not read the answer is cut off. None of this holds a worker: those begin when the
headers are complete, and never wait for a client (R-RAT-02).
"""

from asyncio import AbstractEventLoop, TimerHandle, Transport
from typing import Any, ClassVar, Final

from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

from services.edge.named_requests import HEADERS

MOST_HEADER_BYTES: Final = 32_768
_READING_S: Final = 30.0
_TOO_LATE: Final = 408, "Request Timeout"
_TOO_LONG: Final = 431, "Request Header Fields Too Large"
_NOT_HTTP: Final = 400, "Bad Request"


class PatientProtocol(HttpToolsProtocol):
    """One connection, as uvicorn makes it."""

    request_s: ClassVar[float] = 10.0
    """The longest that a request may take to arrive."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._arrival: TimerHandle | None = None
        self._reading: TimerHandle | None = None
        self._header_bytes = 0
        self._is_in_headers = True

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Somebody connected, and has until now plus `request_s` for a request."""
        super().connection_made(transport)
        self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is over."""
        self._arrived()
        self.resume_writing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Counts what comes before the end of the headers, then reads it."""
        if self._is_in_headers:
            self._header_bytes += len(data)
        super().data_received(data)
        if self._is_in_headers and self._header_bytes > MOST_HEADER_BYTES:
            self._cut(*_TOO_LONG)

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._is_in_headers = True
        self._expect()

    def on_headers_complete(self) -> None:
        """Its headers are complete."""
        self._is_in_headers = False
        self._header_bytes = 0
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """It is here, whole."""
        self._arrived()
        self._is_in_headers = True
        super().on_message_complete()

    def pause_writing(self) -> None:
        """The other side does not read."""
        super().pause_writing()
        if self._reading is None:
            self._reading = self.loop.call_later(_READING_S, self.transport.abort)

    def resume_writing(self) -> None:
        """It reads again."""
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        super().resume_writing()

    def send_400_response(self, _msg: str) -> None:
        """What is no HTTP gets an answer with the headers of every other, and no words of ours."""
        self._cut(*_NOT_HTTP)

    def _expect(self) -> None:
        if self._arrival is None:
            self._arrival = self.loop.call_later(self.request_s, self._cut, *_TOO_LATE)

    def _arrived(self) -> None:
        if self._arrival is not None:
            self._arrival.cancel()
            self._arrival = None

    def _cut(self, status: int, phrase: str) -> None:
        """Says why, unless an answer has begun, and ends the connection."""
        self._arrived()
        if self.transport.is_closing():
            return
        # Before the first request there is none, whatever its type says.
        cycle: RequestResponseCycle | None = self.cycle
        if cycle is None or cycle.response_complete or not cycle.response_started:
            lines = [f"HTTP/1.1 {status} {phrase}"]
            lines += [f"{name}: {value}" for name, value in HEADERS.items()]
            lines += ["Content-Length: 0", "Connection: close", "", ""]
            self.transport.write("\r\n".join(lines).encode("ascii"))
        self.transport.close()
