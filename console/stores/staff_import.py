"""Inviting many people from a file: read, rehearsed, and what was rehearsed is done."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot

from console.errors import ConsoleError
from console.jobs import Job, Jobs
from console.stores.connection import ConnectionStore
from console.stores.csv_files import write_csv
from console.stores.settled_acts import SettledActs
from console.stores.staff_files import StaffFile, StaffFileFault, read_staff
from services.contract.staff import ImportAsk, StaffImportReport

if TYPE_CHECKING:
    from console.session import Session

IMPORTS_STAFF: Final = "import_accounts"


class ImportStep(StrEnum):
    """How far an import came."""

    FILE = "file"
    REHEARSED = "rehearsed"
    DONE = "done"


class StaffImport(SettledActs):
    """One file at a time. `done` carries `StaffImportReport`. Signals besides: `saved(bool)` when a
    table was written to the disk, or not.
    """

    saved = Signal(bool)

    def __init__(
        self,
        jobs: Jobs,
        session: Session,
        connection: ConnectionStore,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(jobs, session, connection, parent)
        self._jobs = jobs
        self._job: Job | None = None
        self.is_reading = False
        """Whether a file is being read."""
        self.file: StaffFile | None = None
        self.fault: StaffFileFault | None = None
        self.asked: ImportAsk | None = None
        """What was rehearsed, and what will be done."""
        self.report: StaffImportReport | None = None
        self.done.connect(self._take_report)

    @property
    def step(self) -> ImportStep:
        """How far it came."""
        if self.report is None:
            return ImportStep.FILE
        return ImportStep.REHEARSED if self.report.is_rehearsal else ImportStep.DONE

    @property
    def is_held(self) -> bool:
        """Whether something is on its way, or its answer was lost."""
        return self.is_busy or self.is_unsettled

    def choose_file(self, path: Path) -> None:
        """Read a file; the one before it and its rehearsal go."""
        if self.is_held or self.is_reading:
            return
        self._empty()
        self.is_reading = True
        self.changed.emit()
        self._job = self._jobs.submit(
            self, lambda: read_staff(path), self._take_file, self._miss_file
        )

    def rehearse(self, words: str) -> None:
        """Have the service say what would become of each line; nothing of it stays."""
        if self.file is not None and not self.is_held:
            self.asked = ImportAsk(csv=self.file.text, is_rehearsal=True, words=words)
            self._send(self.asked)

    def invite(self) -> None:
        """Do what was rehearsed: the text that was looked at, whatever the file holds by now."""
        if self.asked is not None and self.step is ImportStep.REHEARSED:
            self._send(self.asked.model_copy(update={"is_rehearsal": False}))

    def start_over(self) -> None:
        """Forget the file and what was said of it, unless its answer is still to come."""
        if not self.is_held:
            self._empty()
            self.changed.emit()

    def save(self, path: Path, rows: Sequence[Sequence[str]]) -> None:
        """Write a table to the disk."""
        self._jobs.submit(self, lambda: write_csv(path, rows), self._tell_saved, self._miss_saving)

    @Slot()
    def forget(self) -> None:
        """The session is over."""
        super().forget()
        self._empty()
        self.changed.emit()

    def _send(self, ask: ImportAsk) -> None:
        self.begin(lambda api, write: api.staff.import_staff(ask, write))

    def _empty(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job = self.file = self.fault = self.asked = self.report = None
        self.is_reading = False

    def _take_file(self, found: StaffFile | StaffFileFault) -> None:
        self.is_reading = False
        if isinstance(found, StaffFileFault):
            self.fault = found
        else:
            self.file = found
        self.changed.emit()

    def _miss_file(self, _error: ConsoleError) -> None:
        self._take_file(StaffFileFault.UNREADABLE)

    def _take_report(self, report: StaffImportReport) -> None:
        self.report = report
        self.changed.emit()

    def _tell_saved(self, is_written: bool) -> None:
        self.saved.emit(is_written)

    def _miss_saving(self, _error: ConsoleError) -> None:
        self.saved.emit(False)
