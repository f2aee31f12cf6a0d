"""The file of a whole unit on its way to a disk: it leaves the service once, goes straight to the
disk and is never whole in memory; its owner proves who they are first.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.errors import ConsoleError
from console.jobs import Jobs
from console.stores.private_files import PrivateFile, SaveFault, SaveRefused
from console.stores.proven_act import ProofState, ProvenAct
from services.contract.cohorts import CohortExport

if TYPE_CHECKING:
    from console.client.api import Api
    from console.session import Session

_TICK_MS: Final = 500
_WHOLE: Final = 100


class _Given(Exception):
    """Nobody wants it any more."""


@dataclass(eq=False)
class _Way:
    """How much has come, in bytes: counted in a worker, read on screen. `stop` ends it there."""

    stop: threading.Event = field(default_factory=threading.Event)
    come: int = 0


@dataclass(frozen=True)
class _Outcome:
    """`fault` None: it is saved. `has_left`: the disk refused what is nowhere else any more."""

    fault: SaveFault | None
    has_left: bool = False


class CohortSaving(QObject):
    """One file at a time; `proof` asks who one is.

    Signals: `changed()` at every step; `moved(UUID, percent)` while it comes, None at its end;
    `saved(CohortExport)`; `refused(SaveFault)` by the disk, before anything has left;
    `lost(SaveFault)` by the disk after that; `failed(ConsoleError)` by the service.
    """

    changed = Signal()
    moved = Signal(object, object)
    saved = Signal(object)
    refused = Signal(object)
    lost = Signal(object)
    failed = Signal(ConsoleError)
    has_left = False
    """Nothing of it is ever in memory alone."""

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.proof = ProvenAct(jobs, session, self)
        self.export: CohortExport | None = None
        self._way = _Way()
        self._ticks = QTimer(self)
        self._ticks.setInterval(_TICK_MS)
        self._ticks.timeout.connect(self._tell)
        self.proof.changed.connect(self._follow)
        self.proof.done.connect(self._take)
        self.proof.failed.connect(self._fail)

    @property
    def is_busy(self) -> bool:
        """Whether a file is on its way, or its proof is asked for."""
        return self.proof.state is not ProofState.IDLE

    def save(self, export: CohortExport, path: Path) -> None:
        """Take the file and write it, part by part."""
        if self.is_busy:
            return
        self.export, self._way = export, _Way()
        way = self._way
        self.proof.begin(lambda api, _write: _save(api, export, path, way))

    def give_up(self) -> None:
        """Nobody wants the file now; it stays on the service while nothing has left."""
        self.proof.cancel()

    @Slot()
    def forget(self) -> None:
        """The session is over: what is on its way ends, and nothing of it stays."""
        self._way.stop.set()
        self._ticks.stop()
        self.proof.forget()
        self.export = None

    def _follow(self) -> None:
        is_coming = self.proof.state is ProofState.SENDING
        (self._ticks.start if is_coming else self._ticks.stop)()
        self.changed.emit()

    def _tell(self) -> None:
        """Only once it comes: before that the disk is asked, or the service."""
        export, come = self.export, self._way.come
        if export is not None and come:
            size = max(1, export.size or 1)
            self.moved.emit(export.id, min(_WHOLE, _WHOLE * come // size))

    def _take(self, outcome: _Outcome) -> None:
        export = self._end()
        if outcome.fault is None:
            self.saved.emit(export)
        elif outcome.has_left:
            self.lost.emit(outcome.fault)
        else:
            self.refused.emit(outcome.fault)

    def _fail(self, error: ConsoleError) -> None:
        if self._end() is not None:
            self.failed.emit(error)

    def _end(self) -> CohortExport | None:
        export, self.export = self.export, None
        if export is not None:
            self.moved.emit(export.id, None)
        return export


def _save(api: Api, export: CohortExport, path: Path, way: _Way) -> _Outcome:
    """The disk is asked first: what it refuses then has not left. Runs in a worker."""
    try:
        file = PrivateFile(path, export.size or 0)
    except SaveRefused as refused:
        return _Outcome(refused.fault)
    try:
        if way.stop.is_set():
            return _Outcome(SaveFault.OTHER)
        api.cohorts.take(export.id, _into(file, way))
        file.finish(unless=way.stop.is_set)
    except SaveRefused as refused:
        return _Outcome(refused.fault, has_left=True)
    except _Given:
        return _Outcome(SaveFault.OTHER, has_left=True)
    finally:
        file.drop()
    return _Outcome(None)


def _into(file: PrivateFile, way: _Way) -> Callable[[bytes], None]:
    def add(part: bytes) -> None:
        if way.stop.is_set():
            raise _Given
        file.add(part)
        way.come += len(part)

    return add
