"""The endpoints of requests for help: contract objects in and out."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from console.client.http import Wire, Write
from services.contract.support import (
    SupportAnswerAsk,
    SupportAsk,
    SupportPage,
    SupportRequest,
    SupportRow,
)


class SupportCalls:
    """One's own requests and those of the centre; every method raises a `ConsoleError` and may run
    in any thread.
    """

    def __init__(self, wire: Wire, base: str) -> None:
        self._wire = wire
        self._mine, self._all = f"{base}/me/support-requests", f"{base}/support-requests"

    def list_some(self, *, of_all: bool, limit: int, cursor: str | None = None) -> SupportPage:
        """A page of one's own requests, or of everybody's, what is due first at the top."""
        parameters: list[tuple[str, str | int]] = [("limit", limit)]
        if cursor is not None:
            parameters.append(("cursor", cursor))
        return self._wire.get(self._all if of_all else self._mine, SupportPage, parameters)

    def read(self, request_id: UUID, *, of_all: bool) -> SupportRequest:
        """One request whole."""
        path = self._all if of_all else self._mine
        return self._wire.get(f"{path}/{request_id}", SupportRequest)

    def make(self, ask: SupportAsk, write: Write) -> SupportRequest:
        """Ask for help."""
        return self._wire.post(self._mine, ask, SupportRequest, write)

    def answer(self, row: SupportRow, ask: SupportAnswerAsk, write: Write) -> SupportRequest:
        """Answer whoever asked."""
        return self._act(row, "answer", ask, write)

    def close(self, row: SupportRow, ask: SupportAnswerAsk, write: Write) -> SupportRequest:
        """Say what became of it, and close it."""
        return self._act(row, "close", ask, write)

    def _act(
        self, row: SupportRow, verb: str, ask: SupportAnswerAsk, write: Write
    ) -> SupportRequest:
        versioned = replace(write, version=row.version)
        return self._wire.post(f"{self._all}/{row.id}/{verb}", ask, SupportRequest, versioned)
