"""HTTP to others: whoever answers drop by drop is left in time, before and after TLS."""

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from services.outgoing import Client, Unanswered, answered, now_s
from tests.support.tls import certify

_HEAD = b"HTTP/1.1 200 OK\r\n"


@contextmanager
def _dripping(said: bytes, tls: ssl.SSLContext | None) -> Iterator[int]:
    """The port of somebody who says this, then a letter at a time for some seconds."""
    released = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def _drip() -> None:
            with suppress(OSError):
                plain, _ = server.accept()
                with plain if tls is None else tls.wrap_socket(plain, server_side=True) as line:
                    line.recv(4096)
                    line.sendall(said)
                    for _ in range(200):
                        if released.wait(0.02):
                            return
                        line.sendall(b"a")

        thread = threading.Thread(target=_drip, daemon=True)
        thread.start()
        try:
            yield server.getsockname()[1]
        finally:
            released.set()
            thread.join(5)


@pytest.mark.parametrize(
    ("said", "is_tls"),
    [(_HEAD + b"X-Long: ", False), (_HEAD + b"X-Long: ", True), (_HEAD + b"\r\n", False)],
    ids=["headers", "headers below TLS", "body"],
)
def test_an_answer_that_comes_letter_by_letter_is_none(tmp_path: Path, said: bytes, is_tls: bool):
    """Each letter is in time for itself; the whole is not."""
    tls, trust = None, None
    if is_tls:
        certified = certify(tmp_path)
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(certified.certificate, certified.key)
        trust = ssl.create_default_context(cadata=certified.authority.read_text())
    with _dripping(said, tls) as port, Client(5, trust) as asked:
        request = asked.build_request("GET", f"http{'s' * is_tls}://127.0.0.1:{port}/")
        begun_s = time.monotonic()

        with pytest.raises(Unanswered):
            answered(asked, request, now_s() + 0.2)

        assert time.monotonic() - begun_s < 2
