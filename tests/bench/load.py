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


@dataclass(frozen=True)
class Measured:
    """One round of load: requests a second and latencies in milliseconds; `refused` must be 0."""

    per_second: float
    p50_ms: float
    p99_ms: float
    refused: int


def run(
    port: int, requests: Sequence[bytes], *, clients: int, seconds: float, folder: Path
) -> Measured:
    """Sends the requests in turn from `clients` connections for `seconds`."""
    folder.mkdir(parents=True, exist_ok=True)
    plan = folder / "requests.json"
    plan.write_text(json.dumps([request.decode("latin-1") for request in requests]))
    words = [sys.executable, "-m", "tests.bench.load", str(port), str(clients), str(seconds), str(plan)]
    said = subprocess.run(words, check=True, capture_output=True, text=True, timeout=seconds + 60)
    plan.unlink()
    return Measured(**json.loads(said.stdout))


def request(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """One request as it goes over the wire."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def _answers(connection: socket.socket) -> Iterator[int]:
    """Status codes, one for each request that the caller has sent."""
    buffer = b""
    while True:
        while (end := buffer.find(b"\r\n\r\n")) < 0:
            buffer += _some(connection)
        head = buffer[:end].lower()
        start = head.find(b"content-length:") + 15
        length = int(head[start : head.find(b"\r", start)] if b"\r" in head[start:] else head[start:])
        while len(buffer) < end + 4 + length:
            buffer += _some(connection)
        buffer = buffer[end + 4 + length :]
        yield int(head[9:12])


def _some(connection: socket.socket) -> bytes:
    received = connection.recv(1 << 16)
    if not received:
        raise ConnectionError("the server closed the connection")
    return received


def _client(port: int, share: list[bytes], until: float, latencies_ms: list[float], bad: list[int]) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        answers = _answers(connection)
        for request_bytes in share:
            started = time.perf_counter()
            if started > until:
                return
            connection.sendall(request_bytes)
            status = next(answers)
            latencies_ms.append((time.perf_counter() - started) * 1000)
            if status >= 300:
                bad.append(status)


def _main(port: int, clients: int, seconds: float, plan: str) -> None:
    requests = [text.encode("latin-1") for text in json.loads(Path(plan).read_text())]
    latencies_ms: list[float] = []
    bad: list[int] = []
    started = time.perf_counter()
    threads = [
        threading.Thread(
            target=_client,
            args=(port, requests[number::clients], started + seconds, latencies_ms, bad),
        )
        for number in range(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    elapsed_s = time.perf_counter() - started
    if len(latencies_ms) < 100:
        raise SystemExit(f"only {len(latencies_ms)} answers")
    centiles = statistics.quantiles(latencies_ms, n=100)
    print(
        json.dumps(
            {
                "per_second": len(latencies_ms) / elapsed_s,
                "p50_ms": centiles[49],
                "p99_ms": centiles[98],
                "refused": len(bad),
            }
        )
    )


if __name__ == "__main__":
    _main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), sys.argv[4])
