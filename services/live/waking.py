"""What wakes the reader of live events: a bell in this process, or PostgreSQL's LISTEN."""

import threading
from typing import Any, Protocol

from psycopg import Connection, Error

from services.db.engine import Database
from services.live.announcing import CHANNEL


class Waker(Protocol):
    """Waits for a commit, for so many seconds at most: a ring that is lost delays, no more."""

    def wait(self, timeout_s: float) -> None:
        """Returns when something was committed, or when the time is over."""
        ...

    def close(self) -> None:
        """Lets go of what it holds."""
        ...


class BellWaker:
    """Woken by the writers of this process, the only one on SQLite."""

    def __init__(self, database: Database) -> None:
        self._bell = database.bell
        self._heard = self._bell.rings

    def wait(self, timeout_s: float) -> None:
        """Returns when something was committed, or when the time is over."""
        self._heard = self._bell.wait(self._heard, timeout_s)

    def close(self) -> None:
        """A bell needs nothing."""


class ListenWaker:
    """Woken by any process: one connection of its own listens, outside of the pool.

    A connection that broke is made again at the next wait.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection: Connection[Any] | None = None
        self._pause = threading.Event()

    def wait(self, timeout_s: float) -> None:
        """Returns when something was committed, or when the time is over."""
        try:
            if self._connection is None:
                # What was committed before it listened is read at once.
                self._listen()
                return
            for _ in self._connection.notifies(timeout=timeout_s, stop_after=1):
                pass
        except Error:
            self.close()
            self._pause.wait(timeout_s)

    def close(self) -> None:
        """Ends the connection."""
        held, self._connection = self._connection, None
        if held is not None:
            held.close()

    def _listen(self) -> None:
        engine = self._database.writer
        words, options = engine.dialect.create_connect_args(engine.url)
        asked = {**options, "autocommit": True}
        self._connection = self._database.answering.connect(words, asked)
        self._connection.execute(f"LISTEN {CHANNEL}")


def waker_of(database: Database) -> Waker:
    """What wakes on this database."""
    return BellWaker(database) if database.is_sqlite else ListenWaker(database)
