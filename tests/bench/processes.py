"""Starts a server or a measurement as a process of its own, and surely ends it."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_ENDED_WITHIN_S = 15
_MEASURED_WITHIN_S = 180


@dataclass(frozen=True)
class Served:
    """A server that answers on loopback."""

    port: int
    pid: int

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def cpu_s(self) -> float:
        """CPU time that the process has used."""
        with open(f"/proc/{self.pid}/stat", encoding="ascii") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident_mb(self) -> float:
        """Memory in use, in megabytes."""
        with open(f"/proc/{self.pid}/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


class NotServed(RuntimeError):
    """A server ended, or said something else, instead of its address."""


class NotMeasured(RuntimeError):
    """A measurement failed; what it wrote says why."""


@contextmanager
def served(words: Sequence[str], environment: Mapping[str, str]) -> Iterator[Served]:
    """Runs `python WORDS` until the block ends; the first line it prints names its address."""
    process = subprocess.Popen(
        [sys.executable, *words],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Served(_port(process), process.pid)
    finally:
        process.terminate()
        try:
            process.wait(_ENDED_WITHIN_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


def _port(process: "subprocess.Popen[str]") -> int:
    said = "" if process.stdout is None else process.stdout.readline()
    if not said.startswith("{"):
        raise NotServed(said or f"ended with code {process.wait()}")
    return int(json.loads(said)["listening"].rsplit(":", 1)[1])


def measured(module: str, *words: str) -> dict[str, Any]:
    """Runs `python -m MODULE WORDS` in a home of its own; gives the JSON of its last line."""
    with tempfile.TemporaryDirectory(prefix="vigie-bench-home-") as home:
        told = subprocess.run(
            [sys.executable, "-m", module, *words],
            cwd=ROOT,
            env={**os.environ, **_fresh_home(home)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=_MEASURED_WITHIN_S,
        )
    if told.returncode != 0:
        raise NotMeasured(f"{module} {' '.join(words[:1])}: {told.stderr}")
    said: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
    return said


def _fresh_home(home: str) -> dict[str, str]:
    """The workstation of somebody who starts for the first time, without a keyring or a display."""
    return {
        "HOME": home,
        "XDG_CONFIG_HOME": f"{home}/config",
        "XDG_STATE_HOME": f"{home}/state",
        "XDG_CACHE_HOME": f"{home}/cache",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "QT_QPA_PLATFORM": "offscreen",
    }
