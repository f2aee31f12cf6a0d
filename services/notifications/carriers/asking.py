"""HTTP to a provider of messages: what it means when it does not take one."""

from typing import Any, Final

import httpx

from services.notifications.carriers.carrying import NotTaken
from services.notifications.faults import Fault
from services.outgoing import Client, Unanswered, client, exchange, now_s

__all__ = ["ask", "client", "now_s", "refusal"]

_TURNS: Final = 2


def ask(asked: Client, request: httpx.Request) -> tuple[int, Any]:
    """Status and JSON of an answer, None for a body that is none; raises `NotTaken`."""
    try:
        return exchange(asked, request, now_s() + _TURNS * (asked.timeout.read or 0))
    except Unanswered:
        raise NotTaken(Fault.AWAY, is_for_all=True) from None


def refusal(status: int) -> NotTaken:
    """What a status that is no success means, wherever a provider says nothing better."""
    if status in (408, 425, 429):
        return NotTaken(Fault.SLOWED, is_for_all=True)
    if status in (400, 413, 422):
        return NotTaken(Fault.REFUSED, is_final=True)
    if 300 <= status < 500:
        return NotTaken(Fault.NOT_ALLOWED, is_for_all=True)
    return NotTaken(Fault.AWAY, is_for_all=True)
