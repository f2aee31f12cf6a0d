"""A service in a process of its own, over the folder and the database of a test."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from services import faults
from tests.support import forks
from tests.support.service import ServiceUnderTest, random_key


@dataclass
class Child:
    """The process, its address, and the service whose data it serves."""

    process: "subprocess.Popen[str] | forks.Fork"
    address: str
    service: ServiceUnderTest

    def post(
        self, path: str, who: str, body: bytes, key: str | None = None, **headers: str
    ) -> httpx.Response:
        """An unsafe request of somebody; raises httpx's `TransportError` when the service dies."""
        asked = self.service.as_(who) | {"Idempotency-Key": key or random_key()} | headers
        return httpx.post(f"{self.address}{path}", content=body, headers=asked, timeout=30)

    def get(self, path: str, who: str) -> httpx.Response:
        """A read of somebody."""
        return httpx.get(f"{self.address}{path}", headers=self.service.as_(who), timeout=30)


def run(
    service: ServiceUnderTest,
    *words: str,
    fault: str | None = None,
    environment: Mapping[str, str] | None = None,
) -> "subprocess.CompletedProcess[str]":
    """What a process of its own said and how it ended, on the data and the clock of a service.

    The words are those after `python`; one that begins with `run-due` is a command of the service.
    """
    if words[0] == "run-due":
        words = ("-m", "services", *words, "--data", str(folder_of(service)))
    return forks.run(words, _environment(service, fault, environment))


def folder_of(service: ServiceUnderTest) -> Path:
    """What `--data` names."""
    return service.context.settings.data_dir.parent


def _environment(
    service: ServiceUnderTest, fault: str | None, environment: Mapping[str, str] | None
) -> dict[str, str]:
    settings = service.context.settings
    settings.demonstration_marker.touch()
    changes = {
        "VIGIE_DATABASE_URL": settings.database_url,
        "VIGIE_MIGRATION_URL": settings.migration_url,
        "VIGIE_DEMONSTRATION_CLOCK": service.clock.now().isoformat(),
        "VIGIE_RUNS_DUE_WORK": "false",
        **(environment or {}),
    } | ({} if fault is None else {faults.VARIABLE: fault})
    return dict(os.environ) | changes


@contextmanager
def child(
    service: ServiceUnderTest,
    fault: str | None = None,
    *,
    environment: Mapping[str, str] | None = None,
    said: Path | None = None,
    interpreted: bool = False,
) -> Iterator[Child]:
    """Starts a service on loopback and makes sure that it has ended.

    `said` is a file that what it writes to standard error is added to. `interpreted` starts it as
    an operator does, for what depends on how Python starts.
    """
    words = ["-m", "services", "serve", "--data", str(folder_of(service))]
    words += ["--port", "0", "--until-stdin-closes"]
    around = _environment(service, fault, environment)
    with open(os.devnull if said is None else said, "a", encoding="utf-8") as errors:
        process = (
            subprocess.Popen(
                [sys.executable, *words],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                env=around,
            )
            if interpreted
            else forks.fork(words, around, errors)
        )
        try:
            assert process.stdout is not None
            address = json.loads(process.stdout.readline())["listening"]
            yield Child(process, address, service)
        finally:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    stream.close()
