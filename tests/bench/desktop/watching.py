"""A console that watches others work: how soon it shows an act, how deaf a storm makes it."""

import os
import random
import time
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject

from console.app import Desktop
from console.client.api import Api
from console.client.http import Wire, Write
from services.contract.alert_acts import AlertAsk
from tests.bench.desktop.eyes import Heartbeat, centile, rest, until
from tests.console.made import grant

ACTS = 24
STORM_S = 15
_ROW = 4


def resident_mb() -> float:
    """Memory of this process, in megabytes."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


class Colleague(QObject):
    """Another nurse, who takes and lets go of one alert over a wire of her own."""

    def __init__(self, desktop: Desktop, token: str) -> None:
        super().__init__()
        if desktop.desk is None:
            raise RuntimeError("nobody is signed in")
        self._jobs, self._queue = desktop.jobs, desktop.desk.worklist
        self._api = Api(Wire(desktop.server_url))
        self._api.wire.tokens.hold(grant().model_copy(update={"access_token": token}))
        self._alert_id: UUID = self._queue.rows[_ROW].row.alert_id
        self._version = self._queue.rows[_ROW].row.alert_version
        self._is_claimed = self._is_acting = False
        self.seen_s = 0.0
        self._queue.rows_changed.connect(self._look)

    def act_and_be_seen_ms(self) -> float:
        """From the call to the row that says so."""
        wanted, self.seen_s, self._is_acting = not self._is_claimed, 0.0, True
        started_s = time.perf_counter()
        self._jobs.submit(self, lambda: self._act(wanted), self._take, self._fail)
        until(lambda: self.seen_s > 0 and not self._is_acting, "the act on the other screen")
        return (self.seen_s - started_s) * 1000

    def _act(self, is_claim: bool) -> int:
        verb = self._api.claim_alert if is_claim else self._api.release_alert
        return verb(self._alert_id, AlertAsk(), Write(version=self._version)).alert.version

    def _take(self, version: int) -> None:
        self._version, self._is_acting = version, False

    def _fail(self, error: Exception) -> None:
        raise error

    def _look(self, _keys: object) -> None:
        is_claimed = self._queue.rows[_ROW].row.claim is not None
        if is_claimed is not self._is_claimed:
            self._is_claimed, self.seen_s = is_claimed, time.perf_counter()


class Readings(QObject):
    """Counts how often the list was read."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.count = 0

    def add(self) -> None:
        """Once more."""
        self.count += 1


def follow(desktop: Desktop, token: str) -> dict[str, Any]:
    """Milliseconds from an act of a colleague to its row on this screen."""
    colleague = Colleague(desktop, token)
    took_ms = []
    for _ in range(ACTS):
        # One act after a quiet moment; a storm of them is another row.
        rest(random.randint(900, 1900))
        took_ms.append(colleague.act_and_be_seen_ms())
    return {"p50_ms": centile(took_ms, 50), "p95_ms": centile(took_ms, 95)}


def storm(desktop: Desktop) -> dict[str, Any]:
    """How deaf the whole window is while changes pour in, and what that leaves in memory."""
    if desktop.desk is None:
        raise RuntimeError("nobody is signed in")
    readings = Readings(desktop)
    desktop.desk.worklist.refreshed.connect(readings.add)
    before_mb = resident_mb()
    beats = Heartbeat(desktop)
    beats.start()
    rest(STORM_S * 1000)
    beats.stop()
    return {
        "gap_p99_ms": centile(beats.gaps_ms, 99),
        "gap_max_ms": max(beats.gaps_ms),
        "readings_per_s": readings.count / STORM_S,
        "before_mb": before_mb,
        "after_mb": resident_mb(),
    }
