"""The endpoints of what waits for a second person, one method each: contract objects in and out."""

from __future__ import annotations

from dataclasses import replace

from console.client.http import Wire, Write
from services.contract.approvals import Approval, ApprovalPage, ApproveAsk, DeclineAsk


class ApprovalCalls:
    """Every method raises a `ConsoleError` and may run in any thread."""

    def __init__(self, wire: Wire, base: str) -> None:
        self._wire = wire
        self._base = f"{base}/approvals"

    def read_page(self, limit: int) -> ApprovalPage:
        """The newest requests, and how many of all wait for the reader."""
        return self._wire.get(self._base, ApprovalPage, [("limit", limit)])

    def approve(self, seen: Approval, write: Write) -> Approval:
        """Carries out exactly what was seen."""
        ask = ApproveAsk(digest=seen.digest)
        return self._wire.post(f"{self._base}/{seen.id}/approve", ask, Approval, _of(seen, write))

    def refuse(self, seen: Approval, words: str, write: Write) -> Approval:
        """Nothing of it is done."""
        ask = DeclineAsk(words=words)
        return self._wire.post(f"{self._base}/{seen.id}/refuse", ask, Approval, _of(seen, write))

    def withdraw(self, seen: Approval, words: str, write: Write) -> Approval:
        """Takes back what one asked."""
        ask = DeclineAsk(words=words)
        return self._wire.post(f"{self._base}/{seen.id}/withdraw", ask, Approval, _of(seen, write))


def _of(seen: Approval, write: Write) -> Write:
    return replace(write, version=seen.version)
