"""The endpoints of exceptional access, one method each: contract objects in and out."""

from __future__ import annotations

from uuid import UUID

from console.client.http import Wire, Write
from services.contract.exceptional_access import (
    ExceptionalAccess,
    ExceptionalAccessAsk,
    ExceptionalAccessEndAsk,
    ExceptionalAccessEnded,
    ExceptionalAccesses,
)


class OpenedRecords:
    """Opens records outside one's units; every method raises a `ConsoleError` and may run in any
    thread.
    """

    def __init__(self, wire: Wire, base: str) -> None:
        self._wire = wire
        self._path = f"{base}/exceptional-accesses"

    def open(self, ask: ExceptionalAccessAsk, write: Write) -> ExceptionalAccess:
        """Open one record for an hour; whose it is travels in the body, never in the address."""
        return self._wire.post(self._path, ask, ExceptionalAccess, write)

    def read_open(self) -> ExceptionalAccesses:
        """What this session has open."""
        return self._wire.get(self._path, ExceptionalAccesses)

    def end(self, access_id: UUID, write: Write) -> ExceptionalAccessEnded:
        """End one before its hour is over."""
        path = f"{self._path}/{access_id}/end"
        return self._wire.post(path, ExceptionalAccessEndAsk(), ExceptionalAccessEnded, write)
