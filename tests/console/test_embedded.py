"""The service as a second process: it starts, it is waited for, and it surely ends."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from console import embedded
from console.embedded import EmbeddedService, start_service
from console.errors import Unexpected

ROOT = Path(__file__).resolve().parents[2]

# What the service does as far as starting and ending go: prints its address, answers /health/ready.
STUB = """
import http.server, json, sys, threading, time
status = {status}
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(status if self.path == "/health/ready" else 404)
        self.end_headers()
    def log_message(self, *arguments):
        pass
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
print(json.dumps({{"listening": "http://127.0.0.1:%d" % server.server_port}}), flush=True)
print("x" * 200_000, flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
while sys.stdin.buffer.read(1024):
    pass
{after}
"""


def stub(status: int = 200, after: str = "") -> list[str]:
    return [sys.executable, "-c", STUB.format(status=status, after=after)]


@pytest.fixture
def running(tmp_path):
    """Services that end with the test whatever it does."""
    started: list[EmbeddedService] = []

    def start(command: list[str]) -> EmbeddedService:
        started.append(start_service(tmp_path, command=command, within_s=20.0))
        return started[-1]

    yield start
    for service in started:
        service.stop()


def has_ended(pid: int) -> bool:
    """Whether a process that is not our child is gone."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text().rsplit(")", 1)[1].split()[0] == "Z"


def test_it_is_ready_when_it_has_started_and_ends_when_told(running):
    service = running(stub())

    assert service.url.startswith("http://127.0.0.1:")
    assert service.is_running
    assert service.stop() == 0
    assert not service.is_running


def test_a_service_that_does_not_listen_to_reason_is_ended_by_force(running, monkeypatch):
    monkeypatch.setattr(embedded, "_ENDED_WITHIN_S", 0.3)
    deaf = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\nwhile True: time.sleep(1)"
    service = running(stub(after=deaf))

    assert service.stop() == -signal.SIGKILL


@pytest.mark.parametrize(
    ("command", "what"),
    [
        ([sys.executable, "-c", "raise SystemExit(1)"], "service_not_started"),
        ([sys.executable, "-c", "print('hello', flush=True)"], "service_not_started"),
        ([sys.executable, "-c", "import sys; sys.stdin.read()"], "service_silent"),
        (stub(status=503), "service_not_ready"),
    ],
)
def test_a_service_that_does_not_come_up_is_told_and_leaves_nothing(tmp_path, command, what):
    with pytest.raises(Unexpected) as fault:
        start_service(tmp_path, command=command, within_s=1.5)

    assert fault.value.what == what


def test_the_service_ends_when_the_console_is_killed(tmp_path):
    script = textwrap.dedent(
        f"""
        import sys, time
        from pathlib import Path
        from console.embedded import start_service
        service = start_service(Path({str(tmp_path)!r}), command={stub()!r}, within_s=20.0)
        print(service.pid, flush=True)
        time.sleep(60)
        """
    )
    console = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert console.stdout is not None
    pid = int(console.stdout.readline())
    console.kill()
    console.wait()
    console.stdout.close()

    deadline = time.monotonic() + 10
    while not has_ended(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert has_ended(pid)
