"""The evidence of one patient on its way to a disk, as a table that its owner alone can read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from console.errors import ConsoleError
from console.jobs import Job, Jobs
from console.stores.private_files import PrivateFile, SaveFault, SaveRefused

if TYPE_CHECKING:
    from console.client.api import Api
    from console.session import Session


class BillingSaving(QObject):
    """One file at a time.

    Signals: `saved()`; `refused(SaveFault)` by the disk; `failed(ConsoleError)` by the service.
    """

    saved = Signal()
    refused = Signal(object)
    failed = Signal(ConsoleError)

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._session = session
        self._job: Job | None = None
        self.is_busy = False

    def save(self, patient_id: UUID, delimiter: str, path: Path) -> None:
        """Take the table and write it; nothing while another one is on its way."""
        if self.is_busy:
            return
        session, self.is_busy = self._session, True
        self._job = self._jobs.submit(
            self, lambda: _save(session.api, patient_id, delimiter, path), self._take, self._fail
        )

    @Slot()
    def forget(self) -> None:
        """The session is over."""
        if self._job is not None:
            self._job.cancel()
        self._job, self.is_busy = None, False

    def _take(self, fault: SaveFault | None) -> None:
        self.is_busy = False
        if fault is None:
            self.saved.emit()
        else:
            self.refused.emit(fault)

    def _fail(self, error: ConsoleError) -> None:
        self.is_busy = False
        self.failed.emit(error)


def _save(api: Api, patient_id: UUID, delimiter: str, path: Path) -> SaveFault | None:
    """The disk is asked first, so that nothing is journalled as taken that it refuses. Runs in a
    worker.
    """
    try:
        file = PrivateFile(path, 0)
    except SaveRefused as refused:
        return refused.fault
    try:
        content = api.billing.take(patient_id, delimiter)
    except ConsoleError:
        file.drop()
        raise
    try:
        file.write(content)
    except SaveRefused as refused:
        return refused.fault
    return None
