"""Changes that others watch: a hundred a second of them, and the bare round trip of one."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from services.live.announcing import CHANNEL
from tests.bench.desktop.eyes import centile
from tests.bench.desktop.watching import ACTS
from tests.bench.processes import Served
from tests.bench.service.databases import PostgresDatabase
from tests.bench.service.load import answers, request

EVENTS_A_SECOND = 100
_PORTION_S = 0.01
_WITHIN_S = 10.0
_CHANGE = """
WITH changed AS (
    UPDATE worklist_entry SET claimed_by = CASE WHEN claimed_by IS NULL THEN account.id END,
        claimed_until = CASE WHEN claimed_by IS NULL THEN now() + interval '10 minutes' END
    FROM (SELECT id FROM account LIMIT 1) AS account
    WHERE top_alert_id = (
        SELECT top_alert_id FROM worklist_entry ORDER BY top_rank, next_due_at OFFSET %s LIMIT 1
    )
    RETURNING centre_id, unit_id, patient_id, top_alert_id, alert_version
)
INSERT INTO live_event (centre_id, unit_id, patient_id, alert_id, kind, version, at)
SELECT centre_id, unit_id, patient_id, top_alert_id, 'alert_changed', alert_version, now()
FROM changed
"""
_ROWS_IN_VIEW = 40


def bare_ms(thin: Served) -> dict[str, float]:
    """Milliseconds from an act, by way of the stream that tells of it, to a page that was read."""
    took_ms = []
    with socket.create_connection(("127.0.0.1", thin.port), timeout=_WITHIN_S) as stream:
        stream.sendall(request("GET", "/events", {}))
        _until_told(stream)
        with socket.create_connection(("127.0.0.1", thin.port), timeout=_WITHIN_S) as connection:
            answered = answers(connection)
            for _ in range(ACTS):
                started_s = time.perf_counter()
                connection.sendall(request("POST", "/act", {}))
                next(answered)
                _until_told(stream)
                connection.sendall(request("GET", "/page", {}))
                next(answered)
                took_ms.append((time.perf_counter() - started_s) * 1000)
    return {"p50_ms": centile(took_ms, 50), "p95_ms": centile(took_ms, 95)}


def _until_told(stream: socket.socket) -> None:
    heard = b""
    while b"data:" not in heard:
        heard = stream.recv(1 << 16)
        if not heard:
            raise ConnectionError("the stream ended")


class Storm:
    """Changes rows of the queue as the service does, beside it; counts what it managed."""

    def __init__(self, database: PostgresDatabase) -> None:
        self._connection = psycopg.connect(database.admin_dsn, autocommit=True)
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._blow, daemon=True)
        self._began_s = time.monotonic()
        self.count = 0

    @property
    def per_second(self) -> float:
        """How many changes a second there were."""
        return self.count / (time.monotonic() - self._began_s)

    def _blow(self) -> None:
        while not self._ends.wait(_PORTION_S):
            due = int((time.monotonic() - self._began_s) * EVENTS_A_SECOND)
            while self.count < due:
                with self._connection.transaction():
                    self._connection.execute(_CHANGE.encode(), [self.count % _ROWS_IN_VIEW])
                    self._connection.execute(f"NOTIFY {CHANNEL}".encode())
                self.count += 1

    @contextmanager
    def blowing(self) -> Iterator["Storm"]:
        """From the beginning of the block to its end."""
        self._began_s = time.monotonic()
        self._thread.start()
        try:
            yield self
        finally:
            self._ends.set()
            self._thread.join()
            self._connection.close()
