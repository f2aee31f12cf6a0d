"""Bringing patients in from a file: chosen, sent once, and what became of each resource."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from console.client.http import Write
from console.errors import ConsoleError
from console.jobs import Job, Jobs
from console.stores.bundle_files import BundleFile, FileFault, read_bundle, write_text
from services.contract.bundle_import import ImportReport

if TYPE_CHECKING:
    from console.session import Session

IMPORTS: Final = "import_bundle"


class ImportState(StrEnum):
    """How far an import came.

    FAULTY: the file is not sent, `fault` says why. FAILED: nothing of it was taken. UNKNOWN: the
    answer was lost; sent again, it is done once and the answer comes back.
    """

    NOTHING = "nothing"
    READING = "reading"
    FAULTY = "faulty"
    CHOSEN = "chosen"
    SENDING = "sending"
    FAILED = "failed"
    UNKNOWN = "unknown"
    DONE = "done"


_MAY_SEND: Final = frozenset({ImportState.CHOSEN, ImportState.FAILED, ImportState.UNKNOWN})
_UNDER_WAY: Final = frozenset({ImportState.READING, ImportState.SENDING})


class BundleImportStore(QObject):
    """One file at a time. Signals: `changed()`; `saved(bool)` when a report was written, or not."""

    changed = Signal()
    saved = Signal(bool)

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._session = session
        self.state = ImportState.NOTHING
        self.file: BundleFile | None = None
        self.fault: FileFault | None = None
        self.error: ConsoleError | None = None
        self.report: ImportReport | None = None
        self.unit_id: UUID | None = None
        self._job: Job | None = None
        self._write = Write()

    @property
    def is_offered(self) -> bool:
        """Whether this role brings patients in."""
        return self._session.may(IMPORTS)

    @property
    def can_send(self) -> bool:
        """Whether there is something to send, and somewhere."""
        return self.state in _MAY_SEND and self.unit_id is not None

    @property
    def is_under_way(self) -> bool:
        """Whether something is read or sent."""
        return self.state in _UNDER_WAY

    @property
    def can_choose_unit(self) -> bool:
        """Whether nothing is on its way, and no answer was lost."""
        return not self.is_under_way and self.state is not ImportState.UNKNOWN

    def choose_unit(self, unit_id: UUID) -> None:
        """Where newcomers go: into another unit it is another intention. What is on its way, or may
        be done, goes where it went.
        """
        if unit_id != self.unit_id and self.can_choose_unit:
            self.unit_id, self._write = unit_id, Write()
            self.changed.emit()

    def choose_file(self, path: Path) -> None:
        """Look at a file; the one before it and its report go."""
        if self.is_under_way:
            return
        self._clear()
        self._put(ImportState.READING)
        self._job = self._jobs.submit(
            self, lambda: read_bundle(path), self._take_file, self._miss_file
        )

    def send(self) -> None:
        """Send the file, or send it again under the same key."""
        file, unit_id, write, session = self.file, self.unit_id, self._write, self._session
        if file is None or unit_id is None or not self.can_send:
            return
        self.error = None
        self._put(ImportState.SENDING)
        self._job = self._jobs.submit(
            self,
            lambda: session.api.patient_imports.send(unit_id, file.content, write),
            self._take_report,
            self._miss_report,
        )

    def save(self, path: Path, text: str) -> None:
        """Write a report down."""
        self._jobs.submit(self, lambda: write_text(path, text), self._tell_saved, self._miss_saving)

    @Slot()
    def forget(self) -> None:
        """The session is over."""
        if self._job is not None:
            self._job.cancel()
        self._clear()
        self.unit_id = None
        self._put(ImportState.NOTHING)

    def _clear(self) -> None:
        self.file = self.fault = self.error = self.report = self._job = None
        self._write = Write()

    def _take_file(self, found: BundleFile | FileFault) -> None:
        if isinstance(found, FileFault):
            self.fault = found
            self._put(ImportState.FAULTY)
        else:
            self.file = found
            self._put(ImportState.CHOSEN)

    def _miss_file(self, _error: ConsoleError) -> None:
        self.fault = FileFault.UNREADABLE
        self._put(ImportState.FAULTY)

    def _take_report(self, report: ImportReport) -> None:
        self.report = report
        self._put(ImportState.DONE)

    def _miss_report(self, error: ConsoleError) -> None:
        self.error = error
        self._put(ImportState.UNKNOWN if error.outcome_unknown else ImportState.FAILED)

    def _tell_saved(self, is_written: bool) -> None:
        self.saved.emit(is_written)

    def _miss_saving(self, _error: ConsoleError) -> None:
        self.saved.emit(False)

    def _put(self, state: ImportState) -> None:
        self.state = state
        self.changed.emit()
