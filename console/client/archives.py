"""The endpoints of the archives of a centre, one method each: contract objects in and out."""

from __future__ import annotations

from console.client.http import Parameters, Wire
from services.contract.archiving import ArchivePage, LateAnswerPage


class Archives:
    """Reads who is archived; every method raises a `ConsoleError` and may run in any thread."""

    def __init__(self, wire: Wire, base: str) -> None:
        self._wire = wire
        self._path = f"{base}/archives"

    def read_page(self, filters: Parameters, limit: int, cursor: str | None = None) -> ArchivePage:
        """A page of the archived patients that the filters leave, the last archived first."""
        return self._wire.get(self._path, ArchivePage, _paged(filters, limit, cursor))

    def read_late_answers(self, limit: int, cursor: str | None = None) -> LateAnswerPage:
        """A page of the answers that came after the end and were refused, newest first."""
        return self._wire.get(
            f"{self._path}/late-answers", LateAnswerPage, _paged([], limit, cursor)
        )


def _paged(filters: Parameters, limit: int, cursor: str | None) -> list[tuple[str, str | int]]:
    parameters: list[tuple[str, str | int]] = [*filters, ("limit", limit)]
    return parameters if cursor is None else [*parameters, ("cursor", cursor)]
