"""HTTP from this service to another: small answers, time limits, no redirect, nothing in a log."""

import contextlib
import json
import logging
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from ssl import SSLContext
from typing import Any, Final

import httpx

from services.clock import SystemClock

_LONGEST_ANSWER: Final = 64_000
_NOT_VERIFIED: Final = "CERTIFICATE_VERIFY_FAILED"
_OPENED: Final = frozenset({"connection.connect_tcp.complete", "connection.start_tls.complete"})
# It would write addresses to the log.
logging.getLogger("httpx").setLevel(logging.WARNING)


class Unanswered(Exception):
    """There is no answer in time, or one that is too long."""


class Untrusted(Unanswered):
    """Somebody answers whose certificate nobody vouches for."""


class Client(httpx.Client):
    """A client for one conversation, of which another thread can cut all connections.

    Nothing of the environment changes where it goes. `timeout_s` limits each step by itself: who
    answers a letter at a time is always in time, so that `answered` has a limit of its own.
    """

    def __init__(
        self,
        timeout_s: float,
        trust: SSLContext | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(
            verify=True if trust is None else trust,
            timeout=timeout_s,
            trust_env=False,
            follow_redirects=False,
            headers={"Accept-Encoding": "identity", **(headers or {})},
        )
        self._sockets: list[socket.socket] = []
        self._changing = threading.Lock()

    def opened(self, connection: socket.socket) -> None:
        """Remembers a connection for as long as it is open."""
        with self._changing:
            self._sockets = [each for each in self._sockets if each.fileno() >= 0]
            self._sockets.append(connection)

    def cut(self) -> None:
        """Ends what is read or written on any connection, at once."""
        with self._changing:
            for each in self._sockets:
                # Of the connection below TLS: nobody waits for a farewell.
                with contextlib.suppress(OSError):
                    socket.socket.shutdown(each, socket.SHUT_RDWR)


def client(timeout_s: float) -> Client:
    """A client for one conversation."""
    return Client(timeout_s)


def now_s() -> float:
    """The time of this machine: others do not know a chosen clock."""
    return SystemClock().now().timestamp()


def exchange(asked: Client, request: httpx.Request, until_s: float) -> tuple[int, Any]:
    """Status and JSON of an answer; None for a body that is none.

    Raises `Unanswered` when there is none in time, also one that comes drop by drop.
    """
    status, found = answered(asked, request, until_s)
    try:
        return status, json.loads(found)
    except (ValueError, RecursionError):
        return status, None


def answered(asked: Client, request: httpx.Request, until_s: float) -> tuple[int, bytes]:
    """Status and body of an answer; raises `Unanswered` as above, or `Untrusted`."""
    found = bytearray()
    try:
        with _until(until_s, asked, request) as is_over:
            answer = asked.send(request, stream=True)
            try:
                if "Content-Encoding" in answer.headers:
                    # What is packed small may be anything but small once it is unpacked.
                    raise Unanswered
                for part in answer.iter_raw():
                    found += part
                    if len(found) > _LONGEST_ANSWER:
                        raise Unanswered
            finally:
                answer.close()
    except httpx.HTTPError as fault:
        raise (Untrusted if _NOT_VERIFIED in str(fault) else Unanswered) from None
    if is_over.is_set():
        # A body that ends with its connection looks whole when that was cut.
        raise Unanswered
    return answer.status_code, bytes(found)


@contextmanager
def _until(until_s: float, asked: Client, request: httpx.Request) -> Iterator[threading.Event]:
    """Cuts the connections of a client at an instant, unless the block has ended; says whether."""
    is_over = threading.Event()

    def _cut() -> None:
        is_over.set()
        asked.cut()

    def _follow(event: str, told: Mapping[str, Any]) -> None:
        if event in _OPENED:
            asked.opened(told["return_value"].get_extra_info("socket"))
            if is_over.is_set():
                asked.cut()

    request.extensions["trace"] = _follow
    timer = threading.Timer(max(0.0, until_s - now_s()), _cut)
    timer.daemon = True
    timer.start()
    try:
        yield is_over
    finally:
        timer.cancel()
