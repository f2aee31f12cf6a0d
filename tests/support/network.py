"""Keeps tests on this machine: a socket to anywhere else is a failure, not a slow surprise."""

import ipaddress
import sys
from collections.abc import Mapping

# Which argument of the event names the other side.
_EVENTS = {"socket.connect": 1, "socket.bind": 1, "socket.sendto": 1, "socket.getaddrinfo": 0}


class OutsideLoopback(RuntimeError):
    """A test reached for another machine; no code under test may take this for being offline."""


def _is_loopback(host: object) -> bool:
    if host in {"localhost", b"localhost"}:
        return True
    try:
        return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


def _refuse(event: str, arguments: tuple[object, ...], events: Mapping[str, int] = _EVENTS) -> None:
    """Keeps its events: at the end of the interpreter what stands in a module is gone before it."""
    if event in events:
        address = arguments[events[event]]
        host = address[0] if isinstance(address, tuple) else address
        # A local socket is named by a path; a call about no host at all asks for this machine.
        is_remote = event == "socket.getaddrinfo" or isinstance(address, tuple)
        if is_remote and host is not None and not _is_loopback(host):
            raise OutsideLoopback(f"{event} to {address!r}")


def keep_on_loopback() -> None:
    """Refuse every other address in this process from now on; local sockets have no address."""
    sys.addaudithook(_refuse)
