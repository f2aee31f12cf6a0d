"""The file of an export on its way to a disk. It leaves the service once: what a disk refuses stays
in memory until it is saved elsewhere or given up.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from console.errors import ConsoleError
from console.jobs import Job, Jobs
from console.stores.private_files import PrivateFile, SaveFault, SaveRefused
from console.stores.statistics_file import StatisticsFile
from services.contract.exports import Export

if TYPE_CHECKING:
    from console.client.api import Api
    from console.session import Session


Savable = Export | StatisticsFile
"""What can be saved: the report of a patient that is ready, or figures."""


@dataclass(frozen=True, repr=False)
class _Outcome:
    """`fault` None: it is saved. `content`: what has left the service, and is nowhere else."""

    fault: SaveFault | None
    content: bytes | None = None


class ExportSaving(QObject):
    """One file at a time.

    Signals: `changed()` at every step; `saved(Savable)`; `refused(SaveFault)` by the disk, then
    `has_left` says whether the file is in memory alone; `failed(ConsoleError)` by the service.
    """

    changed = Signal()
    saved = Signal(object)
    refused = Signal(object)
    failed = Signal(ConsoleError)

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._session = session
        self._content: bytes | None = None
        self._job: Job | None = None
        self._is_over = threading.Event()
        self.export: Savable | None = None
        self.is_busy = False

    @property
    def has_left(self) -> bool:
        """Whether a file has left the service and is in memory alone."""
        return self._content is not None

    def save(self, export: Savable, path: Path) -> None:
        """Take the file and write it; one that has left before is written once more, elsewhere."""
        if self.is_busy or (self.has_left and export != self.export):
            return
        self.export, self.is_busy = export, True
        session, content, is_over = self._session, self._content, self._is_over
        self._job = self._jobs.submit(
            self,
            lambda: _save(session.api, export, path, content, is_over.is_set),
            self._take,
            self._fail,
        )
        self.changed.emit()

    def give_up(self) -> None:
        """Nobody wants the file any more."""
        self._content = self.export = None
        self.changed.emit()

    @Slot()
    def forget(self) -> None:
        """The session is over: what is in memory goes, and what is on its way is nobody's and comes
        to no disk.
        """
        self._is_over.set()
        self._is_over = threading.Event()
        if self._job is not None:
            self._job.cancel()
        self._job, self.is_busy = None, False
        self.give_up()

    def _take(self, outcome: _Outcome) -> None:
        if self.export is None:
            return
        export, self.is_busy = self.export, False
        if outcome.fault is None:
            self._content = self.export = None
            self.saved.emit(export)
        else:
            self._content = outcome.content
            self.refused.emit(outcome.fault)
        self.changed.emit()

    def _fail(self, error: ConsoleError) -> None:
        self.is_busy = False
        if self.export is not None:
            self.failed.emit(error)
        self.changed.emit()


def _save(
    api: Api, export: Savable, path: Path, content: bytes | None, is_over: Callable[[], bool]
) -> _Outcome:
    """The disk is asked first: what it refuses then has not left. Runs in a worker, also when the
    session `is_over`: then nothing more is taken with the next one, or written.
    """
    try:
        file = PrivateFile(path, export.size or 0)
    except SaveRefused as refused:
        return _Outcome(refused.fault, content)
    if is_over():
        file.drop()
        return _Outcome(SaveFault.OTHER)
    try:
        taken = _taken(api, export) if content is None else content
    except ConsoleError:
        file.drop()
        raise
    try:
        file.write(taken, unless=is_over)
    except SaveRefused as refused:
        return _Outcome(refused.fault, taken)
    return _Outcome(None)


def _taken(api: Api, export: Savable) -> bytes:
    if isinstance(export, StatisticsFile):
        return api.statistics.take(export.ask)
    return api.exports.take(export.id)
