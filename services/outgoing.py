"""HTTP from this service to another: small answers, time limits, no redirect, nothing in a log."""

import json
import logging
from typing import Any, Final

import httpx

from services.clock import SystemClock

_LONGEST_ANSWER: Final = 64_000
_NOT_VERIFIED: Final = "CERTIFICATE_VERIFY_FAILED"
# It would write addresses to the log.
logging.getLogger("httpx").setLevel(logging.WARNING)


class Unanswered(Exception):
    """There is no answer in time, or one that is too long."""


class Untrusted(Unanswered):
    """Somebody answers whose certificate nobody vouches for."""


def client(timeout_s: float) -> httpx.Client:
    """A client for one conversation; nothing of the environment changes where it goes."""
    plain = {"Accept-Encoding": "identity"}
    return httpx.Client(timeout=timeout_s, trust_env=False, follow_redirects=False, headers=plain)


def now_s() -> float:
    """The time of this machine: others do not know a chosen clock."""
    return SystemClock().now().timestamp()


def exchange(asked: httpx.Client, request: httpx.Request, until_s: float) -> tuple[int, Any]:
    """Status and JSON of an answer; None for a body that is none.

    Raises `Unanswered` when there is none in time, also one that comes drop by drop.
    """
    status, found = answered(asked, request, until_s)
    try:
        return status, json.loads(found)
    except (ValueError, RecursionError):
        return status, None


def answered(asked: httpx.Client, request: httpx.Request, until_s: float) -> tuple[int, bytes]:
    """Status and body of an answer; raises `Unanswered` as above, or `Untrusted`."""
    found = bytearray()
    try:
        answer = asked.send(request, stream=True)
        try:
            if "Content-Encoding" in answer.headers:
                # What is packed small may be anything but small once it is unpacked.
                raise Unanswered
            for part in answer.iter_raw():
                found += part
                if now_s() > until_s or len(found) > _LONGEST_ANSWER:
                    raise Unanswered
        finally:
            answer.close()
    except httpx.HTTPError as fault:
        raise (Untrusted if _NOT_VERIFIED in str(fault) else Unanswered) from None
    return answer.status_code, bytes(found)
