"""Starts a server as a process of its own, and surely ends it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True)
class Served:
    """A server that answers on loopback."""

    port: int
    pid: int

    def cpu_s(self) -> float:
        """CPU time that the process has used."""
        with open(f"/proc/{self.pid}/stat", encoding="ascii") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident_mb(self) -> float:
        """Memory in use, in megabytes."""
        with open(f"/proc/{self.pid}/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


@contextmanager
def served(words: list[str], environment: dict[str, str]) -> Iterator[Served]:
    """Runs `python WORDS` until the block ends; the first line it prints names its address."""
    process = subprocess.Popen(
        [sys.executable, *words],
        env=os.environ | environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        if process.stdout is None or process.stdin is None:
            raise RuntimeError("no pipes")
        said = json.loads(process.stdout.readline())
        yield Served(int(said["listening"].rsplit(":", 1)[1]), process.pid)
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
