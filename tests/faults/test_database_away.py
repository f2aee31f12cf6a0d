"""The database freezes, dies or is locked while a console watches (R-FLT-06, H-07)."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import httpx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import func, select

from console.app import Desktop
from console.server_clock import steady_s
from console.settings import Settings
from console.stores.states import StoreState
from console.stores.surveillance import Verdict
from services import worker
from services.db.scope import Scope
from services.db.tables.answers import Answer
from tests.console.real import listening, send_answer
from tests.support.answers import answer_content
from tests.support.live import let_streams_last
from tests.support.own_postgres import own_postgres
from tests.support.service import ServiceUnderTest, random_key
from tests.support.service_fixtures import furnish, serve_copy
from tests.support.sign_in import make_person
from tests.support.ui_parts import child
from ui.shell.banners import Banners

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="needs SIGSTOP and /proc"),
    pytest.mark.qt_log_ignore("propagateSizeHints"),
    pytest.mark.timeout(300),
]
REFUSED_WITHIN_S = 2.0
BANNER_WITHIN_S = 30.0
WAIT_MS = 40_000
AT_ONCE = 8


@dataclass
class Site:
    """A service, the fault of its database, and a nurse's console on it."""

    service: ServiceUnderTest
    url: str
    away: Callable[[], AbstractContextManager[None]]
    desktop: Desktop
    client: httpx.Client

    def send(self, patient: int, key: str) -> tuple[int, str | None, float]:
        """An answer of a patient: status, when to come back, how long that took."""
        path = f"{self.url}/api/v1/patients/{self.service.centre.patients[patient]}/answers"
        headers = self.service.writing_as("ingest", key=key)
        content = answer_content(comment=key)
        return _timed(lambda: self.client.post(path, json=content, headers=headers))

    def read(self, path: str) -> tuple[int, str | None, float]:
        """The same of a reading by another nurse."""
        headers = self.service.as_("nurse_2")
        return _timed(lambda: self.client.get(self.url + path, headers=headers))

    def stored(self) -> int:
        """How many answers there are."""
        with self.service.context.database.reading(Scope(self.service.centre.id)) as session:
            return session.scalar(select(func.count()).select_from(Answer)) or 0


def _timed(call: Callable[[], httpx.Response]) -> tuple[int, str | None, float]:
    begun_s = time.monotonic()
    answer = call()
    return answer.status_code, answer.headers.get("Retry-After"), time.monotonic() - begun_s


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    """Another program holds the file."""
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@contextmanager
def _service_with_fault(
    fault: str, folder: Path
) -> Iterator[tuple[ServiceUnderTest, Callable[[], AbstractContextManager[None]]]]:
    if fault == "locked":
        service = serve_copy(furnish(folder / "made", None), folder / "service", None)
        with service.client:
            yield service, partial(_locked, service.context.settings.data_dir / "vigie.sqlite")
        return
    with own_postgres() as server:
        database = server.databases.fresh()
        service = serve_copy(furnish(folder / "made", database), folder / "service", database)
        with service.client:
            yield service, server.frozen if fault == "frozen" else server.killed


@pytest.fixture
def site(qtbot, qapp, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Site]:
    """Three alerts on screen, surveillance proved, events heard."""
    with _service_with_fault(request.param, tmp_path) as (service, away):
        let_streams_last(service)
        worker.run_due(service.context)
        for patient in range(3):
            send_answer(service, patient)
        person = make_person(service)
        with listening(service) as url:
            desktop = Desktop(qapp, Settings(tmp_path / "settings.ini"), url, list)
            desktop.show()
            with qtbot.waitSignal(desktop.session.state_changed, timeout=WAIT_MS):
                desktop.session.sign_in(person.username, person.password)
            service.clock.forward(seconds=30)
            with qtbot.waitSignal(desktop.session.state_changed, timeout=WAIT_MS):
                desktop.session.second_factor(person.code())
            qtbot.waitUntil(lambda: _is_watching(desktop), timeout=WAIT_MS)
            with httpx.Client(timeout=60, trust_env=False) as client:
                yield Site(service, url, away, desktop, client)
            assert desktop.close()
            desktop.window.deleteLater()


