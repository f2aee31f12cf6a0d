"""Whether the operator permits an endpoint, where it is in short, and to whom its secrets go; pure.

A folder is permitted with all that is below it, an HTTPS address with all paths that begin like it,
a mail gateway together with the mailbox behind it.
"""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import urlsplit

from services.contract.delivery_endpoints import (
    DeliveryEndpoint,
    FolderEndpoint,
    HttpsEndpoint,
    SftpEndpoint,
    SmtpEndpoint,
)

_FOLDER: Final = "folder:"
_ODD: Final = frozenset("%?#@\\")
"""Letters with which an address can be another one than it looks like."""


def is_permitted(places: Iterable[str], endpoint: DeliveryEndpoint) -> bool:
    """Whether documents may go there at all."""
    known = list(places)
    match endpoint:
        case FolderEndpoint():
            return root_of(known, endpoint) is not None
        case SftpEndpoint():
            return _is_plain(endpoint.path) and f"sftp://{_at(endpoint)}" in known
        case SmtpEndpoint():
            mailbox = endpoint.recipient.lower()
            domain = f"mailto:@{mailbox.partition('@')[2]}"
            is_mailbox = f"mailto:{mailbox}" in known or domain in known
            return is_mailbox and f"smtp://{_at(endpoint)}" in known
        case HttpsEndpoint():
            return any(_leads_to(each, endpoint.url) for each in known)


def root_of(places: Iterable[str], endpoint: FolderEndpoint) -> tuple[str, tuple[str, ...]] | None:
    """The permitted folder, and the way from there to the endpoint; None where there is none."""
    if not _is_plain(endpoint.path):
        return None
    wanted = PurePosixPath(endpoint.path)
    for each in places:
        root = PurePosixPath(each.removeprefix(_FOLDER))
        if each.startswith(_FOLDER) and wanted.is_relative_to(root):
            return str(root), wanted.relative_to(root).parts
    return None


def shown(endpoint: DeliveryEndpoint) -> str:
    """Where it is in short: a host, a folder, a mailbox."""
    match endpoint:
        case FolderEndpoint():
            return endpoint.path
        case SftpEndpoint():
            return endpoint.host
        case SmtpEndpoint():
            return endpoint.recipient
        case HttpsEndpoint():
            return urlsplit(endpoint.url).hostname or ""


def secrets_of(endpoint: DeliveryEndpoint) -> tuple[str, ...]:
    """The names of the secrets that it may have."""
    match endpoint:
        case SftpEndpoint():
            return ("password", "private_key")
        case HttpsEndpoint():
            return ("token",)
        case SmtpEndpoint():
            return ("password",)
        case FolderEndpoint():
            return ()


def account_of(endpoint: DeliveryEndpoint) -> tuple[str, ...]:
    """To whom its secrets are shown: they go to nobody else."""
    match endpoint:
        case FolderEndpoint():
            return ("folder",)
        case SftpEndpoint():
            return ("sftp", _at(endpoint), endpoint.user, endpoint.host_key)
        case HttpsEndpoint():
            place = urlsplit(endpoint.url)
            return ("https", place.netloc.lower(), endpoint.authority)
        case SmtpEndpoint():
            return ("smtp", _at(endpoint), endpoint.user, endpoint.security, endpoint.authority)


def _at(endpoint: SftpEndpoint | SmtpEndpoint) -> str:
    return f"{endpoint.host.lower()}:{endpoint.port}"


def _is_plain(path: str) -> bool:
    """Whether a path says where it leads: no steps up, none twice."""
    return not {"..", ".", ""} & set(path.strip("/").split("/")) or path == "/"


def _leads_to(place: str, url: str) -> bool:
    if _ODD & set(url) or not place.startswith("https://"):
        return False
    asked, allowed = urlsplit(url), urlsplit(place)
    try:
        is_there = (asked.hostname, asked.port or 443) == (allowed.hostname, allowed.port or 443)
    except ValueError:
        return False
    path = asked.path.rstrip("/") or "/"
    if not (is_there and _is_plain(path)):
        return False
    return PurePosixPath(path).is_relative_to(allowed.path or "/")
