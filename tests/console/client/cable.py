"""A small server on loopback that answers badly on purpose: cut, slow, or with a certificate of its
own.
"""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

RESET_AFTER_REQUEST = b""


@dataclass
class Cable:
    """Where it listens, what came in, and what goes out for each connection in turn."""

    url: str = ""
    replies: list[bytes] = field(default_factory=list)
    requests: list[bytes] = field(default_factory=list)


@contextmanager
def listening(*replies: bytes, tls: ssl.SSLContext | None = None) -> Iterator[Cable]:
    """Serve one reply a connection and close it; without replies left, connections are reset."""
    cable = Cable(replies=list(replies))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        scheme = "http" if tls is None else "https"
        cable.url = f"{scheme}://localhost:{listener.getsockname()[1]}"
        thread = threading.Thread(target=_serve, args=(listener, cable, tls), daemon=True)
        thread.start()
        try:
            yield cable
        finally:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            thread.join(5)


def answer(body: str, status: str = "200 OK", kind: str = "application/json") -> bytes:
    """A whole answer in bytes."""
    content = body.encode()
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(content)}\r\n\r\n"
    return head.encode() + content


def _serve(listener: socket.socket, cable: Cable, tls: ssl.SSLContext | None) -> None:
    while True:
        try:
            plain, _ = listener.accept()
        except OSError:
            return
        with suppress(OSError), plain:
            connection = plain if tls is None else tls.wrap_socket(plain, server_side=True)
            with connection:
                cable.requests.append(_request(connection))
                reply = cable.replies.pop(0) if cable.replies else RESET_AFTER_REQUEST
                connection.sendall(reply)


def _request(connection: socket.socket) -> bytes:
    """Head and body of one request."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += connection.recv(65536)
    head, _, body = received.partition(b"\r\n\r\n")
    length = next(
        (
            int(line.split(b":")[1])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length")
        ),
        0,
    )
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body