def _is_watching(desktop: Desktop) -> bool:
    desk = desktop.desk
    return (
        desk is not None
        and len(desk.worklist.rows) == 3
        and desk.surveillance.verdict is Verdict.PROVED
        and desktop.live.is_alive
    )


def _state(desktop: Desktop) -> StoreState:
    assert desktop.desk is not None
    return desktop.desk.worklist.state


def _all_at_once(site: Site, keys: list[str]) -> list[tuple[int, str | None, float]]:
    with ThreadPoolExecutor(AT_ONCE + 2) as pool:
        sent = [pool.submit(site.send, number % 3, key) for number, key in enumerate(keys)]
        read = [pool.submit(site.read, "/api/v1/worklist") for _ in range(2)]
        return [each.result() for each in (*sent, *read)]


FAULTS = pytest.mark.parametrize("site", ["frozen", "killed", "locked"], indirect=True)


@FAULTS
def test_a_database_that_is_away_is_said_at_once_and_everything_comes_back(
    qtbot, site: Site, monkeypatch: pytest.MonkeyPatch
):
    desktop, stored = site.desktop, site.stored()
    desk, shell = desktop.desk, desktop.window.shell
    assert desk is not None
    assert shell is not None
    banner = child(shell, Banners, "").offline
    rows = [row.key for row in desk.worklist.rows]
    later_s = [0.0]
    monkeypatch.setattr(desk.surveillance, "_steady", lambda: steady_s() + later_s[0])
    keys = [random_key() for _ in range(AT_ONCE)]

    with site.away():
        begun_s = time.monotonic()
        refusals = _all_at_once(site, keys)
        QTest.keyClick(desktop.window, Qt.Key.Key_F5)
        qtbot.waitUntil(banner.isVisible, timeout=WAIT_MS)
        said_after_s = time.monotonic() - begun_s
        again = _all_at_once(site, keys)
        for seconds, verdict in ((200.0, Verdict.LATE), (310.0, Verdict.DOWN)):
            later_s[0] = seconds
            desk.surveillance.look()
            assert desk.surveillance.verdict is verdict
        assert _state(desktop) is StoreState.STALE
        assert [row.key for row in desk.worklist.rows] == rows
        assert not desk.actions.can_act

    assert {(status, wait) for status, wait, _ in refusals + again} == {(503, "5")}
    assert max(took_s for *_, took_s in refusals + again) < REFUSED_WITHIN_S
    assert said_after_s < BANNER_WITHIN_S
    # Whoever sent an answer sends it again with the same key: one effect, whatever came before.
    qtbot.waitUntil(
        lambda: {site.send(n % 3, k)[0] for n, k in enumerate(keys)} == {201}, timeout=WAIT_MS
    )
    assert site.stored() == stored + AT_ONCE
    site.service.clock.forward(seconds=60)
    worker.run_due(site.service.context)
    qtbot.waitUntil(banner.isHidden, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: desktop.live.is_alive, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: _state(desktop) is StoreState.READY, timeout=WAIT_MS)
    later_s[0] = 0.0
    desk.surveillance.ask()
    qtbot.waitUntil(lambda: desk.surveillance.verdict is Verdict.PROVED, timeout=WAIT_MS)


@pytest.mark.slow
@FAULTS
def test_a_minute_without_a_database_changes_nothing(qtbot, site: Site):
    key, stored = random_key(), site.stored()
    longest_s = 0.0
    with site.away():
        ends_s = time.monotonic() + 60
        while time.monotonic() < ends_s:
            status, _, took_s = site.send(0, key)
            assert status == 503
            longest_s = max(longest_s, took_s)

    assert longest_s < REFUSED_WITHIN_S
    qtbot.waitUntil(lambda: site.send(0, key)[0] == 201, timeout=WAIT_MS)
    assert site.stored() == stored + 1
