"""The endpoints of exports, one method each: contract objects, and the bytes of a file."""

from __future__ import annotations

from uuid import UUID

from console.client.answers import parsed, whole
from console.client.http import Wire, Write
from services.contract.export_fields import ExportFieldList
from services.contract.export_previews import ExportPreview
from services.contract.exports import Export, ExportAsk, ExportPage


class ExportCalls:
    """Asks for exports, follows, takes and cancels one's own; every method raises a `ConsoleError`
    and may run in any thread.
    """

    def __init__(self, wire: Wire, base: str) -> None:
        self._wire = wire
        self._base = base

    def ask(self, patient_id: UUID, ask: ExportAsk, write: Write) -> Export:
        """Have the report of a patient made."""
        return self._wire.post(f"{self._base}/patients/{patient_id}/exports", ask, Export, write)

    def read_page(self, limit: int, cursor: str | None = None) -> ExportPage:
        """A page of one's own, the newest first."""
        parameters: list[tuple[str, str | int]] = [("limit", limit)]
        if cursor is not None:
            parameters.append(("cursor", cursor))
        return self._wire.get(f"{self._base}/exports", ExportPage, parameters)

    def take(self, export_id: UUID) -> bytes:
        """The file, for once and all; raises `Incompatible` when it is not the one that was made,
        which is gone all the same.
        """
        return whole(self._wire.take(f"{self._base}/exports/{export_id}/download"))

    def read(self, export_id: UUID) -> Export:
        """Where one of one's own stands."""
        return self._wire.get(f"{self._base}/exports/{export_id}", Export)

    def take_preview(self, export_id: UUID) -> ExportPreview:
        """What one that was asked for as a preview would hold."""
        return parsed(self._wire.take(f"{self._base}/exports/{export_id}/download"), ExportPreview)

    def read_fields(self) -> ExportFieldList:
        """What each format holds."""
        return self._wire.get(f"{self._base}/exports/fields", ExportFieldList)

    def cancel(self, export_id: UUID, write: Write) -> Export:
        """Cancel what is not made, discard what is."""
        return self._wire.post(f"{self._base}/exports/{export_id}/cancel", None, Export, write)
