"""The endpoints of exports of whole units, one method each; a file is never whole in memory."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Callable
from typing import Final
from uuid import UUID

from console.client.http import Wire, Write
from console.errors import Incompatible
from services.contract.cohorts import CohortAsk, CohortExport, CohortPage

_LONGEST_S: Final = 15 * 60
"""The service keeps what it hands out for so long."""


class CohortCalls:
    """Asks for exports of units, follows, takes and cancels one's own; every method raises a
    `ConsoleError` and may run in any thread.
    """

    def __init__(self, wire: Wire, base: str) -> None:
        self._wire = wire
        self._path = f"{base}/cohort-exports"

    def ask(self, ask: CohortAsk, write: Write) -> CohortExport:
        """Have all patients of a unit wait for the privacy officer; needs a fresh proof."""
        return self._wire.post(self._path, ask, CohortExport, write)

    def read_page(self, limit: int, cursor: str | None = None) -> CohortPage:
        """A page of one's own, the newest first."""
        parameters: list[tuple[str, str | int]] = [("limit", limit)]
        if cursor is not None:
            parameters.append(("cursor", cursor))
        return self._wire.get(self._path, CohortPage, parameters)

    def cancel(self, export_id: UUID, write: Write) -> CohortExport:
        """Take back what waits, end what is made, discard what is there."""
        return self._wire.post(f"{self._path}/{export_id}/cancel", None, CohortExport, write)

    def take(self, export_id: UUID, into: Callable[[bytes], None]) -> None:
        """Hand the file over as it comes, for once and all; needs a fresh proof. Raises
        `Incompatible` when it is not the one that was made, which is gone all the same, and
        whatever `into` raises.
        """
        digest = hashlib.sha256()

        def _pass_on(part: bytes) -> None:
            digest.update(part)
            into(part)

        path = f"{self._path}/{export_id}/download"
        answer = self._wire.take_in_parts(path, _pass_on, _LONGEST_S)
        told = f"sha-256=:{b64encode(digest.digest()).decode()}:"
        if answer.headers.get("Repr-Digest") != told:
            raise Incompatible("digest", outcome_unknown=True, request_id=answer.request_id)
