"""A real server with its own worker, stopped in the middle of its work (R-FLT-12)."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from console.client import http
from console.client.api import Api
from console.client.http import Wire
from console.embedded import EmbeddedService, start_service
from console.stores.surveillance import SurveillanceStore, Verdict
from tests.console import made
from tests.support.service import ServiceUnderTest


@pytest.fixture
def server(sqlite_service: ServiceUnderTest, tmp_path: Path) -> Iterator[EmbeddedService]:
    """The service as an operator starts it, on the clock of a demonstration."""
    sqlite_service.context.settings.demonstration_marker.touch()
    started = start_service(tmp_path / "service")
    yield started
    started.stop()


@pytest.mark.skipif(os.name == "nt", reason="needs SIGSTOP")
def test_a_server_that_is_stopped_turns_red(
    qtbot, root, jobs, steady, server, sqlite_service, monkeypatch: pytest.MonkeyPatch
):
    # Who waits for a stopped server need not wait as long as for a slow one.
    monkeypatch.setattr(http, "_TIMEOUTS", httpx.Timeout(0.5))
    api = Api(Wire(server.url))
    token = sqlite_service.centre.tokens["nurse"]
    api.wire.tokens.hold(made.grant().model_copy(update={"access_token": token}))
    session: Any = SimpleNamespace(api=api)
    store = SurveillanceStore(jobs, session, root, steady=steady)

    def ask() -> Verdict:
        store.ask()
        qtbot.waitUntil(lambda: jobs.pending_count == 0, timeout=20_000)
        return store.verdict

    qtbot.waitUntil(lambda: ask() is Verdict.PROVED, timeout=20_000)
    os.kill(server.pid, signal.SIGSTOP)
    try:
        ask()
        steady.s += 200
        assert ask() is Verdict.LATE
        steady.s += 100
        assert ask() is Verdict.DOWN
    finally:
        os.kill(server.pid, signal.SIGCONT)
    api.wire.close()
