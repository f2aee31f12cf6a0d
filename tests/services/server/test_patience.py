"""Slow, endless and odd requests lose their connection and hold up nobody (R-RAT-02)."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from urllib.parse import urlsplit

import httpx
import pytest

from services.edge.named_requests import HEADERS
from services.security.policy import POLICY
from tests.support.child import Child, child
from tests.support.service import ServiceUnderTest

SLOW_SOCKETS = 200
_BEGUN = b"POST /api/v1/auth/sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\n"


_SHORT = {"VIGIE_REQUEST_S": "2"}


@pytest.fixture(scope="module")
def served(lasting_service: ServiceUnderTest) -> Iterator[Child]:
    """A service that gives a request two seconds to arrive, for all tests of this file."""
    with child(lasting_service, environment=_SHORT) as started:
        yield started


def _open(served: Child) -> socket.socket:
    found = urlsplit(served.address)
    return socket.create_connection((found.hostname, found.port), timeout=10)


def _rest(connection: socket.socket) -> bytes:
    """What arrives until the other side ends the connection."""
    received = bytearray()
    while part := connection.recv(65_536):
        received += part
    return bytes(received)


def _took_s(served: Child, path: str, **headers: str) -> tuple[float, int]:
    begun = time.monotonic()
    answer = httpx.get(
        f"{served.address}{path}", headers=served.service.as_("nurse") | headers, timeout=10
    )
    return time.monotonic() - begun, answer.status_code


def test_slow_sockets_hold_neither_health_nor_the_list(service: ServiceUnderTest):
    with child(service, environment=_SHORT) as served, ExitStack() as slow:
        _took_s(served, "/api/v1/worklist")
        for number in range(SLOW_SOCKETS):
            connection = slow.enter_context(_open(served))
            connection.sendall(_BEGUN if number % 2 else _BEGUN + b"Content-Length: 100\r\n\r\n{")
        for path in ("/health/live", "/health/ready", "/api/v1/worklist"):
            took_s, status = _took_s(served, path)
            assert status == 200, path
            assert took_s < 1, path


@pytest.mark.parametrize("sent", [b"", _BEGUN, _BEGUN + b"Content-Length: 100\r\n\r\n{"])
def test_a_request_that_does_not_arrive_loses_its_connection(served: Child, sent: bytes):
    begun = time.monotonic()
    with _open(served) as connection:
        connection.sendall(sent)
        answer = _rest(connection)

    assert answer.startswith(b"HTTP/1.1 408 ")
    assert 1.5 < time.monotonic() - begun < 8


def test_a_request_that_drips_is_cut_off_too(served: Child):
    """Every byte would start an idle timer anew; the whole request has one limit."""
    begun = time.monotonic()
    with _open(served) as connection:
        connection.sendall(_BEGUN)
        connection.settimeout(0.1)
        answer = b""
        while not answer and time.monotonic() - begun < 8:
            connection.sendall(b"X-A: b\r\n")
            with suppress(TimeoutError):
                answer = connection.recv(1_000)

    assert answer.startswith(b"HTTP/1.1 408 ")
    assert time.monotonic() - begun < 8


@pytest.mark.parametrize("line", [b"X-A: " + b"a" * 40_000, b"X-A: b\r\n" * 6_000])
def test_endless_headers_are_refused(served: Child, line: bytes):
    with _open(served) as connection:
        connection.sendall(_BEGUN)
        connection.sendall(line)
        assert connection.recv(65_536).startswith(b"HTTP/1.1 431 ")


def test_a_connection_serves_one_request_after_another(served: Child):
    with httpx.Client(base_url=served.address) as client:
        for _ in range(3):
            assert client.get("/health/live").status_code == 200
            time.sleep(0.9)


@pytest.mark.parametrize("ranges", [100, 3_000])
def test_ranges_are_not_served_and_cost_nothing(served: Child, ranges: int):
    _took_s(served, "/api/v1/worklist")
    header = "bytes=" + ",".join(f"{n}-{n}" for n in range(ranges))
    took_s, status = _took_s(served, "/api/v1/worklist", Range=header)

    assert status == 200
    assert took_s < 0.5


def test_what_is_no_http_gets_the_headers_of_every_answer(served: Child):
    with _open(served) as connection:
        connection.sendall(b"\x16\x03\x01\x02\x00 this is no HTTP\r\n\r\n")
        answer = _rest(connection).decode("ascii")

    assert answer.startswith("HTTP/1.1 400 ")
    for name, value in HEADERS.items():
        assert f"{name}: {value}\r\n" in answer


def test_every_answer_has_strict_headers(sqlite_service: ServiceUnderTest):
    for path in ("/openapi.json", "/health/live", "/api/v1/me", "/no-such", "/api/v1/worklist"):
        for method in ("GET", "POST", "OPTIONS", "TRACE"):
            answer = sqlite_service.client.request(method, path)
            for name, value in HEADERS.items():
                assert answer.headers[name] == value, (method, path, name)
            assert "server" not in answer.headers
            assert "access-control-allow-origin" not in answer.headers
            assert "x-request-id" in answer.headers
    assert len(POLICY) > 30
