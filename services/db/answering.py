"""A connection to PostgreSQL that gives up on a server which no longer answers (R-FLT-06).

A server that is stopped, frozen or out of reach sends no error: a statement would wait for ever.
One that is only busy, or waits for a lock, goes on answering whoever asks anew, and is waited for.
"""

import socket
import threading
import time
from typing import Any, Final, TypeVar

from psycopg import Connection, OperationalError
from psycopg.abc import PQGen
from psycopg.errors import _WaitTimeout
from sqlalchemy import Engine, event

Result = TypeVar("Result")

DOUBTED_AFTER_S: Final = 0.5
"""A statement that takes longer has its server asked whether it is still there."""
ASKED_FOR_S: Final = 0.6
LONGEST_S: Final = 12.0
"""No statement is waited for any longer: the server itself ends each before."""
_BELIEVED_SILENT_S: Final = 0.5
_INTERVAL_S: Final = 0.1
_DEFAULT_PORT: Final = 5432
# What a client may send first: whether the server speaks TLS. It answers with one byte.
_SSL_ASK: Final = bytes([0, 0, 0, 8, 4, 210, 22, 47])


class Answering:
    """Whether the servers of one database answer; what was found is known to all threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._silent_until_s: dict[tuple[str, int], float] = {}

    def require(self, host: str, port: int) -> None:
        """Raises `OperationalError` when the server does not answer in `ASKED_FOR_S`."""
        place = (host, port)
        with self._lock:
            is_known_silent = time.monotonic() < self._silent_until_s.get(place, 0.0)
        if is_known_silent:
            raise _silent()
        if not _answers(host, port):
            with self._lock:
                self._silent_until_s[place] = time.monotonic() + _BELIEVED_SILENT_S
            raise _silent()

    def connect(self, words: Any, options: Any) -> "AnsweredConnection":
        """A connection like that of psycopg; raises `OperationalError` soon when nobody answers."""
        host = str(options.get("host", ""))
        # One server with a name: of several the driver itself tries each for two seconds.
        if host and "," not in host:
            self.require(host, int(options.get("port") or _DEFAULT_PORT))
        connection = AnsweredConnection.connect(*words, **{"connect_timeout": 2} | options)
        connection.answering = self
        return connection


class AnsweredConnection(Connection[Any]):
    """Closes itself and raises `OperationalError` when its server has ceased to answer."""

    answering: Answering | None = None

    def wait(
        self,
        gen: PQGen[Result],
        interval: float = _INTERVAL_S,
        timeout: float | None = None,
    ) -> Result:
        """Overrides the driver's: every wait for the server goes through here."""
        if timeout is not None or self.answering is None:
            return super().wait(gen, interval, timeout)
        begun_s = time.monotonic()
        while True:
            try:
                return super().wait(gen, interval, DOUBTED_AFTER_S)
            except _WaitTimeout:
                self._require_answer(begun_s)

    def _require_answer(self, begun_s: float) -> None:
        try:
            if time.monotonic() - begun_s > LONGEST_S:
                raise _silent()
            if self.answering is not None:
                self.answering.require(self.info.host, self.info.port)
        except OperationalError:
            self.pgconn.finish()
            raise


def give_up_on_silence(engine: Engine, answering: Answering) -> None:
    """From now on this engine makes such connections."""

    @event.listens_for(engine, "do_connect")
    def _connect(_dialect: object, _record: object, words: Any, options: Any) -> Any:
        return answering.connect(words, options)


def _silent() -> OperationalError:
    return OperationalError("the database server does not answer")


def _answers(host: str, port: int) -> bool:
    try:
        with _opened(host, port) as line:
            line.sendall(_SSL_ASK)
            return bool(line.recv(1))
    except OSError:
        return False


def _opened(host: str, port: int) -> socket.socket:
    if not host.startswith("/"):
        return socket.create_connection((host, port), ASKED_FOR_S)
    line = socket.socket(socket.AF_UNIX)
    line.settimeout(ASKED_FOR_S)
    try:
        line.connect(f"{host}/.s.PGSQL.{port}")
    except OSError:
        line.close()
        raise
    return line
