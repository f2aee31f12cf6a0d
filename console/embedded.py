"""The service as a second process on this machine, which ends when the console ends, however it
ends.
"""

from __future__ import annotations

import http.client
import json
import os
import queue
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING
from urllib.parse import urlsplit

from console.errors import Unexpected

if TYPE_CHECKING:
    from collections.abc import Sequence

ACCOUNTS_FILE = "demo-accounts.json"
DEMONSTRATION_CLOCK = "2025-11-18T10:42:00+01:00"

_ROOT = Path(__file__).resolve().parents[1]
_STARTED_WITHIN_S = 60.0
_MADE_WITHIN_S = 540.0
_ASKED_AGAIN_AFTER_S = 0.1
_ENDED_WITHIN_S = 8.0
_LOG_NAME = "service.log"


def make_demonstration(folder: Path, seed: int = 1) -> None:
    """Make the demonstration's data once, which prints its accounts; raises `Unexpected` when the
    service refuses.
    """
    if (folder / ACCOUNTS_FILE).is_file():
        return
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = subprocess.run(
        _command("demo", "--data", str(folder), "--seed", str(seed)),
        cwd=_ROOT,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        timeout=_MADE_WITHIN_S,
        check=False,
    )
    if made.returncode != 0:
        raise Unexpected("demonstration_not_made")


class EmbeddedService:
    """One child process; its standard input is a pipe that only we hold, so that our end is its
    end.
    """

    def __init__(self, process: subprocess.Popen[bytes], url: str) -> None:
        self._process = process
        self.url = url

    @property
    def pid(self) -> int:
        """Number of the process."""
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def stop(self) -> int:
        """End it: by closing its pipe, then by asking, then by force. Returns its exit code."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        for end in (None, self._process.terminate, self._process.kill):
            if end is not None:
                end()
            try:
                return self._process.wait(_ENDED_WITHIN_S)
            except subprocess.TimeoutExpired:
                continue
        return self._process.wait()


def start_service(
    folder: Path,
    port: int = 0,
    *,
    command: Sequence[str] | None = None,
    within_s: float = _STARTED_WITHIN_S,
) -> EmbeddedService:
    """Start the service on a folder and wait until it is ready; raises `Unexpected` when it is
    not.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    arguments = ("serve", "--data", str(folder), "--port", str(port), "--until-stdin-closes")
    log = os.open(folder / _LOG_NAME, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        process = subprocess.Popen(
            list(command) if command is not None else _command(*arguments),
            cwd=_ROOT,
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
        )
    finally:
        os.close(log)
    service = EmbeddedService(process, "")
    try:
        deadline = time.monotonic() + within_s
        service.url = _listening(process, deadline)
        _wait_until_ready(service, deadline)
    except Unexpected:
        service.stop()
        raise
    return service


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "services", *arguments]


def _environment() -> dict[str, str]:
    """Ours, with the demonstration's clock, which the service honours in demonstration folders
    only.
    """
    return {"VIGIE_DEMONSTRATION_CLOCK": DEMONSTRATION_CLOCK} | dict(os.environ)


def _listening(process: subprocess.Popen[bytes], deadline: float) -> str:
    """The address that the service prints first; the rest of its output is read and dropped."""
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_drain, args=(process.stdout, lines), daemon=True).start()
    try:
        first = lines.get(timeout=max(0.0, deadline - time.monotonic()))
        url = json.loads(first)["listening"]
    except queue.Empty:
        raise Unexpected("service_silent") from None
    except (ValueError, KeyError, TypeError):
        raise Unexpected("service_not_started") from None
    return str(url)


def _drain(output: IO[bytes] | None, lines: queue.SimpleQueue[bytes]) -> None:
    """A pipe that nobody reads would stop the service once it is full."""
    if output is not None:
        with output:
            lines.put(output.readline())
            while output.read(4096):
                continue


def _wait_until_ready(service: EmbeddedService, deadline: float) -> None:
    while time.monotonic() < deadline:
        if not service.is_running:
            raise Unexpected("service_ended")
        if _is_ready(service.url):
            return
        time.sleep(_ASKED_AGAIN_AFTER_S)
    raise Unexpected("service_not_ready")


def _is_ready(url: str) -> bool:
    place = urlsplit(url)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=2.0)
    try:
        connection.request("GET", "/health/ready")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
