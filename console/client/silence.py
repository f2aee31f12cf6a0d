"""The endpoints of those who do not answer, one method each: contract objects in and out."""

from __future__ import annotations

from console.client.http import Parameters, Wire, Write
from services.contract.non_responders import (
    NonResponderCounts,
    NonResponderPage,
    RemindAsk,
    RemindedAll,
)


class Silence:
    """Reads the list and reminds; every method raises a `ConsoleError` and may run in any
    thread.
    """

    def __init__(self, wire: Wire, base: str) -> None:
        self._wire = wire
        self._path = f"{base}/non-responders"

    def read_page(
        self, filters: Parameters, limit: int, cursor: str | None = None
    ) -> NonResponderPage:
        """A page of the silent patients that the filters leave, the most worrying first."""
        parameters: list[tuple[str, str | int]] = [*filters, ("limit", limit)]
        if cursor is not None:
            parameters.append(("cursor", cursor))
        return self._wire.get(self._path, NonResponderPage, parameters)

    def read_counts(self) -> NonResponderCounts:
        """How many there are, without anybody's name."""
        return self._wire.get(f"{self._path}/counts", NonResponderCounts)

    def remind(self, ask: RemindAsk, write: Write) -> RemindedAll:
        """Remind some of them now."""
        return self._wire.post(f"{self._path}/remind", ask, RemindedAll, write)
