"""The end of a follow-up: what it would do, read first, then done once, and taken back (3.5)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QObject, Slot

from console.jobs import Jobs
from console.stores.connection import ConnectionStore
from console.stores.read_first import ReadFirst
from services.contract.archiving import Archive, ArchiveAsk, ArchivePreview

if TYPE_CHECKING:
    from console.client.api import Api
    from console.session import Session

ARCHIVES: Final = "archive_patient"


class ArchivingStore(ReadFirst[ArchivePreview]):
    """What is read first is the preview."""

    def __init__(
        self,
        jobs: Jobs,
        session: Session,
        connection: ConnectionStore,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(jobs, session, connection, _preview, parent)
        self._done: Archive | None = None

    @property
    def is_offered(self) -> bool:
        """Whether this role may end a follow-up."""
        return self._session.may(ARCHIVES)

    @property
    def undo_left_ms(self) -> int:
        """How long what was done last may still be taken back; 0 when it may not."""
        done = self._done
        until = None if done is None else done.undo_until
        left_s = 0.0 if until is None else (until - self._session.server_now()).total_seconds()
        return max(0, int(left_s * 1000))

    def may_undo_of(self, patient_id: UUID | None) -> bool:
        """Whether that was the end of this patient's follow-up."""
        done = self._done
        return done is not None and done.patient_id == patient_id and self.undo_left_ms > 0

    def end(self, ask: ArchiveAsk) -> None:
        """End the follow-up as it was previewed; `done` gives the archive."""
        preview = self.found
        if preview is not None and not self.is_busy:
            patient_id, version = preview.patient_id, preview.version
            self.begin(
                lambda api, write: api.archiving.archive(
                    patient_id, ask, replace(write, version=version)
                )
            )

    def undo(self) -> None:
        """Take the last one back; `done` gives the archive as it stands then."""
        archive = self._done
        if archive is not None and not self.is_busy:
            self.begin(
                lambda api, write: api.archiving.undo(
                    archive.patient_id, replace(write, version=archive.version)
                )
            )

    @Slot()
    def forget(self) -> None:
        """The session is over."""
        self._done = None
        super().forget()

    def _finish(self, result: object) -> None:
        if isinstance(result, Archive):
            self._done = None if result.undone_at is not None else result
        super()._finish(result)


def _preview(api: Api, patient_id: UUID) -> ArchivePreview:
    return api.archiving.preview(patient_id)
