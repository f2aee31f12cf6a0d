"""What the operator permits, as an administrator chooses from it: a place, and what is below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from services.contract.delivery_endpoints import (
    DeliveryEndpoint,
    FolderEndpoint,
    HttpsEndpoint,
    SftpEndpoint,
    SmtpEndpoint,
)
from services.contract.delivery_enums import DeliveryTransport

_BEGINS: Final = {
    DeliveryTransport.FOLDER: "folder:",
    DeliveryTransport.SFTP: "sftp://",
    DeliveryTransport.HTTPS: "",
    DeliveryTransport.SMTP: "smtp://",
}
_MAILBOX: Final = "mailto:"


def places_of(places: Sequence[str], transport: DeliveryTransport) -> list[str]:
    """Those of a transport: folders, `host:port`, addresses."""
    if transport is DeliveryTransport.HTTPS:
        return [each for each in places if each.startswith("https://")]
    begins = _BEGINS[transport]
    return [each.removeprefix(begins) for each in places if each.startswith(begins)]


def mailboxes_of(places: Sequence[str]) -> list[str]:
    """Mailboxes, and domains as `@domain`."""
    return [each.removeprefix(_MAILBOX) for each in places if each.startswith(_MAILBOX)]


def transports_of(places: Sequence[str]) -> list[DeliveryTransport]:
    """The transports that lead anywhere; a gateway leads nowhere without a mailbox."""
    is_mail = bool(mailboxes_of(places))
    return [
        each
        for each in DeliveryTransport
        if places_of(places, each) and (is_mail or each is not DeliveryTransport.SMTP)
    ]


def place_of(places: Sequence[str], endpoint: DeliveryEndpoint) -> tuple[str, str]:
    """The permitted place of an endpoint, the nearest one, and what stands below it; an endpoint
    that is not permitted any more is a place of its own.
    """
    match endpoint:
        case SftpEndpoint() | SmtpEndpoint():
            return f"{endpoint.host}:{endpoint.port}", ""
        case FolderEndpoint():
            whole, transport = endpoint.path, DeliveryTransport.FOLDER
        case HttpsEndpoint():
            whole, transport = endpoint.url, DeliveryTransport.HTTPS
    near = [each for each in places_of(places, transport) if _is_below(whole, each)]
    place = max(near, key=len, default=whole)
    return place, whole.removeprefix(place).strip("/")


def joined(place: str, below: str) -> str:
    """A place with what stands below it."""
    rest = below.strip().strip("/")
    return f"{place.rstrip('/')}/{rest}" if rest else place


def host_and_port(place: str) -> tuple[str, int | None]:
    """`host:port` apart; no port where none is a number."""
    host, _, port = place.rpartition(":")
    return host, int(port) if port.isdigit() else None


def _is_below(whole: str, place: str) -> bool:
    return whole == place or whole.startswith(f"{place.rstrip('/')}/")
