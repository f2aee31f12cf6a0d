"""How the service is reached: over TLS, or from this machine alone (R-NET-01)."""

import logging
import os
import ssl
import stat
from ipaddress import ip_address
from pathlib import Path
from typing import Final

import uvicorn
from starlette.types import ASGIApp
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from services.patient_protocol import PatientProtocol
from services.settings import Settings

_log = logging.getLogger("vigie.server")
# Of TLS 1.2 only suites whose keys are of one connection; TLS 1.3 has no others.
_FORWARD_SECRET: Final = "ECDHE+AESGCM:ECDHE+CHACHA20:!aNULL"


class NotPrivate(RuntimeError):
    """The address would carry health data over a network in clear."""


class TlsUnusable(RuntimeError):
    """The certificate or its key cannot be read, do not fit, or the key is open to others."""


def config_of(settings: Settings) -> uvicorn.Config:
    """How to serve; raises `NotPrivate` or `TlsUnusable` before anything else is opened."""
    context = tls_of(settings)
    if context is None and not _is_loopback(settings.bind):
        raise NotPrivate("without TLS the service binds a loopback address only, such as 127.0.0.1")
    return uvicorn.Config(
        "",
        http=_protocol_of(settings),
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        # Ours is `behind_proxies`: this one would believe everybody on this machine.
        proxy_headers=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=5,
        ssl_context_factory=None if context is None else (lambda _config, _default: context),
    )


def _protocol_of(settings: Settings) -> type[PatientProtocol]:
    class _Protocol(PatientProtocol):
        request_s = settings.request_s

    return _Protocol


def behind_proxies(app: ASGIApp, settings: Settings) -> ASGIApp:
    """The application, which believes what listed proxies say of the client, and nobody else."""
    if not settings.trusted_proxies:
        if settings.portal_url and _is_loopback(settings.bind):
            # Pages of another name, and a door that only this machine reaches: somebody passes on.
            _log.warning("everybody is one network to the brake: list the proxy in TRUSTED_PROXIES")
        return app
    listed = [str(network) for network in settings.trusted_proxies]
    return ProxyHeadersMiddleware(app, trusted_hosts=listed)  # type: ignore[arg-type, return-value]


def tls_of(settings: Settings) -> ssl.SSLContext | None:
    """TLS 1.2 or later with forward secrecy; None without a certificate. Raises `TlsUnusable`."""
    certificate, key = settings.tls_certificate, settings.tls_key
    if certificate is None or key is None:
        return None
    _require_secret(key)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(_FORWARD_SECRET)
    context.options |= ssl.OP_NO_COMPRESSION | ssl.OP_NO_RENEGOTIATION
    try:
        context.load_cert_chain(certificate, key, password="")
    except (OSError, ssl.SSLError):
        raise TlsUnusable("the certificate and its key cannot be read, or do not fit") from None
    return context


def _require_secret(key: Path) -> None:
    """Raises `TlsUnusable` when others than its owner may read the key."""
    if not key.is_file():
        raise TlsUnusable(f"there is no key at {key}")
    if os.name == "posix" and stat.S_IMODE(key.stat().st_mode) & 0o077:
        raise TlsUnusable(f"{key} can be read by others: chmod 600")


def _is_loopback(bind: str) -> bool:
    """Whether this is the number of a loopback address; a name may lead anywhere."""
    try:
        return ip_address(bind).is_loopback
    except ValueError:
        return False
