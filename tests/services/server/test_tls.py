"""TLS with forward secrecy, or this machine alone; who asks is who connected (R-NET-01)."""

import asyncio
import socket
import ssl
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from sqlalchemy import select

from services import server
from services.db.scope import NO_CENTRE
from services.db.tables.accounts import SignInFailure
from services.settings import Settings
from tests.support.child import child
from tests.support.service import ServiceUnderTest
from tests.support.tls import Certified, certify


@pytest.fixture
def certified(tmp_path: Path) -> Certified:
    """An authority and a certificate."""
    return certify(tmp_path)


@dataclass(frozen=True)
class OverTls:
    """A service that was started with a certificate, and its authority."""

    address: str
    authority: Path

    def trusting(self) -> ssl.SSLContext:
        """Who trusts the authority."""
        return ssl.create_default_context(cafile=self.authority)


@pytest.fixture(scope="module")
def over_tls(
    lasting_service: ServiceUnderTest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[OverTls]:
    """One for all tests of this file."""
    certified = certify(tmp_path_factory.mktemp("authority"))
    environment = {
        "VIGIE_TLS_CERTIFICATE": str(certified.certificate),
        "VIGIE_TLS_KEY": str(certified.key),
    }
    with child(lasting_service, environment=environment) as started:
        yield OverTls(started.address, certified.authority)


def _connect(served: OverTls, context: ssl.SSLContext) -> ssl.SSLSocket:
    found = urlsplit(served.address)
    raw = socket.create_connection((found.hostname, found.port), timeout=10)
    return context.wrap_socket(raw, server_hostname=found.hostname)


def test_whoever_trusts_the_authority_is_served(over_tls: OverTls):
    assert over_tls.address.startswith("https://")
    answer = httpx.get(f"{over_tls.address}/health/live", verify=over_tls.trusting())

    assert answer.json() == {"status": "live"}
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert "server" not in answer.headers
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{over_tls.address}/health/live")


def test_plain_http_gets_no_answer_and_no_redirect(over_tls: OverTls):
    with pytest.raises(httpx.TransportError):
        httpx.get(
            over_tls.address.replace("https", "http") + "/api/v1/me",
            headers={"Authorization": "Bearer x"},
            follow_redirects=False,
        )


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_every_connection_has_keys_of_its_own(over_tls: OverTls, version: ssl.TLSVersion):
    context = over_tls.trusting()
    context.minimum_version = context.maximum_version = version
    with _connect(over_tls, context) as connected:
        cipher = connected.cipher()

    assert cipher is not None
    assert cipher[0].startswith(("ECDHE-", "TLS_"))


def test_suites_without_forward_secrecy_are_refused(over_tls: OverTls):
    context = over_tls.trusting()
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("kRSA:@SECLEVEL=0")
    with pytest.raises(ssl.SSLError):
        _connect(over_tls, context)


def test_older_versions_are_not_spoken(certified: Certified):
    context = server.tls_of(Settings(tls_certificate=certified.certificate, tls_key=certified.key))

    assert context is not None
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2
    suites = [each["name"] for each in context.get_ciphers()]
    assert all(name.startswith(("ECDHE-", "TLS_")) for name in suites), suites


@pytest.mark.parametrize("bind", ["0.0.0.0", "::", "192.0.2.1", "localhost", "example.org"])
def test_no_address_beyond_this_machine_is_bound_without_tls(certified: Certified, bind: str):
    with pytest.raises(server.NotPrivate):
        server.config_of(Settings(bind=bind))

    encrypted = Settings(bind=bind, tls_certificate=certified.certificate, tls_key=certified.key)
    assert server.config_of(encrypted).is_ssl


def test_a_key_that_others_can_read_is_refused(certified: Certified):
    certified.key.chmod(0o644)

    with pytest.raises(server.TlsUnusable, match="chmod 600"):
        server.tls_of(Settings(tls_certificate=certified.certificate, tls_key=certified.key))


@pytest.mark.parametrize("fault", ["missing", "empty", "of another"])
def test_a_certificate_that_cannot_be_used_is_refused(certified: Certified, fault: str, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    key = certify(other).key if fault == "of another" else certified.key
    if fault == "missing":
        key.unlink()
    if fault == "empty":
        key.write_bytes(b"")

    with pytest.raises(server.TlsUnusable):
        server.tls_of(Settings(tls_certificate=certified.certificate, tls_key=key))


def test_a_certificate_without_its_key_is_no_setting(certified: Certified):
    with pytest.raises(ValueError, match="TLS_KEY"):
        Settings(tls_certificate=certified.certificate)


def _network_of_a_failure(service: ServiceUnderTest, proxies: str | None) -> str:
    environment = {} if proxies is None else {"VIGIE_TRUSTED_PROXIES": f'["{proxies}"]'}
    # Uvicorn's own setting must not open the door again.
    environment["FORWARDED_ALLOW_IPS"] = "*"
    with child(service, environment=environment) as started:
        answer = httpx.post(
            f"{started.address}/api/v1/auth/sign-in",
            json={"username": "nobody", "password": "x"},
            headers={"X-Forwarded-For": "203.0.113.9", "Forwarded": "for=203.0.113.9"},
        )
        assert answer.status_code == 200
    with service.context.database.reading(NO_CENTRE) as session:
        return session.scalars(select(SignInFailure.network)).one()


def test_a_spoofed_forwarded_header_changes_nothing(sqlite_service: ServiceUnderTest):
    assert _network_of_a_failure(sqlite_service, None) == "127.0.0.1"


def test_a_proxy_that_is_not_listed_is_not_believed(sqlite_service: ServiceUnderTest):
    assert _network_of_a_failure(sqlite_service, "10.0.0.0/8") == "127.0.0.1"


def test_a_listed_proxy_is_believed(sqlite_service: ServiceUnderTest):
    assert _network_of_a_failure(sqlite_service, "127.0.0.1/32") == "203.0.113.9"


@pytest.mark.parametrize(
    ("said", "client"),
    [
        ([], "127.0.0.1"),
        (["203.0.113.9"], "203.0.113.9"),
        (["198.51.100.1, 203.0.113.9"], "203.0.113.9"),
        (["198.51.100.1", "203.0.113.9"], "203.0.113.9"),
        (["127.0.0.1, 203.0.113.9"], "203.0.113.9"),
        (["203.0.113.9, 127.0.0.1"], "203.0.113.9"),
        (["203.0.113.9:4711"], "203.0.113.9"),
        (["[2001:db8::7]:4711"], "2001:db8::7"),
    ],
)
def test_behind_a_listed_proxy_nobody_makes_up_who_they_are(said: list[str], client: str):
    """What a browser wrote stands before what its proxy has seen, and is not read."""
    seen: list[str] = []

    async def _remember(scope: Any, _receive: object, _send: object) -> None:
        seen.append(scope["client"][0])

    headers = [(b"x-forwarded-for", each.encode()) for each in said]
    scope = {"type": "http", "client": ("127.0.0.1", 1), "headers": headers}
    listed = Settings(trusted_proxies=(ip_network("127.0.0.1/32"),))

    app: Any = server.behind_proxies(_remember, listed)
    # In a thread of its own: a browser of other tests may have left its loop in this one.
    with ThreadPoolExecutor(1) as other:
        other.submit(lambda: asyncio.run(app(scope, _nothing, _nothing))).result()

    assert seen == [client]


@pytest.mark.parametrize(
    ("changes", "is_said"),
    [
        ({}, False),
        ({"portal_url": "https://suivi.exemple.fr"}, True),
        ({"portal_url": "https://suivi.exemple.fr", "bind": "192.0.2.4"}, False),
        (
            {
                "portal_url": "https://suivi.exemple.fr",
                "trusted_proxies": (ip_network("127.0.0.1/32"),),
            },
            False,
        ),
    ],
)
def test_a_proxy_that_was_forgotten_is_said_at_the_start(
    caplog: pytest.LogCaptureFixture, changes: dict[str, Any], *, is_said: bool
):
    server.behind_proxies(_nothing, Settings(**changes))

    assert ("TRUSTED_PROXIES" in caplog.text) is is_said


def test_proxies_are_networks():
    listed = Settings(trusted_proxies=(ip_network("10.0.0.0/8"),))

    assert server.behind_proxies(_nothing, listed) is not _nothing
    assert server.behind_proxies(_nothing, Settings()) is _nothing


async def _nothing(*_given: object) -> None:
    """An application that does nothing."""
