"""An HTTPS address: its certificate is checked, nothing is followed, and an answer is believed only
where it can be understood.

`Idempotency-Key` and `Repr-Digest` are the same at each try; with `put` the address is too.
"""

import hashlib
import json
import ssl
from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from resources.version import VERSION
from services.contract.delivery_endpoints import HttpsEndpoint
from services.contract.delivery_enums import DeliveryFault as Fault
from services.delivery.carriers.carrying import Carrier, Document, NotDelivered, not_now
from services.delivery_settings import DeliverySettings
from services.outgoing import Client, Unanswered, Untrusted, answered, now_s

_TURNS: Final = 2
_HAS_IT: Final = frozenset({200, 201, 204})
_TAKEN: Final = 202
_REFUSALS: Final = {
    401: Fault.NOT_ALLOWED,
    403: Fault.NOT_ALLOWED,
    404: Fault.WRONG_PLACE,
    405: Fault.WRONG_PLACE,
    407: Fault.NOT_ALLOWED,
    410: Fault.WRONG_PLACE,
    408: Fault.SLOWED,
    425: Fault.SLOWED,
    429: Fault.SLOWED,
    507: Fault.NO_SPACE,
}
_NO: Final = frozenset({"error", "fatal"})
_TRIAL: Final = "Vigie : essai de transmission, sans patient. Test message without any patient.\n"


class HttpsCarrier(Carrier):
    """One client for the documents of a look."""

    def __init__(
        self, endpoint: HttpsEndpoint, secrets: Mapping[str, str], settings: DeliverySettings
    ) -> None:
        self._endpoint = endpoint
        self._token = secrets.get("token")
        self._timeout_s = settings.timeout_s
        trust = trust_of(endpoint.authority, settings)
        self._client = Client(settings.timeout_s, trust, {"User-Agent": f"Vigie/{VERSION}"})

    def close(self) -> None:
        """Ends the connection."""
        self._client.close()

    def deliver(self, document: Document) -> bool:
        """Sends a document; 200, 201 or 204 say that it is there, 202 that it was taken."""
        digest = b64encode(hashlib.sha256(document.content).digest()).decode()
        headers = {
            "Content-Type": document.media_type,
            "Idempotency-Key": str(document.id),
            "Repr-Digest": f"sha-256=:{digest}:",
        }
        return self._send(str(document.id), document.content, headers)

    def try_out(self, at: datetime) -> None:
        """Sends a line of text; an address that takes documents alone refuses it: see the guide."""
        headers = {"Content-Type": "text/plain; charset=utf-8", "X-Vigie-Test": at.isoformat()}
        self._send("vigie-essai", _TRIAL.encode(), headers)

    def _send(self, name: str, content: bytes, headers: dict[str, str]) -> bool:
        url = self._endpoint.url
        if self._endpoint.method == "put":
            url = f"{url.rstrip('/')}/{name}"
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        method = self._endpoint.method.upper()
        request = self._client.build_request(method, url, headers=headers, content=content)
        try:
            status, body = answered(self._client, request, now_s() + self._timeout_s * _TURNS)
        except Untrusted:
            raise not_now(Fault.NOT_TRUSTED) from None
        except Unanswered:
            raise not_now(Fault.AWAY) from None
        return _understood(status, body)


def trust_of(authority: str, settings: DeliverySettings | None = None) -> ssl.SSLContext:
    """Whose certificates count, and what the service shows of itself; raises `ValueError`."""
    try:
        trust = ssl.create_default_context(cadata=authority or None)
        if settings is not None and settings.client_certificate and settings.client_key:
            trust.load_cert_chain(settings.client_certificate, settings.client_key)
    except (ssl.SSLError, OSError):
        raise ValueError("no certificate") from None
    return trust


def _understood(status: int, body: bytes) -> bool:
    if status in _REFUSALS:
        raise not_now(_REFUSALS[status])
    if 300 <= status < 400:
        raise not_now(Fault.WRONG_PLACE)
    if 400 <= status < 500:
        raise NotDelivered(Fault.REFUSED, is_final=True)
    if status not in (*_HAS_IT, _TAKEN):
        raise not_now(Fault.AWAY)
    if body.strip():
        _require_yes(body)
    return status in _HAS_IT


def _require_yes(body: bytes) -> None:
    """A success that says that it is none is none; nor is a page of somebody in between."""
    try:
        said: Any = json.loads(body)
    except (ValueError, RecursionError):
        raise not_now(Fault.NOT_UNDERSTOOD) from None
    if not isinstance(said, dict):
        raise not_now(Fault.NOT_UNDERSTOOD)
    if said.get("error") or said.get("errors") or _has_no(said):
        raise NotDelivered(Fault.REFUSED, is_final=True)


def _has_no(said: dict[str, Any]) -> bool:
    if said.get("resourceType") != "OperationOutcome":
        return False
    issues = said.get("issue")
    listed = issues if isinstance(issues, list) else []
    return any(isinstance(each, dict) and each.get("severity") in _NO for each in listed)
