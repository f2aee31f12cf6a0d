"""SMS through any address that takes a signed POST (docs/integrator.md)."""

import hashlib
import hmac
import json
from typing import Any, Final

from services.message_settings import SmsSettings
from services.notifications.carriers import asking
from services.notifications.carriers.carrying import Carrier, NotTaken, Outgoing
from services.notifications.faults import Fault

_HAS_IT_ALREADY: Final = 409
_LONGEST_REFERENCE: Final = 128
_WRONG_NUMBER: Final = "wrong_number"


class WebhookCarrier(Carrier):
    """Posts one JSON object for each SMS; its id is the Idempotency-Key."""

    def __init__(self, settings: SmsSettings, timeout_s: float) -> None:
        self._settings = settings
        self._client = asking.client(timeout_s)

    def close(self) -> None:
        """Ends the connection."""
        self._client.close()

    def send(self, outgoing: Outgoing) -> str | None:
        """Hands an SMS over; raises `NotTaken`."""
        sms = {"id": str(outgoing.id), "to": outgoing.address, "text": outgoing.content}
        if self._settings.sender:
            sms["sender"] = self._settings.sender
        body, instant = json.dumps(sms, ensure_ascii=False).encode(), str(round(asking.now_s()))
        secret = self._settings.webhook_secret.get_secret_value()
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": str(outgoing.id),
            "X-Vigie-Timestamp": instant,
            "X-Vigie-Signature": signature(secret, instant, body),
        }
        status, answer = asking.ask(
            self._client,
            self._client.build_request(
                "POST", self._settings.webhook_url, headers=headers, content=body
            ),
        )
        if 200 <= status < 300 or status == _HAS_IT_ALREADY:
            return _reference(answer)
        if status == 422 and isinstance(answer, dict) and answer.get("error") == _WRONG_NUMBER:
            raise NotTaken(Fault.WRONG_ADDRESS, is_final=True)
        raise asking.refusal(status)


def signature(secret: str, instant: str, body: bytes) -> str:
    """`sha256=` and the HMAC-SHA-256 of the instant, a full stop, and the body."""
    signed = hmac.new(secret.encode(), instant.encode() + b"." + body, hashlib.sha256)
    return f"sha256={signed.hexdigest()}"


def _reference(answer: Any) -> str | None:
    found = answer.get("reference") if isinstance(answer, dict) else None
    fits = isinstance(found, str) and found.isprintable() and len(found) <= _LONGEST_REFERENCE
    return found if fits else None
