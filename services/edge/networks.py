"""Which network an address belongs to: what throttles count by, and what people are told."""

from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

_UNKNOWN: Final = "unknown"
_NETWORK_BITS_V6: Final = 64
_COARSE_BITS_V4: Final = 24
_COARSE_BITS_V6: Final = 48


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
