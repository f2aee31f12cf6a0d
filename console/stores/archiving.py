"""The end of a follow-up: what it would do, read first, then done once, and taken back (3.5)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from console.errors import ConsoleError, Refused
from console.jobs import Jobs
from console.stores.connection import ConnectionStore
from console.stores.settled_acts import SettledActs
from services.contract.archiving import Archive, ArchiveAsk, ArchivePreview
from services.contract.patients import PatientLabel

if TYPE_CHECKING:
    from console.session import Session

ARCHIVES: Final = "archive_patient"


class ArchivingStore(SettledActs):
    """One patient at a time; `preview` is None until it was read.

    Signals, beside those of settled acts: `previewed()` when the preview came or failed.
    """

    previewed = Signal()

    def __init__(
        self,
        jobs: Jobs,
        session: Session,
        connection: ConnectionStore,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(jobs, session, connection, parent)
        self._jobs = jobs
        self._session = session
        self.patient: PatientLabel | None = None
        self.preview: ArchivePreview | None = None
        self.preview_error: ConsoleError | None = None
        self.archive: Archive | None = None
        """What was done last and may still be taken back."""

    @property
    def is_offered(self) -> bool:
        """Whether this role may end a follow-up."""
        return self._session.may(ARCHIVES)

    def open(self, patient: PatientLabel) -> None:
        """Ask what archiving this patient would do."""
        self.patient, self.preview = patient, None
        self.read()

    def read(self) -> None:
        """Ask again: somebody was faster, or the first answer was lost."""
        if self.patient is None:
            return
        session, patient_id = self._session, self.patient.id
        self.preview_error = None
        self._jobs.submit(
            self,
            lambda: session.api.archiving.preview(patient_id),
            self._take,
            self._miss,
            about=patient_id,
            key="preview",
        )

    def end(self, ask: ArchiveAsk) -> None:
        """End the follow-up as it was previewed; `done` gives the archive."""
        preview = self.preview
        if preview is not None and not self.is_busy:
            patient_id, version = preview.patient_id, preview.version
            self.begin(
                lambda api, write: api.archiving.archive(
                    patient_id, ask, replace(write, version=version)
                )
            )

    def undo(self) -> None:
        """Take the last one back; `done` gives the archive as it stands then."""
        archive = self.archive
        if archive is not None and not self.is_busy:
            self.begin(
                lambda api, write: api.archiving.undo(
                    archive.patient_id, replace(write, version=archive.version)
                )
            )

    def leave(self) -> None:
        """Nobody asks any more; what is on its way may still be done."""
        self.preview = self.preview_error = None
        if not self.is_busy and not self.is_unsettled:
            self.patient = None

    @Slot()
    def forget(self) -> None:
        """The session is over."""
        self.patient = self.preview = self.preview_error = self.archive = None
        super().forget()

    def _take(self, patient_id: UUID, preview: ArchivePreview) -> None:
        if self.patient is not None and self.patient.id == patient_id:
            self.preview = preview
            self.previewed.emit()

    def _miss(self, patient_id: UUID, error: ConsoleError) -> None:
        if self.patient is not None and self.patient.id == patient_id:
            self.preview_error = error
            self.previewed.emit()

    def _finish(self, result: object) -> None:
        if isinstance(result, Archive):
            self.archive = None if result.undone_at is not None else result
        super()._finish(result)

    def _fail(self, error: ConsoleError) -> None:
        """Whatever stood in the way is read again: alerts that came, a version that moved."""
        super()._fail(error)
        if isinstance(error, Refused) and error.problem.status in {409, 412}:
            self.read()
