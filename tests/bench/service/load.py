"""A lean HTTP load: a process of its own with some keep-alive connections, bounded in time."""

import json
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.processes import ROOT, Served

_FEWEST = 10
_LONGEST_END_S = 60


@dataclass(frozen=True)
class Measured:
    """One round of load: latencies in milliseconds; `refused` must be 0."""

    count: int
    per_second: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    refused: int
    cpu_ms: float = 0.0
    """CPU time of the server's process for one request; a database beside it is not in it."""


def load(
    server: Served, requests: Sequence[bytes], *, clients: int, seconds: float, folder: Path
) -> Measured:
    """Sends the requests in turn from `clients` connections for `seconds`."""
    plan = folder / "requests.json"
    plan.write_text(json.dumps([request.decode("latin-1") for request in requests]))
    words = [sys.executable, "-m", "tests.bench.service.load"]
    words += [str(server.port), str(clients), str(seconds), str(plan)]
    before_s = server.cpu_s()
    said = subprocess.run(
        words,
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        timeout=seconds + _LONGEST_END_S,
    )
    cpu_s = server.cpu_s() - before_s
    plan.unlink()
    told = json.loads(said.stdout)
    return Measured(**told, cpu_ms=cpu_s * 1000 / told["count"])


def request(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """One request as it goes over the wire."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def once_ms(server: Served, asked: bytes) -> float:
    """How long one request takes; fails when it is refused."""
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        started = time.perf_counter()
        connection.sendall(asked)
        status = next(answers(connection))
        took_ms = (time.perf_counter() - started) * 1000
    if status != 200:
        raise RuntimeError(f"the answer was {status}")
    return took_ms


def answers(connection: socket.socket) -> Iterator[int]:
    """Status codes, one for each request that the caller has sent."""
    buffer = b""
    while True:
        while (end := buffer.find(b"\r\n\r\n")) < 0:
            buffer += _some(connection)
        head = buffer[:end].lower()
        whole = end + 4 + _length(head)
        while len(buffer) < whole:
            buffer += _some(connection)
        buffer = buffer[whole:]
        yield int(head[9:12])


def _length(head: bytes) -> int:
    _, _, after = head.partition(b"content-length:")
    return int(after.partition(b"\r")[0])


def _some(connection: socket.socket) -> bytes:
    received = connection.recv(1 << 16)
    if not received:
        raise ConnectionError("the server closed the connection")
    return received


def _client(
    port: int, share: list[bytes], until: float, latencies_ms: list[float], refused: list[int]
) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        answered = answers(connection)
        for request_bytes in share:
            started = time.perf_counter()
            if started > until:
                return
            connection.sendall(request_bytes)
            status = next(answered)
            latencies_ms.append((time.perf_counter() - started) * 1000)
            if status >= 300:
                refused.append(status)


def _main(port: int, clients: int, seconds: float, plan: Path) -> None:
    requests = [text.encode("latin-1") for text in json.loads(plan.read_text())]
    latencies_ms: list[float] = []
    refused: list[int] = []
    started = time.perf_counter()
    threads = [
        threading.Thread(
            target=_client,
            args=(port, requests[number::clients], started + seconds, latencies_ms, refused),
        )
        for number in range(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    elapsed_s = time.perf_counter() - started
    if len(latencies_ms) < _FEWEST:
        raise SystemExit(f"only {len(latencies_ms)} answers")
    centiles = statistics.quantiles(latencies_ms, n=100)
    told = {
        "count": len(latencies_ms),
        "per_second": len(latencies_ms) / elapsed_s,
        "p50_ms": centiles[49],
        "p95_ms": centiles[94],
        "p99_ms": centiles[98],
        "refused": len(refused),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    _main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), Path(sys.argv[4]))
