"""SMS through the HTTP interface of OVHcloud (https://eu.api.ovh.com/console/, section /sms).

It knows no idempotency key. Each SMS carries a tag made of the message's id, and before a second
try the SMS that left under that tag are asked for; between taking and listing one, OVH may be
asked again and send it twice (decision 32).
"""

import hashlib
import json
from typing import Any, ClassVar, Final
from urllib.parse import quote
from uuid import UUID

import httpx

from services.contract.week_enums import MessageState
from services.message_settings import SmsSettings
from services.notifications.carriers import asking
from services.notifications.carriers.carrying import Carrier, NotTaken, Outgoing
from services.notifications.faults import Fault

_VALID_MIN: Final = 2880
_DELIVERED: Final = 1
_NOT_DELIVERED: Final = (2, 16)
"""What `deliveryReceipt` says of an SMS that will not arrive; other numbers: not known yet."""


class OvhCarrier(Carrier):
    """Signs each request with the application's secret and the time of OVH's clock."""

    follows: ClassVar[bool] = True

    def __init__(self, settings: SmsSettings, timeout_s: float) -> None:
        self._settings = settings
        self._client = asking.client(timeout_s)
        self._behind_s: int | None = None

    def close(self) -> None:
        """Ends the connection."""
        self._client.close()

    def send(self, outgoing: Outgoing) -> str | None:
        """Hands an SMS over; raises `NotTaken`."""
        tag = tag_of(outgoing.id)
        if outgoing.tries > 1 and (known := self._known(tag)) is not None:
            return known
        sms: dict[str, Any] = {
            "charset": "UTF-8",
            "class": "phoneDisplay",
            "coding": "7bit",
            "message": outgoing.content,
            "noStopClause": True,
            "priority": "high",
            "receivers": [outgoing.address],
            "tag": tag,
            "validityPeriod": _VALID_MIN,
        }
        if self._settings.sender:
            sms["sender"] = self._settings.sender
        else:
            sms["senderForResponse"] = True
        status, report = self._ask("POST", "jobs", sms)
        if status not in (200, 201):
            raise asking.refusal(status)
        return _reference(report, outgoing.address)

    def follow(self, reference: str) -> MessageState | None:
        """What became of an SMS; raises `NotTaken`."""
        status, sms = self._ask("GET", f"outgoing/{quote(reference, safe='')}")
        if status == 404:
            return None
        if status != 200:
            raise asking.refusal(status)
        if not isinstance(sms, dict):
            return None
        receipt = sms.get("deliveryReceipt")
        if receipt in _NOT_DELIVERED:
            return MessageState.FAILED
        is_there = sms.get("deliveredAt") or receipt == _DELIVERED
        return MessageState.DELIVERED if is_there else None

    def _known(self, tag: str) -> str | None:
        status, ids = self._ask("GET", f"outgoing?tag={tag}")
        if status != 200:
            raise asking.refusal(status)
        return str(ids[0]) if isinstance(ids, list) and ids else None

    def _ask(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        settings = self._settings
        url = f"{settings.ovh_url.rstrip('/')}/sms/{settings.ovh_service}/{path}"
        content = "" if body is None else json.dumps(body, ensure_ascii=False)
        instant = str(round(asking.now_s()) + self._delta())
        keys = (settings.ovh_application_secret, settings.ovh_consumer_key)
        secret, consumer = (key.get_secret_value() for key in keys)
        signed = "+".join((secret, consumer, method, url, content, instant))
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "X-Ovh-Application": settings.ovh_application_key,
            "X-Ovh-Consumer": consumer,
            "X-Ovh-Timestamp": instant,
            # The scheme is theirs; what it protects travels over TLS.
            "X-Ovh-Signature": "$1$"
            + hashlib.sha1(signed.encode(), usedforsecurity=False).hexdigest(),
        }
        request = httpx.Request(
            method,
            url,
            headers=headers,
            content=content.encode(),
            extensions={"timeout": self._client.timeout.as_dict()},
        )
        return asking.ask(self._client, request)

    def _delta(self) -> int:
        """How far OVH's clock is ahead of ours in seconds, asked once a run."""
        if self._behind_s is None:
            request = self._client.build_request(
                "GET", f"{self._settings.ovh_url.rstrip('/')}/auth/time"
            )
            status, instant = asking.ask(self._client, request)
            if status != 200 or type(instant) is not int:
                raise NotTaken(Fault.AWAY, is_for_all=True)
            self._behind_s = instant - round(asking.now_s())
        return self._behind_s


def tag_of(message_id: UUID) -> str:
    """Twenty letters, as many as a tag may have, by which a message is found again."""
    return hashlib.sha256(message_id.bytes).hexdigest()[:20]


def _reference(report: Any, address: str) -> str:
    if isinstance(report, dict):
        if address in (report.get("invalidReceivers") or ()):
            raise NotTaken(Fault.WRONG_ADDRESS, is_final=True)
        ids = report.get("ids")
        if isinstance(ids, list) and ids and type(ids[0]) is int:
            return str(ids[0])
    raise NotTaken(Fault.AWAY, is_for_all=True)
