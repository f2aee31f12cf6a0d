"""An address outside is told while everything is proved, and hears nothing otherwise."""

import json
import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from pydantic import ValidationError

from services.contract.surveillance import PartState, SurveillancePart, SurveillanceState
from services.settings import Settings
from services.surveillance import reconciler
from services.worker import run_due
from tests.services.surveillance.conftest import Watch


@dataclass
class Sink:
    """What an address outside was sent, and how it answers."""

    url: str = ""
    status: int = 204
    got: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)


@pytest.fixture
def sink() -> Iterator[Sink]:
    """A real listener on this machine."""
    found = Sink()

    class _Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            found.got.append(json.loads(body))
            found.paths.append(self.path)
            self.send_response(found.status)
            if found.status == 302:
                self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    found.url = f"http://127.0.0.1:{server.server_address[1]}/secret-of-the-mailbox"
    yield found
    server.shutdown()
    server.server_close()
    thread.join(5)


@dataclass
class Outside:
    """A watch whose service has an address outside."""

    watch: Watch
    sink: Sink

    def __post_init__(self) -> None:
        context = self.watch.service.context
        settings = context.settings.model_copy(update={"heartbeat_url": self.sink.url})
        self.context = replace(context, settings=settings)
        self.watch.service.client.app.state.context = self.context  # type: ignore[attr-defined]

    def minutes(self, count: int) -> None:
        """So many minutes, with what is due in each."""
        for _ in range(count):
            self.watch.service.clock.forward(seconds=60)
            run_due(self.context)


@pytest.fixture
def outside(watch: Watch, sink: Sink) -> Outside:
    """The same on each database."""
    return Outside(watch, sink)


def test_it_is_told_product_instant_and_state_and_nothing_else(outside: Outside):
    outside.minutes(2)

    assert outside.sink.got[0] == {
        "product": "Vigie",
        "at": "2025-11-18T09:43:00+00:00",
        "state": "ok",
    }
    assert len(outside.sink.got) == 2
    assert outside.watch.part(SurveillancePart.HEARTBEAT) is PartState.OK


def test_it_hears_nothing_while_anything_is_not_proved(
    outside: Outside, monkeypatch: pytest.MonkeyPatch
):
    def _fails(*_: object) -> None:
        raise RuntimeError

    outside.minutes(1)
    with monkeypatch.context() as patch:
        patch.setattr(reconciler, "find_gaps", _fails)
        outside.minutes(3)
    assert len(outside.sink.got) == 1
    assert outside.watch.part(SurveillancePart.HEARTBEAT) is PartState.DOWN

    outside.minutes(1)

    assert len(outside.sink.got) == 2
    assert outside.watch.health().state is SurveillanceState.OK


@pytest.mark.parametrize("status", [302, 404, 500])
def test_an_address_that_does_not_take_it_is_shown_and_not_followed(
    outside: Outside, status: int, caplog: pytest.LogCaptureFixture
):
    outside.sink.status = status
    with caplog.at_level(logging.DEBUG):
        outside.minutes(1)

    assert outside.watch.part(SurveillancePart.HEARTBEAT) is PartState.DOWN
    assert outside.watch.health().state is SurveillanceState.PARTIAL
    assert outside.sink.paths == ["/secret-of-the-mailbox"]
    assert "secret-of-the-mailbox" not in caplog.text
    assert "HeartbeatRefused" in caplog.text


def test_an_address_that_is_gone_is_shown(outside: Outside):
    outside.context = replace(
        outside.context,
        settings=outside.context.settings.model_copy(
            update={"heartbeat_url": "http://127.0.0.1:9/gone"}
        ),
    )
    outside.minutes(1)

    assert outside.watch.part(SurveillancePart.HEARTBEAT) is PartState.DOWN


@pytest.mark.parametrize(
    ("url", "is_taken"),
    [
        ("https://mailbox.example/abc", True),
        ("http://127.0.0.1:8080/abc", True),
        ("http://mailbox.example/abc", False),
        ("http://localhost/abc", False),
        ("https://", False),
        ("file:///etc/passwd", False),
    ],
)
def test_the_address_is_encrypted_or_on_this_machine(
    monkeypatch: pytest.MonkeyPatch, url: str, is_taken: bool
):
    monkeypatch.setenv("VIGIE_HEARTBEAT_URL", url)
    if is_taken:
        assert Settings().heartbeat_url == url
    else:
        with pytest.raises(ValidationError) as refused:
            Settings()
        assert "abc" not in str(refused.value)
