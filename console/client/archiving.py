"""The endpoints of the end of a follow-up, one method each: contract objects in and out."""

from __future__ import annotations

from uuid import UUID

from console.client.http import Wire, Write
from services.contract.archiving import (
    Archive,
    ArchiveAsk,
    ArchivePreview,
    ArchiveUndoAsk,
    InformedAsk,
    PatientArchives,
    RestoreAsk,
    Restored,
)


class ArchivingCalls:
    """Ends a follow-up, takes that back, and begins it again; every method raises a `ConsoleError`
    and may run in any thread.
    """

    def __init__(self, wire: Wire, base: str) -> None:
        self._wire = wire
        self._base = base

    def preview(self, patient_id: UUID) -> ArchivePreview:
        """What archiving would do now."""
        return self._wire.get(self._path(patient_id, "archive-preview"), ArchivePreview)

    def archive(self, patient_id: UUID, ask: ArchiveAsk, write: Write) -> Archive:
        """End the follow-up, with the alerts that are named."""
        return self._wire.post(self._path(patient_id, "archive"), ask, Archive, write)

    def undo(self, patient_id: UUID, write: Write) -> Archive:
        """Take one's own archiving back, as long as nothing has left."""
        path = self._path(patient_id, "archive/undo")
        return self._wire.post(path, ArchiveUndoAsk(), Archive, write)

    def read(self, patient_id: UUID) -> PatientArchives:
        """Every end of the patient's follow-up, the last one first."""
        return self._wire.get(self._path(patient_id, "archive"), PatientArchives)

    def inform(self, patient_id: UUID, ask: InformedAsk, write: Write) -> Archive:
        """Somebody told the patient."""
        return self._wire.post(self._path(patient_id, "archive/informed"), ask, Archive, write)

    def restore(self, patient_id: UUID, ask: RestoreAsk, write: Write) -> Restored:
        """Follow the patient again."""
        return self._wire.post(self._path(patient_id, "restore"), ask, Restored, write)

    def _path(self, patient_id: UUID, part: str) -> str:
        return f"{self._base}/patients/{patient_id}/{part}"
