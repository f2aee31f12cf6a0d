"""Where the console may connect: https anywhere, plain http to this very machine only."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from console.errors import Incompatible


def checked_address(server_url: str) -> str:
    """The address as it is used; raises `Incompatible` when it would send secrets in the clear or
    is no address.
    """
    try:
        parts = urlsplit(server_url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise Incompatible("address") from None
    if (
        not host
        or parts.username
        or parts.password
        or parts.query
        or parts.fragment
        or parts.path not in ("", "/")
    ):
        raise Incompatible("address")
    if parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host)):
        return f"{parts.scheme}://{parts.netloc}"
    raise Incompatible("address_not_secure")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
