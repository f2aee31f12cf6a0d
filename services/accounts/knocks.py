"""Where a request comes from: its network and the device that sent it."""

from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Annotated, Final

from fastapi import Header, Request

from services.edge.problems import request_id_of
from services.security.tokens import hash_of

_DEVICE_SECRET: Final = r"^[A-Za-z0-9_-]{43}=?$"
_UNKNOWN: Final = "unknown"
_NETWORK_BITS_V6: Final = 64
_COARSE_BITS_V4: Final = 24
_COARSE_BITS_V6: Final = 48


@dataclass(frozen=True)
class Knock:
    """Where a request without a session, or one that proves itself again, comes from."""

    network: str
    device_hash: bytes | None
    request_id: str
    neighbourhood: str | None = None


async def knock_of(
    request: Request,
    x_vigie_device: Annotated[str | None, Header(pattern=_DEVICE_SECRET)] = None,
) -> Knock:
    """Where this request comes from; the device's secret leaves this function as a hash."""
    device_hash = None if x_vigie_device is None else hash_of(x_vigie_device.rstrip("="))
    address = None if request.client is None else request.client.host
    return Knock(
        network_of(address), device_hash, request_id_of(request), neighbourhood_of(address)
    )


def network_of(address: str | None) -> str:
    """The network of an address: itself, or the /64 that one household or machine owns in IPv6."""
    try:
        known = ip_address(address or "")
    except ValueError:
        return _UNKNOWN
    if isinstance(known, IPv6Address):
        return str(IPv6Address(int(known) >> _NETWORK_BITS_V6 << _NETWORK_BITS_V6))
    return str(known)


def neighbourhood_of(address: str | None) -> str | None:
    """As much of an address as somebody needs to know their own sessions; None without one."""
    try:
        known = ip_address(address or "")
    except ValueError:
        return None
    bits = _COARSE_BITS_V6 if isinstance(known, IPv6Address) else _COARSE_BITS_V4
    return str(ip_network((known, bits), strict=False))
