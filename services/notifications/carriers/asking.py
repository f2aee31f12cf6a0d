"""HTTP to a provider: one client, small bodies, time limits, no redirect, nothing in a log."""

import json
import logging
from typing import Any, Final

import httpx

from services.clock import SystemClock
from services.notifications.carriers.carrying import NotTaken
from services.notifications.faults import Fault

_LONGEST_ANSWER: Final = 64_000
_TURNS: Final = 2
# It would write addresses to the log.
logging.getLogger("httpx").setLevel(logging.WARNING)


def client(timeout_s: float) -> httpx.Client:
    """A client for one run of a carrier."""
    return httpx.Client(timeout=timeout_s, trust_env=False, follow_redirects=False)


def now_s() -> float:
    """The time of this machine, for signatures: a provider does not know a chosen clock."""
    return SystemClock().now().timestamp()


def ask(asked: httpx.Client, request: httpx.Request) -> tuple[int, Any]:
    """Status and JSON of an answer; None for a body that is none, or is too long.

    Raises `NotTaken` when there is no answer in time, also one that comes drop by drop.
    """
    limit_s = now_s() + _TURNS * (asked.timeout.read or 0)
    found = bytearray()
    try:
        answer = asked.send(request, stream=True)
        try:
            for part in answer.iter_bytes():
                found += part
                if now_s() > limit_s or len(found) > _LONGEST_ANSWER:
                    raise NotTaken(Fault.AWAY, is_for_all=True)
        finally:
            answer.close()
    except httpx.HTTPError:
        raise NotTaken(Fault.AWAY, is_for_all=True) from None
    try:
        return answer.status_code, json.loads(found)
    except ValueError:
        return answer.status_code, None


def refusal(status: int) -> NotTaken:
    """What a status that is no success means, wherever a provider says nothing better."""
    if status in (408, 425, 429):
        return NotTaken(Fault.SLOWED, is_for_all=True)
    if status in (400, 413, 422):
        return NotTaken(Fault.REFUSED, is_final=True)
    if 300 <= status < 500:
        return NotTaken(Fault.NOT_ALLOWED, is_for_all=True)
    return NotTaken(Fault.AWAY, is_for_all=True)
